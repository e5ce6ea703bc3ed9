//! One log-normal variable.

use std::fmt;

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use crate::error::{require_finite, require_in, require_positive};
use crate::log_domain::{ln_exp_m1, softplus};
use crate::{Error, normal};

/// A positive variable whose logarithm is normal: ln X ~ N(μ, σ²).
///
/// ```
/// use synaptome_lognormal::LogNormal;
/// let x = LogNormal::new(0.5, 1.2)?;
/// let same = LogNormal::from_moments(x.mean(), x.variance())?;
/// assert!((same.mu() - 0.5).abs() < 1e-14);
/// assert!((x.cdf(x.quantile(0.9)?) - 0.9).abs() < 1e-15);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "crate::serial::Univariate"))]
pub struct LogNormal {
    mu: f64,
    sigma: f64,
}

impl LogNormal {
    /// The variable with E ln X = `mu` and standard deviation of ln X = `sigma`.
    ///
    /// # Errors
    /// Unless `mu` and ln E X = μ + σ²/2 are finite and σ² is a positive number.
    pub fn new(mu: f64, sigma: f64) -> Result<Self, Error> {
        require_finite("mu", mu)?;
        require_positive("sigma", sigma)?;
        if sigma * sigma == 0.0 {
            return Err(Error::NotPositive { quantity: "the square of sigma", value: 0.0 });
        }
        let candidate = Self { mu, sigma };
        require_finite("ln E X", candidate.ln_mean())?;
        Ok(candidate)
    }

    /// The variable with the given mean and variance of X itself:
    /// σ² = ln(1 + variance/mean²), μ = ln mean − σ²/2.
    ///
    /// # Errors
    /// Unless both are positive and finite.
    pub fn from_moments(mean: f64, variance: f64) -> Result<Self, Error> {
        require_positive("the mean", mean)?;
        require_positive("the variance", variance)?;
        let squared = softplus(variance.ln() - 2.0 * mean.ln());
        Self::new(mean.ln() - squared / 2.0, squared.sqrt())
    }

    /// μ = E ln X.
    pub fn mu(&self) -> f64 {
        self.mu
    }

    /// σ, the standard deviation of ln X.
    pub fn sigma(&self) -> f64 {
        self.sigma
    }

    /// ln E X = μ + σ²/2: finite even where E X is not.
    pub fn ln_mean(&self) -> f64 {
        self.mu + self.sigma * self.sigma / 2.0
    }

    /// ln Var X = 2 ln E X + ln(e^σ² − 1): finite even where Var X is not.
    pub fn ln_variance(&self) -> f64 {
        2.0 * self.ln_mean() + ln_exp_m1(self.sigma * self.sigma)
    }

    /// E X; infinite where [`ln_mean`](Self::ln_mean) exceeds 709.
    pub fn mean(&self) -> f64 {
        self.ln_mean().exp()
    }

    /// Var X; infinite where [`ln_variance`](Self::ln_variance) exceeds 709.
    pub fn variance(&self) -> f64 {
        self.ln_variance().exp()
    }

    /// Differential entropy in nats: μ + ½ ln(2πe σ²).
    pub fn entropy_nats(&self) -> f64 {
        self.mu + self.sigma.ln() + normal::ENTROPY_NATS
    }

    /// Natural logarithm of the density at `x`; −∞ for x ≤ 0.
    pub fn ln_pdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let z = (x.ln() - self.mu) / self.sigma;
        -0.5 * z * z - normal::HALF_LN_TWO_PI - self.sigma.ln() - x.ln()
    }

    /// Pr(X ≤ x).
    pub fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { normal::cdf((x.ln() - self.mu) / self.sigma) }
    }

    /// The x with Pr(X ≤ x) = `probability`; 0 and +∞ at the ends.
    ///
    /// # Errors
    /// Unless `probability` lies in \[0, 1\].
    pub fn quantile(&self, probability: f64) -> Result<f64, Error> {
        require_in("the probability", probability, 0.0, 1.0)?;
        Ok((self.mu + self.sigma * normal::quantile(probability)).exp())
    }
}

/// `LogNormal(mu = 0.5, sigma = 1.2)`; a precision applies to both numbers.
impl fmt::Display for LogNormal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogNormal(mu = ")?;
        self.mu.fmt(f)?;
        f.write_str(", sigma = ")?;
        self.sigma.fmt(f)?;
        f.write_str(")")
    }
}

impl Distribution<f64> for LogNormal {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let z: f64 = StandardNormal.sample(rng);
        (self.mu + self.sigma * z).exp()
    }
}

#[cfg(feature = "serde")]
impl TryFrom<crate::serial::Univariate> for LogNormal {
    type Error = Error;

    fn try_from(stored: crate::serial::Univariate) -> Result<Self, Error> {
        Self::new(stored.mu, stored.sigma)
    }
}
