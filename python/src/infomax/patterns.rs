//! Repeated patterns and sequences, and what follows the firing of one neuron.

use std::sync::Arc;

use numpy::PyArray1;
use pyo3::prelude::*;
use synaptome_infomax::Error;
use synaptome_infomax::observables::{self, Cause};

use super::network::Network;
use super::raster::Raster;
use crate::arrays::to_vector;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// How often patterns and sequences of a raster occur again.
#[pyclass(frozen)]
pub struct Repeats {
    repeats: Arc<observables::Repeats>,
    steps: usize,
}

#[pymethods]
impl Repeats {
    #[new]
    fn new(py: Python<'_>, raster: &Raster) -> PyResult<Self> {
        let (own, steps) = (Arc::clone(&raster.0), raster.0.len());
        let repeats = interruptible(py, move |_| observables::Repeats::new(&own))?;
        Ok(Self { repeats: Arc::new(repeats), steps })
    }

    fn patterns(&self, size: usize, at_least: bool) -> usize {
        if at_least {
            self.repeats.patterns_of_at_least(size)
        } else {
            self.repeats.patterns_of_size(size)
        }
    }

    fn sequences(&self, py: Python<'_>, length: usize) -> PyResult<usize> {
        let repeats = Arc::clone(&self.repeats);
        interruptible(py, move |_| repeats.sequences(length))
    }

    #[getter]
    fn occurrences<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<i64>> {
        let steps = 0..self.steps;
        to_vector(py, steps.map(|t| self.repeats.occurrences_at(t) as i64).collect())
    }
}

/// How often a trigger fired, and with what probability all followers did after it: where it was forced,
/// and where it fired by itself.
#[pyfunction]
pub fn replay(
    py: Python<'_>,
    network: &Network,
    settling: usize,
    steps: usize,
    trigger: usize,
    followers: Vec<(usize, usize)>,
    key: Key,
) -> PyResult<[(usize, f64); 2]> {
    let mut network = network.now();
    let window = followers.iter().map(|follower| follower.0).max().unwrap_or(0);
    let found = interruptible(py, move |_| {
        let rng = &mut generator(key, 0);
        let replay =
            observables::Replay::record(&mut network, settling, steps, trigger, window, rng)?;
        let of = |cause| {
            let probability = replay.probability(cause, &followers)?;
            Ok::<_, Error>((replay.occurrences(cause), probability))
        };
        Ok::<_, Error>([of(Cause::Forced)?, of(Cause::Spontaneous)?])
    })?;
    found.raised()
}
