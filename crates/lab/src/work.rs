//! Work: the points of figures, in a fixed order.

use std::fmt;

use crate::chapter::data_sets;
use crate::{DataSet, Figure, Point, Scale, Shard};

/// A point and the data set that it is part of.
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
pub fn work<'a>(figures: &[&'a dyn Figure], scale: Scale, shard: Option<Shard>) -> Vec<Work<'a>> {
    let points = |data: &'a dyn DataSet| {
        data.points(scale).into_iter().map(move |point| Work { data, point })
    };
    let owned = |position: usize| shard.is_none_or(|shard| shard.owns(position));
    let all = data_sets(figures).into_iter().flat_map(points).enumerate();
    all.filter(|(i, _)| owned(*i)).map(|(_, work)| work).collect()
}
