//! Writing rules in closed form, and those that add one message to what they have written.

use std::sync::Arc;

use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_hopfield::{
    Dependent, Ease, Hebbian, HebbianDiagonal, IncrementalRule, MaxMargin, ProjectorDiagonal,
    PseudoInverse, State, Storkey, WritingRule,
};

use super::network::Network;
use super::recalls::messages;
use crate::arrays::{Matrix, to_vector, vector};
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::generator;

/// Writes messages (M, N) with Hebb's rule.
#[pyfunction]
pub fn hebbian(py: Python<'_>, rows: PyReadonlyArray2<'_, i8>, zero: bool) -> PyResult<Network> {
    write(py, &rows, Hebbian { diagonal: hebbian_diagonal(zero) })
}

/// Adds a message (N,) to weights that Hebb's rule has written.
#[pyfunction]
pub fn add_hebbian(
    py: Python<'_>,
    network: &Network,
    message: PyReadonlyArray1<'_, i8>,
    zero: bool,
) -> PyResult<Network> {
    add(py, network, &message, Hebbian { diagonal: hebbian_diagonal(zero) })
}

/// Writes messages with the pseudo-inverse rule.
#[pyfunction]
pub fn pseudo_inverse(
    py: Python<'_>,
    rows: PyReadonlyArray2<'_, i8>,
    zero: bool,
    refuse: bool,
) -> PyResult<Network> {
    let dependent = if refuse { Dependent::Refuse } else { Dependent::Project };
    write(py, &rows, PseudoInverse { diagonal: projector_diagonal(zero), dependent })
}

/// Adds a message to weights that the pseudo-inverse rule has written.
#[pyfunction]
pub fn add_pseudo_inverse(
    py: Python<'_>,
    network: &Network,
    message: PyReadonlyArray1<'_, i8>,
    zero: bool,
) -> PyResult<Network> {
    let rule = PseudoInverse { diagonal: projector_diagonal(zero), ..PseudoInverse::default() };
    add(py, network, &message, rule)
}

/// Writes messages with Storkey's rule.
#[pyfunction]
pub fn storkey(py: Python<'_>, rows: PyReadonlyArray2<'_, i8>) -> PyResult<Network> {
    write(py, &rows, Storkey)
}

/// Adds a message to weights that Storkey's rule has written.
#[pyfunction]
pub fn add_storkey(
    py: Python<'_>,
    network: &Network,
    message: PyReadonlyArray1<'_, i8>,
) -> PyResult<Network> {
    add(py, network, &message, Storkey)
}

/// Writes messages with ridge regression.
#[pyfunction]
pub fn ease(py: Python<'_>, rows: PyReadonlyArray2<'_, i8>, flip_rate: f64) -> PyResult<Network> {
    write(py, &rows, Ease { flip_rate })
}

/// Writes messages with ridge regression, with symmetric weights that recall the same.
#[pyfunction]
pub fn symmetric_ease(
    py: Python<'_>,
    rows: PyReadonlyArray2<'_, i8>,
    flip_rate: f64,
) -> PyResult<Network> {
    let rows = Matrix::of(&rows);
    let rule = Ease { flip_rate };
    Network::of(interruptible(py, move |_| rule.symmetric(&messages(&rows)?))?)
}

/// Writes messages with the largest margins; with the units of which the margin is not found.
#[pyfunction]
pub fn max_margin<'py>(
    py: Python<'py>,
    rows: PyReadonlyArray2<'py, i8>,
    sweeps: usize,
    tolerance: f64,
    penalty: f64,
) -> PyResult<(Network, Bound<'py, PyArray1<i64>>)> {
    let rows = Matrix::of(&rows);
    let margins = interruptible(py, move |_| {
        MaxMargin { sweeps, tolerance, penalty }.maximise(&messages(&rows)?)
    })?;
    let margins = margins.raised()?;
    let unfinished = margins.unfinished.iter().map(|&unit| unit as i64).collect();
    Ok((Network(Arc::new(margins.network)), to_vector(py, unfinished)))
}

fn write(
    py: Python<'_>,
    rows: &PyReadonlyArray2<'_, i8>,
    rule: impl WritingRule + Send + 'static,
) -> PyResult<Network> {
    let rows = Matrix::of(rows);
    // These rules draw nothing.
    let rng = &mut generator([0; 4], 0);
    Network::of(interruptible(py, {
        let mut rng = rng.clone();
        move |_| rule.write(&messages(&rows)?, &mut rng)
    })?)
}

fn add(
    py: Python<'_>,
    network: &Network,
    message: &PyReadonlyArray1<'_, i8>,
    rule: impl IncrementalRule + Send + 'static,
) -> PyResult<Network> {
    let (network, message) = (Arc::clone(&network.0), vector(message));
    Network::of(interruptible(py, move |_| {
        let mut network = (*network).clone();
        rule.add(&mut network, &State::new(message)?)?;
        Ok(network)
    })?)
}

fn hebbian_diagonal(zero: bool) -> HebbianDiagonal {
    if zero { HebbianDiagonal::Zero } else { HebbianDiagonal::Notes }
}

fn projector_diagonal(zero: bool) -> ProjectorDiagonal {
    if zero { ProjectorDiagonal::Zero } else { ProjectorDiagonal::Kept }
}
