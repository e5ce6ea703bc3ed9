//! Networks of given weights, and recall.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{Error, HopfieldNetwork, State};

use super::recalls::{Recalls, arrays, dynamics, states};
use crate::arrays::{Matrix, to_matrix, to_vector, vector};
use crate::batch::{batch, threads};
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};
use crate::views::view;

/// A network whose weights never change.
#[pyclass(frozen)]
pub struct Network(pub Arc<HopfieldNetwork>);

/// Additions below which no thread is started.
const FEW: usize = 1 << 18;

#[pymethods]
impl Network {
    /// Weights (N, N) and biases (N,), copied.
    #[new]
    fn new(weights: PyReadonlyArray2<'_, f64>, bias: PyReadonlyArray1<'_, f64>) -> PyResult<Self> {
        Self::of(HopfieldNetwork::with_bias(matrix(&weights), vector(&bias)))
    }

    #[getter]
    fn weights<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        view(slf, |network| network.0.weights())
    }

    #[getter]
    fn bias<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, self.0.bias().to_vec())
    }

    #[getter]
    fn units(&self) -> usize {
        self.0.units()
    }

    /// h = W x + b of each state (K, N).
    fn field<'py>(
        &self,
        py: Python<'py>,
        rows: PyReadonlyArray2<'py, i8>,
    ) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let rows = Matrix::of(&rows);
        let shape = (rows.rows, rows.columns);
        let fields = self.each(py, rows, HopfieldNetwork::field)?;
        to_matrix(py, shape, fields.concat())
    }

    /// The energy of each state (K, N).
    fn energy<'py>(
        &self,
        py: Python<'py>,
        rows: PyReadonlyArray2<'py, i8>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        Ok(to_vector(py, self.each(py, Matrix::of(&rows), HopfieldNetwork::energy)?))
    }

    fn is_fixed_point<'py>(
        &self,
        py: Python<'py>,
        rows: PyReadonlyArray2<'py, i8>,
    ) -> PyResult<Bound<'py, PyArray1<bool>>> {
        Ok(to_vector(py, self.each(py, Matrix::of(&rows), HopfieldNetwork::is_fixed_point)?))
    }

    fn is_strict_minimum<'py>(
        &self,
        py: Python<'py>,
        rows: PyReadonlyArray2<'py, i8>,
    ) -> PyResult<Bound<'py, PyArray1<bool>>> {
        Ok(to_vector(py, self.each(py, Matrix::of(&rows), HopfieldNetwork::is_strict_minimum)?))
    }

    fn recall<'py>(
        &self,
        py: Python<'py>,
        cues: PyReadonlyArray2<'py, i8>,
        update: &str,
        order: Option<Vec<usize>>,
        max_sweeps: usize,
        key: Key,
        workers: Option<NonZero<usize>>,
    ) -> PyResult<Recalls<'py>> {
        let (network, cues) = (Arc::clone(&self.0), Matrix::of(&cues));
        let shape = (cues.rows, cues.columns);
        let dynamics = dynamics(update, order, max_sweeps).raised()?;
        let recalls = interruptible(py, move |stop| {
            let cues = states(&cues)?;
            let rng = |cue| generator(key, cue as u64);
            network.recall_all_watched(&cues, &dynamics, threads(workers), |_| stop.flow(), rng)
        })?;
        arrays(py, shape, &recalls.raised()?)
    }
}

impl Network {
    /// A network for Python, or the error.
    pub fn of(network: Result<HopfieldNetwork, Error>) -> PyResult<Self> {
        Ok(Self(Arc::new(network.raised()?)))
    }

    /// A function of each state; a few states of few units take no thread.
    fn each<T: Send + 'static>(
        &self,
        py: Python<'_>,
        rows: Matrix<i8>,
        function: fn(&HopfieldNetwork, &State) -> Result<T, Error>,
    ) -> PyResult<Vec<T>> {
        let (network, count) = (Arc::clone(&self.0), rows.rows);
        let work = count.saturating_mul(self.0.units().saturating_pow(2));
        let item = move |k| function(&network, &State::new(rows.row(k).to_vec())?);
        if work <= FEW {
            return (0..count).map(item).collect::<Result<_, _>>().raised();
        }
        batch(py, count, None, item)
    }
}

/// A copy of a matrix for the crate.
pub fn matrix(array: &PyReadonlyArray2<'_, f64>) -> Mat<f64> {
    let view = array.as_array();
    Mat::from_fn(view.nrows(), view.ncols(), |i, j| view[(i, j)])
}
