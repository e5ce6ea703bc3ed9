//! Matching the moments of the sum itself.

use super::approximation::SumApproximation;
use crate::log_domain::softplus;
use crate::{Error, LogNormal, LogNormalSum};

/// The log-normal with the mean and the variance of the sum
/// (L. F. Fenton, IRE Trans. Commun. Syst. 8, 57, 1960):
/// σ² = ln(1 + Var w/(E w)²), μ = ln E w − σ²/2.
///
/// Closed and exact in mean and variance, but from σ_k = 1 on it spends its two parameters
/// on the far right tail and misses where most of the probability is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct FentonWilkinson;

impl SumApproximation for FentonWilkinson {
    fn name(&self) -> &'static str {
        "Fenton-Wilkinson"
    }

    fn entropy_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        Ok(sum.fenton_wilkinson()?.entropy_nats())
    }
}

impl LogNormalSum {
    /// The log-normal by which [`FentonWilkinson`] approximates the sum.
    ///
    /// # Errors
    /// If the fitted parameters leave the range of an `f64`.
    pub fn fenton_wilkinson(&self) -> Result<LogNormal, Error> {
        let ln_mean = self.ln_mean();
        let squared = softplus(self.ln_variance() - 2.0 * ln_mean);
        LogNormal::new(ln_mean - squared / 2.0, squared.sqrt())
    }
}
