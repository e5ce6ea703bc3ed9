//! Laws of the memories, checked on random small networks.

mod naive;

use std::collections::BTreeSet;

use naive::{Found, Naive, Set, Way};
use proptest::prelude::*;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BitMatrix, BlockCode, BlockRetrieval, Cue, CueQuality, Direction, ImplicitMatrix,
    KeptRows, Limits, Memory, PatternCode, Patterns, RandomCode, Recall, Retrieval, Synapses,
    Usage,
};

/// A small memory, what was stored in it, a cue, and the same network as sets.
struct Trial<C> {
    memory: Memory<C>,
    pattern: Vec<u32>,
    partner: Vec<u32>,
    cue: Cue<C>,
    limits: Limits,
    naive: Naive,
}

#[derive(Debug, Clone, Copy)]
struct Setting {
    seed: u64,
    auto: bool,
    load: f64,
    completeness: f64,
    false_fraction: f64,
    cap: usize,
    iterations: usize,
}

fn setting() -> impl Strategy<Value = Setting> {
    let numbers = (0.02..0.9_f64, 0.1..=1.0_f64, prop_oneof![Just(0.0), 0.0..0.7_f64]);
    (any::<u64>(), any::<bool>(), numbers, prop_oneof![Just(1000), 1..60_usize], 1..8_usize)
        .prop_map(|(seed, auto, (load, completeness, false_fraction), cap, iterations)| Setting {
            seed,
            auto,
            load,
            completeness,
            false_fraction,
            cap,
            iterations,
        })
}

/// Blocks small enough for dense learning, and blocks learned tile by tile.
fn block_code() -> impl Strategy<Value = BlockCode> {
    prop_oneof![(1..9_usize, 2..40_usize), (1..5_usize, 65..150_usize)]
        .prop_map(|(k, n)| BlockCode::new(k, n).unwrap())
}

fn random_code() -> impl Strategy<Value = RandomCode> {
    (5..200_usize)
        .prop_flat_map(|n| (1..=n.min(12)).prop_map(move |k| RandomCode::new(n, k).unwrap()))
}

/// Stores enough patterns for the wanted load, in two portions.
fn trial<C: PatternCode>(code: C, setting: Setting) -> Trial<C> {
    let mut rng = ChaCha12Rng::seed_from_u64(setting.seed);
    let density = (code.activity() as f64 / code.units() as f64).powi(2);
    let wanted = (-setting.load).ln_1p() / (-density.min(0.99)).ln_1p();
    let count = (wanted as usize).clamp(1, 400);
    let quality =
        CueQuality { completeness: setting.completeness, false_fraction: setting.false_fraction };
    let first = Patterns::draw(code, count, &mut rng).unwrap();
    let second = Patterns::draw(code, count, &mut rng).unwrap();
    let (memory, pairs) = if setting.auto {
        let mut memory = Memory::new(code, Association::Auto).unwrap();
        memory.store(&first).unwrap();
        memory.store(&second).unwrap();
        (memory, first.iter().zip(first.iter()).chain(second.iter().zip(second.iter())).collect())
    } else {
        let mut memory = Memory::new(code, Association::Hetero).unwrap();
        memory.store_pairs(&first, &second).unwrap();
        (memory, first.iter().zip(second.iter()).collect::<Vec<_>>())
    };
    let cue = match Cue::draw(code, pairs[0].0, quality, &mut rng) {
        Ok(cue) => cue,
        Err(_) => Cue::new(code, pairs[0].0.to_vec(), 0).unwrap(),
    };
    let naive = Naive {
        units: code.units() as u32,
        activity: code.activity(),
        block_size: code.block_code().map_or(1, |code| code.block_size() as u32),
        auto: setting.auto,
        weights: all_synapses(&pairs),
        iterations: setting.iterations,
        cap: setting.cap,
    };
    let limits = Limits { iterations: setting.iterations, active_units: Some(setting.cap) };
    let (pattern, partner) = (pairs[0].0.to_vec(), pairs[0].1.to_vec());
    Trial { memory, pattern, partner, cue, limits, naive }
}

fn all_synapses(pairs: &[(&[u32], &[u32])]) -> BTreeSet<(u32, u32)> {
    let pairs = pairs.iter();
    pairs.flat_map(|(u, v)| u.iter().flat_map(|&i| v.iter().map(move |&j| (i, j)))).collect()
}

fn set(units: &[u32]) -> Set {
    units.iter().copied().collect()
}

