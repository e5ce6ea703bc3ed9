//! One log-normal variable.

use std::fmt;

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use crate::Error;
use crate::error::{require_finite, require_positive};

mod constructors;
pub(crate) mod fit;
mod moments;
mod tails;

/// A positive variable whose logarithm is normal: ln X ~ N(μ, σ²).
///
/// ```
/// use synaptome_lognormal::LogNormal;
/// let x = LogNormal::new(0.5, 1.2)?;
/// let same = LogNormal::from_moments(x.mean(), x.variance())?;
/// assert!((same.mu() - 0.5).abs() < 1e-14);
/// assert!((x.cdf(x.quantile(0.9)?) - 0.9).abs() < 1e-15);
/// assert!((x.ln_survival(1e100) + 18_335.678).abs() < 1e-3); // far below the smallest f64
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
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// assert!(LogNormal::new(0.0, 0.5).is_ok());
    /// assert!(LogNormal::new(0.0, -0.5).is_err());
    /// ```
    ///
    /// # Errors
    /// Unless `mu` and ln E X = μ + σ²/2 are finite and σ² is a positive number.
    pub fn new(mu: f64, sigma: f64) -> Result<Self, Error> {
        require_finite("mu", mu)?;
        require_positive("sigma", sigma)?;
        if sigma * sigma == 0.0 {
            let quantity = "sigma, of which the square is 0 as an f64,";
            return Err(Error::NotPositive { quantity, value: sigma });
        }
        let candidate = Self { mu, sigma };
        require_finite("ln E X", candidate.ln_mean())?;
        Ok(candidate)
    }

    /// μ = E ln X.
    pub fn mu(&self) -> f64 {
        self.mu
    }

    /// σ, the standard deviation of ln X.
    pub fn sigma(&self) -> f64 {
        self.sigma
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
