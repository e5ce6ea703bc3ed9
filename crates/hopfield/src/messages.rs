//! The messages that a network is to store.

use std::ops::Index;
use std::slice;

use faer::Mat;
use rand::Rng;

use crate::error::require_len;
use crate::size::require_entries;
use crate::{Error, State};

/// The messages ξ^1 … ξ^M to be stored: at least one, all of the same length N.
///
/// ```
/// use synaptome_hopfield::Messages;
///
/// let messages = Messages::from_spins(&[[1, -1, 1], [1, 1, -1]])?;
/// assert_eq!((messages.units(), messages.len()), (3, 2));
/// for message in &messages {
///     assert_eq!(message[0], 1);
/// }
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<State>", into = "Vec<State>"))]
pub struct Messages(Vec<State>);

impl Messages {
    /// Messages of equal length.
    ///
    /// # Errors
    /// [`Error::Empty`] without messages, [`Error::LengthMismatch`] if their lengths differ, and
    /// [`Error::TooLarge`] if they or N × N weights exceed what memory can hold.
    pub fn new(messages: Vec<State>) -> Result<Self, Error> {
        let first = messages.first().ok_or(Error::Empty { quantity: "the list of messages" })?;
        let units = first.units();
        require_sizes(units, messages.len())?;
        for message in &messages {
            require_len("a message", units, message.units())?;
        }
        Ok(Self(messages))
    }

    /// `count` independent messages of `units` unbiased spins.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::Messages;
    ///
    /// let messages = Messages::draw(100, 20, &mut rand_chacha::ChaCha12Rng::seed_from_u64(1))?;
    /// assert_eq!((messages.units(), messages.len(), messages.load()), (100, 20, 0.2));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Messages::new`], before anything is allocated.
    pub fn draw<R: Rng + ?Sized>(units: usize, count: usize, rng: &mut R) -> Result<Self, Error> {
        require_sizes(units, count)?;
        let messages = (0..count).map(|_| State::draw(units, rng));
        Self::new(messages.collect::<Result<_, _>>()?)
    }

    /// Number of units N.
    pub fn units(&self) -> usize {
        self.0[0].units()
    }

    /// Number of messages M, at least one.
    #[expect(clippy::len_without_is_empty, reason = "there is always a message")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Load M/N.
    pub fn load(&self) -> f64 {
        self.len() as f64 / self.units() as f64
    }

    /// The messages in order.
    pub fn as_slice(&self) -> &[State] {
        &self.0
    }

    /// The messages in order, one by one.
    pub fn iter(&self) -> slice::Iter<'_, State> {
        self.0.iter()
    }

    /// Smallest Hamming distance between two messages, or `None` if there is only one.
    pub fn smallest_distance(&self) -> Option<usize> {
        let pairs = self.iter().enumerate();
        pairs.flat_map(|(m, x)| self.0[..m].iter().filter_map(|y| x.distance(y))).min()
    }

    /// The N × M matrix whose columns are the messages.
    pub fn to_matrix(&self) -> Mat<f64> {
        Mat::from_fn(self.units(), self.len(), |i, m| f64::from(self[m][i]))
    }
}

impl Index<usize> for Messages {
    type Output = State;

    fn index(&self, message: usize) -> &State {
        &self.0[message]
    }
}

impl AsRef<[State]> for Messages {
    fn as_ref(&self) -> &[State] {
        &self.0
    }
}

impl TryFrom<Vec<State>> for Messages {
    type Error = Error;

    fn try_from(messages: Vec<State>) -> Result<Self, Error> {
        Self::new(messages)
    }
}

impl From<Messages> for Vec<State> {
    fn from(messages: Messages) -> Self {
        messages.0
    }
}

impl<'a> IntoIterator for &'a Messages {
    type Item = &'a State;
    type IntoIter = slice::Iter<'a, State>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Messages {
    type Item = State;
    type IntoIter = std::vec::IntoIter<State>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Accepts numbers of units and messages whose matrices can be allocated.
pub(crate) fn require_sizes(units: usize, count: usize) -> Result<(), Error> {
    require_entries("the number of weights", units, units)?;
    require_entries("the number of spins in all messages", units, count)
}
