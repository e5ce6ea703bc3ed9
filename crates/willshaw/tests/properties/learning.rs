//! What learning leaves in the synapses, and what a file keeps of it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BitMatrix, BlockCode, Direction, Memory, PatternCode, Patterns, RandomCode,
    Synapses,
};

use super::trial::{block_code, random_code, setting, trial};

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn more_patterns_never_clear_a_synapse(code in random_code(), seed in any::<u64>()) {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let mut memory = Memory::new(code, Association::Auto).unwrap();
        memory.store(&Patterns::draw(code, 5, &mut rng).unwrap()).unwrap();
        let pairs = |memory: &Memory<RandomCode>| -> Vec<bool> {
            let n = code.units() as u32;
            (0..n * n).map(|ij| memory.synapses().is_potentiated(ij / n, ij % n)).collect()
        };
        let before = pairs(&memory);
        memory.store(&Patterns::draw(code, 5, &mut rng).unwrap()).unwrap();
        prop_assert!(before.iter().zip(pairs(&memory)).all(|(old, new)| !old || new));
    }

    #[test]
    fn large_blocks_are_learned_pair_by_pair(
        (k, size) in (1..4_usize, prop_oneof![Just(64), 65..300_usize, 2049..6000_usize]),
        (seed, count, auto) in (any::<u64>(), 1..60_usize, any::<bool>()),
    ) {
        check_learning(BlockCode::new(k, size).unwrap(), seed, count, auto);
    }

    #[test]
    fn sparse_random_patterns_are_learned_pair_by_pair(
        (n, k) in (3000..20_000_usize, 1..20_usize),
        (seed, count, auto) in (any::<u64>(), 1..60_usize, any::<bool>()),
    ) {
        check_learning(RandomCode::new(n, k).unwrap(), seed, count, auto);
    }

    /// More than eight words of 64 units, which are mirrored and turned tile by tile.
    #[test]
    fn dense_random_patterns_are_learned_pair_by_pair(
        (n, k) in (520..2_500_usize, 20..90_usize),
        (seed, count, auto) in (any::<u64>(), 1..12_usize, any::<bool>()),
    ) {
        check_learning(RandomCode::new(n, k).unwrap(), seed, count, auto);
    }

    #[test]
    fn a_saved_memory_comes_back_and_a_damaged_one_does_not(
        code in block_code(),
        setting in setting(),
        (place, change) in (any::<prop::sample::Index>(), 1..=255_u8),
    ) {
        let trial = trial(code, setting);
        let mut bytes = Vec::new();
        trial.memory.save(&mut bytes).unwrap();
        let copy = Memory::<BlockCode>::load(bytes.as_slice()).unwrap();
        prop_assert_eq!(&copy, &trial.memory);
        prop_assert_eq!(&copy.clone(), &trial.memory);
        prop_assert!(Memory::<RandomCode>::load(bytes.as_slice()).is_err());
        let place = place.index(bytes.len());
        prop_assert!(Memory::<BlockCode>::load(&bytes[..place]).is_err());
        bytes[place] ^= change;
        prop_assert!(Memory::<BlockCode>::load(bytes.as_slice()).is_err());
    }
}

/// The potentiated synapses are as many as the pairs of a set, and all of these, both ways.
fn check_learning<C: PatternCode>(code: C, seed: u64, count: usize, auto: bool) {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let u = Patterns::draw(code, count, &mut rng).unwrap();
    let v = if auto { u.clone() } else { Patterns::draw(code, count, &mut rng).unwrap() };
    let association = if auto { Association::Auto } else { Association::Hetero };
    let mut synapses = BitMatrix::new(code.units(), association).unwrap();
    if auto {
        synapses.learn(&u).unwrap();
    } else {
        synapses.learn_pairs(&u, &v).unwrap();
    }
    let pairs: BTreeSet<(u32, u32)> = (u.iter().zip(v.iter()))
        .flat_map(|(u, v)| u.iter().flat_map(move |&i| v.iter().map(move |&j| (i, j))))
        .collect();
    let ones = synapses.load() * (code.units() as f64).powi(2);
    assert_eq!(ones.round() as usize, pairs.len());
    for (i, j) in pairs {
        assert!(synapses.is_potentiated(i, j));
        assert_eq!(synapses.reached(Direction::Backward, j, &[i]), 1);
    }
}