fn assert_same(what: &str, recall: &Recall, found: &Found) {
    assert_eq!(set(&recall.content), found.content, "content of {what}");
    assert_eq!(recall.address.as_deref().map(set), found.address, "address of {what}");
    assert!(recall.content.is_sorted(), "order of {what}");
}

fn one_step(content: Set) -> Found {
    Found { content, address: None }
}

impl<C: PatternCode> Trial<C> {
    fn query(&self) -> (Set, usize) {
        (set(self.cue.units()), self.cue.true_units())
    }

    fn recall(&self, retrieval: Retrieval) -> Recall {
        self.memory.recall(retrieval, &self.cue, self.limits).unwrap()
    }

    fn compare(&self) {
        let (cue, correct) = self.query();
        let r1 = self.naive.r1(Way::Forward, &cue, correct);
        assert_same("R1", &self.recall(Retrieval::OneStep), &one_step(r1));
        assert_same("IR-KWTA", &self.recall(Retrieval::KWinners), &self.naive.ir_kwta(&cue));
        assert_same("IR-LK+", &self.recall(Retrieval::LkPlus), &self.naive.lk_plus(&cue, correct));
    }
}

impl Trial<BlockCode> {
    fn recall_blocks(&self, retrieval: BlockRetrieval) -> Recall {
        self.memory.recall_blocks(retrieval, &self.cue, self.limits).unwrap()
    }

    fn naive(&self, retrieval: BlockRetrieval) -> Found {
        let (cue, c) = self.query();
        match retrieval {
            BlockRetrieval::OneStep => {
                one_step(self.naive.core(&self.naive.r1(Way::Forward, &cue, c)))
            }
            BlockRetrieval::Simple => self.naive.sirb(&cue, c),
            BlockRetrieval::Iterative => self.naive.irb(&cue, c),
            BlockRetrieval::IterativeHalo => self.naive.irb_r1(&cue, c),
            BlockRetrieval::SumOfMaxStep => one_step(self.naive.r1b_smx(&cue, c)),
            BlockRetrieval::SumOfMax => self.naive.irb_smx(&cue, c),
            BlockRetrieval::CoreSumOfMax => self.naive.irb_csmx(&cue, c),
            BlockRetrieval::CoreAndHalo => self.naive.core_and_halo(&cue, c),
        }
    }
}

