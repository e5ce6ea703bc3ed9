//! Matching the moments of the sum itself.

use super::approximation::{SumApproximation, difference};
use crate::error::require_finite;
use crate::log_domain::softplus;
use crate::{Error, LogNormal, LogNormalSum};

/// The log-normal with the mean and the variance of the sum
/// (L. F. Fenton, IRE Trans. Commun. Syst. 8, 57, 1960):
/// σ² = ln(1 + Var w/(E w)²), μ = ln E w − σ²/2.
///
/// Closed and exact in mean and variance, but from σ_k = 1 on it spends its two parameters
/// on the far right tail and misses where most of the probability is.
///
/// ```
/// use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum, FentonWilkinson, SumApproximation};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
/// let exact = Convolution::default().information_of_last_nats(&sum)?;
/// let quick = FentonWilkinson.information_of_last_nats(&sum)?;
/// assert!((quick / exact - 1.0).abs() < 0.2);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct FentonWilkinson;

impl SumApproximation for FentonWilkinson {
    fn name(&self) -> &'static str {
        "Fenton-Wilkinson"
    }

    fn entropy_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        Ok(sum.fenton_wilkinson()?.entropy_nats())
    }

    /// The difference of entropies; below 1e-2 nat from the difference of the variances, which keeps
    /// the relative precision of weak terms.
    fn information_of_last_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        let without = sum.without_last()?;
        let entropies = self.entropy_nats(sum)? - self.entropy_nats(&without)?;
        let weak = entropies.abs() < WEAK_NATS;
        let nats = if weak { difference_nats(sum, &without)? } else { entropies };
        difference(self.name(), nats, 0.0, 0.0)
    }
}

/// Below so many nats the difference of two entropies of size one would lose more than two of its
/// sixteen digits.
const WEAK_NATS: f64 = 1e-2;

/// ln(1 + r) − D/2 + ½ ln(1 + D/σ'²), where r is the mean of the last term over that of the others, K' the
/// relative variance of the others, k that of the term, σ'² = ln(1 + K'), and
///
/// D = σ² − σ'² = ln(1 + [r² k − K'(2r + r²)] / [(1 + r)² (1 + K')]).
fn difference_nats(sum: &LogNormalSum, without: &LogNormalSum) -> Result<f64, Error> {
    let (_, own) = sum.split_last();
    let (ln_mean, squared) = (without.ln_mean(), without.fenton_wilkinson()?.sigma().powi(2));
    let ratio = (own.ln_mean() - ln_mean).exp();
    let gain = (own.ln_variance() - 2.0 * ln_mean - squared).exp();
    let loss = ratio * (2.0 + ratio) * (-squared).exp_m1();
    let rise = ((gain + loss) / (1.0 + ratio).powi(2)).ln_1p();
    require_finite("an information", ratio.ln_1p() + ((rise / squared).ln_1p() - rise) / 2.0)
}

impl LogNormalSum {
    /// The log-normal by which [`FentonWilkinson`] approximates the sum.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// let fit = sum.fenton_wilkinson()?;
    /// assert!((fit.mean() - 3.0 * 0.5_f64.exp()).abs() < 1e-12); // the mean of the sum is kept
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the fitted parameters leave the range of an `f64`.
    pub fn fenton_wilkinson(&self) -> Result<LogNormal, Error> {
        let ln_mean = self.ln_mean();
        let squared = softplus(self.ln_variance() - 2.0 * ln_mean);
        LogNormal::new(ln_mean - squared / 2.0, squared.sqrt())
    }
}
