//! Patterns that are drawn.

use proptest::prelude::*;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{BlockCode, PatternCode, Patterns, RandomCode};

use super::trial::{block_code, random_code};

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn what_is_drawn_belongs_to_its_code(random in random_code(), blocks in block_code(), seed in any::<u64>()) {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let flat = |patterns: &[u32]| patterns.to_vec();
        for pattern in &Patterns::draw(random, 20, &mut rng).unwrap() {
            prop_assert!(Patterns::new(random, flat(pattern)).is_ok());
        }
        for pattern in &Patterns::draw(blocks, 20, &mut rng).unwrap() {
            prop_assert!(Patterns::new(blocks, flat(pattern)).is_ok());
        }
    }
}

/// Chi-square of 400 expected draws per pattern; the bound has a false-alarm rate of 10⁻⁴ each.
#[test]
fn all_patterns_of_a_code_are_drawn_equally_often() {
    let mut rng = ChaCha12Rng::seed_from_u64(3);
    let sparse = RandomCode::new(40, 1).unwrap();
    let dense = RandomCode::new(6, 3).unwrap();
    let blocks = BlockCode::new(2, 4).unwrap();
    assert!(chi_square(sparse, 40, &mut rng) < 79.0);
    assert!(chi_square(dense, 20, &mut rng) < 50.8);
    assert!(chi_square(RandomCode::new(66, 2).unwrap(), 2145, &mut rng) < 2395.0);
    assert!(chi_square(blocks, 16, &mut rng) < 44.3);
}

fn chi_square<C: PatternCode>(code: C, kinds: usize, rng: &mut ChaCha12Rng) -> f64 {
    let mut counts = std::collections::HashMap::new();
    for pattern in &Patterns::draw(code, 400 * kinds, rng).unwrap() {
        *counts.entry(pattern.to_vec()).or_insert(0.0) += 1.0;
    }
    assert_eq!(counts.len(), kinds);
    counts.values().map(|count: &f64| (count - 400.0).powi(2) / 400.0).sum()
}
