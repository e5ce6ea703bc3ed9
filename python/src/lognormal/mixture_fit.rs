//! Mixtures fitted to samples.

use std::ops::ControlFlow;

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use synaptome_lognormal::{
    Criterion, Error, LogNormal, MixtureEstimator, MixtureFit, MixtureProgress,
};

use crate::arrays::{to_vector, vector};
use crate::error::{Raise, unknown};
use crate::interruptible::{Stop, watched};
use crate::keys::{Key, generator};

/// Starts, iterations, tolerance, least relative sigma, and resolution.
type Options = (usize, usize, f64, f64, Option<f64>);
type Vector<'py> = Bound<'py, PyArray1<f64>>;
/// Weights, mu, sigma, history; log-likelihood, BIC and AIC; iterations, whether it converged, and
/// degenerate starts.
type Fit<'py> = ([Vector<'py>; 4], (f64, f64, f64), (usize, bool, usize));

fn estimator(
    (starts, iterations, tolerance, least_relative_sigma, resolution): Options,
) -> MixtureEstimator {
    MixtureEstimator { starts, iterations, tolerance, least_relative_sigma, resolution }
}

/// Parts, start, iteration, and log-likelihood.
type Progress = (usize, usize, usize, f64);

/// An observer that shows every step, and listens for the end.
fn observer(
    stop: &Stop,
    show: &mut dyn FnMut(Progress),
) -> impl FnMut(&MixtureProgress) -> ControlFlow<()> {
    |at| {
        show((at.parts, at.start, at.iteration, at.ln_likelihood));
        stop.flow()
    }
}

/// The mixture of so many parts.
#[pyfunction]
pub fn fit_mixture<'py>(
    py: Python<'py>,
    samples: PyReadonlyArray1<'py, f64>,
    parts: usize,
    options: Options,
    key: Key,
    callback: Option<Py<PyAny>>,
) -> PyResult<Fit<'py>> {
    let (samples, estimator) = (vector(&samples), estimator(options));
    let fit = watched(py, callback, move |stop, show: &mut dyn FnMut(Progress)| {
        estimator.fit_watched(&samples, parts, observer(stop, show), &mut generator(key, 0))
    })?;
    Ok(numbers(py, &fit.raised()?))
}

/// The mixture of one to `most` parts with the smallest criterion, and the criterion of each number of
/// parts, NaN where there is no fit.
#[pyfunction]
pub fn select_mixture<'py>(
    py: Python<'py>,
    samples: PyReadonlyArray1<'py, f64>,
    most: usize,
    criterion: &str,
    options: Options,
    key: Key,
    callback: Option<Py<PyAny>>,
) -> PyResult<(Fit<'py>, Vector<'py>)> {
    let criterion = match criterion {
        "bic" => Criterion::Bic,
        "aic" => Criterion::Aic,
        _ => return Err(unknown("criterion", criterion)),
    };
    let (samples, estimator) = (vector(&samples), estimator(options));
    let selection = watched(py, callback, move |stop, show: &mut dyn FnMut(Progress)| {
        let (watch, mut rng) = (observer(stop, show), generator(key, 0));
        estimator.select_watched(criterion, &samples, most, watch, &mut rng)
    })?;
    let selection = selection.raised()?;
    let value =
        |fit: &Result<MixtureFit, Error>| fit.as_ref().map_or(f64::NAN, |fit| criterion.of(fit));
    let values = selection.all.iter().map(value).collect();
    Ok((numbers(py, &selection.best), to_vector(py, values)))
}

fn numbers<'py>(py: Python<'py>, fit: &MixtureFit) -> Fit<'py> {
    let parts = fit.mixture.parts().iter();
    let mu = parts.clone().map(LogNormal::mu).collect();
    let lists = [
        fit.mixture.weights().to_vec(),
        mu,
        parts.map(LogNormal::sigma).collect(),
        fit.history.clone(),
    ];
    let criteria = (fit.ln_likelihood, fit.bic(), fit.aic());
    let how = (fit.iterations, fit.converged, fit.degenerate_starts);
    (lists.map(|list| to_vector(py, list)), criteria, how)
}
