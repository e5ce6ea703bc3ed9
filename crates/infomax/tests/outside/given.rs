//! What the tests begin with.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::input::{Image, draw_dead_leaves};

pub(super) fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

pub(super) fn whitened(side: usize, seed: u64) -> Image {
    draw_dead_leaves(side, &mut rng(seed)).unwrap().whitened(200.0).unwrap()
}
