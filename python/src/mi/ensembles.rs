//! Ensembles of synapses, as rows of two neurons.

use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_lognormal::LogNormal;
use synaptome_mi as crates;
use synaptome_mi::{Error, Synapse, SynapticEnsemble, weight_of_synapse};

use super::patterns::Patterns;
use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::error::{Raise, SynaptomeError};
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// Pairs of neurons, one per row.
pub type Pairs<'py> = PyReadonlyArray2<'py, i64>;
/// Numbers, one row per synapse.
type Rows<'py> = Bound<'py, PyArray2<f64>>;

/// The ensemble of these pairs, none of which is negative.
pub fn ensemble(pairs: &Pairs<'_>) -> Result<SynapticEnsemble, Error> {
    ensemble_of_rows(&Matrix::of(pairs).entries)
}

fn ensemble_of_rows(entries: &[i64]) -> Result<SynapticEnsemble, Error> {
    let synapse = |&[i, j]: &[i64; 2]| Synapse::new(i as usize, j as usize);
    SynapticEnsemble::new(entries.as_chunks().0.iter().map(synapse).collect())
}

/// So many ensembles of equally many pairs, one after the other in the rows; an error names the ensemble.
pub fn ensembles(
    py: Python<'_>,
    pairs: &Pairs<'_>,
    count: usize,
) -> PyResult<Vec<SynapticEnsemble>> {
    let rows = Matrix::of(pairs);
    let size = 2 * rows.rows / count.max(1);
    let ensemble = move |k: usize| {
        let found = ensemble_of_rows(&rows.entries[k * size..(k + 1) * size]);
        found.map_err(|error| (k, error))
    };
    let found = interruptible(py, move |stop| {
        (0..count).take_while(|_| !stop.is_set()).map(ensemble).collect::<Result<Vec<_>, _>>()
    })?;
    found.map_err(|(k, error)| {
        let several = if count > 1 { format!("ensemble {k}: ") } else { String::new() };
        SynaptomeError::new_err(format!("{several}{error}"))
    })
}

fn to_pairs(
    py: Python<'_>,
    work: impl FnOnce() -> Result<SynapticEnsemble, Error> + Send + 'static,
) -> PyResult<Bound<'_, PyArray2<i64>>> {
    let ensemble = interruptible(py, move |_| work())?.raised()?;
    let ends = ensemble.iter().flat_map(|synapse| [synapse.i() as i64, synapse.j() as i64]);
    to_matrix(py, (ensemble.len(), 2), ends.collect())
}

/// All pairs of neurons.
#[pyfunction]
pub fn all_pairs(py: Python<'_>, neurons: usize) -> PyResult<Bound<'_, PyArray2<i64>>> {
    to_pairs(py, move || SynapticEnsemble::all_pairs(neurons))
}

/// All pairs of a neuron of one layer and one of the next.
#[pyfunction]
pub fn layer_pairs(
    py: Python<'_>,
    layer: (usize, usize),
    next: (usize, usize),
) -> PyResult<Bound<'_, PyArray2<i64>>> {
    to_pairs(py, move || SynapticEnsemble::layer_to_layer(layer.0..layer.1, next.0..next.1))
}

/// Random pairs.
#[pyfunction]
pub fn draw_pairs(
    py: Python<'_>,
    neurons: usize,
    count: usize,
    key: Key,
) -> PyResult<Bound<'_, PyArray2<i64>>> {
    to_pairs(py, move || SynapticEnsemble::draw(neurons, count, &mut generator(key, 0)))
}

/// Means and standard deviations of the logarithms of the terms of each weight, that of the pattern
/// `about` last.
#[pyfunction]
pub fn weight_terms<'py>(
    py: Python<'py>,
    patterns: &Patterns,
    pairs: Pairs<'py>,
    about: usize,
) -> PyResult<(Rows<'py>, Rows<'py>)> {
    let (patterns, ensemble) = (Arc::clone(&patterns.0), ensemble(&pairs).raised()?);
    let shape = (ensemble.len(), patterns.len());
    let work = move |_: &_| {
        let sum = |&synapse| weight_of_synapse(&patterns, synapse, about);
        let sums: Result<Vec<_>, _> = ensemble.iter().map(sum).collect();
        let terms: Vec<LogNormal> = sums?.iter().flatten().copied().collect();
        let sigma = terms.iter().map(LogNormal::sigma).collect();
        Ok::<_, Error>((terms.iter().map(LogNormal::mu).collect(), sigma))
    };
    let (mu, sigma): (Vec<f64>, Vec<f64>) = interruptible(py, work)?.raised()?;
    Ok((to_matrix(py, shape, mu)?, to_matrix(py, shape, sigma)?))
}

/// The mean of each weight.
#[pyfunction]
pub fn expected_weights<'py>(
    py: Python<'py>,
    patterns: &Patterns,
    pairs: Pairs<'py>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (patterns, ensemble) = (Arc::clone(&patterns.0), ensemble(&pairs).raised()?);
    let work = move |_: &_| crates::expected_weights(&patterns, &ensemble);
    Ok(to_vector(py, interruptible(py, work)?.raised()?))
}

/// What each pattern, given by ln x in a row, adds to every weight.
#[pyfunction]
pub fn products<'py>(
    py: Python<'py>,
    pairs: Pairs<'py>,
    ln_x: PyReadonlyArray2<'py, f64>,
) -> PyResult<Rows<'py>> {
    let (ensemble, ln_x) = (ensemble(&pairs).raised()?, Matrix::of(&ln_x));
    let shape = (ln_x.rows, ensemble.len());
    let work =
        move |_: &_| ln_x.iter().map(|row| ensemble.products(row)).collect::<Result<Vec<_>, _>>();
    to_matrix(py, shape, interruptible(py, work)?.raised()?.concat())
}

/// The dimension of the set of weights that the other patterns can make.
#[pyfunction]
pub fn degrees_of_freedom(patterns: usize, neurons: usize) -> usize {
    crates::degrees_of_freedom(patterns, neurons)
}

/// The same for the neurons that an ensemble touches.
#[pyfunction]
pub fn degrees_of_freedom_of(patterns: &Patterns, pairs: Pairs<'_>) -> PyResult<usize> {
    let ensemble = ensemble(&pairs).raised()?;
    Ok(crates::degrees_of_freedom_of(&patterns.0, &ensemble))
}
