//! Events of a given probability.

use rand::Rng;

/// Whether a number from [0, 1) is below the probability. The number is that of `rng.random_range(0.0..1.0)`, without the
/// checks of its range: a multiple of 2⁻⁵².
#[inline]
pub(crate) fn happens<R: Rng + ?Sized>(probability: f64, rng: &mut R) -> bool {
    is_below(rng.next_u64(), probability)
}

/// The same for a number that is made of a random word.
#[inline(always)]
pub(crate) fn is_below(word: u64, probability: f64) -> bool {
    (word >> 12) as f64 * f64::EPSILON < probability
}

#[cfg(test)]
mod tests {
    use rand::RngExt;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    use super::happens;

    #[test]
    fn an_event_happens_where_a_number_from_the_range_is_below_its_probability() {
        let (mut one, mut other) = (ChaCha8Rng::seed_from_u64(1), ChaCha8Rng::seed_from_u64(1));
        let mut copy = ChaCha8Rng::seed_from_u64(1);
        for _ in 0..10_000 {
            let number: f64 = one.random_range(0.0..1.0);
            assert!(!happens(number, &mut other), "{number}");
            assert!(happens(number.next_up(), &mut copy), "{number}");
        }
    }
}
