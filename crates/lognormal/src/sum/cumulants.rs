//! The first four cumulants of the logarithm of a sum.

/// Mean, variance, skewness and excess kurtosis of the logarithm of a sum.
///
/// ```
/// use synaptome_lognormal::{LogNormal, LogNormalSum};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
/// let cumulants = sum.log_cumulants()?;
/// assert!(cumulants.skewness > 0.0); // a few large terms dominate a sum
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogCumulants {
    /// E ln S.
    pub mean: f64,
    /// Var ln S.
    pub variance: f64,
    /// κ₃/κ₂^(3/2).
    pub skewness: f64,
    /// κ₄/κ₂².
    pub kurtosis: f64,
}
