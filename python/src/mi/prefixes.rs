//! Information of growing ensembles.

use std::sync::Arc;

use numpy::PyArray1;
use pyo3::prelude::*;
use synaptome_mi::{
    Prefixes, SynapticNoise, mutual_information_of_prefixes, noisy_information_of_prefixes,
};

use super::ensembles::{Pairs, ensemble};
use super::patterns::Patterns;
use crate::arrays::to_vector;
use crate::error::Raise;
use crate::interruptible::interruptible;

/// Values, why they end, and beyond how many the true information is infinite.
pub type Found<'py> = (Bound<'py, PyArray1<f64>>, Option<String>, Option<usize>);

/// The information of the first synapse, the first two, and so on; of noisy ones if there is noise.
#[pyfunction]
pub fn prefixes<'py>(
    py: Python<'py>,
    patterns: &Patterns,
    pairs: Pairs<'py>,
    about: usize,
    noise: Option<(f64, f64)>,
) -> PyResult<Found<'py>> {
    let (patterns, ensemble) = (Arc::clone(&patterns.0), ensemble(&pairs).raised()?);
    let noise = noise.map(|(relative_mean, sigma)| SynapticNoise { relative_mean, sigma });
    let work = move |_: &_| match noise {
        None => mutual_information_of_prefixes(&patterns, &ensemble, about),
        Some(noise) => noisy_information_of_prefixes(&patterns, &ensemble, about, noise),
    };
    Ok(found(py, interruptible(py, work)?.raised()?))
}

/// The information for Python.
pub fn found(py: Python<'_>, prefixes: Prefixes) -> Found<'_> {
    let stopped = prefixes.stopped.map(|error| error.to_string());
    let limit = Some(prefixes.degrees_of_freedom).filter(|&limit| limit < usize::MAX);
    (to_vector(py, prefixes.values_nats), stopped, limit)
}
