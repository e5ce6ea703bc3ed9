//! Maximum likelihood from samples.

use crate::samples::{mean_and_variance, sorted_logarithms};
use crate::{Error, Estimate, LogNormal};

/// A log-normal fitted to samples by maximum likelihood.
///
/// ```
/// use synaptome_lognormal::LogNormal;
/// let fit = LogNormal::fit(&[1.0, 2.0, 4.0, 8.0])?;
/// assert!((fit.distribution.mu() - 1.5 * 2.0_f64.ln()).abs() < 1e-15);
/// println!("mu = {:.2}", fit.mu()); // with its standard error
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormalFit {
    /// The mean of ln w, and the root of the mean of its squared deviations.
    pub distribution: LogNormal,
    /// Number of samples n.
    pub count: usize,
    /// Σ ln f(w) in nats.
    pub ln_likelihood: f64,
}

impl LogNormalFit {
    /// μ and its standard error σ/√n.
    pub fn mu(&self) -> Estimate {
        let error = self.distribution.sigma() / (self.count as f64).sqrt();
        Estimate { value: self.distribution.mu(), error }
    }

    /// σ and its standard error σ/√(2n).
    pub fn sigma(&self) -> Estimate {
        let value = self.distribution.sigma();
        Estimate { value, error: value / (2.0 * self.count as f64).sqrt() }
    }
}

impl LogNormal {
    /// The log-normal of largest likelihood for these samples.
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let fit = LogNormal::fit(&[1.0, 2.0, 4.0, 8.0])?;
    /// assert!((fit.mu().value - 8.0_f64.ln() / 2.0).abs() < 1e-14);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there are fewer than two samples, one is not positive and finite
    /// ([`Error::BadSample`] has its index), or all are equal.
    pub fn fit(samples: &[f64]) -> Result<LogNormalFit, Error> {
        let logarithms = sorted_logarithms(samples, 2)?;
        let (mean, variance) = mean_and_variance(&logarithms);
        let distribution = Self::new(mean, variance.sqrt())?;
        let ln_likelihood = samples.iter().map(|&w| distribution.ln_pdf(w)).sum();
        Ok(LogNormalFit { distribution, count: samples.len(), ln_likelihood })
    }
}