const BLOCK_RETRIEVALS: [BlockRetrieval; 8] = [
    BlockRetrieval::OneStep,
    BlockRetrieval::Simple,
    BlockRetrieval::Iterative,
    BlockRetrieval::IterativeHalo,
    BlockRetrieval::SumOfMaxStep,
    BlockRetrieval::SumOfMax,
    BlockRetrieval::CoreSumOfMax,
    BlockRetrieval::CoreAndHalo,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_retrieval_of_blocks_equals_the_one_by_sets(code in block_code(), setting in setting()) {
        let trial = trial(code, setting);
        trial.compare();
        for retrieval in BLOCK_RETRIEVALS {
            let name = format!("{retrieval:?}");
            assert_same(&name, &trial.recall_blocks(retrieval), &trial.naive(retrieval));
        }
    }

    #[test]
    fn every_retrieval_of_random_patterns_equals_the_one_by_sets(
        code in random_code(),
        setting in setting(),
    ) {
        trial(code, setting).compare();
    }

    #[test]
    fn a_core_is_part_of_the_stored_pattern_and_a_halo_contains_it(
        code in block_code(),
        setting in setting(),
    ) {
        let trial = trial(code, Setting { false_fraction: 0.0, cap: 1000, ..setting });
        let partner = set(&trial.partner);
        for core in [
            BlockRetrieval::OneStep,
            BlockRetrieval::Simple,
            BlockRetrieval::Iterative,
            BlockRetrieval::CoreSumOfMax,
        ] {
            prop_assert!(set(&trial.recall_blocks(core).content).is_subset(&partner), "{core:?}");
        }
        for halo in [BlockRetrieval::SumOfMaxStep, BlockRetrieval::SumOfMax, BlockRetrieval::CoreAndHalo] {
            prop_assert!(set(&trial.recall_blocks(halo).content).is_superset(&partner), "{halo:?}");
        }
        prop_assert!(set(&trial.recall(Retrieval::OneStep).content).is_superset(&partner));
        prop_assert!(set(&trial.recall(Retrieval::LkPlus).content).is_superset(&partner));
    }

    #[test]
    fn unions_of_cores_are_cores_and_intersections_of_halos_are_halos(
        code in block_code(),
        setting in setting(),
    ) {
        let trial = trial(code, Setting { false_fraction: 0.0, cap: 1000, ..setting });
        let partner = set(&trial.partner);
        let content = |retrieval| set(&trial.recall_blocks(retrieval).content);
        let core = &content(BlockRetrieval::Iterative) | &content(BlockRetrieval::CoreSumOfMax);
        let halo = &content(BlockRetrieval::SumOfMax) & &content(BlockRetrieval::SumOfMaxStep);
        let both = content(BlockRetrieval::CoreAndHalo);
        prop_assert!(core.is_subset(&partner) && partner.is_subset(&halo));
        prop_assert!(both.is_subset(&content(BlockRetrieval::SumOfMax)));
    }

    #[test]
    fn iteration_with_union_never_loses_a_correct_unit(
        code in block_code(),
        setting in setting(),
    ) {
        let trial = trial(code, Setting { auto: true, ..setting });
        let found = trial.recall_blocks(BlockRetrieval::Iterative).content;
        prop_assert!(set(trial.cue.units()).is_subset(&set(&found)));
    }

    #[test]
    fn a_halo_by_votes_is_part_of_the_halo_by_one_step(code in block_code(), setting in setting()) {
        let trial = trial(code, Setting { completeness: 0.5, ..setting });
        let votes = set(&trial.recall_blocks(BlockRetrieval::SumOfMax).content);
        prop_assert!(
            trial.cue.true_units() == code.blocks()
                || votes.is_subset(&set(&trial.recall(Retrieval::OneStep).content))
        );
    }

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
        let limits = Limits::default();
        for retrieval in BLOCK_RETRIEVALS {
            let (a, b) =
                (a.recall_blocks(retrieval, &cue, limits), b.recall_blocks(retrieval, &cue, limits));
            prop_assert_eq!(a.unwrap(), b.unwrap());
        }
        let (u, v) = (a.synapses().address(0).unwrap(), a.synapses().content(0).unwrap());
        let kept = KeptRows::new(a.synapses(), &u, &v).unwrap();
        let kept = Memory::with_synapses(code, kept).unwrap();
        for retrieval in BLOCK_RETRIEVALS {
            let kept = kept.recall_blocks(retrieval, &cue, limits).unwrap();
            prop_assert_eq!(kept, b.recall_blocks(retrieval, &cue, limits).unwrap());
        }
        for retrieval in [Retrieval::OneStep, Retrieval::KWinners, Retrieval::LkPlus] {
            let kept = kept.recall(retrieval, &cue, limits);
            let (a, b) = (a.recall(retrieval, &cue, limits), b.recall(retrieval, &cue, limits));
            prop_assert_eq!(kept.unwrap(), b.as_ref().unwrap().clone());
            prop_assert_eq!(a.unwrap(), b.unwrap());
        }
        prop_assert_eq!(a.familiarity(&cue).unwrap(), b.familiarity(&cue).unwrap());
    }

    #[test]
    fn stored_patterns_are_familiar_fixed_points(code in block_code(), setting in setting()) {
        let trial = trial(code, Setting { auto: true, ..setting });
        let cue = Cue::new(code, trial.pattern.clone(), 0).unwrap();
        let found = trial.memory.recall(Retrieval::OneStep, &cue, trial.limits).unwrap().content;
        prop_assert!(set(&trial.pattern).is_subset(&set(&found)));
        prop_assert!(trial.memory.is_familiar(&cue).unwrap());
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
        let copy = Memory::<BlockCode>::load(&mut bytes.as_slice()).unwrap();
        for retrieval in [BlockRetrieval::SumOfMax, BlockRetrieval::Iterative] {
            let recall = copy.recall_blocks(retrieval, &trial.cue, trial.limits).unwrap();
            prop_assert_eq!(recall, trial.recall_blocks(retrieval));
        }
        prop_assert!(Memory::<RandomCode>::load(&mut bytes.as_slice()).is_err());
        let place = place.index(bytes.len());
        prop_assert!(Memory::<BlockCode>::load(&mut &bytes[..place]).is_err());
        bytes[place] ^= change;
        prop_assert!(Memory::<BlockCode>::load(&mut bytes.as_slice()).is_err());
    }

    #[test]
    fn what_is_drawn_belongs_to_its_code(random in random_code(), blocks in block_code(), seed in any::<u64>()) {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let flat = |patterns: &[u32]| patterns.to_vec();
        for pattern in Patterns::draw(random, 20, &mut rng).unwrap().iter() {
            prop_assert!(Patterns::new(random, flat(pattern)).is_ok());
        }
        for pattern in Patterns::draw(blocks, 20, &mut rng).unwrap().iter() {
            prop_assert!(Patterns::new(blocks, flat(pattern)).is_ok());
        }
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
    let implicit = ImplicitMatrix::new(code, association, per_unit, usage, &mut rng).unwrap();
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
            let matrix = ImplicitMatrix::new(code, Association::Auto, 64, usage, &mut rng).unwrap();
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
            let matrix = ImplicitMatrix::new(code, Association::Auto, 64, usage, &mut rng).unwrap();
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
    for pattern in Patterns::draw(code, 400 * kinds, rng).unwrap().iter() {
        *counts.entry(pattern.to_vec()).or_insert(0.0) += 1.0;
    }
    assert_eq!(counts.len(), kinds);
    counts.values().map(|count: &f64| (count - 400.0).powi(2) / 400.0).sum()
}

