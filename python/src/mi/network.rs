//! Continuous networks that store patterns.

use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_mi::{ContinuousNetwork as Model, Error, Synapse};

use super::ensembles::Pairs;
use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::batch::batch;
use crate::error::Raise;

type Numbers<'py> = PyReadonlyArray2<'py, f64>;

/// A network that never changes.
#[pyclass(frozen)]
pub struct ContinuousNetwork(Arc<Model>);

#[pymethods]
impl ContinuousNetwork {
    #[new]
    fn new(patterns: Numbers<'_>) -> PyResult<Self> {
        let rows = Matrix::of(&patterns).iter().map(<[f64]>::to_vec).collect();
        Ok(Self(Arc::new(Model::new(rows).raised()?)))
    }

    #[getter]
    fn patterns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let shape = (self.0.patterns().len(), self.0.dim());
        to_matrix(py, shape, self.0.patterns().concat())
    }

    /// The weights of some synapses.
    fn weights<'py>(
        &self,
        py: Python<'py>,
        pairs: Pairs<'py>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let pairs = Matrix::of(&pairs);
        let weight = |pair: &[i64]| self.0.weight(Synapse::new(pair[0] as usize, pair[1] as usize));
        let weights: Result<Vec<f64>, _> = pairs.iter().map(weight).collect();
        Ok(to_vector(py, weights.raised()?))
    }

    /// The field of each state, a row; of centred weights if a mean weight is given.
    fn fields<'py>(
        &self,
        py: Python<'py>,
        states: Numbers<'py>,
        mean_weight: Option<f64>,
    ) -> PyResult<Bound<'py, PyArray2<f64>>> {
        self.rows(py, &states, move |network, state| match mean_weight {
            None => network.field(state),
            Some(mean) => network.centred_field(state, mean),
        })
    }

    /// One step of the linear dynamics from each state.
    fn steps<'py>(
        &self,
        py: Python<'py>,
        states: Numbers<'py>,
        mean: f64,
    ) -> PyResult<Bound<'py, PyArray2<f64>>> {
        self.rows(py, &states, move |network, state| network.normalised_step(state, mean))
    }

    /// The energy of each state.
    fn energies<'py>(
        &self,
        py: Python<'py>,
        states: Numbers<'py>,
        mean_weight: Option<f64>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let (network, states) = (Arc::clone(&self.0), Matrix::of(&states));
        let count = states.rows;
        let item = move |k| match mean_weight {
            None => network.energy(states.row(k)),
            Some(mean) => network.centred_energy(states.row(k), mean),
        };
        Ok(to_vector(py, batch(py, count, None, item)?))
    }
}

impl ContinuousNetwork {
    fn rows<'py>(
        &self,
        py: Python<'py>,
        states: &Numbers<'py>,
        row: impl Fn(&Model, &[f64]) -> Result<Vec<f64>, Error> + Send + Sync + 'static,
    ) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let (network, states) = (Arc::clone(&self.0), Matrix::of(states));
        let shape = (states.rows, network.dim());
        let item = move |k| row(&network, states.row(k));
        to_matrix(py, shape, batch(py, shape.0, None, item)?.concat())
    }
}
