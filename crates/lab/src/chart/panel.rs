//! Panels, and charts made of them.

use super::axis::Axis;
use super::reference::Reference;
use super::series::Series;

/// Panels, laid out row by row.
///
/// ```
/// use synaptome_lab::chart::{Axis, Chart, Palette, Panel, Series, draw};
///
/// let panel = |title| {
///     let series = Series::line("", vec![(0.0, 0.0), (1.0, 1.0)]);
///     Panel::new(title, Axis::linear("x"), Axis::linear("y")).with(series)
/// };
/// let chart = Chart::new(vec![panel("a"), panel("b"), panel("c")]).columns(3);
/// assert_eq!(draw(&chart, Palette::default())?.panels.len(), 3);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Chart {
    pub(crate) panels: Vec<Panel>,
    pub(crate) columns: usize,
}

impl Chart {
    /// Panels in rows of at most two.
    pub fn new(panels: Vec<Panel>) -> Self {
        let columns = panels.len().clamp(1, 2);
        Self { panels, columns }
    }

    /// Sets the number of panels in a row.
    pub fn columns(mut self, columns: usize) -> Self {
        self.columns = columns.max(1);
        self
    }
}

impl From<Panel> for Chart {
    fn from(panel: Panel) -> Self {
        Self::new(vec![panel])
    }
}

/// A pair of axes and what is drawn between them.
///
/// ```
/// use synaptome_lab::chart::{Axis, Legend, Palette, Panel, Reference, Series, draw};
///
/// let panel = Panel::new("Recall", Axis::linear("load"), Axis::linear("fraction recalled"))
///     .with(Series::measured("EASE", &[(0.1, 1.0, 0.0), (0.5, 0.9, 0.02)]))
///     .reference(Reference::horizontal(0.95, "published"))
///     .legend(Legend::BottomLeft);
/// assert!(draw(&panel.into(), Palette::default())?.svg.contains("published"));
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Panel {
    pub(crate) title: String,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) series: Vec<Series>,
    pub(crate) references: Vec<Reference>,
    pub(crate) legend: Legend,
}

impl Panel {
    /// An empty panel.
    pub fn new(title: impl Into<String>, x: Axis, y: Axis) -> Self {
        let (series, references) = (Vec::new(), Vec::new());
        Self { title: title.into(), x, y, series, references, legend: Legend::Right }
    }

    /// Adds a series; an empty one is left out.
    pub fn with(mut self, series: Series) -> Self {
        if !series.is_empty() {
            self.series.push(series);
        }
        self
    }

    /// Adds several series.
    pub fn with_all(self, series: impl IntoIterator<Item = Series>) -> Self {
        series.into_iter().fold(self, Self::with)
    }

    /// Draws a dashed line at a known value, such as the paper's.
    pub fn reference(mut self, reference: Reference) -> Self {
        self.references.push(reference);
        self
    }

    /// Places the legend.
    pub fn legend(mut self, legend: Legend) -> Self {
        self.legend = legend;
        self
    }
}

/// Where the legend stands: beside the panel, in a corner, or nowhere.
///
/// ```
/// use synaptome_lab::chart::{Axis, Legend, Palette, Panel, Series, draw};
///
/// let with_legend = |legend| {
///     let panel = Panel::new("Load", Axis::linear("x"), Axis::linear("y")).legend(legend);
///     let panel = panel.with(Series::line("Hebb", vec![(0.0, 0.0), (1.0, 1.0)]));
///     draw(&panel.into(), Palette::default()).map(|drawing| drawing.svg.contains("Hebb"))
/// };
/// assert!(with_legend(Legend::TopRight)? && !with_legend(Legend::Hidden)?);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Legend {
    /// Beside the panel.
    Right,
    /// In the upper left corner.
    TopLeft,
    /// In the upper right corner.
    TopRight,
    /// In the lower left corner.
    BottomLeft,
    /// In the lower right corner.
    BottomRight,
    /// Nowhere.
    Hidden,
}
