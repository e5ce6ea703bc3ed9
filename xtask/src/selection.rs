//! Which figures and points a command is about.

use anyhow::{Result, ensure};
use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::cli::{Selection, Shard};
use crate::figure::{Figure, Point, Scale};
use crate::figures::all;

/// The figures that `--only` names, in the order of the report; all without it.
pub(crate) fn figures(selection: &Selection) -> Result<Vec<&'static dyn Figure>> {
    let globs = globs(&selection.only)?;
    let wanted = |figure: &&dyn Figure| selection.only.is_empty() || globs.is_match(figure.id());
    let chosen: Vec<_> = all().filter(wanted).collect();
    let known = all().map(Figure::id).collect::<Vec<_>>().join(", ");
    ensure!(!chosen.is_empty(), "no figure matches {:?}; there are {known}", selection.only);
    Ok(chosen)
}

fn globs(patterns: &[String]) -> Result<GlobSet> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        builder.add(Glob::new(pattern)?);
    }
    Ok(builder.build()?)
}

/// A point and a figure that can compute it.
#[derive(Clone)]
pub(crate) struct Work {
    pub(crate) figure: &'static dyn Figure,
    pub(crate) point: Point,
}

impl Work {
    /// Whether both are the same stored result.
    fn same_result(&self, other: &Self) -> bool {
        self.figure.data() == other.figure.data() && self.point == other.point
    }
}

/// The points of the figures without repetition (figures may share a data
/// set), restricted to a shard.
pub(crate) fn work(
    figures: &[&'static dyn Figure],
    scale: Scale,
    shard: Option<Shard>,
) -> Vec<Work> {
    let mut all: Vec<Work> = Vec::new();
    for &figure in figures {
        let shared = all.iter().any(|work| work.figure.data() == figure.data());
        for point in figure.points(scale) {
            let work = Work { figure, point };
            if !shared || !all.iter().any(|known| known.same_result(&work)) {
                all.push(work);
            }
        }
    }
    let owned = |position: usize| shard.is_none_or(|shard| shard.owns(position));
    (all.into_iter().enumerate()).filter(|(i, _)| owned(*i)).map(|(_, work)| work).collect()
}
