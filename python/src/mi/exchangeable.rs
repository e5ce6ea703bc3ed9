//! Patterns whose neurons are all alike.

use numpy::{PyArray1, PyArray2, PyReadonlyArray1};
use pyo3::prelude::*;
use synaptome_mi::exchangeable::{
    Spectrum, information_nats, noisy_information_nats, plateau_nats_per_synapse,
};
use synaptome_mi::{SynapticNoise, covariance};

use crate::arrays::{to_vector, vector};
use crate::batch::pointwise;
use crate::error::Raise;
use crate::lognormal::vector::to_square;

type Numbers<'py> = PyReadonlyArray1<'py, f64>;
type Counts<'py> = PyReadonlyArray1<'py, i64>;
type Found<'py> = PyResult<Bound<'py, PyArray1<f64>>>;

/// The information of all synapses.
#[pyfunction]
pub fn exchangeable_informations<'py>(
    py: Python<'py>,
    neurons: Counts<'py>,
    patterns: Counts<'py>,
    sigma: Numbers<'py>,
    rho: Numbers<'py>,
    noise: Option<(f64, f64)>,
) -> Found<'py> {
    let (neurons, patterns) = (vector(&neurons), vector(&patterns));
    let (sigma, rho, count) = (vector(&sigma), vector(&rho), neurons.len());
    let noise = noise.map(|(relative_mean, sigma)| SynapticNoise { relative_mean, sigma });
    let item = move |k: usize| {
        let (patterns, neurons) = (patterns[k] as usize, neurons[k] as usize);
        match noise {
            None => information_nats(patterns, neurons, sigma[k], rho[k]),
            Some(noise) => noisy_information_nats(patterns, neurons, sigma[k], rho[k], noise),
        }
    };
    Ok(to_vector(py, pointwise(py, count, item)?))
}

/// The limit of the information per synapse for many neurons.
#[pyfunction]
pub fn exchangeable_plateaus<'py>(
    py: Python<'py>,
    patterns: Counts<'py>,
    sigma: Numbers<'py>,
    rho: Numbers<'py>,
) -> Found<'py> {
    let (patterns, sigma, rho) = (vector(&patterns), vector(&sigma), vector(&rho));
    let count = patterns.len();
    let item = move |k: usize| plateau_nats_per_synapse(patterns[k] as usize, sigma[k], rho[k]);
    Ok(to_vector(py, pointwise(py, count, item)?))
}

/// Three entries, and three eigenvalues with their multiplicities.
type Entries = ((f64, f64, f64), [(f64, f64); 3]);

/// The spectrum of the covariance of the logarithms of all weights.
#[pyfunction]
pub fn exchangeable_spectrum(
    neurons: usize,
    patterns: usize,
    sigma: f64,
    rho: f64,
) -> PyResult<Entries> {
    let spectrum = Spectrum::new(patterns, neurons, sigma, rho).raised()?;
    Ok(((spectrum.alpha(), spectrum.beta(), spectrum.gamma()), spectrum.eigenvalues()))
}

/// The covariance whose components have one variance and one correlation.
#[pyfunction]
pub fn exchangeable_covariance(
    py: Python<'_>,
    dim: usize,
    sigma: f64,
    rho: f64,
) -> PyResult<Bound<'_, PyArray2<f64>>> {
    to_square(py, &covariance::exchangeable(dim, sigma, rho).raised()?)
}
