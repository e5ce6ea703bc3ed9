//! Random networks.

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::{Firing, Network};

pub(super) fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

/// A network with weights uniform on ± `scale`.
pub(super) fn network(neurons: usize, scale: f64, firing: Firing, seed: u64) -> Network {
    let mut rng = rng(seed);
    let weights: Vec<f64> =
        (0..neurons * neurons).map(|_| rng.random_range(-scale..=scale)).collect();
    Network::from_weights(neurons, 0, &weights, firing).unwrap()
}
