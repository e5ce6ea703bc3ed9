//! Means, covariances and correlations of a log-normal vector.

use super::MultivariateLogNormal;
use crate::SymmetricMatrix;
use crate::log_domain::ln_exp_m1;

impl MultivariateLogNormal {
    /// ln E X_a = μ_a + ½Σ_aa: finite even where E X_a is not.
    pub fn ln_means(&self) -> Vec<f64> {
        self.mu().iter().zip(self.covariance().diagonal()).map(|(mu, s)| mu + s / 2.0).collect()
    }

    /// E X_a; infinite where [`ln_means`](Self::ln_means) exceed 709.
    ///
    /// ```
    /// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
    /// let covariance = SymmetricMatrix::from_rows(&[[0.5, 0.2], [0.2, 0.3]])?;
    /// let x = MultivariateLogNormal::new(vec![0.0, 1.0], covariance)?;
    /// assert!((x.means()[0] - 0.25_f64.exp()).abs() < 1e-14); // e^(μ + σ²/2)
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn means(&self) -> Vec<f64> {
        self.ln_means().into_iter().map(f64::exp).collect()
    }

    /// Cov(X_a, X_b) = E X_a · E X_b · (e^Σ_ab − 1): ±∞ where that is out of range, and 0 where
    /// Σ_ab is.
    pub fn covariances(&self) -> SymmetricMatrix {
        let ln_means = self.ln_means();
        self.covariance().map(|a, b, sigma| {
            let scale = ln_means[a] + ln_means[b];
            if sigma == 0.0 {
                0.0
            } else if !scale.exp().is_finite() || scale.exp() == 0.0 {
                (scale + ln_exp_m1(sigma.abs()) + sigma.min(0.0)).exp().copysign(sigma)
            } else if sigma < 1.0 {
                scale.exp() * sigma.exp_m1()
            } else {
                (scale + sigma).exp() - scale.exp()
            }
        })
    }

    /// The correlations of X itself, (e^Σ_ab − 1)/√((e^Σ_aa − 1)(e^Σ_bb − 1)): 1 on the diagonal, 0
    /// with a constant component.
    ///
    /// ```
    /// use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
    /// let covariance = SymmetricMatrix::from_rows(&[[1.0, -1.0], [-1.0, 1.0]])?;
    /// let opposite = MultivariateLogNormal::new(vec![0.0; 2], covariance)?;
    /// assert!((opposite.correlations()[(1, 0)] + (-1.0_f64).exp()).abs() < 1e-15);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn correlations(&self) -> SymmetricMatrix {
        let ln_variances: Vec<f64> = self.covariance().diagonal().map(ln_exp_m1).collect();
        self.covariance().map(|a, b, sigma| {
            if a == b {
                1.0
            } else if sigma == 0.0 {
                0.0
            } else {
                let scale = f64::midpoint(ln_variances[a], ln_variances[b]);
                let ln = ln_exp_m1(sigma.abs()) + sigma.min(0.0) - scale;
                ln.exp().min(1.0).copysign(sigma)
            }
        })
    }
}
