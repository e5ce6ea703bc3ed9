//! Charts as data: panels of series on labelled axes. `chart/draw.rs` turns
//! them into SVG and PNG; figures only say what is to be seen.

mod draw;
mod palette;

pub(crate) use draw::draw;
pub(crate) use palette::{color_at, color_of};

/// A point (x, y) of a series.
pub(crate) type Xy = (f64, f64);

/// Panels, laid out row by row.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    panels: Vec<Panel>,
    columns: usize,
}

impl Chart {
    /// Panels in rows of at most two.
    pub(crate) fn new(panels: Vec<Panel>) -> Self {
        let columns = panels.len().clamp(1, 2);
        Self { panels, columns }
    }

    /// Sets the number of panels in a row.
    pub(crate) fn columns(mut self, columns: usize) -> Self {
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
#[derive(Clone, Debug)]
pub(crate) struct Panel {
    title: String,
    x: Axis,
    y: Axis,
    series: Vec<Series>,
    references: Vec<Reference>,
    legend: Legend,
}

impl Panel {
    /// An empty panel.
    pub(crate) fn new(title: impl Into<String>, x: Axis, y: Axis) -> Self {
        let (series, references) = (Vec::new(), Vec::new());
        Self { title: title.into(), x, y, series, references, legend: Legend::Right }
    }

    /// Adds a series; an empty one is left out.
    pub(crate) fn with(mut self, series: Series) -> Self {
        if !series.is_empty() {
            self.series.push(series);
        }
        self
    }

    /// Adds several series.
    pub(crate) fn with_all(self, series: impl IntoIterator<Item = Series>) -> Self {
        series.into_iter().fold(self, Self::with)
    }

    /// Draws a dashed line at a known value, such as the paper's.
    pub(crate) fn reference(mut self, reference: Reference) -> Self {
        self.references.push(reference);
        self
    }

    /// Places the legend.
    pub(crate) fn legend(mut self, legend: Legend) -> Self {
        self.legend = legend;
        self
    }
}

/// Where the legend stands: beside the panel, in a corner, or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Legend {
    Right,
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
    Hidden,
}

/// A labelled axis; the label names the unit.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    label: String,
    log: bool,
    range: Option<(f64, f64)>,
    categories: Vec<String>,
}

impl Axis {
    /// A linear axis that fits the data.
    pub(crate) fn linear(label: impl Into<String>) -> Self {
        Self { label: label.into(), log: false, range: None, categories: Vec::new() }
    }

    /// A logarithmic axis; values that are not positive are not drawn.
    pub(crate) fn log(label: impl Into<String>) -> Self {
        Self { log: true, ..Self::linear(label) }
    }

    /// An axis whose positions 1, 2, 3, … carry names (x axis only).
    pub(crate) fn categories(label: impl Into<String>, names: Vec<String>) -> Self {
        Self { categories: names, ..Self::linear(label) }
    }

    /// Fixes the ends of the axis; points outside are not drawn.
    pub(crate) fn range(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low, high));
        self
    }

    fn shows(&self, value: f64) -> bool {
        let (low, high) = self.range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        value.is_finite() && low <= value && value <= high && !(self.log && value <= 0.0)
    }
}

/// A dashed line at a known value.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    value: f64,
    vertical: bool,
    label: String,
}

impl Reference {
    /// A horizontal line at `y`.
    pub(crate) fn horizontal(y: f64, label: impl Into<String>) -> Self {
        Self { value: y, vertical: false, label: label.into() }
    }

    /// A vertical line at `x`.
    pub(crate) fn vertical(x: f64, label: impl Into<String>) -> Self {
        Self { value: x, vertical: true, label: label.into() }
    }
}

/// Something drawn, with its name in the legend.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    name: String,
    color: Option<String>,
    mark: Mark,
}

