//! Probabilities of sums of correlated terms.

use std::num::NonZero;

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use synaptome_lognormal::{CorrelatedSum, Error};

use super::sums::both;
use super::vector::vector_of;
use crate::arrays::{Pair, to_pair, vector};
use crate::batch::batch;
use crate::error::Raise;
use crate::keys::{Key, generator};

type Numbers<'py> = PyReadonlyArray1<'py, f64>;

fn sum(mu: &Numbers<'_>, covariance: &Numbers<'_>) -> Result<CorrelatedSum, Error> {
    CorrelatedSum::new(&vector_of(&vector(mu), &vector(covariance))?)
}

/// Pr(S <= x), or Pr(S > x) if `above`, with errors, by quadrature.
#[pyfunction]
pub fn correlated_sum<'py>(
    py: Python<'py>,
    above: bool,
    x: Numbers<'py>,
    mu: Numbers<'py>,
    covariance: Numbers<'py>,
    workers: Option<NonZero<usize>>,
) -> PyResult<Pair<'py>> {
    let (sum, x) = (sum(&mu, &covariance).raised()?, vector(&x));
    let count = x.len();
    let item = move |k: usize| {
        let found = if above { sum.survival(x[k]) } else { sum.cdf(x[k]) };
        found.map(both)
    };
    Ok(to_pair(py, batch(py, count, workers, item)?))
}

/// The same as averages over draws; entry k draws from stream k.
#[pyfunction]
pub fn estimate_correlated_sum<'py>(
    py: Python<'py>,
    above: bool,
    x: Numbers<'py>,
    mu: Numbers<'py>,
    covariance: Numbers<'py>,
    draws: usize,
    key: Key,
    workers: Option<NonZero<usize>>,
) -> PyResult<Pair<'py>> {
    let (sum, x) = (sum(&mu, &covariance).raised()?, vector(&x));
    let count = x.len();
    let item = move |k: usize| {
        let mut rng = generator(key, k as u64);
        let found = if above {
            sum.estimate_survival(x[k], draws, &mut rng)
        } else {
            sum.estimate_cdf(x[k], draws, &mut rng)
        };
        found.map(both)
    };
    Ok(to_pair(py, batch(py, count, workers, item)?))
}
