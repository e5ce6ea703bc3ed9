//! Numbers with their errors.

use std::fmt;

/// A number and its estimated error.
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
