//! Data sets: what is computed.

use crate::{Job, Point, Result, Rows, Scale};

/// A list of independent points, and how one of them is computed.
pub trait DataSet: Sync {
    /// The name under which its points are stored; part of the key of their random streams.
    fn name(&self) -> &str;

    /// The names of the columns of the table.
    fn columns(&self) -> &[&str];

    /// The points at a scale, in the order in which the table lists them.
    fn points(&self, scale: Scale) -> Vec<Point>;

    /// Computes one point: rows with one cell per column.
    ///
    /// Must depend on the point's parameters and streams only, and use one thread.
    ///
    /// # Errors
    /// Any error: it is reported with the point's label, and the other points go on.
    fn run(&self, point: &Point, job: &Job) -> Result<Rows>;
}
