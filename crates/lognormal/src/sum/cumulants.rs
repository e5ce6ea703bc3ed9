//! The first four cumulants of the logarithm of a sum.

/// Mean, variance, skewness and excess kurtosis of the logarithm of a sum.
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
