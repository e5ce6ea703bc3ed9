//! Random patterns and covariances.

use numpy::PyArray2;
use pyo3::prelude::*;
use rand_distr::Normal;
use synaptome_mi as crates;
use synaptome_mi::{RandomCovariances, RandomPatterns, covariance};

use super::patterns::Patterns;
use crate::arrays::to_matrix;
use crate::error::{Raise, unknown};
use crate::interruptible::interruptible;
use crate::keys::{Key, generator};
use crate::lognormal::vector::to_square;

type Square<'py> = PyResult<Bound<'py, PyArray2<f64>>>;

/// How covariances are drawn: by name, with up to three numbers and a choice.
type Covariances = (String, f64, f64, f64, bool);

/// Random patterns.
#[pyfunction]
pub fn draw_patterns(
    py: Python<'_>,
    count: usize,
    neurons: usize,
    largest_mean: f64,
    kind: Covariances,
    key: Key,
) -> PyResult<Patterns> {
    let (name, first, second, third, common_per_pattern) = kind;
    let covariances = match name.as_str() {
        "shared-gram" => RandomCovariances::SharedGram { sigma: first },
        "rotated" => RandomCovariances::Rotated {
            eigenvalue_mean: first,
            eigenvalue_std_dev: second,
            largest_common: third,
            common_per_pattern,
        },
        _ => return Err(unknown("kind of random covariances", &name)),
    };
    let random = RandomPatterns { neurons, largest_mean, covariances };
    let work = move |_: &_| random.draw(count, &mut generator(key, 0));
    Ok(Patterns(std::sync::Arc::new(interruptible(py, work)?.raised()?)))
}

/// Random means, one row per pattern.
#[pyfunction]
pub fn draw_means(
    py: Python<'_>,
    patterns: usize,
    neurons: usize,
    largest: f64,
    key: Key,
) -> Square<'_> {
    let work = move |_: &_| crates::draw_means(patterns, neurons, largest, &mut generator(key, 0));
    to_matrix(py, (patterns, neurons), interruptible(py, work)?.raised()?.concat())
}

/// A random covariance: a Gram matrix and an exchangeable one.
#[pyfunction]
pub fn draw_gram(py: Python<'_>, dim: usize, sigma: f64, rho: f64, key: Key) -> Square<'_> {
    let work =
        move |_: &_| covariance::draw_gram_perturbed(dim, sigma, rho, &mut generator(key, 0));
    to_square(py, &interruptible(py, work)?.raised()?)
}

/// A random covariance: rotated eigenvalues and a common part.
#[pyfunction]
pub fn draw_rotated(
    py: Python<'_>,
    dim: usize,
    mean: f64,
    std_dev: f64,
    common: f64,
    key: Key,
) -> Square<'_> {
    let eigenvalue = Normal::new(mean, std_dev).raised()?;
    let work =
        move |_: &_| covariance::draw_rotated(dim, &eigenvalue, common, &mut generator(key, 0));
    to_square(py, &interruptible(py, work)?.raised()?)
}
