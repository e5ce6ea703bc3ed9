//! Random messages, weights and networks.

use proptest::prelude::{Strategy, any};
use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{HopfieldNetwork, Messages, MinimumProbabilityFlow, WritingRule};

pub(super) fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

/// Random messages of a few units, fewer than these.
pub(super) fn messages() -> impl Strategy<Value = Messages> {
    (4_usize..24, 1_usize..12, any::<u64>())
        .prop_map(|(n, m, seed)| Messages::draw(n, m.min(n / 2), &mut rng(seed)).unwrap())
}

/// Weights with entries uniform in ±1, scaled by 1/√N.
pub(super) fn random_weights(units: usize, seed: u64) -> Mat<f64> {
    use rand::RngExt;
    let rng = &mut rng(seed);
    let scale = 2.0 / (units as f64).sqrt();
    Mat::from_fn(units, units, |_, _| scale * (rng.random::<f64>() - 0.5))
}

pub(super) fn symmetric_weights(units: usize, seed: u64) -> Mat<f64> {
    let w = random_weights(units, seed);
    let entry = |i, j| if i == j { 0.0 } else { w[(i, j)] + w[(j, i)] };
    Mat::from_fn(units, units, entry)
}

pub(super) fn network(weights: Mat<f64>) -> HopfieldNetwork {
    HopfieldNetwork::from_weights(weights).unwrap()
}

pub(super) fn write(rule: &dyn WritingRule, messages: &Messages) -> HopfieldNetwork {
    rule.write(messages, &mut rng(7)).unwrap()
}

pub(super) fn flow(ridge: f64) -> MinimumProbabilityFlow {
    MinimumProbabilityFlow { ridge, ..Default::default() }
}
