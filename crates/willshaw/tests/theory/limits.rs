//! Recognition, told receivers and limits against enumeration and the equations that they solve.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::capacity::{RecognitionTheory, limit, patterns_at};
use synaptome_willshaw::counting::{CountingMemory, Covariance};
use synaptome_willshaw::information::{ErrorRates, informed_block_code_bits};
use synaptome_willshaw::{Association, Cue, Patterns, RandomCode};

use super::{assert_close, blocks};

/// log₂ of n over k as a sum of logarithms of integers.
fn choices_bits(n: usize, k: usize) -> f64 {
    (0..k).map(|i| ((n - i) as f64).log2() - ((i + 1) as f64).log2()).sum()
}

/// What a block with or without its true unit tells of it, over all outputs.
fn told(size: usize, spurious: f64, is_lost: bool) -> f64 {
    let joint = |unit: usize, output: u32| {
        let others = (0..size).filter(|&j| j != unit).map(|j| output >> j & 1 == 1);
        let chance = others.map(|active| if active { spurious } else { 1.0 - spurious });
        let fits = (output >> unit & 1 == 0) == is_lost;
        if fits { chance.product::<f64>() / size as f64 } else { 0.0 }
    };
    let of_output = |output| {
        let total: f64 = (0..size).map(|unit| joint(unit, output)).sum();
        let terms = (0..size).map(|unit| joint(unit, output)).filter(|&p| p > 0.0);
        terms.map(|p| p * (p * size as f64 / total).log2()).sum::<f64>()
    };
    (0..1 << size).map(of_output).sum()
}

#[test]
fn a_receiver_who_knows_which_blocks_lost_their_unit_has_the_mean_of_both_channels() {
    for size in 2..=8 {
        for (spurious, missing) in [(0.0, 0.3), (0.2, 0.1), (0.7, 0.6), (0.3, 0.0), (0.4, 1.0)] {
            let kept = told(size, spurious, false);
            let lost = told(size, spurious, true);
            let expected = 3.0 * ((1.0 - missing) * kept + missing * lost);
            let rates = ErrorRates::new(spurious, missing).unwrap();
            assert_close(informed_block_code_bits(blocks(3, size), rates), expected, 1e-12);
        }
    }
}

#[test]
fn recognition_and_complete_search_share_what_half_the_synapses_store() {
    for load in [0.1, 0.5, 0.83] {
        let all = limit::recognition_bits_per_synapse(load, 1.0);
        for completeness in [0.1, 0.5, 0.9] {
            let search = limit::clique_bits_per_synapse(load, completeness);
            let recognition = limit::recognition_bits_per_synapse(load, completeness);
            assert_close(search + recognition, all, 1e-14);
            assert!(search > 0.0 && recognition > 0.0);
        }
    }
}

/// The largest load solves p₁^(λk(λk − 1)/2) = ε M/C(n, k), with M the patterns of this load.
#[test]
fn recognised_patterns_solve_the_equation_of_their_load() {
    for (n, k, completeness, tolerated) in [(1000, 10, 1.0, 0.01), (5000, 20, 0.5, 1.0)] {
        let code = RandomCode::new(n, k).unwrap();
        let theory = RecognitionTheory::new(code, completeness, tolerated).unwrap();
        let (load, patterns) = (theory.max_load(), theory.max_patterns());
        assert_close(patterns_at(code, load), patterns, 1e-12);
        let known = completeness * k as f64;
        let accepted = choices_bits(n, k) - (tolerated * patterns).log2();
        assert_close(-known * (known - 1.0) / 2.0 * load.log2(), accepted, 1e-9);
        let bits = patterns * accepted / (n as f64).powi(2);
        assert_close(theory.bits_per_synapse(), bits, 1e-9);
    }
    let code = RandomCode::new(20, 3).unwrap();
    let theory = RecognitionTheory::new(code, 1.0, 1e300).unwrap();
    assert!(theory.max_load() < 1.0 && theory.max_patterns().is_finite());
}

/// The covariance of two units over all patterns is what a synapse of the rule adds.
#[test]
fn a_weight_belongs_to_its_two_units() {
    let (code, hetero) = (RandomCode::new(12, 3).unwrap(), Association::Hetero);
    let mut rng = ChaCha12Rng::seed_from_u64(13);
    let [u, v] = [(); 2].map(|()| Patterns::draw(code, 30, &mut rng).unwrap());
    let mut memory = CountingMemory::new(code, hetero).unwrap();
    memory.store_pairs(&u, &v).unwrap();
    let weights = memory.weights(&Covariance).unwrap();
    let active = |list: &[u32], unit| f64::from(u8::from(list.contains(&unit)));
    let mean = |f: &dyn Fn(&[u32], &[u32]) -> f64| {
        u.iter().zip(&v).map(|(u, v)| f(u, v)).sum::<f64>() / 30.0
    };
    let covariance = |i, j| {
        let both = mean(&|u, v| active(u, i) * active(v, j));
        both - mean(&|u, _| active(u, i)) * mean(&|_, v| active(v, j))
    };
    // Up to a factor, which is that of the first synapse.
    let scale = f64::from(weights.weight(2, 5).unwrap()) / covariance(2, 5);
    for (i, j) in (0..12).flat_map(|i| (0..12).map(move |j| (i, j))) {
        let found = f64::from(weights.weight(i, j).unwrap());
        assert!((found - scale * covariance(i, j)).abs() < 1e-5 * scale.abs(), "{i} {j}: {found}");
    }
    assert!(weights.weight(12, 0).is_err() && weights.weight(0, 12).is_err());
}

#[test]
fn as_many_units_can_mislead_as_are_neither_in_the_pattern_nor_in_the_cue() {
    let (code, mut rng) = (RandomCode::new(10, 6).unwrap(), ChaCha12Rng::seed_from_u64(14));
    let pattern = [0, 2, 3, 5, 7, 9];
    let part = Cue::new(code, pattern[..5].to_vec(), 0).unwrap();
    let misled = part.clone().misled(&pattern, 4, &mut rng).unwrap();
    let wrong: Vec<u32> =
        misled.units().iter().copied().filter(|unit| !pattern.contains(unit)).collect();
    assert_eq!(wrong, [1, 4, 6, 8]);
    // A unit that is false already leaves one less.
    let mixed = Cue::new(code, vec![0, 1, 2, 3, 5], 1).unwrap();
    assert!(mixed.misled(&pattern, 4, &mut rng).is_err());
}
