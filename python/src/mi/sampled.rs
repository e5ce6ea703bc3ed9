//! Sampled weights, and information from samples.

use std::num::NonZero;
use std::sync::Arc;

use numpy::{PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use rand_chacha::ChaCha12Rng;
use synaptome_lognormal::{MultivariateLogNormal, ln_add_exp};
use synaptome_mi::{Error, SampledWeights, SynapticEnsemble};

use super::ensembles::{Pairs, ensemble};
use super::patterns::Patterns;
use crate::arrays::{Matrix, to_matrix};
use crate::batch::batch;
use crate::error::{Raise, unknown};
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};

type Numbers<'py> = PyReadonlyArray2<'py, f64>;
type Rows<'py> = Bound<'py, PyArray2<f64>>;

/// ln w of sampled weights with the pattern `about` and without, one row per sample; sample k is drawn
/// from stream k.
#[pyfunction]
pub fn draw_weights<'py>(
    py: Python<'py>,
    patterns: &Patterns,
    pairs: Pairs<'py>,
    about: usize,
    samples: usize,
    key: Key,
    workers: Option<NonZero<usize>>,
) -> PyResult<(Rows<'py>, Rows<'py>)> {
    let (patterns, ensemble) = (Arc::clone(&patterns.0), ensemble(&pairs).raised()?);
    synaptome_mi::expected_weights(&patterns, &ensemble).raised()?;
    let others = (0..patterns.len()).filter(|&k| k != about).map(|k| patterns.pattern(k));
    let others = others.collect::<Result<Vec<_>, _>>().raised()?;
    let (own, shape) = (patterns.pattern(about).raised()?, (samples, ensemble.len()));
    let item = move |k: usize| {
        let mut rng = generator(key, k as u64);
        let nothing = vec![f64::NEG_INFINITY; ensemble.len()];
        let add = |ln_w, pattern| add_pattern(ln_w, pattern, &ensemble, &mut rng);
        let without = others.iter().fold(nothing, add);
        Ok::<_, Error>((add_pattern(without.clone(), &own, &ensemble, &mut rng), without))
    };
    let (with, without): (Vec<_>, Vec<_>) = batch(py, samples, workers, item)?.into_iter().unzip();
    Ok((to_matrix(py, shape, with.concat())?, to_matrix(py, shape, without.concat())?))
}

/// ln(w + x_i x_j) of every synapse.
fn add_pattern(
    mut ln_w: Vec<f64>,
    pattern: &MultivariateLogNormal,
    ensemble: &SynapticEnsemble,
    rng: &mut ChaCha12Rng,
) -> Vec<f64> {
    let ln_x = pattern.draw_ln(rng);
    for (ln_w, synapse) in ln_w.iter_mut().zip(ensemble) {
        *ln_w = ln_add_exp(*ln_w, ln_x[synapse.i()] + ln_x[synapse.j()]);
    }
    ln_w
}

fn sampled(with: Matrix<f64>, without: Matrix<f64>) -> Result<SampledWeights, Error> {
    SampledWeights::new(with.columns, with.entries, without.entries)
}

/// The information and its error from samples of ln w with and without a pattern.
#[pyfunction]
pub fn from_samples<'py>(
    py: Python<'py>,
    with: Numbers<'py>,
    without: Numbers<'py>,
    method: String,
    neighbours: usize,
    step: Option<f64>,
    key: Key,
) -> PyResult<(f64, f64)> {
    if !["neighbours", "log-moments", "third-cumulants"].contains(&method.as_str()) {
        return Err(unknown("method", &method));
    }
    let (with, without) = (Matrix::of(&with), Matrix::of(&without));
    let work = move |_: &_| {
        let weights = sampled(with, without)?;
        let weights = match step {
            None => weights,
            Some(step) => weights.dithered(step, &mut generator(key, 0))?,
        };
        match method.as_str() {
            "neighbours" => weights.nearest_neighbours_nats(neighbours),
            "log-moments" => weights.log_moments_nats(),
            _ => weights.third_cumulants_nats(),
        }
    };
    let found = interruptible(py, work)?.raised()?;
    Ok((found.value, found.error))
}

/// What a Gaussian copula with the sampled correlations adds.
#[pyfunction]
pub fn sampled_copula_gain(
    py: Python<'_>,
    with: Numbers<'_>,
    without: Numbers<'_>,
) -> PyResult<f64> {
    let (with, without) = (Matrix::of(&with), Matrix::of(&without));
    interruptible(py, move |_| sampled(with, without)?.copula_gain_nats())?.raised()
}
