//! Log-normals by what people know of them.

use crate::error::{require_in, require_positive};
use crate::log_domain::softplus;
use crate::{Error, LogNormal};

/// From here on ln(1 + cv²) is a positive number with all its digits.
const SMALLEST_CV: f64 = 1.5e-154;

impl LogNormal {
    /// The variable with the given mean and variance of X itself:
    /// σ² = ln(1 + variance/mean²), μ = ln mean − σ²/2.
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::from_moments(2.0, 9.0)?;
    /// assert!((x.mean() - 2.0).abs() < 1e-14 && (x.variance() - 9.0).abs() < 1e-12);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// Unless both are positive and finite, and √variance/mean is above 1.5e-154, so that σ²
    /// is a positive number.
    pub fn from_moments(mean: f64, variance: f64) -> Result<Self, Error> {
        require_positive("the mean", mean)?;
        require_positive("the variance", variance)?;
        Self::with_ln_ratio(mean, variance.ln() - 2.0 * mean.ln(), variance.sqrt() / mean)
    }

    /// The variable with the given mean and standard deviation of X itself.
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::from_mean_and_std_dev(0.14, 0.07)?;
    /// assert!((x.mean() - 0.14).abs() < 1e-15 && (x.std_dev() - 0.07).abs() < 1e-15);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// Unless both are positive and finite, and their ratio is above 1.5e-154.
    pub fn from_mean_and_std_dev(mean: f64, std_dev: f64) -> Result<Self, Error> {
        require_positive("the mean", mean)?;
        require_positive("the standard deviation", std_dev)?;
        let ln_ratio = 2.0 * (std_dev.ln() - mean.ln());
        Self::with_ln_ratio(mean, ln_ratio, std_dev / mean)
    }

    /// The variable with the given mean and coefficient of variation √Var X/E X.
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::from_mean_and_cv(10.0, 0.3)?;
    /// assert!((x.std_dev() - 3.0).abs() < 1e-12);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// Unless both are positive and finite, and the latter is above 1.5e-154.
    pub fn from_mean_and_cv(mean: f64, cv: f64) -> Result<Self, Error> {
        require_positive("the mean", mean)?;
        require_positive("the coefficient of variation", cv)?;
        Self::with_ln_ratio(mean, 2.0 * cv.ln(), cv)
    }

    /// The variable with the given median e^μ and geometric standard deviation e^σ.
    ///
    /// ```
    /// use synaptome_lognormal::LogNormal;
    /// let x = LogNormal::from_median_and_geometric_std_dev(2.0, 3.0)?;
    /// assert!((x.cdf(6.0) - 0.841_344_746_068_542_9).abs() < 1e-15); // one σ above
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// Unless both are positive and finite, and the latter is above 1.
    pub fn from_median_and_geometric_std_dev(median: f64, deviation: f64) -> Result<Self, Error> {
        require_positive("the median", median)?;
        let (low, high) = (1.0 + f64::EPSILON, f64::MAX);
        require_in("the geometric standard deviation", deviation, low, high)?;
        Self::new(median.ln(), (deviation - 1.0).ln_1p())
    }

    /// σ² = ln(1 + e^`ln_ratio`), where `ln_ratio` is ln cv²; an ordinary cv² is taken itself, since a
    /// logarithm of it has fewer digits.
    fn with_ln_ratio(mean: f64, ln_ratio: f64, cv: f64) -> Result<Self, Error> {
        if ln_ratio < 2.0 * SMALLEST_CV.ln() {
            let value = (ln_ratio / 2.0).exp();
            require_in("the coefficient of variation", value, SMALLEST_CV, f64::MAX)?;
        }
        let ordinary = (1e-150..1e150).contains(&cv);
        let squared = if ordinary { (cv * cv).ln_1p() } else { softplus(ln_ratio) };
        Self::new(mean.ln() - squared / 2.0, squared.sqrt())
    }
}
