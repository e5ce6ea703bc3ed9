//! Sums of independent log-normal variables.

pub(crate) mod approximation;
pub(crate) mod exact;
pub(crate) mod fenton_wilkinson;
mod gaussian;
pub(crate) mod joint_schwartz_yeh;
mod last_step;
pub(crate) mod log_moments;
pub(crate) mod mgf_matching;
pub(crate) mod moment_fit;
pub(crate) mod nig;
pub(crate) mod schwartz_yeh;

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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<LogNormal>", into = "Vec<LogNormal>"))]
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

    /// The sum without its last term.
    ///
    /// # Errors
    /// If there is only one.
    pub fn without_last(&self) -> Result<Self, Error> {
        Self::new(self.terms[..self.terms.len() - 1].to_vec())
    }

    pub(crate) fn split_first(&self) -> (LogNormal, &[LogNormal]) {
        (self.terms[0], &self.terms[1..])
    }

    pub(crate) fn split_last(&self) -> (&[LogNormal], LogNormal) {
        let last = self.terms.len() - 1;
        (&self.terms[..last], self.terms[last])
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
