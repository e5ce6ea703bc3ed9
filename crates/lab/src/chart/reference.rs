//! Lines at known values.

/// A dashed line at a known value.
#[derive(Clone, Debug)]
pub struct Reference {
    pub(crate) value: f64,
    pub(crate) vertical: bool,
    pub(crate) label: String,
}

impl Reference {
    /// A horizontal line at `y`.
    pub fn horizontal(y: f64, label: impl Into<String>) -> Self {
        Self { value: y, vertical: false, label: label.into() }
    }

    /// A vertical line at `x`.
    pub fn vertical(x: f64, label: impl Into<String>) -> Self {
        Self { value: x, vertical: true, label: label.into() }
    }
}
