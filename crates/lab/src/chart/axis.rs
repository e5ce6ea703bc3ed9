//! Labelled axes.

/// Larger numbers are not drawn: the distances and ticks of their axes would overflow.
pub(crate) const LARGEST: f64 = 1e300;

/// A labelled axis; the label names the unit.
#[derive(Clone, Debug)]
pub struct Axis {
    pub(crate) label: String,
    pub(crate) log: bool,
    pub(crate) range: Option<(f64, f64)>,
    pub(crate) categories: Vec<String>,
}

impl Axis {
    /// A linear axis that fits the data. Values that are not finite, or beyond ±10³⁰⁰, are not drawn.
    pub fn linear(label: impl Into<String>) -> Self {
        Self { label: label.into(), log: false, range: None, categories: Vec::new() }
    }

    /// A logarithmic axis; values that are not positive are not drawn.
    pub fn log(label: impl Into<String>) -> Self {
        Self { log: true, ..Self::linear(label) }
    }

    /// An axis whose positions 1, 2, 3, … carry names (x axis only).
    pub fn categories(label: impl Into<String>, names: Vec<String>) -> Self {
        Self { categories: names, ..Self::linear(label) }
    }

    /// Fixes the ends of the axis; points outside are not drawn.
    pub fn range(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low, high));
        self
    }

    /// Whether a value is drawn.
    pub(crate) fn shows(&self, value: f64) -> bool {
        let (low, high) = self.range.unwrap_or((-LARGEST, LARGEST));
        let least = if self.log { 1.0 / LARGEST } else { -LARGEST };
        low <= value && value <= high && least <= value && value <= LARGEST
    }

    /// Whether an axis can have its range.
    pub(crate) fn is_drawable(&self) -> bool {
        self.range.is_none_or(|(low, high)| -LARGEST <= low && low < high && high <= LARGEST)
    }
}
