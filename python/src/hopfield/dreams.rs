//! Writing rules that draw states of their own: unlearning, and training with noise.

use numpy::PyReadonlyArray2;
use pyo3::prelude::*;
use synaptome_hopfield::{NoiseTraining, Unlearning};

use super::network::Network;
use super::options::Damage;
use super::recalls::{dynamics, messages};
use crate::arrays::Matrix;
use crate::error::Raise;
use crate::interruptible::watched;
use crate::keys::{Key, generator};

/// How states come to rest: the update and the largest number of sweeps.
type Rest = (String, usize);

/// Writes messages with Hebb's rule and unlearns what the network dreams. The callback is told how many
/// dreams are done, of how many.
#[pyfunction]
pub fn unlearning(
    py: Python<'_>,
    rows: PyReadonlyArray2<'_, i8>,
    rate: f64,
    dreams_per_unit: usize,
    rest: Rest,
    key: Key,
    callback: Option<Py<PyAny>>,
) -> PyResult<Network> {
    let rows = Matrix::of(&rows);
    let dynamics = dynamics(&rest.0, None, rest.1).raised()?;
    let total = dreams_per_unit.saturating_mul(rows.columns);
    let rule = Unlearning { rate, dreams_per_unit, dynamics };
    Network::of(watched(py, callback, move |stop, show: &mut dyn FnMut((usize, usize))| {
        let observer = |done| {
            show((done, total));
            stop.flow()
        };
        rule.write_watched(&messages(&rows)?, observer, &mut generator(key, 0))
    })?)
}

/// Writes messages with perceptrons that are trained on noisy cues. The callback is told how many steps are
/// done, of how many.
#[pyfunction]
pub fn noise_training(
    py: Python<'_>,
    rows: PyReadonlyArray2<'_, i8>,
    noise: Damage,
    rate: f64,
    steps: usize,
    averaged: bool,
    rest: Option<Rest>,
    key: Key,
    callback: Option<Py<PyAny>>,
) -> PyResult<Network> {
    let rows = Matrix::of(&rows);
    let relaxation = rest.map(|(update, sweeps)| dynamics(&update, None, sweeps)).transpose();
    let relaxation = relaxation.raised()?;
    let rule = NoiseTraining { noise: noise.into(), rate, steps, averaged, relaxation };
    Network::of(watched(py, callback, move |stop, show: &mut dyn FnMut((usize, usize))| {
        let observer = |done| {
            show((done, steps));
            stop.flow()
        };
        rule.write_watched(&messages(&rows)?, observer, &mut generator(key, 0))
    })?)
}
