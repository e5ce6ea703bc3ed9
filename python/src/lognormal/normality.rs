//! Whether samples are log-normal.

use std::num::NonZero;

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use synaptome_lognormal::{Error, LogNormality};

use crate::arrays::vector;
use crate::batch::batch;
use crate::error::Raise;
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

/// Number of samples and of different ones, skewness and excess kurtosis with their errors, the
/// statistic and its p-value.
type Test = (usize, usize, (f64, f64), (f64, f64), f64, f64);

/// Tests samples.
#[pyfunction]
pub fn log_normality(py: Python<'_>, samples: PyReadonlyArray1<'_, f64>) -> PyResult<Test> {
    let samples = vector(&samples);
    let test = interruptible(py, move |_| LogNormality::of(&samples))?.raised()?;
    let (skewness, kurtosis) = (test.skewness, test.excess_kurtosis);
    Ok((
        test.count,
        test.distinct,
        (skewness.value, skewness.error),
        (kurtosis.value, kurtosis.error),
        test.anderson_darling,
        test.p_value,
    ))
}

/// How many of `replicates` sets of log-normal samples have a larger statistic than these; set k is
/// drawn from stream k.
#[pyfunction]
pub fn is_larger(
    py: Python<'_>,
    samples: PyReadonlyArray1<'_, f64>,
    replicates: usize,
    key: Key,
    workers: Option<NonZero<usize>>,
) -> PyResult<usize> {
    let test = LogNormality::of(&vector(&samples)).raised()?;
    // With one replicate the probability is (1 + 1)/2 or (1 + 0)/2.
    let item = move |k: usize| {
        let p_value = test.bootstrap_p_value(1, &mut generator(key, k as u64))?;
        Ok::<_, Error>(usize::from(p_value > 0.75))
    };
    Ok(batch(py, replicates, workers, item)?.into_iter().sum())
}
