//! What the tests begin with.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

pub(super) fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}
