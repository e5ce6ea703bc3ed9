//! Mixtures of log-normals.

use rand::{Rng, RngExt};
use rand_distr::Distribution;

use crate::error::{require_finite, require_len, require_positive};
use crate::log_domain::ln_sum_exp;
use crate::{Error, LogNormal};

pub(crate) mod estimator;
mod evidence;
mod expectation;
mod information;
pub(crate) mod progress;
mod quantile;
pub(crate) mod selection;
mod starts;

/// A positive variable that belongs to part k with probability π_k, and is log-normal within
/// each part.
///
/// ```
/// use synaptome_lognormal::{LogNormal, LogNormalMixture};
/// let parts = vec![LogNormal::new(-3.0, 0.45)?, LogNormal::new(-1.8, 0.5)?];
/// let sizes = LogNormalMixture::new(vec![0.6, 0.4], parts)?;
/// let bits = sizes.information_about_part_nats().value / std::f64::consts::LN_2;
/// assert!((bits - 0.626).abs() < 1e-3);
/// assert!(sizes.responsibilities(0.02)?[0] > 0.99);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "crate::serial::Mixture"))]
pub struct LogNormalMixture {
    weights: Vec<f64>,
    parts: Vec<LogNormal>,
}

/// By so much may weights differ from a sum of 1.
const TOLERANCE: f64 = 1e-9;
/// From here on e^x − 1 is e^x, and may overflow.
const LARGE: f64 = 700.0;

impl LogNormalMixture {
    /// The mixture of these parts; weights that sum to 1 up to 10⁻⁹ are normalised.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalMixture};
    /// let parts = vec![LogNormal::new(0.0, 0.5)?, LogNormal::new(3.0, 0.5)?];
    /// let mixture = LogNormalMixture::new(vec![0.25, 0.75], parts)?;
    /// assert_eq!(mixture.parts().len(), 2);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there is no part, not one weight for each, a weight is not positive, or they do not
    /// sum to 1.
    pub fn new(weights: Vec<f64>, parts: Vec<LogNormal>) -> Result<Self, Error> {
        if parts.is_empty() {
            return Err(Error::Empty { quantity: "a mixture" });
        }
        require_len("the list of weights", parts.len(), weights.len())?;
        weights.iter().try_for_each(|&w| require_positive("a weight", w).map(drop))?;
        let total: f64 = weights.iter().sum();
        if (total - 1.0).abs() > TOLERANCE {
            let (quantity, low, high) = ("the sum of weights", 1.0 - TOLERANCE, 1.0 + TOLERANCE);
            return Err(Error::OutOfRange { quantity, value: total, low, high });
        }
        Ok(Self { weights: weights.into_iter().map(|w| w / total).collect(), parts })
    }

    /// π_k.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The distribution within each part.
    pub fn parts(&self) -> &[LogNormal] {
        &self.parts
    }

    /// Natural logarithm of the density at `x`; −∞ for x ≤ 0.
    pub fn ln_pdf(&self, x: f64) -> f64 {
        self.ln_sum(|part| part.ln_pdf(x))
    }

