//! Complete search against brute force over all patterns of small codes.

mod brute_force;
mod first;
mod limits;

use proptest::prelude::*;
use rand::RngExt;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::trial::Query;
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Completion, Completions, Cue, Ending, Error, FalseUnits,
    LkPlus, Memory, Patterns, RandomCode, Recall, SumOfMax,
};

use brute_force::{
    Clique, Trial, all_blocks, all_random, assert_found, assert_truth, brute_force, completions,
    connected, trial,
};

fn search(false_units: FalseUnits, threads: usize) -> CliqueSearch {
    CliqueSearch { false_units, threads, list_limit: 1_000_000, ..CliqueSearch::default() }
}

const RULES: [FalseUnits; 3] = [FalseUnits::Exactly, FalseUnits::AtMost, FalseUnits::Fewest];

fn any_rule() -> impl Strategy<Value = FalseUnits> {
    prop::sample::select(&RULES[..])
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_search_of_blocks_finds_exactly_the_cliques_of_brute_force(
        (k, size, count) in (1..6_usize, 2..6_usize, 1..60_usize),
        (kept, wrong, rule, seed) in (1..4_usize, 0..4_usize, any_rule(), any::<u64>()),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let trial = trial(code, count, Association::Auto, (kept, wrong), seed);
        let expected = brute_force(&trial, &all_blocks(code), false, rule);
        let found = trial.memory.recall(&search(rule, 1), &trial.cue).unwrap();
        assert_found(&found, &expected);
        assert_truth(&trial, &found);
    }

    #[test]
    fn the_search_of_pairs_of_blocks_finds_exactly_the_bicliques_of_brute_force(
        (k, size, count) in (1..4_usize, 2..5_usize, 1..30_usize),
        (kept, wrong, rule, seed) in (1..3_usize, 0..3_usize, any_rule(), any::<u64>()),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let trial = trial(code, count, Association::Hetero, (kept, wrong), seed);
        let expected = brute_force(&trial, &all_blocks(code), true, rule);
        let found = trial.memory.recall(&search(rule, 1), &trial.cue).unwrap();
        assert_found(&found, &expected);
        assert_truth(&trial, &found);
    }

    #[test]
    fn the_search_of_random_patterns_finds_exactly_the_cliques_of_brute_force(
        (n, k, count) in (6..13_usize, 1..6_usize, 1..20_usize),
        (kept, wrong, rule, seed) in (1..4_usize, 0..4_usize, any_rule(), any::<u64>()),
    ) {
        let code = RandomCode::new(n, k).unwrap();
        let trial = trial(code, count, Association::Auto, (kept, wrong), seed);
        let expected = brute_force(&trial, &all_random(code), false, rule);
        let found = trial.memory.recall(&search(rule, 1), &trial.cue).unwrap();
        assert_found(&found, &expected);
        assert_truth(&trial, &found);
    }

    #[test]
    fn the_search_of_pairs_of_random_patterns_finds_exactly_the_bicliques_of_brute_force(
        (n, k, count) in (4..9_usize, 1..4_usize, 1..12_usize),
        (kept, wrong, rule, seed) in (1..4_usize, 0..3_usize, any_rule(), any::<u64>()),
    ) {
        let code = RandomCode::new(n, k).unwrap();
        let trial = trial(code, count, Association::Hetero, (kept, wrong), seed);
        let expected = brute_force(&trial, &all_random(code), true, rule);
        let found = trial.memory.recall(&search(rule, 1), &trial.cue).unwrap();
        assert_found(&found, &expected);
        assert_truth(&trial, &found);
    }

    #[test]
    fn blocks_with_many_candidates_are_split_without_loss(
        (size, load, threads) in (70..180_usize, 0.3..1.5_f64, 1..4_usize),
        seed in any::<u64>(),
    ) {
        let code = BlockCode::new(3, size).unwrap();
        let count = (load * (size * size) as f64) as usize;
        let trial = trial(code, count, Association::Auto, (1, 0), seed);
        let (first, size) = (trial.cue.units()[0], size as u32);
        let others: Vec<u32> = (0..3).filter(|&b| b != first / size).collect();
        let block = |b: u32| b * size..(b + 1) * size;
        let pairs = block(others[0]).flat_map(|i| block(others[1]).map(move |j| (i, j)));
        let mut cliques: Vec<Clique> = pairs.map(|(i, j)| vec![first, i, j]).collect();
        cliques.retain(|pattern| connected(&trial.memory, pattern, pattern));
        cliques.iter_mut().for_each(|pattern| pattern.sort_unstable());
        let completion = |content| Completion { content, address: None };
        let expected = cliques.into_iter().map(completion).collect();
        let search = search(FalseUnits::Exactly, threads);
        let found = trial.memory.recall(&search, &trial.cue).unwrap();
        assert_found(&found, &expected);
        assert_truth(&trial, &found);
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn the_number_of_threads_changes_nothing(
        (k, size, load) in (3..6_usize, 90..160_usize, 0.3..0.6_f64),
        (list_limit, node_limit, rule) in (0..200_usize, 0..100_000_u64, any_rule()),
        (wrong, threads, seed) in (0..2_usize, 2..6_usize, any::<u64>()),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let count = (load * (size * size) as f64) as usize;
        for association in [Association::Auto, Association::Hetero] {
            let trial = trial(code, count, association, (2, wrong), seed);
            let one = CliqueSearch { list_limit, node_limit, ..search(rule, 1) };
            let many = CliqueSearch { threads, ..one };
            let one = without_cut(trial.memory.recall(&one, &trial.cue).unwrap());
            let many = without_cut(trial.memory.recall(&many, &trial.cue).unwrap());
            prop_assert_eq!(one, many);
        }
    }
}

/// A recall without what a search found before it was cut, as threads differ in that.
fn without_cut(mut recall: Recall) -> Recall {
    recall.completions = recall.completions.filter(|found| !found.cut);
    recall
}

#[test]
fn a_search_cut_at_its_limit_says_so_and_returns_the_halo() {
    let cut = CliqueSearch { node_limit: 10, ..CliqueSearch::default() };
    let code = BlockCode::new(6, 30).unwrap();
    for association in [Association::Auto, Association::Hetero] {
        let Trial { memory, cue, .. } = trial(code, 1500, association, (1, 0), 1);
        let found = memory.recall(&cut, &cue).unwrap();
        assert_cut(&found, &memory.recall(&SumOfMax::default(), &cue).unwrap());
    }
    let code = RandomCode::new(180, 6).unwrap();
    let Trial { memory, cue, .. } = trial(code, 1000, Association::Hetero, (2, 0), 1);
    let found = memory.recall(&cut, &cue).unwrap();
    assert_cut(&found, &memory.recall(&LkPlus::default(), &cue).unwrap());
}

fn assert_cut(found: &Recall, halo: &Recall) {
    let Completions { nodes, cut, .. } = completions(found);
    assert_eq!((found.ending, *nodes, *cut), (Ending::NodeLimit, 10, true));
    assert_eq!((&found.content, &found.address), (&halo.content, &halo.address));
}

#[test]
fn problems_beyond_the_lanes_are_refused() {
    let code = BlockCode::new(80, 4).unwrap();
    let Trial { memory, cue, .. } = trial(code, 100, Association::Auto, (2, 0), 1);
    let refused = memory.recall(&CliqueSearch::default(), &cue);
    assert!(matches!(refused, Err(Error::TooLarge { value: 78, limit: 64, .. })));
}

#[test]
fn a_cue_of_many_units_with_many_false_ones_is_cut_not_endless() {
    let code = BlockCode::new(40, 4).unwrap();
    let Trial { memory, cue, .. } = trial(code, 500, Association::Hetero, (20, 20), 1);
    let cut = CliqueSearch { node_limit: 1000, ..search(FalseUnits::AtMost, 1) };
    assert_eq!(memory.recall(&cut, &cue).unwrap().ending, Ending::NodeLimit);
}

#[test]
fn a_false_cue_unit_is_found_out_whether_or_not_it_is_announced() {
    let (code, mut rng) = (BlockCode::new(10, 40).unwrap(), ChaCha12Rng::seed_from_u64(2));
    let patterns = Patterns::draw(code, 700, &mut rng).unwrap();
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&patterns).unwrap();
    for pattern in patterns.iter().take(20) {
        let mut units = pattern[..6].to_vec();
        units[0] = (units[0] + rng.random_range(1..40)) % 40;
        let known = Cue::new(code, units.clone(), 1).unwrap();
        let unknown = Cue::new(code, units, 5).unwrap();
        for (rule, cue) in RULES.iter().zip([&known, &known, &unknown]) {
            let found = memory.recall(&search(*rule, 1), cue).unwrap();
            assert_eq!((completions(&found).false_units, found.ending), (1, Ending::Settled));
            assert!(pattern.iter().all(|unit| found.content.contains(unit)));
        }
    }
}

