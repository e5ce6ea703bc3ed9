use faer::Mat;
use rand::Rng;

use crate::{Error, State, size};

/// The messages ξ^1 … ξ^M to be stored: at least one, all of the same length N.
///
/// ```
/// use synaptome_hopfield::Memories;
///
/// let memories = Memories::from_spins(&[[1, -1, 1], [1, 1, -1]])?;
/// assert_eq!((memories.units(), memories.len()), (3, 2));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<State>", into = "Vec<State>"))]
pub struct Memories {
    messages: Vec<State>,
}

impl Memories {
    /// Messages of equal length.
    pub fn new(messages: Vec<State>) -> Result<Self, Error> {
        let units = messages.first().ok_or(Error::NoMessages)?.units();
        size::check(units, units)?;
        size::check(units, messages.len())?;
        for message in &messages {
            size::same("a message", message.units(), units)?;
        }
        Ok(Self { messages })
    }

    /// Messages from rows of +1 and -1.
    pub fn from_spins<S: AsRef<[i8]>>(rows: &[S]) -> Result<Self, Error> {
        let states = rows.iter().map(|row| State::new(row.as_ref().to_vec()));
        Self::new(states.collect::<Result<_, _>>()?)
    }

    /// `count` independent messages of `units` unbiased spins.
    pub fn random<R: Rng + ?Sized>(units: usize, count: usize, rng: &mut R) -> Result<Self, Error> {
        size::check(units, units)?;
        size::check(units, count)?;
        let messages = (0..count).map(|_| State::random(units, rng));
        Self::new(messages.collect::<Result<_, _>>()?)
    }

    /// Number of units N.
    pub fn units(&self) -> usize {
        self.messages[0].units()
    }

    /// Number of messages M, at least one.
    #[expect(clippy::len_without_is_empty, reason = "memories are never empty")]
    pub fn len(&self) -> usize {
        self.messages.len()
    }

    /// Load M/N.
    pub fn load(&self) -> f64 {
        self.len() as f64 / self.units() as f64
    }

    /// The messages in order.
    pub fn messages(&self) -> &[State] {
        &self.messages
    }

    /// Smallest Hamming distance between two messages, or `None` if there is only one.
    pub fn smallest_distance(&self) -> Option<usize> {
        let pairs = self.messages.iter().enumerate();
        pairs.flat_map(|(m, x)| self.messages[..m].iter().filter_map(|y| x.distance(y))).min()
    }

    /// The N × M matrix whose columns are the messages.
    pub fn to_matrix(&self) -> Mat<f64> {
        columns(&self.messages, self.units())
    }
}

/// The matrix whose columns are the given states.
pub(crate) fn columns(states: &[State], units: usize) -> Mat<f64> {
    Mat::from_fn(units, states.len(), |i, m| f64::from(states[m][i]))
}
