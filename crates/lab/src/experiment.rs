//! Small experiments: a data set and its figure in one value.

use crate::chart::Chart;
use crate::{Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table};

/// A data set and its figure in one value, made of plain functions.
///
/// For an experiment with a state of its own, or a data set that several figures draw, implement
/// [`DataSet`] and [`Figure`].
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
