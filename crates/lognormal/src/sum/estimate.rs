//! Numbers with their errors.

use std::fmt;

/// A number and its estimated error.
///
/// ```
/// use synaptome_lognormal::{LogNormal, LogNormalSum};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
/// let found = sum.distribution()?.cdf_with_error(2.0);
/// assert!(found.error < 1e-9 * found.value);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Its estimated error.
    pub error: f64,
}

/// `0.25 ± 0.01`; a precision applies to both numbers.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)?;
        f.write_str(" ± ")?;
        self.error.fmt(f)
    }
}