#[test]
fn bits_of_the_union_and_of_the_list_follow_from_the_cliques() {
    let code = BlockCode::new(3, 8).unwrap();
    let patterns = vec![0, 8, 16, 0, 9, 17, 0, 8, 17];
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&Patterns::new(code, patterns).unwrap()).unwrap();
    let cue = Cue::new(code, vec![0], 0).unwrap();
    let found = memory.recall(&CliqueSearch::default(), &cue).unwrap();
    assert_eq!((completions(&found).cliques, &found.content[..]), (3, &[0, 8, 9, 16, 17][..]));
    let query = Query::complete(&[0, 8, 17], cue);
    assert_eq!(query.union_bits(&found), Some(4.0));
    assert_eq!(query.list_bits(&found), Some(6.0 - 3_f64.log2()));
    let absent = Query::complete(&[0, 8, 18], query.cue);
    assert_eq!((absent.union_bits(&found), absent.list_bits(&found)), (None, None));
}

#[test]
fn three_cliques_fit_a_unit_of_three_patterns_and_one_of_them_was_never_stored() {
    let code = BlockCode::new(3, 4).unwrap();
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&Patterns::new(code, vec![0, 4, 8, 0, 5, 9, 1, 4, 9]).unwrap()).unwrap();
    let cue = Cue::new(code, vec![0], 0).unwrap();
    let found = memory.recall(&CliqueSearch::default(), &cue).unwrap();
    let mut list: Vec<_> =
        completions(&found).list.iter().map(|clique| clique.content.clone()).collect();
    list.sort();
    assert_eq!(list, [[0, 4, 8], [0, 4, 9], [0, 5, 9]]);
    assert_eq!(found.content, [0, 4, 5, 8, 9]);
    let bits = completions(&found).list_bits(4.0).unwrap();
    assert!((bits - 2.415_037_499_278_844).abs() < 1e-12);
    // The same by going through all patterns of the code.
    let connected = |pattern: &[u32]| {
        pattern.iter().all(|&a| pattern.iter().all(|&b| memory.synapses().is_potentiated(a, b)))
    };
    let all = (4..8).flat_map(|b| (8..12).map(move |c| vec![0, b, c]));
    assert_eq!(all.filter(|pattern| connected(pattern)).collect::<Vec<_>>(), list);
}

/// So many cases of each property, unless `PROPTEST_CASES` says how many.
fn cases(usual: u32) -> proptest::test_runner::Config {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    let cases = chosen.unwrap_or(usual);
    let max_global_rejects = cases.saturating_mul(20).max(1024);
    proptest::test_runner::Config {
        max_global_rejects,
        ..proptest::test_runner::Config::with_cases(cases)
    }
}
