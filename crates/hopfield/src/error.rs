//! Errors of messages, weights, options and training, and the guards that return them.

use crate::shown::Shown;
use std::io;

/// What can be wrong with messages, weights, options or a training run.
///
/// ```
/// use synaptome_hopfield::{Error, State};
/// let error = State::new(vec![1, 0, -1]).unwrap_err();
/// assert!(matches!(error, Error::NotASpin { .. }), "{error}");
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A state without units, a set without messages, or a network without units.
    #[error("{quantity} must not be empty")]
    Empty {
        /// What is empty.
        quantity: &'static str,
    },
    /// A message, cue or bias does not fit the other messages or the network.
    #[error("{quantity} has {found} entries, expected {expected}")]
    LengthMismatch {
        /// What does not fit.
        quantity: &'static str,
        /// The length that fits.
        expected: usize,
        /// Its length.
        found: usize,
    },
    /// There is no unit or message of this index.
    #[error("{quantity} index {index} is out of range: there are {len}")]
    IndexOutOfRange {
        /// What the index counts.
        quantity: &'static str,
        /// The index.
        index: usize,
        /// How many there are.
        len: usize,
    },
    /// A spin is neither +1 nor -1.
    #[error(
        "unit {unit} has the value {value}, but a spin is +1 or -1; from_bits takes 0 and 1, from_greys \
         grey values with a threshold"
    )]
    NotASpin {
        /// Index of the unit.
        unit: usize,
        /// The offending value.
        value: i8,
    },
    /// A bit is neither 0 nor 1.
    #[error(
        "unit {unit} has the value {value}, but a bit is 0 or 1; from_spins takes +1 and -1, from_greys \
         grey values with a threshold", value = Shown(.value))]
    NotABit {
        /// Index of the unit.
        unit: usize,
        /// The offending value.
        value: f64,
    },
    /// A grey value is infinite or not a number.
    #[error("unit {unit} has the value {value}, but a grey value is a finite number", value = Shown(.value))]
    NotAGrey {
        /// Index of the unit.
        unit: usize,
        /// The offending value.
        value: f64,
    },
    /// All grey values of a picture are equal, so that none of them is a threshold.
    #[error("all grey values are {value}, which no threshold divides", value = Shown(.value))]
    NoContrast {
        /// The only value.
        value: f64,
    },
    /// A message among several cannot be read.
    #[error("message {message}: {error}")]
    InMessage {
        /// Index of the message.
        message: usize,
        /// What is wrong with it.
        error: Box<Error>,
    },
    /// A unit is named twice in an order of updates.
    #[error("unit {0} is named twice")]
    DuplicateUnit(usize),
    /// A vertex is named twice in a clique.
    #[error("vertex {0} is named twice")]
    DuplicateVertex(usize),
    /// A matrix is not square.
    #[error("{quantity} must be a square matrix, got {rows} rows and {columns} columns")]
    NotSquare {
        /// The matrix.
        quantity: &'static str,
        /// Number of rows.
        rows: usize,
        /// Number of columns.
        columns: usize,
    },
    /// A number is infinite or not a number.
    #[error("{quantity} must be finite, got {value}", value = Shown(.value))]
    NotFinite {
        /// What the number is.
        quantity: &'static str,
        /// The offending value.
        value: f64,
    },
    /// A number is zero, negative, infinite or not a number.
    #[error("{quantity} must be positive and finite, got {value}", value = Shown(.value))]
    NotPositive {
        /// What the number is.
        quantity: &'static str,
        /// The offending value.
        value: f64,
    },
    /// A number lies outside its range, whose ends are allowed.
    #[error("{quantity} must lie in [{low}, {high}], got {value}", value = Shown(.value), low = Shown(.low), high = Shown(.high))]
    OutOfRange {
        /// What the number is.
        quantity: &'static str,
        /// The offending value.
        value: f64,
        /// The lowest allowed value.
        low: f64,
        /// The highest allowed value.
        high: f64,
    },
    /// A size or a count is above its limit.
    #[error("{quantity} is {value}, above the limit of {limit}")]
    TooLarge {
        /// What is counted.
        quantity: &'static str,
        /// The requested number.
        value: u128,
        /// The largest number allowed.
        limit: u128,
    },
    /// A fraction of the units to flip that is less than half of a unit.
    #[error(
        "a fraction of {rate} of {units} units rounds to no flip: state a larger fraction, a number of flips or a probability",
        rate = Shown(.rate)
    )]
    NoFlip {
        /// The fraction.
        rate: f64,
        /// The number of units.
        units: usize,
    },
    /// A count is below what is needed.
    #[error("{quantity}: {found} given, at least {needed} needed")]
    TooFew {
        /// What is counted.
        quantity: &'static str,
        /// The number given.
        found: usize,
        /// The smallest number allowed.
        needed: usize,
    },
    /// The messages are linearly dependent, and the rule was told not to accept that.
    #[error(
        "the {messages} messages span only {rank} dimensions; Dependent::Project projects on their span"
    )]
    DependentMessages {
        /// Number of messages.
        messages: usize,
        /// Numerical rank of the messages.
        rank: usize,
    },
    /// A matrix has no Cholesky factor.
    #[error("{quantity} is not positive definite: pivot {pivot} is {value:e}")]
    NotPositiveDefinite {
        /// The matrix.
        quantity: &'static str,
        /// Index of the pivot that is not positive.
        pivot: usize,
        /// The pivot.
        value: f64,
    },
    /// The rule cannot add a message to weights that it has written in this form.
    #[error("{rule} cannot add a message: {reason}")]
    NotIncremental {
        /// Name of the rule.
        rule: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// Training left the region of finite or sensible losses; the weights before that are kept.
    #[error(
        "training diverged at step {step} with a loss of {loss} per unit; lower the learning rate", loss = Shown(.loss))]
    Diverged {
        /// Step whose result was rejected.
        step: usize,
        /// The offending loss.
        loss: f64,
    },
    /// A saved state is damaged, or belongs to another rule or to other messages.
    #[error("{quantity} cannot be read: {reason}")]
    Damaged {
        /// What was saved.
        quantity: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A saved state was written by a version of this crate that this one does not know.
    #[error("{quantity} has the unknown format version {version}")]
    UnknownVersion {
        /// What was saved.
        quantity: &'static str,
        /// The version that it states.
        version: u64,
    },
    /// Reading or writing failed.
    #[error("reading or writing failed: {reason}")]
    Io {
        /// The kind of failure.
        kind: io::ErrorKind,
        /// What the system said.
        reason: String,
    },
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io { kind: error.kind(), reason: error.to_string() }
    }
}

