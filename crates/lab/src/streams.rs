//! Random streams keyed by names, so that no order of work changes a number.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use sha2::{Digest, Sha256};

/// The random streams of one point: a `ChaCha12` generator for every name.
///
/// The 256-bit key is the SHA-256 hash of the seed, the data set, the point's
/// label and the stream's name. So the order of points, the number of threads,
/// an interruption, sharding or points added later change nothing.
///
/// ```
/// use rand::Rng;
/// use synaptome_lab::Streams;
/// let streams = Streams::new(1, "recall", "flips=3");
/// assert_eq!(streams.rng("cues").next_u64(), streams.rng("cues").next_u64());
/// assert_ne!(streams.rng("cues").next_u64(), streams.rng("messages").next_u64());
/// ```
#[derive(Clone, Debug)]
pub struct Streams {
    scope: Sha256,
}

impl Streams {
    /// The streams of the point `label` of the data set `data`.
    pub fn new(seed: u64, data: &str, label: &str) -> Self {
        let mut scope = Sha256::new_with_prefix(b"synaptome streams 1\0");
        scope.update(seed.to_le_bytes());
        absorb(&mut scope, data);
        absorb(&mut scope, label);
        Self { scope }
    }

    /// The generator called `name`, always at its beginning.
    pub fn rng(&self, name: &str) -> ChaCha12Rng {
        let mut scope = self.scope.clone();
        absorb(&mut scope, name);
        ChaCha12Rng::from_seed(scope.finalize().into())
    }
}

/// Absorbs a text with its length, so that no two lists of texts collide.
fn absorb(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn a_stream_depends_on_each_name_and_on_the_seed() {
        let first = |seed, data: &str, label: &str, name: &str| {
            Streams::new(seed, data, label).rng(name).next_u64()
        };
        let base = first(1, "mi-2a", "N=10", "patterns");
        assert_eq!(base, first(1, "mi-2a", "N=10", "patterns"));
        for other in [
            first(2, "mi-2a", "N=10", "patterns"),
            first(1, "mi-2b", "N=10", "patterns"),
            first(1, "mi-2a", "N=1", "0patterns"),
            first(1, "mi-2a", "N=10", "cues"),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn the_numbers_of_a_stream_never_change_between_versions() {
        let mut rng = Streams::new(1, "data", "label").rng("name");
        assert_eq!(rng.next_u64(), FIRST_OF_DATA_LABEL_NAME);
    }

    /// Computed by an independent program: SHA-256 of the documented bytes,
    /// then the first eight bytes of the ChaCha12 key stream.
    const FIRST_OF_DATA_LABEL_NAME: u64 = 0x5549_0c46_fe30_18c6;
}
