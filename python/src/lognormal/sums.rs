//! Entropies, information and cumulants of many sums.

use std::num::NonZero;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_lognormal::{Error, Estimate, LogCumulants};

use super::methods::{Negative, Spec, Sums, convolution, method};
use crate::arrays::{Matrix, Pair, to_matrix, to_pair, to_vector};
use crate::batch::batch;

type Numbers<'py> = PyReadonlyArray2<'py, f64>;

/// The information of each sum about its last term.
#[pyfunction]
pub fn sum_informations<'py>(
    py: Python<'py>,
    spec: Spec,
    mu: Numbers<'py>,
    sigma: Numbers<'py>,
    negative: &str,
    workers: Option<NonZero<usize>>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let (method, negative) = (method(&spec)?, Negative::of(negative)?);
    let sums = Sums::new(Matrix::of(&mu), Matrix::of(&sigma));
    let item = move |row| {
        let found = method.information_of_last_nats(&sums.sum(row)?);
        negative.settle(found, Error::into_impossible_nats)
    };
    Ok(to_vector(py, batch(py, mu.as_array().nrows(), workers, item)?))
}

/// The entropy of each sum.
#[pyfunction]
pub fn sum_entropies<'py>(
    py: Python<'py>,
    spec: Spec,
    mu: Numbers<'py>,
    sigma: Numbers<'py>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let method = method(&spec)?;
    let sums = Sums::new(Matrix::of(&mu), Matrix::of(&sigma));
    let item = move |row| method.entropy_nats(&sums.sum(row)?);
    Ok(to_vector(py, batch(py, mu.as_array().nrows(), workers, item)?))
}

/// The information of each sum by convolution, with its error.
#[pyfunction]
pub fn exact_informations<'py>(
    py: Python<'py>,
    resolution: (f64, f64),
    mu: Numbers<'py>,
    sigma: Numbers<'py>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Pair<'py>> {
    let (method, sums) =
        (convolution(resolution.0, resolution.1), Sums::new(Matrix::of(&mu), Matrix::of(&sigma)));
    let item = move |row| Ok(both(method.information_with_error_nats(&sums.sum(row)?)?));
    Ok(to_pair(py, batch::<_, Error>(py, mu.as_array().nrows(), workers, item)?))
}

/// The entropy of each sum by convolution, with its error.
#[pyfunction]
pub fn exact_entropies<'py>(
    py: Python<'py>,
    resolution: (f64, f64),
    mu: Numbers<'py>,
    sigma: Numbers<'py>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Pair<'py>> {
    let (method, sums) =
        (convolution(resolution.0, resolution.1), Sums::new(Matrix::of(&mu), Matrix::of(&sigma)));
    let item = move |row| Ok(both(method.entropy_with_error_nats(&sums.sum(row)?)?));
    Ok(to_pair(py, batch::<_, Error>(py, mu.as_array().nrows(), workers, item)?))
}

/// A value and its error.
pub fn both(estimate: Estimate) -> (f64, f64) {
    (estimate.value, estimate.error)
}

/// Mean, variance, skewness and excess kurtosis of the logarithm of each sum, one row per sum.
#[pyfunction]
pub fn sum_cumulants<'py>(
    py: Python<'py>,
    spec: Spec,
    mu: Numbers<'py>,
    sigma: Numbers<'py>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let sums = Sums::new(Matrix::of(&mu), Matrix::of(&sigma));
    let (exact, count) = (spec.0 == "convolution", sums.count());
    let method = convolution(spec.1, spec.2);
    let item = move |row| {
        let sum = sums.sum(row)?;
        let found = if exact {
            sum.exact(method)?.resolved()?.log_cumulants()
        } else {
            sum.log_cumulants()?
        };
        Ok(list(&found))
    };
    let rows = batch::<_, Error>(py, count, workers, item)?;
    to_matrix(py, (count, 4), rows.concat())
}

fn list(cumulants: &LogCumulants) -> [f64; 4] {
    [cumulants.mean, cumulants.variance, cumulants.skewness, cumulants.kurtosis]
}

/// Logarithms of the mean and of the variance of each sum.
#[pyfunction]
pub fn sum_moments<'py>(
    py: Python<'py>,
    mu: Numbers<'py>,
    sigma: Numbers<'py>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Pair<'py>> {
    let sums = Sums::new(Matrix::of(&mu), Matrix::of(&sigma));
    let count = sums.count();
    let item = move |row| sums.sum(row).map(|sum| (sum.ln_mean(), sum.ln_variance()));
    Ok(to_pair(py, batch(py, count, workers, item)?))
}
