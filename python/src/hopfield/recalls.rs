//! What recall takes and gives, for every memory.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_hopfield::{
    AssociativeMemory, Dynamics, Ending, Error, Messages, Recall, State, Update, UpdateOrder,
};

use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::batch::batch;
use crate::keys::{Key, generator};

/// States (K, N), sweeps and periods of the recalls of K cues.
pub type Recalls<'py> =
    (Bound<'py, PyArray2<i8>>, Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>);

/// The rows of spins as states.
pub fn states(rows: &Matrix<i8>) -> Result<Vec<State>, Error> {
    rows.iter().map(|row| State::new(row.to_vec())).collect()
}

/// The rows of spins as messages.
pub fn messages(rows: &Matrix<i8>) -> Result<Messages, Error> {
    Messages::new(states(rows)?)
}

/// How to update: a word that the Python layer has checked, or an order of the units.
pub fn dynamics(
    update: &str,
    order: Option<Vec<usize>>,
    max_sweeps: usize,
) -> Result<Dynamics, Error> {
    let update = match (update, order) {
        (_, Some(order)) => Update::Given(UpdateOrder::new(order)?),
        ("random", None) => Update::Random,
        ("sequential", None) => Update::Sequential,
        _ => Update::Synchronous,
    };
    Ok(Dynamics { update, max_sweeps })
}

/// Recalls from each row of spins on its own, row k with stream k.
pub fn each_recalled<'py>(
    py: Python<'py>,
    memory: Arc<impl AssociativeMemory + Send + Sync + 'static>,
    cues: &PyReadonlyArray2<'py, i8>,
    dynamics: Dynamics,
    key: Key,
    workers: Option<NonZero<usize>>,
) -> PyResult<Recalls<'py>> {
    let cues = Matrix::of(cues);
    let shape = (cues.rows, cues.columns);
    let recalls = batch(py, cues.rows, workers, move |k| {
        let cue = State::new(cues.row(k).to_vec())?;
        AssociativeMemory::recall(&*memory, &cue, &dynamics, &mut generator(key, k as u64))
    })?;
    arrays(py, shape, &recalls)
}

/// All recalls as arrays; `shape` is that of the cues.
pub fn arrays<'py>(
    py: Python<'py>,
    shape: (usize, usize),
    recalls: &[Recall],
) -> PyResult<Recalls<'py>> {
    let mut spins = Vec::with_capacity(shape.0 * shape.1);
    for recall in recalls {
        spins.extend_from_slice(recall.state.spins());
    }
    let sweeps = recalls.iter().map(|recall| recall.sweeps as i64).collect();
    let periods = recalls.iter().map(|recall| period(recall.ending)).collect();
    Ok((to_matrix(py, shape, spins)?, to_vector(py, sweeps), to_vector(py, periods)))
}

/// 1 for a fixed point, 0 if recall ended before a state came back.
fn period(ending: Ending) -> i64 {
    match ending {
        Ending::FixedPoint => 1,
        Ending::Cycle { period } => period as i64,
        _ => 0,
    }
}
