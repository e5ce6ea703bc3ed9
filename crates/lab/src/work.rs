//! Work: the points of figures, in a fixed order.

use std::fmt;

use crate::chapter::data_sets;
use crate::{DataSet, Figure, Point, Scale, Shard};

/// A point and the data set that it is part of.
///
/// ```
/// use synaptome_lab::{DataSet, Point, Work};
///
/// fn labels(data: &dyn DataSet) -> [String; 1] {
///     let work = Work { data, point: Point::new().key("N", 128_usize) };
///     [work.to_string()]
/// }
/// ```
#[derive(Clone)]
pub struct Work<'a> {
    /// The data set.
    pub data: &'a dyn DataSet,
    /// The point.
    pub point: Point,
}

impl fmt::Debug for Work<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Work({} {:?})", self.data.name(), self.point.label())
    }
}

impl fmt::Display for Work<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.data.name(), self.point.label())
    }
}

/// The points of the figures, each data set once, restricted to a shard.
///
/// ```
/// use synaptome_lab::chart::{Axis, Panel};
/// use synaptome_lab::{Caption, Experiment, Point, Scale, Shard, row, work};
///
/// const SQUARES: Experiment = Experiment {
///     id: "squares",
///     source: "School",
///     caption: Caption::ours("Squares", "x² against x."),
///     columns: &["x", "square"],
///     points: |_| (1..=3_usize).map(|x| Point::new().key("x", x)).collect(),
///     run: |point, _| Ok(vec![row![point.number("x")?, point.number("x")?.powi(2)]]),
///     measure: |_| Ok(vec![]),
///     chart: |_| Ok(Panel::new("Squares", Axis::linear("x"), Axis::linear("x²")).into()),
/// };
/// assert_eq!(work(&[&SQUARES], Scale::Quick, None).len(), 3);
/// assert_eq!(work(&[&SQUARES], Scale::Quick, Some(Shard::new(1, 2)?)).len(), 2); // x = 1 and 3
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
pub fn work<'a>(figures: &[&'a dyn Figure], scale: Scale, shard: Option<Shard>) -> Vec<Work<'a>> {
    let points = |data: &'a dyn DataSet| {
        data.points(scale).into_iter().map(move |point| Work { data, point })
    };
    let owned = |position: usize| shard.is_none_or(|shard| shard.owns(position));
    let all = data_sets(figures).into_iter().flat_map(points).enumerate();
    all.filter(|(i, _)| owned(*i)).map(|(_, work)| work).collect()
}
