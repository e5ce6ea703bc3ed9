//! Cues to test recall with.

use rand::Rng;

use crate::error::{require_at_least, require_len};
use crate::size::require_entries;
use crate::{Error, Messages, Noise, State};

/// Damaged messages, each with the message that recall should lead to.
///
/// The same cues can be put to several memories, so that differences are not chance.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Cues, Messages, Noise};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 5, rng)?;
/// let cues = Cues::draw(&messages, Noise::Flips(3), 2, rng)?;
/// assert_eq!(cues.len(), 10);
/// for (cue, message) in &cues {
///     assert_eq!(cue.distance(message), Some(3));
/// }
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cues<'a>(Vec<(State, &'a State)>);

impl<'a> Cues<'a> {
    /// Cues of your own, each with its message.
    ///
    /// # Errors
    /// [`Error::Empty`] without cues, [`Error::LengthMismatch`] if their lengths or those of the messages
    /// differ.
    ///
    /// ```
    /// use synaptome_hopfield::{Cues, Messages, State};
    ///
    /// let messages = Messages::from_bits(&[[0, 1, 1, 0], [1, 1, 0, 0]])?;
    /// let cue = State::from_bits(&[0, 1, 0, 0])?;
    /// assert_eq!(Cues::new(vec![(cue, &messages[0])])?.len(), 1);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn new(cues: Vec<(State, &'a State)>) -> Result<Self, Error> {
        let (first, _) = cues.first().ok_or(Error::Empty { quantity: "the list of cues" })?;
        let units = first.units();
        for (cue, message) in &cues {
            require_len("a cue", units, cue.units())?;
            require_len("a message", units, message.units())?;
        }
        Ok(Self(cues))
    }

    /// One damaged cue of every message, `repeats` times over.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::{Cues, Messages, Noise};
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(50, 4, rng)?;
    /// let cues = Cues::draw(&messages, Noise::Flips(5), 10, rng)?;
    /// assert_eq!(cues.len(), 40);
    /// assert!(cues.iter().all(|(cue, message)| cue.distance(message) == Some(5)));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there are no repeats or too many, or the noise is not valid for the messages.
    pub fn draw<R: Rng + ?Sized>(
        messages: &'a Messages,
        noise: Noise,
        repeats: usize,
        rng: &mut R,
    ) -> Result<Self, Error> {
        require_at_least("repeats of each message", repeats, 1)?;
        let spins = messages.units().saturating_mul(messages.len());
        require_entries("the number of spins in all cues", spins, repeats)?;
        let shown = (0..repeats).flat_map(|_| messages);
        let cues = shown.map(|message| Ok((noise.damage(message, rng)?, message)));
        Ok(Self(cues.collect::<Result<_, Error>>()?))
    }

    /// Number of cues, at least one.
    #[expect(clippy::len_without_is_empty, reason = "there is always a cue")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The cues with their messages.
    pub fn iter(&self) -> std::slice::Iter<'_, (State, &'a State)> {
        self.0.iter()
    }
}

impl<'a, 'b> IntoIterator for &'b Cues<'a> {
    type Item = &'b (State, &'a State);
    type IntoIter = std::slice::Iter<'b, (State, &'a State)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
