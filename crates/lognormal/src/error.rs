//! Errors returned when an argument is invalid or a number does not exist.

use crate::shown::Shown;

/// Errors returned when a distribution, a fit or a number does not exist.
///
/// Every function checks its arguments before it allocates or computes, so that
/// finite, well-shaped input gives finite output or one of these errors.
///
/// ```
/// use synaptome_lognormal::{Error, LogNormal};
/// let error = LogNormal::new(0.0, -1.0).unwrap_err();
/// assert!(matches!(error, Error::NotPositive { value: -1.0, .. }), "{error}");
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A parameter is NaN or infinite, or a result does not fit into an `f64`.
    #[error("{quantity} must be finite, got {value}", value = Shown(.value))]
    NotFinite {
        /// What the number stands for.
        quantity: &'static str,
        /// The offending value.
        value: f64,
    },
    /// A parameter that must be positive and finite is not.
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
        /// What the number stands for.
        quantity: &'static str,
        /// The offending value.
        value: f64,
        /// Smallest value allowed.
        low: f64,
        /// Largest value allowed.
        high: f64,
    },
    /// A sum without terms or a vector without components.
    #[error("{quantity} must not be empty")]
    Empty {
        /// What has no entries.
        quantity: &'static str,
    },
    /// Two arguments disagree about the number of components.
    #[error("{quantity} has {found} entries, expected {expected}")]
    LengthMismatch {
        /// What has the wrong length.
        quantity: &'static str,
        /// The length that the other argument asks for.
        expected: usize,
        /// The length given.
        found: usize,
    },
    /// An index points outside a vector.
    #[error("{quantity} index {index} is out of range: there are {len}")]
    IndexOutOfRange {
        /// What the index counts.
        quantity: &'static str,
        /// The offending index.
        index: usize,
        /// How many there are.
        len: usize,
    },
    /// A number of things is above what can be handled.
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
    /// A sample is not a positive number.
    #[error("{quantity} {index} must be positive and finite, got {value}", value = Shown(.value))]
    BadSample {
        /// What is listed.
        quantity: &'static str,
        /// Its index, counted from zero.
        index: usize,
        /// The offending value.
        value: f64,
    },
    /// Samples that must differ do not.
    #[error("all {quantity} equal {value}: they have no spread", value = Shown(.value))]
    AllEqual {
        /// What is listed.
        quantity: &'static str,
        /// The value that all have.
        value: f64,
    },
    /// A part of a mixture has shrunk onto one value, where the likelihood has no bound.
    #[error(
        "a mixture of {parts} parts is degenerate: one of them shrinks onto the value {value}, with {samples} samples; take fewer parts", value = Shown(.value), samples = Shown(.samples))]
    DegeneratePart {
        /// Number of parts of the mixture.
        parts: usize,
        /// Where the part shrinks to.
        value: f64,
        /// How many samples it takes.
        samples: f64,
    },
    /// A matrix is too large for the memory.
    #[error("the system cannot allocate {bytes} bytes")]
    OutOfMemory {
        /// The number of bytes needed.
        bytes: u128,
    },
    /// A matrix that must equal its transpose does not.
    #[error(
        "the matrix is not symmetric: entry ({row}, {column}) is {lower}, but entry ({column}, {row}) is {upper}", lower = Shown(.lower), upper = Shown(.upper))]
    Asymmetric {
        /// Row of the entry below the diagonal.
        row: usize,
        /// Column of the entry below the diagonal.
        column: usize,
        /// The entry below the diagonal.
        lower: f64,
        /// Its mirror image.
        upper: f64,
    },
    /// An iteration did not converge.
    #[error("{quantity} did not converge within {iterations} iterations: {residual:e} is left")]
    NotConverged {
        /// What was being solved.
        quantity: &'static str,
        /// How many iterations were tried.
        iterations: usize,
        /// Size of the last step.
        residual: f64,
    },
    /// A density that should integrate to 1 does not.
    #[error(
        "the grid is too coarse for these terms: the density integrates to {total}; take more points", total = Shown(.total))]
    Unresolved {
        /// The integral of the density.
        total: f64,
    },
    /// A number would have a larger error than promised.
    #[error(
        "{quantity} has an estimated relative error of {error:e}, above the limit of {limit:e}"
    )]
    Inaccurate {
        /// What was computed.
        quantity: &'static str,
        /// The estimated error.
        error: f64,
        /// The largest error allowed.
        limit: f64,
    },
    /// An approximation gives a negative information, which no distribution has.
    #[error(
        "{quantity} gives an information of {value_nats} nats, but information is never negative: the approximation fails here", value_nats = Shown(.value_nats))]
    NegativeInformation {
        /// The approximation.
        quantity: &'static str,
        /// The value that it gives.
        value_nats: f64,
    },
    /// A covariance matrix has a pivot that is not positive.
    #[error("{quantity} is not positive definite: pivot {pivot} is {value:e}")]
    NotPositiveDefinite {
        /// Which matrix it is.
        quantity: &'static str,
        /// Index of the first failing pivot, counted from zero.
        pivot: usize,
        /// What was left of the diagonal entry there.
        value: f64,
    },
}

