//! Branching processes, what is seen of them, and the crackling relation of critical ones.

use std::num::NonZero;

use numpy::{PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_infomax::Error;
use synaptome_infomax::observables::{self, BranchingProcess, Crackling, CracklingRanges};

use super::avalanches::{Found, Range, Relation, columns, range, relation};
use crate::arrays::{Matrix, to_matrix};
use crate::batch::batch;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// The activities (trials, steps) of a branching process, trial k from stream k.
#[pyfunction]
pub fn branching_process(
    py: Python<'_>,
    ratio: f64,
    drive: f64,
    shape: (usize, usize),
    key: Key,
) -> PyResult<Bound<'_, PyArray2<i64>>> {
    let process = BranchingProcess { ratio, drive };
    let trials = batch(py, shape.0, None, move |k| {
        process.draw(shape.1, &mut generator(key, k as u64)).map(signed)
    })?;
    to_matrix(py, shape, trials.concat())
}

/// What is seen of activities (trials, steps), trial k from stream k.
#[pyfunction]
pub fn thinned<'py>(
    py: Python<'py>,
    activity: PyReadonlyArray2<'py, i64>,
    seen: f64,
    key: Key,
) -> PyResult<Bound<'py, PyArray2<i64>>> {
    let rows = Matrix::of(&activity);
    let shape = (rows.rows, rows.columns);
    let trials = batch(py, rows.rows, None, move |k| {
        let counts: Vec<u64> = rows.row(k).iter().map(|&count| count as u64).collect();
        observables::thinned(&counts, seen, &mut generator(key, k as u64)).map(signed)
    })?;
    to_matrix(py, shape, trials.concat())
}

/// Avalanches, the probability of seeing a unit, and the largest tree.
#[derive(Clone, Copy, FromPyObject)]
pub struct Critical(usize, f64, u64);

impl Critical {
    fn null(self) -> observables::CriticalNull {
        let Self(avalanches, seen, largest) = self;
        observables::CriticalNull { avalanches, seen, largest, replicates: 1 }
    }
}

/// The avalanches of one critical process.
#[pyfunction]
pub fn critical_avalanches(py: Python<'_>, options: Critical, key: Key) -> PyResult<Found<'_>> {
    let found = interruptible(py, move |_| options.null().draw(&mut generator(key, 0)))?;
    Ok(columns(py, &found.raised()?))
}

/// The relation in each of some replicates, replicate k from stream k.
#[pyfunction]
pub fn critical_relations(
    py: Python<'_>,
    options: Critical,
    replicates: usize,
    size_range: Range,
    duration_range: Range,
    key: Key,
    workers: Option<NonZero<usize>>,
) -> PyResult<Vec<Relation>> {
    batch(py, replicates, workers, move |k| {
        let found = options.null().draw(&mut generator(key, k as u64))?;
        let (sizes, durations) = (range(size_range), range(duration_range));
        let found = Crackling::of(&found, &CracklingRanges { sizes, durations })?;
        Ok::<_, Error>(relation(&found))
    })
}

fn signed(counts: Vec<u64>) -> Vec<i64> {
    counts.into_iter().map(|count| count as i64).collect()
}
