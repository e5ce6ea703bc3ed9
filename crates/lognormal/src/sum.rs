//! Sums of independent log-normal variables.

pub(crate) mod fenton_wilkinson;

use crate::{Error, LogNormal};

/// w = Y_1 + … + Y_N with independent log-normal Y_k. The sum has no closed form;
/// each method stands for it with a law that has one.
///
/// ```
/// use synaptome_lognormal::{LogNormal, LogNormalSum};
/// let terms = vec![LogNormal::new(0.0, 0.5)?; 10];
/// let mean: f64 = terms.iter().map(LogNormal::mean).sum();
/// let fit = LogNormalSum::new(terms)?.fenton_wilkinson()?;
/// assert!((fit.mean() - mean).abs() < 1e-12);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LogNormalSum {
    terms: Vec<LogNormal>,
}

impl LogNormalSum {
    /// The sum of these terms.
    ///
    /// # Errors
    /// If there are none.
    pub fn new(terms: Vec<LogNormal>) -> Result<Self, Error> {
        if terms.is_empty() {
            return Err(Error::Empty { quantity: "a sum" });
        }
        Ok(Self { terms })
    }

    /// The terms, in the order given.
    pub fn terms(&self) -> &[LogNormal] {
        &self.terms
    }

    /// ln E w = ln Σ_k e^(μ_k + σ_k²/2), without overflow.
    pub fn ln_mean(&self) -> f64 {
        ln_sum_exp(self.terms.iter().map(LogNormal::ln_mean))
    }

    /// ln Var w, without overflow.
    pub fn ln_variance(&self) -> f64 {
        ln_sum_exp(self.terms.iter().map(LogNormal::ln_variance))
    }

    /// The log-normal with the mean and the variance of the sum
    /// (L. F. Fenton, IRE Trans. Commun. Syst. 8, 57, 1960):
    /// σ² = ln(1 + Var w/(E w)²), μ = ln E w − σ²/2.
    ///
    /// Quick and closed, and exact in the mean, but for σ_k ≥ 1 it spends its two
    /// parameters on the far right tail.
    ///
    /// # Errors
    /// If the fitted parameters leave the range of an `f64`.
    pub fn fenton_wilkinson(&self) -> Result<LogNormal, Error> {
        let ln_mean = self.ln_mean();
        let squared = crate::univariate::ln_one_plus_exp(self.ln_variance() - 2.0 * ln_mean);
        LogNormal::new(ln_mean - squared / 2.0, squared.sqrt())
    }
}

/// ln Σ e^x; −∞ for no terms.
pub(crate) fn ln_sum_exp(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = values.clone().fold(f64::NEG_INFINITY, f64::max);
    if largest.is_infinite() {
        return largest;
    }
    largest + values.map(|x| (x - largest).exp()).sum::<f64>().ln()
}
