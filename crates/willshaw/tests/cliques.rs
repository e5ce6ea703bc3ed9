//! Complete search against brute force over all patterns of small codes.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rand::RngExt;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, BlockRetrieval, CliqueSearch, Completions, Cue, CueQuality, Error,
    Limits, Memory, PatternCode, Patterns, RandomCode,
};

type Clique = Vec<u32>;

/// Stores `count` patterns and cues the first with `kept` true and `wrong` false units.
fn trial<C: PatternCode>(
    code: C,
    count: usize,
    auto: bool,
    (kept, wrong): (usize, usize),
    seed: u64,
) -> (Memory<C>, Clique, Clique, Cue<C>) {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let u = Patterns::draw(code, count, &mut rng).unwrap();
    let v = Patterns::draw(code, count, &mut rng).unwrap();
    let (address, content) = (u.get(0).unwrap().to_vec(), v.get(0).unwrap().to_vec());
    let memory = if auto {
        let mut memory = Memory::new(code, Association::Auto).unwrap();
        memory.store(&u).unwrap();
        memory
    } else {
        let mut memory = Memory::new(code, Association::Hetero).unwrap();
        memory.store_pairs(&u, &v).unwrap();
        memory
    };
    let k = code.activity() as f64;
    let quality = CueQuality { completeness: kept as f64 / k, false_fraction: wrong as f64 / k };
    let cue = Cue::draw(code, &address, quality, &mut rng)
        .unwrap_or_else(|_| Cue::new(code, address.clone(), 0).unwrap());
    (memory, address, content, cue)
}

/// All block patterns, one after the other.
fn all_blocks(code: BlockCode) -> impl Iterator<Item = Clique> {
    let (k, size) = (code.blocks() as u32, code.block_size() as u32);
    (0..size.pow(k))
        .map(move |number| (0..k).map(|b| b * size + number / size.pow(b) % size).collect())
}

fn connected<C: PatternCode>(memory: &Memory<C>, a: &[u32], b: &[u32]) -> bool {
    let w = memory.synapses();
    a.iter().all(|&i| b.iter().all(|&j| w.is_potentiated(i, j)))
}

fn overlap(pattern: &[u32], cue: &[u32]) -> usize {
    cue.iter().filter(|unit| pattern.contains(unit)).count()
}

/// How many ways there are to choose the true cue units within a pattern.
fn ways(overlap: usize, correct: usize) -> usize {
    (0..correct).fold(1, |ways, i| ways * overlap.saturating_sub(i) / (i + 1))
}

fn assert_found(found: &Completions, expected: &[(Clique, usize)]) {
    let ways: usize = expected.iter().map(|(_, ways)| ways).sum();
    assert!(found.is_complete);
    assert_eq!(found.cliques, ways as u64);
    let listed: BTreeSet<&Clique> = found.list.iter().collect();
    assert_eq!(listed, expected.iter().map(|(clique, _)| clique).collect());
}