mod refusals {
    use super::*;
    use synaptome_willshaw::Error;

    fn code() -> BlockCode {
        BlockCode::new(4, 8).unwrap()
    }

    #[test]
    fn codes_that_do_not_exist() {
        assert!(matches!(BlockCode::splitting(33, 4), Err(Error::UnevenBlocks { .. })));
        assert!(matches!(BlockCode::splitting(33, 0), Err(Error::UnevenBlocks { .. })));
        assert!(matches!(BlockCode::new(4, 1), Err(Error::BlockTooSmall(1))));
        assert!(matches!(BlockCode::new(0, 8), Err(Error::ImpossibleActivity { .. })));
        assert!(matches!(BlockCode::new(usize::MAX, usize::MAX), Err(Error::TooManyUnits(_))));
        assert!(matches!(RandomCode::new(4, 5), Err(Error::ImpossibleActivity { .. })));
        assert!(matches!(RandomCode::new(4, 0), Err(Error::ImpossibleActivity { .. })));
    }

    #[test]
    fn cues_that_do_not_fit() {
        let cue = |units: &[u32], wrong| Cue::new(code(), units.to_vec(), wrong);
        assert!(matches!(cue(&[], 0), Err(Error::EmptyCue)));
        assert!(matches!(cue(&[3, 32], 0), Err(Error::UnitOutOfRange { unit: 32, .. })));
        assert!(matches!(cue(&[3, 3], 0), Err(Error::DuplicateUnit(3))));
        assert!(matches!(cue(&[3, 9], 2), Err(Error::AllFalse { .. })));
        assert!(matches!(cue(&[1, 2, 3, 4, 5], 0), Err(Error::TooManyTrueUnits { .. })));
    }

