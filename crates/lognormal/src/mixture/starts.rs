//! Where fits of mixtures begin.

use rand::{Rng, RngExt};

use super::estimator::Data;
use super::evidence::Value;
use super::expectation::Part;
use crate::samples::mean_and_variance;

/// Equal parts of the sorted samples.
pub(super) fn even(data: &Data, parts: usize) -> Vec<Part> {
    let n = data.logarithms.len();
    let part = |k: usize| {
        let own = &data.logarithms[k * n / parts..(k + 1) * n / parts];
        let (mu, variance) = mean_and_variance(own);
        let sigma = variance.sqrt().max(data.sigma / (2.0 * parts as f64));
        Part { weight: 1.0 / parts as f64, mu, sigma }
    };
    (0..parts).map(part).collect()
}

/// Centres drawn from the samples, each with a probability that grows with the squared distance
/// from those before it (D. Arthur & S. Vassilvitskii, SODA 2007).
pub(super) fn drawn<R: Rng + ?Sized>(data: &Data, parts: usize, rng: &mut R) -> Vec<Part> {
    let n = data.logarithms.len();
    let mut centers = vec![data.logarithms[rng.random_range(0..n)]];
    while centers.len() < parts {
        let distance = |value: &Value| {
            let nearest =
                centers.iter().map(|c| (value.ln - c).powi(2)).fold(f64::INFINITY, f64::min);
            nearest * value.count
        };
        let mut left = rng.random::<f64>() * data.values.iter().map(distance).sum::<f64>();
        let chosen = data.values.iter().find(|value| {
            left -= distance(value);
            left < 0.0
        });
        centers.push(chosen.unwrap_or(&data.values[0]).ln);
    }
    let sigma = data.sigma / parts as f64;
    let part = |mu| Part { weight: 1.0 / parts as f64, mu, sigma };
    centers.into_iter().map(part).collect()
}
