//! Networks of stochastic binary neurons.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use synaptome_infomax::observables::{
    excess_kurtosis_of_weights, forward_over_lateral, strong_weights_per_neuron,
};
use synaptome_infomax::{self as infomax, Firing, Learner, faer::Mat};

use super::options::Options;
use super::raster::Raster;
use super::stimulus::Stimulus;
use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// A network that runs, with its thresholds and state.
#[pyclass(frozen)]
pub struct Network(Arc<Mutex<infomax::Network>>, AtomicBool);

impl Network {
    /// Hands a network to Python.
    pub fn of(network: infomax::Network) -> Self {
        Self(Arc::new(Mutex::new(network)), AtomicBool::new(false))
    }

    /// A copy of the network as it is now.
    pub fn now(&self) -> infomax::Network {
        lock(&self.0).clone()
    }

    /// Claims the network for a run; the error says that another thread of Python runs it.
    pub fn claim(&self) -> Result<Claim<'_>, &'static str> {
        if self.1.swap(true, Acquire) {
            return Err(
                "the network is run by another thread: wait until it returns, or run a copy",
            );
        }
        Ok(Claim(&self.1))
    }

    /// Leaves the network in a state that it has reached.
    pub fn set(&self, network: infomax::Network) {
        *lock(&self.0) = network;
    }
}

/// A network that nobody else may run.
pub struct Claim<'a>(&'a AtomicBool);

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        self.0.store(false, Release);
    }
}

/// The content of a lock that no panic leaves half written.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// p_max, the target rate, and the speed of the thresholds.
pub type Rates = (f64, f64, f64);

fn firing((max_probability, target_rate, threshold_rate): Rates) -> Firing {
    Firing { max_probability, target_rate, threshold_rate }
}

#[pymethods]
impl Network {
    #[staticmethod]
    fn from_weights(weights: PyReadonlyArray2<'_, f64>, rates: Rates) -> PyResult<Self> {
        let rows = Matrix::of(&weights);
        let weights = Mat::from_fn(rows.rows, rows.columns, |i, j| rows.row(i)[j]);
        Ok(Self::of(infomax::Network::from_weights(weights.as_ref(), firing(rates)).raised()?))
    }

    #[staticmethod]
    fn draw(
        py: Python<'_>,
        neurons: usize,
        inputs: usize,
        rates: Rates,
        key: Key,
    ) -> PyResult<Self> {
        let drawn = interruptible(py, move |_| {
            let rng = &mut generator(key, 0);
            infomax::Network::draw_with_inputs(neurons, inputs, firing(rates), rng)
        })?;
        Ok(Self::of(drawn.raised()?))
    }

    /// The network of a saved state.
    #[staticmethod]
    fn load(state: &[u8]) -> PyResult<Self> {
        let learning = Learner { block_steps: 1_000_000_000, ..Learner::default() }.resume(state);
        Ok(Self::of(learning.raised()?.into_network()))
    }

    fn save<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mut state = Vec::new();
        let learner = Learner { block_steps: 1_000_000_000, ..Learner::default() };
        learner.begin(self.now()).and_then(|learning| learning.save(&mut state)).raised()?;
        Ok(PyBytes::new(py, &state))
    }

    fn copy(&self) -> Self {
        Self::of(self.now())
    }

    fn shuffled(&self, key: Key) -> Self {
        Self::of(lock(&self.0).shuffled(&mut generator(key, 0)))
    }

    #[getter]
    fn free(&self) -> usize {
        lock(&self.0).free()
    }

    #[getter]
    fn inputs(&self) -> usize {
        lock(&self.0).inputs()
    }

    #[getter]
    fn rates(&self) -> Rates {
        let Firing { max_probability, target_rate, threshold_rate } = lock(&self.0).firing();
        (max_probability, target_rate, threshold_rate)
    }

    #[getter]
    fn weights<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let network = lock(&self.0);
        let weights = network.weights();
        let entries = (0..weights.nrows()).flat_map(|i| weights.row(i).iter().copied()).collect();
        to_matrix(py, weights.shape(), entries)
    }

    #[getter]
    fn thresholds<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        to_vector(py, lock(&self.0).thresholds().to_vec())
    }

    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<u16>> {
        to_vector(py, lock(&self.0).state().to_vec())
    }

    /// Strong weights per neuron, excess kurtosis, forward over lateral.
    fn wiring(&self, limit: f64) -> (f64, f64, f64) {
        let network = lock(&self.0);
        let strong = strong_weights_per_neuron(&network, limit);
        (strong, excess_kurtosis_of_weights(&network), forward_over_lateral(&network))
    }

    fn equals(&self, other: &Self) -> bool {
        self.now() == *lock(&other.0)
    }

    /// Runs for `settling` steps and then for `steps`, which are recorded; the network stays where it ends.
    fn run(
        &self,
        py: Python<'_>,
        settling: usize,
        steps: usize,
        stimulus: &Stimulus,
        key: Key,
    ) -> PyResult<Raster> {
        let _claim = self.claim().map_err(SynaptomeError::new_err)?;
        let (mut network, mut stimulus) = (self.now(), stimulus.clone());
        let (network, raster) = interruptible(py, move |stop| {
            let (rng, go_on) = (&mut generator(key, 0), |_| stop.flow());
            if settling > 0 {
                network.settle_watched(settling, &mut stimulus.source(), go_on, rng);
            }
            let raster = network.run_watched(steps, &mut stimulus.source(), go_on, rng);
            (network, raster)
        })?;
        self.set(network);
        Ok(Raster::of(raster))
    }

    /// The gradient of a block and its information in nats.
    #[pyo3(signature = (options, stimulus, key))]
    fn gradient<'py>(
        &self,
        py: Python<'py>,
        options: Options,
        stimulus: &Stimulus,
        key: Key,
    ) -> PyResult<(Bound<'py, PyArray2<f64>>, f64)> {
        let (mut network, mut stimulus) = (self.now(), stimulus.clone());
        let shape = (network.free(), network.neurons());
        let learner = options.learner()?;
        let measured = interruptible(py, move |_| {
            let rng = &mut generator(key, 0);
            learner.measure_gradient(&mut network, &mut stimulus.source(), rng)
        })?;
        let (gradient, nats) = measured.raised()?;
        let entries = (0..shape.0).flat_map(|i| (0..shape.1).map(move |j| (i, j)));
        Ok((to_matrix(py, shape, entries.map(|at| gradient[at]).collect())?, nats))
    }
}
