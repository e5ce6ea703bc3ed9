//! Random streams: a key of four words from NumPy, and the number of a row.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

/// The key that a NumPy generator has drawn.
pub type Key = [u64; 4];

/// The generator of row `stream` under `key`: ChaCha with 12 rounds, whose 256-bit key is the four words
/// in little-endian order, so that a row has the same random numbers on any number of threads.
pub fn generator(key: Key, stream: u64) -> ChaCha12Rng {
    let mut seed = [0; 32];
    for (bytes, word) in seed.chunks_exact_mut(8).zip(key) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    let mut rng = ChaCha12Rng::from_seed(seed);
    rng.set_stream(stream);
    rng
}
