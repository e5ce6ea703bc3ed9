//! What can be wrong with an argument.

/// Why a distribution, a fit or a number could not be had.
///
/// Every function checks its arguments before it allocates or computes, so that
/// finite, well-shaped input gives finite output or one of these sentences.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A parameter is NaN or infinite, or a result does not fit into an `f64`.
    #[error("{quantity} must be finite, got {value}")]
    NotFinite {
        /// What the number stands for.
        quantity: &'static str,
        /// The offending value.
        value: f64,
    },
    /// A parameter that must exceed zero does not.
    #[error("{quantity} must be positive, got {value}")]
    NotPositive {
        /// What the number stands for.
        quantity: &'static str,
        /// The offending value.
        value: f64,
    },
    /// A probability lies outside the unit interval.
    #[error("a probability lies in [0, 1], got {value}")]
    NotAProbability {
        /// The offending value.
        value: f64,
    },
    /// A sum of no terms, a vector of no components.
    #[error("{quantity} must not be empty")]
    Empty {
        /// What there is none of.
        quantity: &'static str,
    },
    /// Two arguments disagree about the number of components.
    #[error("{quantity}: expected {expected} components, found {found}")]
    DimensionMismatch {
        /// What was being counted.
        quantity: &'static str,
        /// What the other argument asks for.
        expected: usize,
        /// What was given.
        found: usize,
    },
    /// An index points outside the vector.
    #[error("component {index} of a vector of {dim}")]
    IndexOutOfRange {
        /// The offending index.
        index: usize,
        /// The number of components.
        dim: usize,
    },
    /// A matrix that must equal its transpose does not.
    #[error("entries ({row}, {column}) and ({column}, {row}) differ: {lower} and {upper}")]
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
    /// An iteration did not settle.
    #[error("{quantity} did not converge within {steps} steps")]
    NoConvergence {
        /// What was being solved.
        quantity: &'static str,
        /// How many steps were tried.
        steps: usize,
    },
    /// A density that should integrate to 1 does not.
    #[error("the grid is too coarse for these terms: the density integrates to {total}")]
    Unresolved {
        /// What it integrates to.
        total: f64,
    },
    /// A number of grid points or nodes that no result can be had from.
    #[error("{quantity} must be between {low} and {high}, got {value}")]
    BadResolution {
        /// What is counted.
        quantity: &'static str,
        /// The smallest number allowed.
        low: usize,
        /// The largest number allowed.
        high: usize,
        /// The offending value.
        value: usize,
    },
    /// A covariance matrix has a pivot that is not positive.
    #[error("covariance is not positive definite: pivot {pivot} is {value:e}")]
    NotPositiveDefinite {
        /// Index of the first failing pivot, counted from zero.
        pivot: usize,
        /// What was left of the diagonal entry there.
        value: f64,
    },
}

impl Error {
    pub(crate) fn require_finite(quantity: &'static str, value: f64) -> Result<f64, Self> {
        if value.is_finite() { Ok(value) } else { Err(Self::NotFinite { quantity, value }) }
    }

    pub(crate) fn require_dim(
        quantity: &'static str,
        expected: usize,
        found: usize,
    ) -> Result<(), Self> {
        if expected == found {
            Ok(())
        } else {
            Err(Self::DimensionMismatch { quantity, expected, found })
        }
    }
}