    #[test]
    fn cue_qualities_without_meaning() {
        let draw = |completeness, false_fraction| {
            let quality = CueQuality { completeness, false_fraction };
            Cue::draw(code(), &[0, 8, 16, 24], quality, &mut ChaCha12Rng::seed_from_u64(1))
        };
        for completeness in [0.0, -1.0, 1.1, f64::NAN, f64::INFINITY] {
            assert!(matches!(draw(completeness, 0.0), Err(Error::Completeness(_))));
        }
        for fraction in [-1.0, 100.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(draw(0.5, fraction), Err(Error::FalseFraction(_))));
        }
        assert!(draw(0.5, 7.0).is_ok());
    }

    #[test]
    fn patterns_that_are_none() {
        let patterns = |flat: &[u32]| Patterns::new(code(), flat.to_vec());
        let mut rng = ChaCha12Rng::seed_from_u64(1);
        assert!(matches!(patterns(&[]), Err(Error::NoPatterns)));
        assert!(matches!(Patterns::draw(code(), 0, &mut rng), Err(Error::NoPatterns)));
        assert!(matches!(patterns(&[0, 8, 16]), Err(Error::WrongActivity { .. })));
        assert!(matches!(patterns(&[0, 1, 16, 24]), Err(Error::SecondInBlock { .. })));
        assert!(matches!(
            Patterns::draw(code(), usize::MAX, &mut rng),
            Err(Error::OutOfMemory { .. })
        ));
    }

    #[test]
    fn sizes_that_no_machine_has() {
        let code = RandomCode::new(u32::MAX as usize, 30).unwrap();
        let refused = Memory::new(code, Association::Hetero).unwrap_err();
        assert!(matches!(refused, Error::TooLarge { bytes, .. } if bytes > 1 << 61), "{refused}");
        assert!(matches!(
            BitMatrix::with_limit(1000, Association::Auto, 1000),
            Err(Error::TooLarge { .. })
        ));
    }

    #[test]
    fn implicit_matrices_that_cannot_be() {
        let mut rng = ChaCha12Rng::seed_from_u64(1);
        let mut new = |code, per_unit, usage| {
            ImplicitMatrix::new(code, Association::Auto, per_unit, usage, &mut rng).err()
        };
        assert!(matches!(new(code(), 0, Usage::Balanced), Some(Error::NoPatterns)));
        let many = new(code(), u32::MAX, Usage::Multinomial);
        assert!(matches!(many, Some(Error::TooManyPatterns(_))));
        assert!(matches!(new(code(), u32::MAX, Usage::Balanced), Some(Error::TooManyPatterns(_))));
    }

    #[test]
    fn theories_without_meaning() {
        use synaptome_willshaw::capacity::{
            BlockTheory, Criterion, RandomTheory, RecognitionTheory,
        };
        use synaptome_willshaw::information::ErrorRates;
        let theory = |association, lambda, tolerated_noise, first_gain| {
            let criterion = Criterion { tolerated_noise, first_gain };
            BlockTheory::new(code(), association, lambda, criterion).err()
        };
        let (auto, hetero) = (Association::Auto, Association::Hetero);
        assert!(matches!(theory(auto, 1.0, 0.01, 1.0), Some(Error::NothingToComplete)));
        assert!(matches!(theory(hetero, 0.0, 0.01, 1.0), Some(Error::Completeness(_))));
        assert!(matches!(theory(hetero, f64::NAN, 0.01, 1.0), Some(Error::Completeness(_))));
        assert!(matches!(theory(hetero, 0.5, 0.0, 1.0), Some(Error::NotAProbability { .. })));
        assert!(matches!(theory(hetero, 0.5, 0.01, -1.0), Some(Error::NotPositive { .. })));
        let random = RandomCode::new(8, 1).unwrap();
        assert!(RandomTheory::iterative(random, 2.0, Criterion::default()).is_err());
        assert!(matches!(
            RecognitionTheory::new(random, 1.0, 0.01),
            Err(Error::NotPositive { .. })
        ));
        for value in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert!(matches!(ErrorRates::new(value, 0.0), Err(Error::NotAProbability { .. })));
        }
    }

    #[test]
    fn codes_and_associations_that_differ() {
        let (other, mut rng) = (BlockCode::new(8, 4).unwrap(), ChaCha12Rng::seed_from_u64(1));
        let (mine, theirs) = (
            Patterns::draw(code(), 3, &mut rng).unwrap(),
            Patterns::draw(other, 3, &mut rng).unwrap(),
        );
        let mut auto = Memory::new(code(), Association::Auto).unwrap();
        let mut hetero = Memory::new(code(), Association::Hetero).unwrap();
        assert!(matches!(auto.store(&theirs), Err(Error::WrongCode { .. })));
        assert!(matches!(hetero.store(&mine), Err(Error::WrongAssociation { .. })));
        assert!(matches!(auto.store_pairs(&mine, &mine), Err(Error::WrongAssociation { .. })));
        let two = Patterns::draw(code(), 2, &mut rng).unwrap();
        assert!(matches!(hetero.store_pairs(&mine, &two), Err(Error::UnpairedPatterns { .. })));
        let cue = Cue::new(other, vec![1], 0).unwrap();
        let recall = auto.recall(Retrieval::OneStep, &cue, Limits::default());
        assert!(matches!(recall, Err(Error::WrongCode { .. })));
        let matrix = BitMatrix::new(7, Association::Auto).unwrap();
        assert!(matches!(Memory::with_synapses(code(), matrix), Err(Error::WrongUnits { .. })));
    }

    #[test]
    fn bytes_of_something_else() {
        let mut bytes = Vec::new();
        Memory::new(code(), Association::Auto).unwrap().save(&mut bytes).unwrap();
        bytes[8] = 9;
        let load = |bytes: &[u8]| Memory::<BlockCode>::load(&mut &*bytes);
        assert!(matches!(load(&bytes), Err(Error::UnknownVersion(9))));
        assert!(matches!(
            load(b"not a memory at all, but as long as a whole header"),
            Err(Error::Damaged(_))
        ));
        bytes[8] = 1;
        bytes[32..40].copy_from_slice(&(1_u64 << 31).to_le_bytes());
        assert!(matches!(load(&bytes), Err(Error::TooLarge { .. })));
    }
}