/// How a series is drawn.
#[derive(Clone, Debug)]
enum Mark {
    Line { points: Vec<Xy>, dashed: bool },
    Points { points: Vec<Xy>, errors: Vec<f64>, size: f64 },
    Band { band: Vec<(f64, f64, f64)> },
    Bars { edges: Vec<f64>, heights: Vec<f64> },
    Image { rows: Vec<Vec<f64>>, x: Xy, y: Xy },
}

impl Series {
    /// A line through points in the order given.
    pub(crate) fn line(name: impl Into<String>, points: Vec<Xy>) -> Self {
        Self::of(name, Mark::Line { points, dashed: false })
    }

    /// Separate markers.
    pub(crate) fn points(name: impl Into<String>, points: Vec<Xy>) -> Self {
        Self::of(name, Mark::Points { points, errors: Vec::new(), size: 3.5 })
    }

    /// Many small translucent markers.
    pub(crate) fn cloud(name: impl Into<String>, points: Vec<Xy>) -> Self {
        Self::of(name, Mark::Points { points, errors: Vec::new(), size: 1.8 })
    }

    /// Markers with symmetric error bars, from (x, y, error).
    pub(crate) fn measured(name: impl Into<String>, points: &[(f64, f64, f64)]) -> Self {
        let errors = points.iter().map(|p| p.2).collect();
        let points = points.iter().map(|p| (p.0, p.1)).collect();
        Self::of(name, Mark::Points { points, errors, size: 3.5 })
    }

    /// A shaded band, from (x, lower, upper).
    pub(crate) fn band(name: impl Into<String>, band: Vec<(f64, f64, f64)>) -> Self {
        Self::of(name, Mark::Band { band })
    }

    /// The band y ± error of (x, y, error).
    pub(crate) fn error_band(name: impl Into<String>, points: &[(f64, f64, f64)]) -> Self {
        Self::band(name, points.iter().map(|&(x, y, e)| (x, y - e, y + e)).collect())
    }

    /// A histogram: `edges` has one element more than `heights`.
    pub(crate) fn bars(name: impl Into<String>, edges: Vec<f64>, heights: Vec<f64>) -> Self {
        Self::of(name, Mark::Bars { edges, heights })
    }

    /// A matrix drawn in shades of grey, first row on top, over the ranges `x` and `y`.
    pub(crate) fn image(rows: Vec<Vec<f64>>, x: Xy, y: Xy) -> Self {
        Self::of("", Mark::Image { rows, x, y })
    }

    /// Draws a line dashed: theory beside measured markers, or a control.
    pub(crate) fn dashed(mut self) -> Self {
        if let Mark::Line { dashed, .. } = &mut self.mark {
            *dashed = true;
        }
        self
    }

    /// Fixes the colour; see [`color_of`] for the colours of methods.
    pub(crate) fn color(mut self, color: impl Into<String>) -> Self {
        self.color = Some(color.into());
        self
    }

    fn of(name: impl Into<String>, mark: Mark) -> Self {
        Self { name: name.into(), color: None, mark }
    }

    /// The points that the axes should show.
    fn extent(&self) -> Vec<Xy> {
        match &self.mark {
            Mark::Line { points, .. } | Mark::Points { points, .. } => points.clone(),
            Mark::Band { band } => band.iter().flat_map(|b| [(b.0, b.1), (b.0, b.2)]).collect(),
            Mark::Bars { edges, heights } => {
                edges.iter().copied().zip(heights.iter().copied()).collect()
            }
            Mark::Image { x, y, .. } => vec![(x.0, y.0), (x.1, y.1)],
        }
    }

    fn is_empty(&self) -> bool {
        match &self.mark {
            Mark::Line { points, .. } | Mark::Points { points, .. } => points.is_empty(),
            Mark::Band { band } => band.is_empty(),
            Mark::Bars { heights, .. } => heights.is_empty(),
            Mark::Image { rows, .. } => rows.iter().all(Vec::is_empty),
        }
    }
}
