//! The implicit matrix beside an explicit one, and how random its patterns are.

use proptest::prelude::*;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BitMatrix, BlockCode, Cue, CueQuality, Direction, ImplicitMatrix, KeptRows,
    Memory, PatternCode, Patterns, Synapses, Usage,
};

use super::trial::{Bounds, block_retrievals};

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn an_implicit_matrix_equals_the_explicit_one_of_its_patterns(
        (k, size, per_unit) in (1..5_usize, 2..150_usize, 1..12_u32),
        (seed, auto, balanced) in (any::<u64>(), any::<bool>(), any::<bool>()),
        (start, length) in (0..8_usize, 1..4_usize),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let (implicit, explicit) = both_matrices(code, auto, balanced, per_unit, seed);
        let words = code.units().div_ceil(64);
        let part = [0..1, start + 1..start + 1 + length];
        for unit in 0..=code.units() as u32 {
            for direction in [Direction::Forward, Direction::Backward] {
                for spans in [std::slice::from_ref(&(0..words)), &part] {
                    let (mut a, mut b) = (vec![0; words], vec![0; words]);
                    implicit.or_row(direction, unit, spans, &mut a);
                    explicit.or_row(direction, unit, spans, &mut b);
                    prop_assert_eq!(a, b);
                }
            }
        }
    }

    #[test]
    fn every_retrieval_on_an_implicit_matrix_equals_the_explicit_one(
        (k, size, per_unit) in (2..6_usize, 2..90_usize, 1..40_u32),
        (seed, auto, balanced) in (any::<u64>(), any::<bool>(), any::<bool>()),
        (completeness, false_fraction) in (0.1..=1.0_f64, prop_oneof![Just(0.0), 0.0..0.5_f64]),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let (implicit, explicit) = both_matrices(code, auto, balanced, per_unit, seed);
        let quality = CueQuality { completeness, false_fraction };
        let pattern = implicit.address(0).unwrap();
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let cue = Cue::draw(code, &pattern, quality, &mut rng)
            .unwrap_or_else(|_| Cue::new(code, pattern, 0).unwrap());
        let a = Memory::with_synapses(code, implicit).unwrap();
        let b = Memory::with_synapses(code, explicit).unwrap();
        let (u, v) = (a.synapses().address(0).unwrap(), a.synapses().content(0).unwrap());
        let kept = KeptRows::new(a.synapses(), &u, &v).unwrap();
        let kept = Memory::with_synapses(code, kept).unwrap();
        for (name, retrieval) in block_retrievals(Bounds::default()) {
            let [a, kept, b] = [
                a.recall(&*retrieval, &cue),
                kept.recall(&*retrieval, &cue),
                b.recall(&*retrieval, &cue),
            ];
            prop_assert_eq!(&a, &b, "{}", name);
            prop_assert_eq!(&kept, &b, "{}", name);
        }
        prop_assert_eq!(a.familiarity(&cue).unwrap(), b.familiarity(&cue).unwrap());
    }
}

/// An implicit matrix, and an explicit one that learned its patterns.
fn both_matrices(
    code: BlockCode,
    auto: bool,
    balanced: bool,
    per_unit: u32,
    seed: u64,
) -> (ImplicitMatrix, BitMatrix) {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let association = if auto { Association::Auto } else { Association::Hetero };
    let usage = if balanced { Usage::Balanced } else { Usage::Multinomial };
    let implicit = ImplicitMatrix::draw(code, association, per_unit, usage, &mut rng).unwrap();
    let all = 0..implicit.patterns();
    let u = all.clone().flat_map(|i| implicit.address(i).unwrap()).collect();
    let v = all.flat_map(|i| implicit.content(i).unwrap()).collect();
    let mut explicit = BitMatrix::new(code.units(), association).unwrap();
    let (u, v) = (Patterns::new(code, u).unwrap(), Patterns::new(code, v).unwrap());
    if auto {
        explicit.learn(&u).unwrap();
    } else {
        explicit.learn_pairs(&u, &v).unwrap();
    }
    (implicit, explicit)
}

/// Under 400 keys, how often each pair of units of two blocks with 16 units occurs among 1024
/// patterns. For unrelated permutations Pearson's sum has the mean 15² M/(M − 1) per key and,
/// over all, a standard deviation of about √(2 · 225 · 400); for the multinomial variant 255 per
/// key. Four deviations: a false-alarm rate of 6·10⁻⁵ each.
#[test]
fn pairs_of_units_of_an_implicit_matrix_are_as_frequent_as_those_of_independent_patterns() {
    for (usage, mean) in [(Usage::Balanced, 225.0 * 1024.0 / 1023.0), (Usage::Multinomial, 255.0)] {
        let (code, mut rng) = (BlockCode::new(2, 16).unwrap(), ChaCha12Rng::seed_from_u64(11));
        let mut total = 0.0;
        for _ in 0..400 {
            let matrix =
                ImplicitMatrix::draw(code, Association::Auto, 64, usage, &mut rng).unwrap();
            let mut counts = vec![0.0_f64; 256];
            for pattern in (0..1024).map(|index| matrix.address(index).unwrap()) {
                counts[pattern[0] as usize * 16 + pattern[1] as usize - 16] += 1.0;
            }
            total += counts.iter().map(|count| (count - 4.0).powi(2) / 4.0).sum::<f64>();
        }
        let deviation = (2.0 * mean * 400.0_f64).sqrt();
        assert!((total - 400.0 * mean).abs() < 4.0 * deviation, "{usage:?}: {}", total / 400.0);
    }
}

/// The use of 32 units by 64 patterns each under 300 keys: never anything but 64 in the balanced
/// variant; Pearson's sum has 31 degrees of freedom per key in the multinomial one. Four
/// deviations: a false-alarm rate of 6·10⁻⁵.
#[test]
fn units_of_an_implicit_matrix_are_used_as_often_as_promised() {
    let (code, mut rng) = (BlockCode::new(1, 32).unwrap(), ChaCha12Rng::seed_from_u64(12));
    let mut sums = [0.0, 0.0];
    for _ in 0..300 {
        for (usage, sum) in [Usage::Balanced, Usage::Multinomial].into_iter().zip(&mut sums) {
            let matrix =
                ImplicitMatrix::draw(code, Association::Auto, 64, usage, &mut rng).unwrap();
            let mut counts = vec![0.0_f64; 32];
            for index in 0..matrix.patterns() {
                counts[matrix.address(index).unwrap()[0] as usize] += 1.0;
            }
            *sum += counts.iter().map(|count| (count - 64.0).powi(2) / 64.0).sum::<f64>();
        }
    }
    assert_eq!(sums[0], 0.0);
    assert!((sums[1] - 300.0 * 31.0).abs() < 4.0 * (2.0 * 31.0 * 300.0_f64).sqrt(), "{}", sums[1]);
}
