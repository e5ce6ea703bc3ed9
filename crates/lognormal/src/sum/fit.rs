//! The trait of methods that take a sum for log-normal.

use super::fenton_wilkinson::FentonWilkinson;
use super::mgf_matching::MgfMatching;
use super::schwartz_yeh::SchwartzYeh;
use crate::{Error, LogNormal, LogNormalSum, MultivariateLogNormal};

/// A method that finds one log-normal variable to stand for a sum, of independent terms or of
/// correlated ones.
///
/// Correlated terms are the components of a [`MultivariateLogNormal`], whose covariance may be
/// singular: terms may be powers of each other, as for correlations of ±1 of their logarithms.
///
/// ```
/// use synaptome_lognormal::{FentonWilkinson, MultivariateLogNormal, SchwartzYeh, SumFit, SymmetricMatrix};
/// let covariance = SymmetricMatrix::from_rows(&[[1.0, -1.0], [-1.0, 1.0]])?;
/// let opposite = MultivariateLogNormal::new(vec![0.0; 2], covariance)?; // X and 1/X
/// let moments = FentonWilkinson.fit_correlated(&opposite)?;
/// assert!((moments.mu() - 0.976_256_765_318).abs() < 1e-12);
/// assert!(SchwartzYeh.fit_correlated(&opposite)?.sigma() < moments.sigma());
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
pub trait SumFit {
    /// The log-normal that stands for the sum of independent terms.
    ///
    /// # Errors
    /// If the method fails for this sum.
    fn fit(&self, sum: &LogNormalSum) -> Result<LogNormal, Error>;

    /// The log-normal that stands for the sum of the components of a vector.
    ///
    /// # Errors
    /// If the sum is constant, or the method fails for it.
    fn fit_correlated(&self, terms: &MultivariateLogNormal) -> Result<LogNormal, Error>;
}

impl SumFit for FentonWilkinson {
    fn fit(&self, sum: &LogNormalSum) -> Result<LogNormal, Error> {
        sum.fenton_wilkinson()
    }

    fn fit_correlated(&self, terms: &MultivariateLogNormal) -> Result<LogNormal, Error> {
        super::correlated::fenton_wilkinson(terms)
    }
}

impl SumFit for SchwartzYeh {
    fn fit(&self, sum: &LogNormalSum) -> Result<LogNormal, Error> {
        sum.schwartz_yeh()
    }

    fn fit_correlated(&self, terms: &MultivariateLogNormal) -> Result<LogNormal, Error> {
        super::correlated::schwartz_yeh(terms)
    }
}

impl SumFit for MgfMatching {
    fn fit(&self, sum: &LogNormalSum) -> Result<LogNormal, Error> {
        sum.mgf_matching(*self)
    }

    fn fit_correlated(&self, terms: &MultivariateLogNormal) -> Result<LogNormal, Error> {
        super::correlated::mgf_matching(terms, *self)
    }
}
