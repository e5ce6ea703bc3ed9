//! Random networks.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::{Firing, Network};

pub(super) fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

/// A network with weights uniform on ± `scale`.
pub(super) fn network(neurons: usize, scale: f64, firing: Firing, seed: u64) -> Network {
    Network::draw_uniform(neurons, scale, firing, &mut rng(seed)).unwrap()
}
