//! Lines at known values.

/// A dashed line at a known value.
///
/// ```
/// use synaptome_lab::chart::{Axis, Palette, Panel, Reference, Series, draw};
///
/// let panel = Panel::new("Avalanches", Axis::linear("rate"), Axis::linear("exponent"))
///     .with(Series::measured("", &[(0.01, -1.22, 0.03), (0.02, -1.19, 0.03)]))
///     .reference(Reference::horizontal(-1.5, "power law of −3/2"));
/// assert!(draw(&panel.into(), Palette::default())?.svg.contains("power law"));
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
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