    /// The density at `x`; 0 for x ≤ 0.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalMixture};
    /// let parts = vec![LogNormal::new(0.0, 0.5)?, LogNormal::new(3.0, 0.5)?];
    /// let mixture = LogNormalMixture::new(vec![0.25, 0.75], parts)?;
    /// let [a, b] = [mixture.parts()[0].pdf(2.0), mixture.parts()[1].pdf(2.0)];
    /// assert!((mixture.pdf(2.0) - 0.25 * a - 0.75 * b).abs() < 1e-15);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn pdf(&self, x: f64) -> f64 {
        self.ln_pdf(x).exp()
    }

    /// Pr(X ≤ x).
    pub fn cdf(&self, x: f64) -> f64 {
        self.sum(|part| part.cdf(x))
    }

    /// Pr(X > x).
    pub fn survival(&self, x: f64) -> f64 {
        self.sum(|part| part.survival(x))
    }

    /// ln Pr(X ≤ x); −∞ for x ≤ 0.
    pub fn ln_cdf(&self, x: f64) -> f64 {
        self.ln_smaller(|part| part.ln_cdf(x), || self.survival(x))
    }

    /// ln Pr(X > x).
    pub fn ln_survival(&self, x: f64) -> f64 {
        self.ln_smaller(|part| part.ln_survival(x), || self.cdf(x))
    }

    /// ln E X: finite even where E X is not.
    pub fn ln_mean(&self) -> f64 {
        self.ln_sum(LogNormal::ln_mean)
    }

    /// E X; infinite where [`ln_mean`](Self::ln_mean) exceeds 709.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalMixture};
    /// let parts = vec![LogNormal::new(0.0, 0.5)?, LogNormal::new(3.0, 0.5)?];
    /// let mixture = LogNormalMixture::new(vec![0.25, 0.75], parts)?;
    /// let means: Vec<f64> = mixture.parts().iter().map(LogNormal::mean).collect();
    /// assert!((mixture.mean() / (0.25 * means[0] + 0.75 * means[1]) - 1.0).abs() < 1e-14);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn mean(&self) -> f64 {
        self.ln_mean().exp()
    }

    /// ln Var X, where Var X = Σ_k π_k Var_k X + Σ_k π_k (E_k X − E X)².
    pub fn ln_variance(&self) -> f64 {
        let mean = self.ln_mean();
        let between = |part: &LogNormal| {
            let gap = part.ln_mean() - mean;
            let ln = if gap > LARGE { gap } else { gap.exp_m1().abs().ln() };
            mean + 2.0 * ln + mean
        };
        let total = |part: &LogNormal| crate::ln_add_exp(part.ln_variance(), between(part));
        self.ln_sum(total)
    }

    /// Var X; infinite where [`ln_variance`](Self::ln_variance) exceeds 709.
    pub fn variance(&self) -> f64 {
        self.ln_variance().exp()
    }

    /// The probability of each part, given that X = `x`.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalMixture};
    /// let parts = vec![LogNormal::new(0.0, 0.5)?, LogNormal::new(3.0, 0.5)?];
    /// let mixture = LogNormalMixture::new(vec![0.25, 0.75], parts)?;
    /// // A weight of 1 almost certainly belongs to the first part.
    /// assert!(mixture.responsibilities(1.0)?[0] > 0.99);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// Unless `x` is positive and finite, and its density is above e^−10³⁰⁸.
    pub fn responsibilities(&self, x: f64) -> Result<Vec<f64>, Error> {
        require_positive("x", x)?;
        let joint: Vec<f64> = self.pairs().map(|(w, part)| w.ln() + part.ln_pdf(x)).collect();
        let total = require_finite("ln f(x)", ln_sum_exp(joint.iter().copied()))?;
        Ok(joint.into_iter().map(|ln| (ln - total).exp()).collect())
    }

    fn pairs(&self) -> impl Iterator<Item = (f64, &LogNormal)> + Clone {
        self.weights.iter().copied().zip(&self.parts)
    }

    fn sum(&self, value: impl Fn(&LogNormal) -> f64) -> f64 {
        self.pairs().map(|(w, part)| w * value(part)).sum()
    }

    /// ln Σ_k π_k e^value; NaN stays NaN.
    fn ln_sum(&self, ln: impl Fn(&LogNormal) -> f64) -> f64 {
        let values: Vec<f64> = self.pairs().map(|(w, part)| w.ln() + ln(part)).collect();
        if values.iter().any(|v| v.is_nan()) { f64::NAN } else { ln_sum_exp(values.into_iter()) }
    }

    /// A logarithm near 0 from the complement.
    fn ln_smaller(&self, ln: impl Fn(&LogNormal) -> f64, other: impl Fn() -> f64) -> f64 {
        let value = self.ln_sum(ln);
        if value > -std::f64::consts::LN_2 { (-other()).ln_1p() } else { value }
    }
}

impl Distribution<f64> for LogNormalMixture {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let mut left: f64 = rng.random();
        let last = self.parts.len() - 1;
        let chosen = self.weights.iter().position(|w| {
            left -= w;
            left < 0.0
        });
        self.parts[chosen.unwrap_or(last)].sample(rng)
    }
}

#[cfg(feature = "serde")]
impl TryFrom<crate::serial::Mixture> for LogNormalMixture {
    type Error = Error;

    fn try_from(stored: crate::serial::Mixture) -> Result<Self, Error> {
        Self::new(stored.weights, stored.parts)
    }
}
