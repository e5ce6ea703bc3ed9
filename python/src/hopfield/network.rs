//! Networks of given weights, and recall.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_hopfield::{Dynamics, Ending, Error, HopfieldNetwork, Recall, State, Update};

use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::batch::threads;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};
use crate::views::view;

/// A network whose weights never change.
#[pyclass(frozen)]
pub struct Network(pub Arc<HopfieldNetwork>);

/// States (K, N), sweeps and periods of the recalls of K cues.
type Recalls<'py> =
    (Bound<'py, PyArray2<i8>>, Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>);

#[pymethods]
impl Network {
    #[getter]
    fn weights<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        view(slf, |network| network.0.weights())
    }

    fn recall<'py>(
        &self,
        py: Python<'py>,
        cues: PyReadonlyArray2<'py, i8>,
        max_sweeps: usize,
        key: Key,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Recalls<'py>> {
        let (network, cues) = (Arc::clone(&self.0), Matrix::of(&cues));
        let shape = (cues.rows, cues.columns);
        let dynamics = Dynamics { update: Update::Synchronous, max_sweeps };
        let recalls = interruptible(py, move |stop| {
            let cues = states(&cues)?;
            let rng = |cue| generator(key, cue as u64);
            network.recall_all_watched(&cues, &dynamics, threads(workers), |_| stop.flow(), rng)
        })?;
        arrays(py, shape, &recalls.raised()?)
    }
}

/// The rows of spins as states.
pub fn states(rows: &Matrix<i8>) -> Result<Vec<State>, Error> {
    rows.iter().map(|row| State::new(row.to_vec())).collect()
}

fn arrays<'py>(
    py: Python<'py>,
    shape: (usize, usize),
    recalls: &[Recall],
) -> PyResult<Recalls<'py>> {
    let spins = recalls.iter().flat_map(|recall| recall.state.spins()).copied().collect();
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
