//! Quantiles of a sum, by the logarithm of a probability.

use super::SumDistribution;
use crate::Error;
use crate::error::require_in;

/// Most steps; Newton's takes about six.
const STEPS: usize = 200;

impl SumDistribution {
    /// The x with Pr(w ≤ x) = `probability`; 0 and +∞ at the ends.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// let distribution = sum.distribution()?;
    /// let median = distribution.quantile(0.5)?;
    /// assert!((distribution.cdf(median) - 0.5).abs() < 1e-10);
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
        Ok(self.solve(probability, |z| self.ln_below(z), 1.0))
    }

    /// The x with Pr(w > x) = `probability`; +∞ and 0 at the ends.
    ///
    /// # Errors
    /// Unless `probability` lies in \[0, 1\].
    pub fn upper_quantile(&self, probability: f64) -> Result<f64, Error> {
        require_in("the probability", probability, 0.0, 1.0)?;
        if probability > 0.5 {
            return self.quantile(1.0 - probability);
        }
        Ok(self.solve(probability, |z| self.ln_above(z), -1.0))
    }

    /// Where the logarithm `ln` of a probability, which grows in the direction `sign`, is that
    /// of `probability`: Newton's steps on it, or halves where they leave the interval.
    fn solve(&self, probability: f64, ln: impl Fn(f64) -> f64, sign: f64) -> f64 {
        let (mut low, mut high) = (self.pieces.low(), self.pieces.high());
        if probability == 0.0 {
            return if sign > 0.0 { 0.0 } else { f64::INFINITY };
        }
        let mut z = low + (high - low) / 2.0;
        for _ in 0..STEPS {
            let miss = sign * (ln(z) - probability.ln());
            (low, high) = if miss > 0.0 { (low, z) } else { (z, high) };
            let slope = (self.pieces.at(z) - ln(z)).exp();
            let newton = z - miss / slope;
            let next =
                if newton > low && newton < high { newton } else { low + (high - low) / 2.0 };
            if (next - z).abs() <= 4.0 * f64::EPSILON * z.abs().max(1e-3) {
                break;
            }
            z = next;
        }
        (z + self.origin).exp()
    }
}
