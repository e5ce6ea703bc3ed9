//! Data sets: what is computed.

use crate::{Job, Point, Result, Rows, Scale};

/// A list of independent points, and how one of them is computed.
///
/// ```
/// use rand::RngExt;
/// use synaptome_lab::{DataSet, Job, Point, Result, Rows, Scale, row};
/// struct Coin;
///
/// impl DataSet for Coin {
///     fn name(&self) -> &str {
///         "coin"
///     }
///     fn columns(&self) -> &[&str] {
///         &["tosses", "heads"]
///     }
///     fn points(&self, scale: Scale) -> Vec<Point> {
///         vec![Point::new().set("tosses", scale.pick(100_usize, 10_000))]
///     }
///     fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
///         let (tosses, mut rng) = (point.count("tosses")?, job.rng("tosses"));
///         let heads = (0..tosses).filter(|_| rng.random()).count();
///         Ok(vec![row![tosses, heads]])
///     }
/// }
/// assert_eq!(Coin.points(Scale::Quick).len(), 1);
/// ```
pub trait DataSet: Sync {
    /// The name under which its points are stored; part of the key of their random streams.
    fn name(&self) -> &str;

    /// The names of the columns of the table.
    fn columns(&self) -> &[&str];

    /// The points at a scale, in the order in which the table lists them.
    fn points(&self, scale: Scale) -> Vec<Point>;

    /// What names the code that computes the points, for [`Sources`](crate::Sources): the path of the
    /// type, unless it says otherwise.
    fn code(&self) -> &str {
        std::any::type_name::<Self>()
    }

    /// Computes one point: rows with one cell per column.
    ///
    /// Must depend on the point's parameters and streams only, and use one thread.
    ///
    /// # Errors
    /// Any error: it is reported with the point's label, and the other points go on.
    fn run(&self, point: &Point, job: &Job) -> Result<Rows>;
}
