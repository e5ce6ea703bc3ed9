//! The load of a matrix.

use crate::PatternCode;

/// ln(1 − (k/n)²): how much one pattern lowers the logarithm of the silent fraction.
fn ln_kept<C: PatternCode>(code: C) -> f64 {
    (-(code.activity() as f64 / code.units() as f64).powi(2)).ln_1p()
}

/// The matrix load p₁ = 1 − (1 − k²/n²)^M after M = `patterns` patterns (4.1).
///
/// ```
/// use synaptome_willshaw::{BlockCode, capacity};
/// let code = BlockCode::new(16, 256)?;
/// let half = capacity::patterns_at(code, 0.5);
/// assert!((capacity::load(code, half) - 0.5).abs() < 1e-12);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub fn load<C: PatternCode>(code: C, patterns: f64) -> f64 {
    // Patterns of all units make the logarithm infinite.
    if patterns == 0.0 {
        return 0.0;
    }
    -(patterns * ln_kept(code)).exp_m1()
}

/// The number M of patterns that makes the load p₁ = `load`; infinite at p₁ = 1.
///
/// ```
/// use synaptome_willshaw::{
///     BlockCode,
///     capacity::{load, patterns_at},
/// };
///
/// let code = BlockCode::new(16, 256)?;
/// let patterns = patterns_at(code, 0.5);
/// assert!((patterns - 45_426.0).abs() < 1.0); // N² ln 2, nearly
/// assert!((load(code, patterns) - 0.5).abs() < 1e-9);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub fn patterns_at<C: PatternCode>(code: C, load: f64) -> f64 {
    (-load).ln_1p() / ln_kept(code)
}
