//! Which figures and points a command is about.

use anyhow::{Result, ensure};
use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::cli::{Selection, Shard};
use crate::figure::{DataSet, Figure, Point, Scale};
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

/// A point and the data set that it is part of.
#[derive(Clone)]
pub(crate) struct Work {
    pub(crate) data: &'static dyn DataSet,
    pub(crate) point: Point,
}

/// The points of the figures, each data set once, restricted to a shard.
pub(crate) fn work(
    figures: &[&'static dyn Figure],
    scale: Scale,
    shard: Option<Shard>,
) -> Vec<Work> {
    let points = |data: &'static dyn DataSet| {
        data.points(scale).into_iter().map(move |point| Work { data, point })
    };
    let owned = |position: usize| shard.is_none_or(|shard| shard.owns(position));
    let all = data_sets(figures).into_iter().flat_map(points).enumerate();
    all.filter(|(i, _)| owned(*i)).map(|(_, work)| work).collect()
}

/// What the figures draw, without repetition.
fn data_sets(figures: &[&'static dyn Figure]) -> Vec<&'static dyn DataSet> {
    let mut all: Vec<&dyn DataSet> = Vec::new();
    for data in figures.iter().map(|figure| figure.data()) {
        if all.iter().all(|known| known.name() != data.name()) {
            all.push(data);
        }
    }
    all
}