/// Accepts a finite number.
pub(crate) fn require_finite(quantity: &'static str, value: f64) -> Result<(), Error> {
    if value.is_finite() { Ok(()) } else { Err(Error::NotFinite { quantity, value }) }
}

/// Accepts a finite number above zero.
pub(crate) fn require_positive(quantity: &'static str, value: f64) -> Result<(), Error> {
    let valid = value > 0.0 && value.is_finite();
    if valid { Ok(()) } else { Err(Error::NotPositive { quantity, value }) }
}

/// Accepts a number from `low` to `high`, ends included.
pub(crate) fn require_in(
    quantity: &'static str,
    value: f64,
    low: f64,
    high: f64,
) -> Result<(), Error> {
    let valid = (low..=high).contains(&value);
    if valid { Ok(()) } else { Err(Error::OutOfRange { quantity, value, low, high }) }
}

/// Accepts a finite number that is not negative.
pub(crate) fn require_not_negative(quantity: &'static str, value: f64) -> Result<(), Error> {
    require_finite(quantity, value)?;
    require_in(quantity, value, 0.0, f64::INFINITY)
}

/// Accepts a container of the expected length.
pub(crate) fn require_len(
    quantity: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), Error> {
    let valid = found == expected;
    if valid { Ok(()) } else { Err(Error::LengthMismatch { quantity, expected, found }) }
}

/// Accepts an index below `len`.
pub(crate) fn require_index(quantity: &'static str, index: usize, len: usize) -> Result<(), Error> {
    if index < len { Ok(()) } else { Err(Error::IndexOutOfRange { quantity, index, len }) }
}

/// Accepts a count of at least `needed`.
pub(crate) fn require_at_least(
    quantity: &'static str,
    found: usize,
    needed: usize,
) -> Result<(), Error> {
    if found >= needed { Ok(()) } else { Err(Error::TooFew { quantity, found, needed }) }
}

/// Accepts a count of at most `limit`.
pub(crate) fn require_at_most(
    quantity: &'static str,
    value: usize,
    limit: usize,
) -> Result<(), Error> {
    let (value, limit) = (value as u128, limit as u128);
    if value <= limit { Ok(()) } else { Err(Error::TooLarge { quantity, value, limit }) }
}
