//! Small experiments: a data set and its figure in one value.

use crate::chart::Chart;
use crate::{Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table};

/// A data set and its figure in one value, made of plain functions.
///
/// For an experiment with a state of its own, or a data set that several figures draw, implement
/// [`DataSet`] and [`Figure`].
///
/// ```
/// use synaptome_lab::chart::{Axis, Panel, Series};
/// use synaptome_lab::{Caption, Chapter, Experiment, Lab, Point, Run, row};
/// const SQUARES: Experiment = Experiment {
///     id: "squares",
///     source: "School",
///     caption: Caption::ours("Squares", "x² against x."),
///     columns: &["x", "square"],
///     points: |_| (1..=3_usize).map(|x| Point::new().key("x", x)).collect(),
///     run: |point, _| Ok(vec![row![point.number("x")?, point.number("x")?.powi(2)]]),
///     measure: |_| Ok(vec![]),
///     chart: |table| {
///         let panel = Panel::new("Squares", Axis::linear("x"), Axis::linear("x²"));
///         Ok(panel.with(Series::line("x²", table.pairs("x", "square")?)).into())
///     },
/// };
/// let folder = tempfile::tempdir()?;
/// let chapters = &[Chapter { title: "School", citation: "", figures: &[&SQUARES] }];
/// let run = Run { out: folder.path().into(), quiet: true, ..Run::default() };
/// let summary = Lab { chapters, ..Lab::default() }.run(&run)?;
/// assert_eq!((summary.points, summary.stored), (3, 0));
/// let table = std::fs::read_to_string(folder.path().join("squares.csv"))?;
/// assert_eq!(table, "x,square\n1,1\n2,4\n3,9\n");
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Experiment {
    /// The identifier of the figure and the name of the data set.
    pub id: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What is seen.
    pub caption: Caption,
    /// The names of the columns.
    pub columns: &'static [&'static str],
    /// The points at a scale.
    pub points: fn(Scale) -> Vec<Point>,
    /// Computes one point: rows with one cell per column.
    pub run: fn(&Point, &Job) -> Result<Rows>,
    /// The claims measured by the table.
    pub measure: fn(&Table) -> Result<Vec<Measurement>>,
    /// Draws the table.
    pub chart: fn(&Table) -> Result<Chart>,
}

impl DataSet for Experiment {
    fn name(&self) -> &str {
        self.id
    }

    fn columns(&self) -> &[&str] {
        self.columns
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        (self.points)(scale)
    }

    /// The identifier, as all experiments are of one type.
    fn code(&self) -> &str {
        self.id
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        (self.run)(point, job)
    }
}

impl Figure for Experiment {
    fn id(&self) -> &str {
        self.id
    }

    fn source(&self) -> &str {
        self.source
    }

    fn caption(&self) -> Caption {
        self.caption
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        (self.measure)(table)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        (self.chart)(table)
    }
}
