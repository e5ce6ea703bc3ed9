//! Sums of independent log-normal variables.

pub(crate) mod approximation;
pub(crate) mod conditional;
pub(crate) mod convolution;
mod correlated;
pub(crate) mod cumulants;
pub(crate) mod distribution;
pub(crate) mod edgeworth;
pub(crate) mod estimate;
pub(crate) mod fenton_wilkinson;
pub(crate) mod fit;
mod gaussian;
pub(crate) mod joint_fenton_wilkinson;
pub(crate) mod joint_schwartz_yeh;
mod last_step;
pub(crate) mod mgf_matching;
pub(crate) mod nig;
pub(crate) mod schwartz_yeh;
pub(crate) mod terms;

use crate::log_domain::ln_sum_exp;
use crate::{Error, LogNormal};

/// w = Y_1 + … + Y_N with independent log-normal Y_k. The sum has no closed form;
/// each method approximates its distribution by one that has.
///
/// ```
/// use synaptome_lognormal::{LogNormal, LogNormalSum};
/// let terms = vec![LogNormal::new(0.0, 0.5)?; 10];
/// let mean: f64 = terms.iter().map(LogNormal::mean).sum();
/// let fit = LogNormalSum::new(terms)?.fenton_wilkinson()?;
/// assert!((fit.mean() - mean).abs() < 1e-12);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<LogNormal>", into = "Vec<LogNormal>"))]
pub struct LogNormalSum {
    terms: Vec<LogNormal>,
}

impl LogNormalSum {
    /// The sum of these terms.
    ///
    /// # Errors
    /// [`Error::Empty`] if there are none.
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

    /// The terms, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, LogNormal> {
        self.terms.iter()
    }

    /// ln E w = ln Σ_k e^(μ_k + σ_k²/2), without overflow.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// assert!((sum.ln_mean() - (3.0_f64.ln() + 0.5)).abs() < 1e-14);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn ln_mean(&self) -> f64 {
        ln_sum_exp(self.terms.iter().map(LogNormal::ln_mean))
    }

    /// ln Var w, without overflow.
    pub fn ln_variance(&self) -> f64 {
        ln_sum_exp(self.terms.iter().map(LogNormal::ln_variance))
    }

    /// The sum without its last term.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// assert_eq!(sum.without_last()?.terms().len(), 2);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Empty`] if there is only one.
    pub fn without_last(&self) -> Result<Self, Error> {
        match self.split_last() {
            ([], _) => Err(Error::Empty { quantity: "the sum without its last term" }),
            (others, _) => Self::new(others.to_vec()),
        }
    }

    pub(crate) fn split_first(&self) -> (LogNormal, &[LogNormal]) {
        (self.terms[0], &self.terms[1..])
    }

    pub(crate) fn split_last(&self) -> (&[LogNormal], LogNormal) {
        let last = self.terms.len() - 1;
        (&self.terms[..last], self.terms[last])
    }
}

impl TryFrom<Vec<LogNormal>> for LogNormalSum {
    type Error = Error;

    fn try_from(terms: Vec<LogNormal>) -> Result<Self, Error> {
        Self::new(terms)
    }
}

impl From<LogNormalSum> for Vec<LogNormal> {
    fn from(sum: LogNormalSum) -> Self {
        sum.terms
    }
}

impl<'a> IntoIterator for &'a LogNormalSum {
    type Item = &'a LogNormal;
    type IntoIter = std::slice::Iter<'a, LogNormal>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