pub(crate) fn require_finite(quantity: &'static str, value: f64) -> Result<f64, Error> {
    if value.is_finite() { Ok(value) } else { Err(Error::NotFinite { quantity, value }) }
}

pub(crate) fn require_positive(quantity: &'static str, value: f64) -> Result<f64, Error> {
    let positive = value.is_finite() && value > 0.0;
    if positive { Ok(value) } else { Err(Error::NotPositive { quantity, value }) }
}

pub(crate) fn require_in(
    quantity: &'static str,
    value: f64,
    low: f64,
    high: f64,
) -> Result<f64, Error> {
    let inside = (low..=high).contains(&value);
    if inside { Ok(value) } else { Err(Error::OutOfRange { quantity, value, low, high }) }
}

pub(crate) fn require_len(
    quantity: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), Error> {
    let same = expected == found;
    if same { Ok(()) } else { Err(Error::LengthMismatch { quantity, expected, found }) }
}

pub(crate) fn require_index(quantity: &'static str, index: usize, len: usize) -> Result<(), Error> {
    if index < len { Ok(()) } else { Err(Error::IndexOutOfRange { quantity, index, len }) }
}

pub(crate) fn require_at_least(
    quantity: &'static str,
    found: usize,
    needed: usize,
) -> Result<(), Error> {
    if found >= needed { Ok(()) } else { Err(Error::TooFew { quantity, found, needed }) }
}

pub(crate) fn require_at_most(
    quantity: &'static str,
    value: usize,
    limit: usize,
) -> Result<(), Error> {
    let error = || Error::TooLarge { quantity, value: value as u128, limit: limit as u128 };
    if value <= limit { Ok(()) } else { Err(error()) }
}

impl Error {
    /// The value in nats of an approximation that has left its domain
    /// ([`Error::NegativeInformation`]), for those who study the approximation itself; any
    /// other error comes back.
    ///
    /// ```
    /// use synaptome_lognormal::{Error, FentonWilkinson, LogNormal, LogNormalSum, SumApproximation};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 2.0)?, LogNormal::new(-1.0, 3.0)?])?;
    /// let information = FentonWilkinson.information_of_last_nats(&sum);
    /// assert!(matches!(information, Err(Error::NegativeInformation { .. })));
    /// assert!(information.or_else(Error::into_impossible_nats)? < 0.0);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// The error itself, unless it carries such a value.
    pub fn into_impossible_nats(self) -> Result<f64, Self> {
        match self {
            Self::NegativeInformation { value_nats, .. } => Ok(value_nats),
            other => Err(other),
        }
    }

    /// The same error, saying which matrix is not positive definite.
    pub(crate) fn of_matrix(self, quantity: &'static str) -> Self {
        match self {
            Self::NotPositiveDefinite { pivot, value, .. } => {
                Self::NotPositiveDefinite { quantity, pivot, value }
            }
            other => other,
        }
    }
}
