//! What is drawn on a panel.

/// A point (x, y) of a series.
pub type Xy = (f64, f64);

/// Something drawn, with its name in the legend.
///
/// ```
/// use synaptome_lab::chart::Series;
///
/// let measured = [(0.1, 1.0, 0.01), (0.2, 0.8, 0.03)]; // x, y and the error of y
/// let series = [
///     Series::error_band("", &measured),
///     Series::measured("EASE", &measured),
///     Series::line("theory", vec![(0.1, 1.0), (0.2, 0.8)]).dashed(),
/// ];
/// ```
#[derive(Clone, Debug)]
pub struct Series {
    pub(crate) name: String,
    pub(crate) color: Option<String>,
    pub(crate) mark: Mark,
}

/// How a series is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    Line { points: Vec<Xy>, dashed: bool },
    Points { points: Vec<Xy>, errors: Vec<f64>, size: f64 },
    Band { band: Vec<(f64, f64, f64)> },
    Bars { edges: Vec<f64>, heights: Vec<f64> },
    Image { rows: Vec<Vec<f64>>, x: Xy, y: Xy },
}

impl Series {
    /// A line through points in the order given.
    pub fn line(name: impl Into<String>, points: Vec<Xy>) -> Self {
        Self::of(name, Mark::Line { points, dashed: false })
    }

    /// Separate markers.
    pub fn points(name: impl Into<String>, points: Vec<Xy>) -> Self {
        Self::of(name, Mark::Points { points, errors: Vec::new(), size: 3.5 })
    }

    /// Many small translucent markers.
    pub fn cloud(name: impl Into<String>, points: Vec<Xy>) -> Self {
        Self::of(name, Mark::Points { points, errors: Vec::new(), size: 1.8 })
    }

    /// Markers with symmetric error bars, from (x, y, error).
    pub fn measured(name: impl Into<String>, points: &[(f64, f64, f64)]) -> Self {
        let errors = points.iter().map(|p| p.2).collect();
        let points = points.iter().map(|p| (p.0, p.1)).collect();
        Self::of(name, Mark::Points { points, errors, size: 3.5 })
    }

    /// A shaded band, from (x, lower, upper).
    pub fn band(name: impl Into<String>, band: Vec<(f64, f64, f64)>) -> Self {
        Self::of(name, Mark::Band { band })
    }

    /// The band y ± error of (x, y, error).
    pub fn error_band(name: impl Into<String>, points: &[(f64, f64, f64)]) -> Self {
        Self::band(name, points.iter().map(|&(x, y, e)| (x, y - e, y + e)).collect())
    }

    /// A histogram: `edges` has one element more than `heights`.
    ///
    /// ```
    /// use synaptome_lab::chart::Series;
    /// use synaptome_lab::statistics::density_histogram;
    ///
    /// let (edges, heights) = density_histogram(&[0.1, 0.2, 0.6], 0.0, 1.0, 2);
    /// assert_eq!((edges.len(), heights.len()), (3, 2));
    /// let series = Series::bars("sizes", edges, heights);
    /// ```
    pub fn bars(name: impl Into<String>, edges: Vec<f64>, heights: Vec<f64>) -> Self {
        Self::of(name, Mark::Bars { edges, heights })
    }

    /// A matrix drawn in shades of grey, first row on top, over the ranges `x` and `y`.
    ///
    /// ```
    /// use synaptome_lab::chart::{Axis, Palette, Panel, Series, draw};
    ///
    /// let checkers = vec![vec![0.0, 1.0], vec![1.0, 0.0]];
    /// let panel = Panel::new("Field", Axis::linear("x"), Axis::linear("y"));
    /// let panel = panel.with(Series::image(checkers, (0.0, 2.0), (0.0, 2.0)));
    /// assert!(draw(&panel.into(), Palette::default()).is_ok());
    /// ```
    pub fn image(rows: Vec<Vec<f64>>, x: Xy, y: Xy) -> Self {
        Self::of("", Mark::Image { rows, x, y })
    }

    /// Draws a line dashed: theory beside measured markers, or a control.
    pub fn dashed(mut self) -> Self {
        if let Mark::Line { dashed, .. } = &mut self.mark {
            *dashed = true;
        }
        self
    }

    /// Fixes the colour; without it the palette decides.
    pub fn color(mut self, color: impl Into<String>) -> Self {
        self.color = Some(color.into());
        self
    }

    fn of(name: impl Into<String>, mark: Mark) -> Self {
        Self { name: name.into(), color: None, mark }
    }

    /// The points that the axes should show.
    pub(crate) fn extent(&self) -> Vec<Xy> {
        match &self.mark {
            Mark::Line { points, .. } | Mark::Points { points, .. } => points.clone(),
            Mark::Band { band } => band.iter().flat_map(|b| [(b.0, b.1), (b.0, b.2)]).collect(),
            Mark::Bars { edges, heights } => {
                edges.iter().copied().zip(heights.iter().copied()).collect()
            }
            Mark::Image { x, y, .. } => vec![(x.0, y.0), (x.1, y.1)],
        }
    }

    /// Whether there is nothing to draw.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.mark {
            Mark::Line { points, .. } | Mark::Points { points, .. } => points.is_empty(),
            Mark::Band { band } => band.is_empty(),
            Mark::Bars { heights, .. } => heights.is_empty(),
            Mark::Image { rows, .. } => rows.iter().all(Vec::is_empty),
        }
    }
}
