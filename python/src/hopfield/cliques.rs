//! Cliques of a graph, and the network that stores all of them.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_hopfield::{CliqueCouplings, CliqueNetwork, Cliques, Error, Messages, State};

use super::network::Network;
use super::recalls::{Recalls, dynamics, each_recalled};
use crate::arrays::{Matrix, to_matrix};
use crate::batch::batch;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// The coupling of adjacent pairs, that of disjoint pairs, and the threshold.
#[derive(FromPyObject)]
pub struct Parameters(f64, f64, f64);

impl From<Parameters> for CliqueCouplings {
    fn from(Parameters(adjacent, disjoint, threshold): Parameters) -> Self {
        Self { adjacent, disjoint, threshold }
    }
}

/// The cliques of a size among so many vertices.
#[pyclass(frozen, name = "Cliques")]
pub struct Graph(Cliques);

#[pymethods]
impl Graph {
    #[new]
    fn new(vertices: usize, size: usize) -> PyResult<Self> {
        Ok(Self(Cliques::new(vertices, size).raised()?))
    }

    #[getter]
    fn units(&self) -> usize {
        self.0.units()
    }

    #[getter]
    fn log2_count(&self) -> f64 {
        self.0.log2_count()
    }

    /// The cliques of rows of vertices (K, k), as states (K, n).
    fn states<'py>(
        &self,
        py: Python<'py>,
        rows: PyReadonlyArray2<'py, u64>,
    ) -> PyResult<Bound<'py, PyArray2<i8>>> {
        let (cliques, rows) = (self.0, Matrix::of(&rows));
        let shape = (rows.rows, cliques.units());
        let states = batch(py, rows.rows, None, move |k| {
            let vertices: Vec<usize> = rows.row(k).iter().map(|&v| v as usize).collect();
            cliques.clique(&vertices).map(Vec::from)
        })?;
        to_matrix(py, shape, states.concat())
    }

    /// So many random cliques, clique k from stream k.
    fn draw<'py>(
        &self,
        py: Python<'py>,
        count: usize,
        key: Key,
    ) -> PyResult<Bound<'py, PyArray2<i8>>> {
        let cliques = self.0;
        let states = batch(py, count, None, move |k| {
            Ok::<_, Error>(Vec::from(cliques.draw(&mut generator(key, k as u64))))
        })?;
        to_matrix(py, (count, cliques.units()), states.concat())
    }

    /// All cliques.
    fn all<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<i8>>> {
        let cliques = self.0;
        let all: Messages = interruptible(py, move |_| cliques.all())?.raised()?;
        let spins = all.iter().flat_map(|state| state.iter().copied()).collect();
        to_matrix(py, (all.len(), all.units()), spins)
    }

    /// The vertices (K, k) of states (K, n); −1 where a state is no clique.
    fn vertices_of<'py>(
        &self,
        py: Python<'py>,
        rows: PyReadonlyArray2<'py, i8>,
    ) -> PyResult<Bound<'py, PyArray2<i64>>> {
        let (cliques, rows) = (self.0, Matrix::of(&rows));
        let shape = (rows.rows, cliques.size());
        let found = batch(py, rows.rows, None, move |k| {
            let vertices = cliques.vertices_of(&State::new(rows.row(k).to_vec())?);
            let vertices = vertices.map(|all| all.into_iter().map(|v| v as i64).collect());
            Ok::<_, Error>(vertices.unwrap_or_else(|| vec![-1; cliques.size()]))
        })?;
        to_matrix(py, shape, found.concat())
    }

    /// The couplings and the threshold for cues of which so many units are flipped.
    fn couplings(&self, flip_rate: f64) -> PyResult<(f64, f64, f64)> {
        let found = CliqueCouplings::for_noise(&self.0, flip_rate).raised()?;
        Ok((found.adjacent, found.disjoint, found.threshold))
    }

    /// The fields of pairs with no, one and both vertices in a clique.
    fn fields<'py>(&self, py: Python<'py>, couplings: Parameters) -> Bound<'py, PyArray1<f64>> {
        PyArray1::from_slice(py, &CliqueCouplings::from(couplings).fields(&self.0))
    }

    /// Whether all cliques are strict minima.
    fn are_stored(&self, couplings: Parameters) -> bool {
        CliqueCouplings::from(couplings).store_all(&self.0)
    }
}

/// A network of all pairs of vertices.
#[pyclass(frozen, name = "CliqueNetwork")]
pub struct Pairs(Arc<CliqueNetwork>);

#[pymethods]
impl Pairs {
    #[new]
    fn new(vertices: usize, couplings: Parameters) -> PyResult<Self> {
        Ok(Self(Arc::new(CliqueNetwork::new(vertices, couplings.into()).raised()?)))
    }

    #[getter]
    fn units(&self) -> usize {
        let vertices = self.0.vertices();
        vertices * (vertices - 1) / 2
    }

    /// The same network with a matrix.
    fn network(&self, py: Python<'_>) -> PyResult<Network> {
        let network = Arc::clone(&self.0);
        Network::of(interruptible(py, move |_| network.to_network())?)
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
        let dynamics = dynamics(update, order, max_sweeps).raised()?;
        each_recalled(py, Arc::clone(&self.0), &cues, dynamics, key, workers)
    }
}
