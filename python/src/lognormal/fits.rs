//! Log-normals fitted to samples, and to sums.

use std::num::NonZero;

use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_lognormal::{Error, LogNormal};

use super::methods::{Spec, Sums, sum_fit};
use super::vector::vector_of;
use crate::arrays::{Matrix, Pair, to_pair, vector};
use crate::batch::batch;
use crate::error::Raise;
use crate::interruptible::interruptible;

/// mu and its error, sigma and its error, the log-likelihood, and the number of samples.
#[pyfunction]
pub fn fit(
    py: Python<'_>,
    samples: PyReadonlyArray1<'_, f64>,
) -> PyResult<(f64, f64, f64, f64, f64, usize)> {
    let samples = vector(&samples);
    let fit = interruptible(py, move |_| LogNormal::fit(&samples))?.raised()?;
    let (mu, sigma) = (fit.mu(), fit.sigma());
    Ok((mu.value, sigma.value, mu.error, sigma.error, fit.ln_likelihood, fit.count))
}

/// One log-normal for each sum of independent terms.
#[pyfunction]
pub fn fit_sums<'py>(
    py: Python<'py>,
    spec: Spec,
    mu: PyReadonlyArray2<'py, f64>,
    sigma: PyReadonlyArray2<'py, f64>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Pair<'py>> {
    let (method, sums) = (sum_fit(&spec)?, Sums::new(Matrix::of(&mu), Matrix::of(&sigma)));
    let count = sums.count();
    let item = move |row| method.fit(&sums.sum(row)?).map(|fit| (fit.mu(), fit.sigma()));
    Ok(to_pair(py, batch(py, count, workers, item)?))
}

/// One log-normal for each sum of correlated terms; a row holds a covariance.
#[pyfunction]
pub fn fit_correlated_sums<'py>(
    py: Python<'py>,
    spec: Spec,
    mu: PyReadonlyArray2<'py, f64>,
    covariance: PyReadonlyArray2<'py, f64>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Pair<'py>> {
    let (method, mu, covariance) = (sum_fit(&spec)?, Matrix::of(&mu), Matrix::of(&covariance));
    let count = mu.rows;
    let item = move |row| {
        let terms = vector_of(mu.row(row), covariance.row(row))?;
        method.fit_correlated(&terms).map(|fit| (fit.mu(), fit.sigma()))
    };
    Ok(to_pair(py, batch::<_, Error>(py, count, workers, item)?))
}
