//! Moments of a log-normal variable, and its entropy.

use crate::log_domain::ln_exp_m1;
use crate::{LogNormal, normal};

impl LogNormal {
    /// ln E X = μ + σ²/2: finite even where E X is not.
    pub fn ln_mean(&self) -> f64 {
        self.mu() + self.sigma() * self.sigma() / 2.0
    }

    /// ln Var X = 2 ln E X + ln(e^σ² − 1): finite even where Var X is not.
    pub fn ln_variance(&self) -> f64 {
        2.0 * self.ln_mean() + ln_exp_m1(self.sigma() * self.sigma())
    }

    /// E X; infinite where [`ln_mean`](Self::ln_mean) exceeds 709.
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::new(0.5, 0.8)?;
    /// assert!((x.mean() - (0.5_f64 + 0.32).exp()).abs() < 1e-14); // e^(μ + σ²/2)
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn mean(&self) -> f64 {
        self.ln_mean().exp()
    }

    /// Var X; infinite where [`ln_variance`](Self::ln_variance) exceeds 709.
    pub fn variance(&self) -> f64 {
        self.ln_variance().exp()
    }

    /// The standard deviation of X, √Var X; in range more often than its square.
    pub fn std_dev(&self) -> f64 {
        (self.ln_variance() / 2.0).exp()
    }

    /// √Var X/E X = √(e^σ² − 1); infinite for σ above 37.6.
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::new(0.5, 0.8)?;
    /// assert!((x.coefficient_of_variation() - x.std_dev() / x.mean()).abs() < 1e-14);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn coefficient_of_variation(&self) -> f64 {
        (ln_exp_m1(self.sigma() * self.sigma()) / 2.0).exp()
    }

    /// The median of X, e^μ.
    pub fn median(&self) -> f64 {
        self.mu().exp()
    }

    /// Where the density of X is largest, e^(μ − σ²).
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::new(0.5, 0.8)?;
    /// assert!(x.mode() < x.median() && x.median() < x.mean());
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn mode(&self) -> f64 {
        (self.mu() - self.sigma() * self.sigma()).exp()
    }

    /// The geometric standard deviation, e^σ.
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::new(0.5, 0.8)?;
    /// // About two thirds lie within this factor of the median.
    /// let factor = x.geometric_std_dev();
    /// let inside = x.cdf(x.median() * factor) - x.cdf(x.median() / factor);
    /// assert!((inside - 0.6827).abs() < 1e-4);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn geometric_std_dev(&self) -> f64 {
        self.sigma().exp()
    }

    /// Skewness of X, (e^σ² + 2)√(e^σ² − 1); infinite for σ above 21.7.
    pub fn skewness(&self) -> f64 {
        let excess = (self.sigma() * self.sigma()).exp_m1();
        (excess + 3.0) * excess.sqrt()
    }

    /// Excess kurtosis of X, e^4σ² + 2e^3σ² + 3e^2σ² − 6; infinite for σ above 13.3.
    pub fn excess_kurtosis(&self) -> f64 {
        let x = (self.sigma() * self.sigma()).exp_m1();
        x * (16.0 + x * (15.0 + x * (6.0 + x)))
    }

    /// Differential entropy in nats: μ + ½ ln(2πe σ²).
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::new(0.5, 0.8)?;
    /// let doubled = LogNormal::new(0.5 + 2.0_f64.ln(), 0.8)?;
    /// assert!((doubled.entropy_nats() - x.entropy_nats() - 2.0_f64.ln()).abs() < 1e-14);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn entropy_nats(&self) -> f64 {
        self.mu() + self.sigma().ln() + normal::ENTROPY_NATS
    }
}