fn union(cliques: &[(Clique, usize)]) -> Vec<u32> {
    let units: BTreeSet<u32> = cliques.iter().flat_map(|(clique, _)| clique.clone()).collect();
    units.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_search_of_blocks_finds_exactly_the_cliques_of_brute_force(
        (k, size, count) in (2..6_usize, 2..6_usize, 1..60_usize),
        (kept, wrong, seed) in (1..4_usize, 0..3_usize, any::<u64>()),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let (memory, address, _, cue) = trial(code, count, true, (kept.min(k), wrong), seed);
        let expected: Vec<(Clique, usize)> = all_blocks(code)
            .filter(|pattern| connected(&memory, pattern, pattern))
            .map(|pattern| (pattern.clone(), ways(overlap(&pattern, cue.units()), cue.true_units())))
            .filter(|(_, ways)| *ways > 0)
            .collect();
        let found = CliqueSearch { list_limit: 1_000_000, ..CliqueSearch::default() }
            .complete(&memory, &cue)
            .unwrap();
        assert_found(&found, &expected);
        prop_assert_eq!(&found.content, &union(&expected));
        prop_assert!(address.iter().all(|unit| found.content.contains(unit)));
    }

    #[test]
    fn blocks_with_many_candidates_are_split_without_loss(
        (size, load, seed) in (70..180_usize, 0.3..1.5_f64, any::<u64>()),
    ) {
        let code = BlockCode::new(3, size).unwrap();
        let count = (load * (size * size) as f64) as usize;
        let (memory, address, _, cue) = trial(code, count, true, (1, 0), seed);
        let (first, size) = (cue.units()[0], size as u32);
        let block = first / size;
        let others: Vec<u32> = (0..3).filter(|&b| b != block).collect();
        let mut expected = Vec::new();
        for i in others[0] * size..(others[0] + 1) * size {
            for j in others[1] * size..(others[1] + 1) * size {
                let mut pattern = vec![first, i, j];
                pattern.sort_unstable();
                if connected(&memory, &pattern, &pattern) {
                    expected.push((pattern, 1));
                }
            }
        }
        let found = CliqueSearch { list_limit: 1_000_000, ..CliqueSearch::default() }
            .complete(&memory, &cue)
            .unwrap();
        assert_found(&found, &expected);
        prop_assert_eq!(&found.content, &union(&expected));
        prop_assert!(address.iter().all(|unit| found.content.contains(unit)));
    }

    #[test]
    fn the_search_of_pairs_finds_exactly_the_bicliques_of_brute_force(
        (k, size, count) in (1..4_usize, 2..5_usize, 1..30_usize),
        (kept, seed) in (1..3_usize, any::<u64>()),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let (memory, _, content, cue) = trial(code, count, false, (kept.min(k), 0), seed);
        let n = code.units() as u32;
        let contents: Vec<Clique> = all_blocks(code).collect();
        let mut expected = Vec::new();
        for u in all_blocks(code).filter(|u| overlap(u, cue.units()) == cue.true_units()) {
            for v in contents.iter().filter(|v| connected(&memory, &u, v)) {
                expected.push((u.iter().copied().chain(v.iter().map(|j| j + n)).collect(), 1));
            }
        }
        let found = CliqueSearch { list_limit: 1_000_000, ..CliqueSearch::default() }
            .complete(&memory, &cue)
            .unwrap();
        assert_found(&found, &expected);
        let both: Vec<u32> = found.address.clone().unwrap().into_iter()
            .chain(found.content.iter().map(|j| j + n))
            .collect();
        prop_assert_eq!(both, union(&expected));
        prop_assert!(content.iter().all(|unit| found.content.contains(unit)));
    }

    #[test]
    fn the_search_of_random_patterns_finds_exactly_the_cliques_of_brute_force(
        (n, k, count) in (6..15_usize, 2..6_usize, 1..20_usize),
        (kept, seed) in (1..4_usize, any::<u64>()),
    ) {
        let code = RandomCode::new(n, k).unwrap();
        let (memory, address, _, cue) = trial(code, count, true, (kept.min(k), 0), seed);
        let expected: Vec<(Clique, usize)> = (0_u32..1 << n)
            .filter(|set| set.count_ones() as usize == k)
            .map(|set| (0..n as u32).filter(|i| set >> i & 1 == 1).collect::<Clique>())
            .filter(|pattern| overlap(pattern, cue.units()) == cue.true_units())
            .filter(|pattern| connected(&memory, pattern, pattern))
            .map(|pattern| (pattern, 1))
            .collect();
        let found = CliqueSearch { list_limit: 1_000_000, ..CliqueSearch::default() }
            .complete_random(&memory, &cue)
            .unwrap();
        assert_found(&found, &expected);
        prop_assert_eq!(&found.content, &union(&expected));
        prop_assert!(address.iter().all(|unit| found.content.contains(unit)));
    }
}

#[test]
fn a_search_cut_at_its_limit_says_so_and_returns_the_halo() {
    let code = BlockCode::new(6, 30).unwrap();
    let (memory, _, _, cue) = trial(code, 1500, true, (1, 0), 1);
    let cut = CliqueSearch { node_limit: 10, ..CliqueSearch::default() };
    let found = cut.complete(&memory, &cue).unwrap();
    let halo = memory.recall_blocks(BlockRetrieval::SumOfMax, &cue, Limits::default()).unwrap();
    assert!(!found.is_complete);
    assert_eq!(found.content, halo.content);
}

#[test]
fn problems_beyond_the_lanes_are_refused() {
    let code = BlockCode::new(80, 4).unwrap();
    let (memory, _, _, cue) = trial(code, 100, true, (2, 0), 1);
    let refused = CliqueSearch::default().complete(&memory, &cue);
    assert!(matches!(refused, Err(Error::TooManyOpenBlocks { blocks: 78, limit: 64 })));
}

#[test]
fn false_units_and_pairs_of_random_patterns_are_refused() {
    let code = RandomCode::new(40, 4).unwrap();
    let (memory, _, _, cue) = trial(code, 5, true, (2, 1), 1);
    let search = CliqueSearch::default();
    assert!(matches!(search.complete_random(&memory, &cue), Err(Error::FalseUnits(1))));
    let (memory, _, _, cue) = trial(code, 5, false, (2, 0), 1);
    let refused = search.complete_random(&memory, &cue);
    assert!(matches!(refused, Err(Error::WrongAssociation { .. })));
}

#[test]
fn every_way_to_be_wrong_about_one_of_many_cues_is_searched() {
    let (code, mut rng) = (BlockCode::new(10, 40).unwrap(), ChaCha12Rng::seed_from_u64(2));
    let patterns = Patterns::draw(code, 700, &mut rng).unwrap();
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&patterns).unwrap();
    for pattern in patterns.iter().take(20) {
        let mut units = pattern[..6].to_vec();
        units[0] = (units[0] + rng.random_range(1..40)) % 40;
        let cue = Cue::new(code, units, 1).unwrap();
        let found = CliqueSearch::default().complete(&memory, &cue).unwrap();
        assert!(found.is_complete && pattern.iter().all(|unit| found.content.contains(unit)));
    }
}
