//! Four numbers about ln S.

/// Mean, variance, skewness and excess kurtosis of the logarithm of a sum.
#[derive(Debug, Clone, Copy, PartialEq)]
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
