//! Writing rules that minimise an objective.

use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_hopfield::faer::MatRef;
use synaptome_hopfield::{
    Error, Fitted, LbfgsEnding, LbfgsProgress, MinimumProbabilityFlow, PseudoLikelihood,
};

use super::network::Network;
use super::options::{Flow, Likelihood};
use super::recalls::messages;
use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::error::Raise;
use crate::interruptible::{interruptible, watched};
use crate::keys::{Key, generator};

/// The network, the objective, the iterations, and why it ended.
type Fit = (Network, f64, usize, &'static str);
/// An objective, and its gradient by the weights and the biases.
pub type Gradient<'py> = (f64, Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<f64>>);
/// Iterations, the objective, and the largest entry of its gradient.
pub type Progress = (usize, f64, f64);

/// Writes messages with minimum probability flow.
#[pyfunction]
pub fn minimum_probability_flow(
    py: Python<'_>,
    rows: PyReadonlyArray2<'_, i8>,
    options: Flow,
    callback: Option<Py<PyAny>>,
) -> PyResult<Fit> {
    let (rows, rule) = (Matrix::of(&rows), MinimumProbabilityFlow::from(options));
    fit(watched(py, callback, move |stop, show| {
        rule.minimise_watched(&messages(&rows)?, |progress| {
            show(parts(progress));
            stop.flow()
        })
    })?)
}

/// The flow at a network, with its gradient by the weights and the biases.
#[pyfunction]
pub fn flow_gradient<'py>(
    py: Python<'py>,
    rows: PyReadonlyArray2<'py, i8>,
    network: &Network,
    options: Flow,
) -> PyResult<Gradient<'py>> {
    let (rows, rule) = (Matrix::of(&rows), MinimumProbabilityFlow::from(options));
    let network = Arc::clone(&network.0);
    let found = interruptible(py, move |_| rule.objective(&messages(&rows)?, &network))?;
    let found = found.raised()?;
    Ok((found.value, rows_of(py, found.weights.as_ref())?, to_vector(py, found.bias)))
}

/// Writes messages with logistic regression.
#[pyfunction]
pub fn pseudo_likelihood(
    py: Python<'_>,
    rows: PyReadonlyArray2<'_, i8>,
    options: Likelihood,
    key: Key,
    callback: Option<Py<PyAny>>,
) -> PyResult<Fit> {
    let (rows, rule) = (Matrix::of(&rows), PseudoLikelihood::from(options));
    fit(watched(py, callback, move |stop, show| {
        let observer = |progress: &LbfgsProgress| {
            show(parts(progress));
            stop.flow()
        };
        rule.minimise_watched(&messages(&rows)?, observer, &mut generator(key, 0))
    })?)
}

/// A matrix of the crate as an array of its own.
pub fn rows_of<'py>(
    py: Python<'py>,
    matrix: MatRef<'_, f64>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let rows = (0..matrix.nrows()).flat_map(|i| matrix.row(i).iter().copied()).collect();
    to_matrix(py, (matrix.nrows(), matrix.ncols()), rows)
}

/// What a callback is told.
pub fn parts(progress: &LbfgsProgress) -> Progress {
    (progress.iterations, progress.objective, progress.gradient)
}

fn fit(fitted: Result<Fitted, Error>) -> PyResult<Fit> {
    let Fitted { network, report } = fitted.raised()?;
    let why = ending(report.ending);
    Ok((Network(Arc::new(network)), report.objective, report.iterations, why))
}

/// Why a minimisation ended.
pub fn ending(ending: LbfgsEnding) -> &'static str {
    match ending {
        LbfgsEnding::Gradient => "gradient",
        LbfgsEnding::Objective => "objective",
        LbfgsEnding::Iterations => "iterations",
        LbfgsEnding::LineSearch => "line-search",
        _ => "stopped",
    }
}
