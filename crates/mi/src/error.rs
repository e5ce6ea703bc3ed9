//! Errors returned when an information is undefined or an argument is invalid, and the guards that return them.

mod guards;

use std::io;

use crate::shown::Shown;
use crate::synapse::Synapse;
pub(crate) use guards::{
    require_at_least, require_at_most, require_finite, require_in, require_index, require_len,
    require_positive, require_possible, reserve,
};

/// Errors returned when an information is undefined or an argument is invalid.
///
/// ```
/// use synaptome_mi::{Error, Patterns, covariance};
/// let covariance = covariance::exchangeable(3, 1.0, 0.2)?;
/// let patterns = Patterns::sharing_covariance(&[[0.0; 3]; 2], &covariance)?;
/// let error = patterns.mu(7).unwrap_err();
/// assert!(matches!(error, Error::IndexOutOfRange { index: 7, len: 2, .. }), "{error}");
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A number is NaN or infinite.
    #[error("{quantity} must be finite, got {value}", value = Shown(.value))]
    NotFinite {
        /// What the number stands for.
        quantity: &'static str,
        /// The offending value.
        value: f64,
    },
    /// A number that must be positive and finite is not.
    #[error("{quantity} must be positive and finite, got {value}", value = Shown(.value))]
    NotPositive {
        /// What the number stands for.
        quantity: &'static str,
        /// The offending value.
        value: f64,
    },
    /// A parameter lies outside its range.
    #[error("{quantity} must lie in [{low}, {high}], got {value}", value = Shown(.value), low = Shown(.low), high = Shown(.high))]
    OutOfRange {
        /// The name of the parameter.
        quantity: &'static str,
        /// The offending value.
        value: f64,
        /// Smallest value allowed.
        low: f64,
        /// Largest value allowed.
        high: f64,
    },
    /// Nothing was given where there must be something.
    #[error("{quantity} must not be empty")]
    Empty {
        /// What has no entries.
        quantity: &'static str,
    },
    /// Two arguments that go together have different lengths.
    #[error("{quantity} has {found} entries, expected {expected}")]
    LengthMismatch {
        /// What has the wrong length.
        quantity: &'static str,
        /// The length that the other argument asks for.
        expected: usize,
        /// The length given.
        found: usize,
    },
    /// A pattern, a neuron or a synapse does not exist.
    #[error("{quantity} index {index} is out of range: there are {len}")]
    IndexOutOfRange {
        /// What the index counts.
        quantity: &'static str,
        /// The offending index.
        index: usize,
        /// How many there are.
        len: usize,
    },
    /// A number of things is above what exists or can be handled.
    #[error("{quantity} is {value}, above the limit of {limit}")]
    TooLarge {
        /// What is counted.
        quantity: &'static str,
        /// The offending number.
        value: u128,
        /// The largest number allowed.
        limit: u128,
    },
    /// There are not enough of something.
    #[error("{quantity}: {found} given, at least {needed} needed")]
    TooFew {
        /// What is counted.
        quantity: &'static str,
        /// How many there are.
        found: usize,
        /// The smallest number allowed.
        needed: usize,
    },
    /// A measured number is not positive.
    #[error("{quantity} {index} must be positive and finite, got {value}", value = Shown(.value))]
    BadSample {
        /// What is listed.
        quantity: &'static str,
        /// Its index, counted from zero.
        index: usize,
        /// The offending value.
        value: f64,
    },
    /// A measured activity is not positive.
    #[error(
        "neuron {neuron} of sample {sample} must be positive and finite, as its logarithm is taken, got {value}",
        value = Shown(.value)
    )]
    BadActivity {
        /// The sample, counted from zero.
        sample: usize,
        /// The neuron, counted from zero.
        neuron: usize,
        /// The offending value.
        value: f64,
    },
    /// A pattern among several cannot be used.
    #[error("pattern {pattern}: {error}")]
    InPattern {
        /// The pattern, counted from zero.
        pattern: usize,
        /// What is wrong with it.
        error: Box<Error>,
    },
    /// There is no memory for a matrix or for samples.
    #[error("the system cannot allocate {bytes} bytes")]
    OutOfMemory {
        /// The number of bytes needed.
        bytes: u128,
    },
    /// No log-normal vector has the moments of the weights.
    #[error("{quantity} is not positive definite: pivot {pivot} is {value:e}")]
    NotPositiveDefinite {
        /// Which matrix it is.
        quantity: &'static str,
        /// The first synapse, counted from zero, with which the matrix is not positive definite.
        pivot: usize,
        /// What was left of the diagonal entry there.
        value: f64,
    },
    /// The closed form gives a negative information, which no distribution has.
    #[error(
        "{quantity} gives an information of {value_nats} nats, but information is never negative: the approximation fails here", value_nats = Shown(.value_nats))]
    NegativeInformation {
        /// The approximation.
        quantity: &'static str,
        /// The value that it gives.
        value_nats: f64,
    },
    /// The same weight twice: w_ij = w_ji.
    #[error(
        "synapse {synapse} occurs twice, at positions {first} and {second}; w_ij and w_ji are one weight"
    )]
    DuplicateSynapse {
        /// The synapse that occurs twice.
        synapse: Synapse,
        /// Its first position.
        first: usize,
        /// Its second position.
        second: usize,
    },
    /// A sampled quantity does not vary.
    #[error("channel {index} of {quantity} is constant over the samples")]
    Constant {
        /// What was sampled.
        quantity: &'static str,
        /// Which of its channels.
        index: usize,
    },
    /// A channel has the values of another.
    #[error(
        "channel {index} of {quantity} has the values of channel {of} in all samples: leave one of them out"
    )]
    Copy {
        /// What was sampled.
        quantity: &'static str,
        /// Which of its channels.
        index: usize,
        /// The channel with the same values.
        of: usize,
    },
    /// Values that must all differ are equal.
    #[error(
        "{tied} of {samples} values in channel {index} of {quantity} equal another; numbers that \
         were rounded need dithering by their step"
    )]
    Ties {
        /// What was sampled.
        quantity: &'static str,
        /// Which of its channels.
        index: usize,
        /// How many values equal another.
        tied: usize,
        /// How many there are.
        samples: usize,
    },
    /// Saved work does not belong to this ensemble, or was changed.
    #[error("{quantity} cannot be read: {reason}")]
    Damaged {
        /// What was read.
        quantity: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Saving or resuming failed.
    #[error("reading or writing failed: {reason}")]
    Io {
        /// The kind of the failure.
        kind: io::ErrorKind,
        /// The message of the operating system.
        reason: String,
    },
    /// A log-normal distribution has an invalid parameter.
    #[error(transparent)]
    Distribution(#[from] synaptome_lognormal::Error),
}

impl Error {
    /// The value in nats of an approximation that has left its domain
    /// ([`Error::NegativeInformation`], of this crate or of `synaptome-lognormal`), for those who
    /// study the approximation itself; any other error comes back.
    ///
    /// # Errors
    /// The error itself, unless it carries such a value.
    pub fn into_impossible_nats(self) -> Result<f64, Self> {
        match self {
            Self::NegativeInformation { value_nats, .. } => Ok(value_nats),
            Self::Distribution(error) => Ok(error.into_impossible_nats()?),
            other => Err(other),
        }
    }

    /// The same error, saying which matrix is not positive definite.
    pub(crate) fn of_matrix(error: synaptome_lognormal::Error, quantity: &'static str) -> Self {
        match error {
            synaptome_lognormal::Error::NotPositiveDefinite { pivot, value, .. } => {
                Self::NotPositiveDefinite { quantity, pivot, value }
            }
            other => other.into(),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io { kind: error.kind(), reason: error.to_string() }
    }
}
