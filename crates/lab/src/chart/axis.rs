//! Labelled axes.

/// Larger numbers are not drawn: the distances and ticks of their axes would overflow.
pub(crate) const LARGEST: f64 = 1e300;

/// A labelled axis; the label names the unit.
///
/// ```
/// use synaptome_lab::chart::{Axis, Palette, Panel, Series, draw};
///
/// let (x, y) = (Axis::log("neurons"), Axis::linear("bits per synapse").range(0.0, 0.3));
/// let panel = Panel::new("Capacity", x, y).with(Series::line("", vec![(1e3, 0.15), (1e5, 0.17)]));
/// assert!(draw(&panel.into(), Palette::default())?.svg.contains("bits per synapse"));
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
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
    ///
    /// ```
    /// use synaptome_lab::chart::{Axis, Palette, Panel, Series, draw};
    ///
    /// let x = Axis::categories("rule", vec!["Hebb".into(), "Storkey".into()]);
    /// let panel = Panel::new("Recall", x, Axis::linear("overlap"));
    /// let panel = panel.with(Series::measured("", &[(1.0, 0.7, 0.02), (2.0, 0.9, 0.01)]));
    /// assert!(draw(&panel.into(), Palette::default())?.svg.contains("Storkey"));
    /// # Ok::<(), synaptome_lab::Error>(())
    /// ```
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
