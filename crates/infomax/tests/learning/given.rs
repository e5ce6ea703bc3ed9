//! Networks to learn with, and what their weights and gradients are compared by.

use faer::Mat;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use std::ops::ControlFlow;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Firing, Learner, Network};

pub(crate) fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

/// A network with weights uniform on ± `scale`.
pub(crate) fn network(neurons: usize, scale: f64, firing: Firing, seed: u64) -> Network {
    Network::draw_uniform(neurons, scale, firing, &mut rng(seed)).unwrap()
}

/// Learns to the end.
pub(crate) fn learned(learner: &Learner, network: Network, rng: &mut ChaCha12Rng) -> Network {
    let mut learning = learner.begin(network).unwrap();
    let _ = learning.run(&mut Spontaneous, |_| ControlFlow::Continue(()), rng);
    learning.into_network()
}

/// All weights, row after row.
pub(crate) fn weights(network: &Network) -> Vec<f64> {
    entries(&network.weights().to_owned())
}

pub(crate) fn entries(m: &Mat<f64>) -> Vec<f64> {
    (0..m.nrows()).flat_map(|i| (0..m.ncols()).map(move |j| m[(i, j)])).collect()
}

/// Σ (x − x̄)(y − ȳ).
pub(crate) fn products(x: &Mat<f64>, y: &Mat<f64>) -> f64 {
    let (x, y) = (entries(x), entries(y));
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(&x), mean(&y));
    x.iter().zip(&y).map(|(x, y)| (x - mx) * (y - my)).sum()
}

pub(crate) fn correlation(a: &Mat<f64>, b: &Mat<f64>) -> f64 {
    products(a, b) / (products(a, a) * products(b, b)).sqrt()
}

/// Of `y` on `x`.
pub(crate) fn slope(x: &Mat<f64>, y: &Mat<f64>) -> f64 {
    products(x, y) / products(x, x)
}

pub(crate) fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}
