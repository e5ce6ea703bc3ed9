//! Density, probabilities and quantiles of a log-normal variable, in both tails.

use crate::error::require_in;
use crate::{Error, LogNormal, normal};

/// Probabilities keep their relative precision in both tails, down to the smallest `f64`, and
/// their logarithms beyond. NaN gives NaN.
impl LogNormal {
    /// Natural logarithm of the density at `x`; −∞ for x ≤ 0.
    pub fn ln_pdf(&self, x: f64) -> f64 {
        if x <= 0.0 || x == f64::INFINITY {
            return f64::NEG_INFINITY;
        }
        let z = self.standardised(x);
        -0.5 * z * z - normal::HALF_LN_TWO_PI - self.sigma().ln() - x.ln()
    }

    /// The density at `x`; 0 for x ≤ 0.
    pub fn pdf(&self, x: f64) -> f64 {
        self.ln_pdf(x).exp()
    }

    /// Pr(X ≤ x).
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::new(0.5, 0.8)?;
    /// assert_eq!(x.cdf(x.median()), 0.5);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn cdf(&self, x: f64) -> f64 {
        normal::cdf(self.standardised(x))
    }

    /// Pr(X > x).
    pub fn survival(&self, x: f64) -> f64 {
        normal::cdf(-self.standardised(x))
    }

    /// ln Pr(X ≤ x); −∞ for x ≤ 0.
    pub fn ln_cdf(&self, x: f64) -> f64 {
        normal::ln_cdf(self.standardised(x))
    }

    /// ln Pr(X > x).
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// // Φ(−100): the probability itself is not an f64.
    /// let tail = LogNormal::new(0.0, 1.0)?.ln_survival(100.0_f64.exp());
    /// assert!((tail + 5005.524).abs() < 1e-3);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn ln_survival(&self, x: f64) -> f64 {
        normal::ln_cdf(-self.standardised(x))
    }

    /// The x with Pr(X ≤ x) = `probability`; 0 and +∞ at the ends.
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::new(0.5, 0.8)?;
    /// let upper = x.quantile(0.975)?;
    /// assert!((x.cdf(upper) - 0.975).abs() < 1e-14);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// Unless `probability` lies in \[0, 1\].
    pub fn quantile(&self, probability: f64) -> Result<f64, Error> {
        require_in("the probability", probability, 0.0, 1.0)?;
        Ok(self.at(normal::quantile(probability)))
    }

    /// The x with Pr(X > x) = `probability`; +∞ and 0 at the ends.
    ///
    /// # Errors
    /// Unless `probability` lies in \[0, 1\].
    pub fn upper_quantile(&self, probability: f64) -> Result<f64, Error> {
        require_in("the probability", probability, 0.0, 1.0)?;
        Ok(self.at(-normal::quantile(probability)))
    }

    /// The x with ln Pr(X ≤ x) = `ln_probability`, for probabilities below 10⁻³⁰⁸ or near 1.
    ///
    /// # Errors
    /// Unless `ln_probability` is at most 0.
    pub fn quantile_of_ln(&self, ln_probability: f64) -> Result<f64, Error> {
        require_in("the logarithm of the probability", ln_probability, f64::NEG_INFINITY, 0.0)?;
        Ok(self.at(normal::quantile_of_ln(ln_probability)))
    }

    /// The x with ln Pr(X > x) = `ln_probability`, for probabilities below 10⁻³⁰⁸ or near 1.
    ///
    /// # Errors
    /// Unless `ln_probability` is at most 0.
    pub fn upper_quantile_of_ln(&self, ln_probability: f64) -> Result<f64, Error> {
        require_in("the logarithm of the probability", ln_probability, f64::NEG_INFINITY, 0.0)?;
        Ok(self.at(-normal::quantile_of_ln(ln_probability)))
    }

    /// (ln x − μ)/σ; −∞ for x ≤ 0.
    fn standardised(&self, x: f64) -> f64 {
        if x <= 0.0 { f64::NEG_INFINITY } else { (x.ln() - self.mu()) / self.sigma() }
    }

    fn at(&self, z: f64) -> f64 {
        (self.mu() + self.sigma() * z).exp()
    }
}
