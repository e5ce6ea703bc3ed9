//! Branching ratios.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use synaptome_infomax::observables::{MultistepRegression, TrialMean, Weighting};

use crate::arrays::{to_vector, vector};
use crate::error::Raise;
use crate::interruptible::interruptible;

/// m, τ, r₁ each with its standard error; b, c, and the root of the mean squared residual.
type Numbers = [f64; 9];

/// For each lag: correlation, standard error and residual.
type Correlations<'py> =
    (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>);

/// The branching ratio of several trials.
#[pyfunction]
pub fn branching_ratio<'py>(
    py: Python<'py>,
    trials: Vec<PyReadonlyArray1<'py, f64>>,
    lags: Vec<usize>,
    offset: bool,
    mean_of_each: bool,
    inverse_variance: bool,
    blocks: usize,
) -> PyResult<(Numbers, Correlations<'py>)> {
    let trials: Vec<Vec<f64>> = trials.iter().map(vector).collect();
    let regression = MultistepRegression {
        lags,
        offset,
        mean: if mean_of_each { TrialMean::Each } else { TrialMean::Common },
        weighting: if inverse_variance { Weighting::InverseVariance } else { Weighting::Equal },
        blocks,
    };
    let found = interruptible(py, move |_| regression.run(&trials))?.raised()?;
    let numbers = [
        found.ratio,
        found.ratio_std_error,
        found.time_scale,
        found.time_scale_std_error,
        found.naive,
        found.naive_std_error,
        found.amplitude,
        found.offset,
        found.residual,
    ];
    let at = found.correlations.iter();
    let correlations = to_vector(py, at.clone().map(|lag| lag.correlation).collect());
    let errors = to_vector(py, at.clone().map(|lag| lag.std_error).collect());
    let residuals = to_vector(py, at.map(|lag| lag.residual).collect());
    Ok((numbers, (correlations, errors, residuals)))
}
