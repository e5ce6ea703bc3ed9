//! Quantiles of a mixture.

use super::LogNormalMixture;
use crate::error::require_in;
use crate::{Error, normal};

/// Halvings of ln x: by then neighbouring numbers are reached.
const STEPS: usize = 120;

impl LogNormalMixture {
    /// The x with Pr(X ≤ x) = `probability`; 0 and +∞ at the ends.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalMixture};
    /// let parts = vec![LogNormal::new(0.0, 0.5)?, LogNormal::new(3.0, 0.5)?];
    /// let mixture = LogNormalMixture::new(vec![0.25, 0.75], parts)?;
    /// let median = mixture.quantile(0.5)?;
    /// assert!((mixture.cdf(median) - 0.5).abs() < 1e-10);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// Unless `probability` lies in \[0, 1\].
    pub fn quantile(&self, probability: f64) -> Result<f64, Error> {
        require_in("the probability", probability, 0.0, 1.0)?;
        if probability > 0.5 {
            return self.upper_quantile(1.0 - probability);
        }
        Ok(self.between(normal::quantile(probability), |x| self.cdf(x) < probability))
    }

    /// The x with Pr(X > x) = `probability`; +∞ and 0 at the ends.
    ///
    /// # Errors
    /// Unless `probability` lies in \[0, 1\].
    pub fn upper_quantile(&self, probability: f64) -> Result<f64, Error> {
        require_in("the probability", probability, 0.0, 1.0)?;
        if probability > 0.5 {
            return self.quantile(1.0 - probability);
        }
        Ok(self.between(-normal::quantile(probability), |x| self.survival(x) > probability))
    }

    /// Halves the interval between the smallest and the largest μ_k + σ_k z.
    fn between(&self, z: f64, below: impl Fn(f64) -> bool) -> f64 {
        if z.is_infinite() {
            return z.exp();
        }
        let ends = || self.parts.iter().map(|part| part.mu() + z * part.sigma());
        let (mut low, mut high) =
            (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max));
        for _ in 0..STEPS {
            let middle = low + (high - low) / 2.0;
            if below(middle.exp()) { low = middle } else { high = middle }
        }
        (low + (high - low) / 2.0).exp()
    }
}
