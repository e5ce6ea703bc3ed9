//! Searches that would not end: limits, observers, and what was found until then.

use std::ops::ControlFlow;

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, CliqueProgress, CliqueSearch, Completions, Cue, Ending, Memory,
    Patterns, RandomCode,
};

use crate::brute_force::{Trial, completions, trial};

/// A memory whose search from one unit would not end in a lifetime.
fn endless(size: usize) -> (Memory<BlockCode>, Vec<u32>) {
    let code = BlockCode::new(16, size).unwrap();
    let count = (2.3 * (size * size) as f64) as usize;
    let patterns = Patterns::draw(code, count, &mut ChaCha12Rng::seed_from_u64(1)).unwrap();
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&patterns).unwrap();
    assert!(memory.synapses().load() > 0.83);
    let pattern = patterns.get(5).unwrap().to_vec();
    (memory, pattern)
}

#[test]
fn a_search_that_would_not_end_returns_what_it_has_found() {
    // Blocks with more candidates than lanes have bits are searched in another way.
    for size in [64, 256] {
        let (memory, pattern) = endless(size);
        let cue = Cue::new(memory.code(), vec![pattern[0]], 0).unwrap();
        for threads in [1, 3] {
            let node_limit = 3_000_000;
            let search = CliqueSearch { node_limit, threads, ..CliqueSearch::default() };
            let found = memory.recall(&search, &cue).unwrap();
            let Completions { cliques, list, nodes, cut, .. } = completions(&found);
            assert_eq!((found.ending, *nodes, *cut), (Ending::NodeLimit, node_limit, true));
            assert!(*cliques > 0 && list.len() == 1_000.min(*cliques as usize));
            assert!(!completions(&found).is_unique());
            assert_eq!(completions(&found).list_bits(90.0), None);
            for clique in list {
                assert_eq!(clique.content.len(), 16);
                assert!(clique.content.iter().all(|unit| found.content.contains(unit)));
            }
            assert!(pattern.iter().all(|unit| found.content.contains(unit)));
        }
    }
}

#[test]
fn an_observer_breaks_a_search_off_soon() {
    let go_on = CliqueSearch { work_limit: u64::MAX, ..CliqueSearch::default() };
    let (memory, pattern) = endless(64);
    let cue = Cue::new(memory.code(), vec![pattern[0]], 0).unwrap();
    for threads in [1, 2] {
        let search = CliqueSearch { threads, ..go_on };
        let mut calls = 0;
        let found = search.recall_watched(&memory.network(), &cue, &mut |_| {
            calls += 1;
            if calls < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let found = found.unwrap();
        assert_eq!((found.ending, calls), (Ending::Stopped, 3));
        assert!(completions(&found).cut && completions(&found).nodes < 20_000_000);
    }
    let code = RandomCode::new(300, 30).unwrap();
    for association in [Association::Auto, Association::Hetero] {
        let Trial { memory, cue, .. } = trial(code, 200, association, (2, 0), 1);
        let stop = &mut |_: &CliqueProgress| ControlFlow::Break(());
        let found = go_on.recall_watched(&memory.network(), &cue, stop).unwrap();
        assert!(completions(&found).cut, "{:?}", found.ending);
        assert_eq!(found.ending, Ending::Stopped);
    }
}

#[test]
fn a_search_that_lists_millions_of_cliques_can_be_stopped_and_is_cut_by_its_work() {
    // All synapses there are: 8^8 pairs of an address and a content.
    let code = BlockCode::new(4, 8).unwrap();
    let patterns =
        |seed| Patterns::draw(code, 20_000, &mut ChaCha12Rng::seed_from_u64(seed)).unwrap();
    let mut memory = Memory::new(code, Association::Hetero).unwrap();
    memory.store_pairs(&patterns(1), &patterns(2)).unwrap();
    let cue = Cue::new(code, (0..32).collect(), 28).unwrap();
    let everything =
        CliqueSearch { work_limit: u64::MAX, list_limit: usize::MAX, ..CliqueSearch::default() };
    let stop = &mut |_: &CliqueProgress| ControlFlow::Break(());
    let stopped = everything.recall_watched(&memory.network(), &cue, stop).unwrap();
    assert_eq!(stopped.ending, Ending::Stopped);
    assert!((1..500_000).contains(&completions(&stopped).list.len()));
    let limited = CliqueSearch { work_limit: 100_000_000, ..everything };
    let cut = memory.recall(&limited, &cue).unwrap();
    assert_eq!(cut.ending, Ending::NodeLimit);
    assert!((1..500_000).contains(&completions(&cut).list.len()));
}

#[test]
fn a_search_of_millions_of_small_searches_is_cut_by_its_work() {
    // All units are in the cue, and any one of each block may be true: 32^8 cliques of no open block.
    let code = BlockCode::new(8, 32).unwrap();
    let patterns = Patterns::draw(code, 20_000, &mut ChaCha12Rng::seed_from_u64(1)).unwrap();
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&patterns).unwrap();
    let cue = Cue::new(code, (0..256).collect(), 248).unwrap();
    let work_limit = 100_000_000;
    let found =
        memory.recall(&CliqueSearch { work_limit, ..CliqueSearch::default() }, &cue).unwrap();
    assert_eq!(found.ending, Ending::NodeLimit);
    // Each takes about a microsecond.
    assert!((10_000..150_000).contains(&completions(&found).cliques));
}

#[test]
fn looking_on_changes_nothing() {
    let code = BlockCode::new(16, 64).unwrap();
    let Trial { memory, cue, .. } = trial(code, 3_900, Association::Auto, (3, 0), 1);
    let search = CliqueSearch::default();
    let mut nodes = 0;
    let watched = search.recall_watched(&memory.network(), &cue, &mut |progress| {
        assert!(progress.nodes > nodes);
        nodes = progress.nodes;
        ControlFlow::Continue(())
    });
    assert_eq!(watched.unwrap(), memory.recall(&search, &cue).unwrap());
}

#[test]
fn a_limit_of_work_cuts_searches_whose_nodes_take_long() {
    let (memory, pattern) = endless(256);
    let cue = Cue::new(memory.code(), vec![pattern[0]], 0).unwrap();
    let search = CliqueSearch { work_limit: 50_000_000, ..CliqueSearch::default() };
    let found = memory.recall(&search, &cue).unwrap();
    assert_eq!((found.ending, completions(&found).cut), (Ending::NodeLimit, true));
    assert!((10_000..5_000_000).contains(&completions(&found).nodes));
    let code = RandomCode::new(300, 30).unwrap();
    for association in [Association::Auto, Association::Hetero] {
        let Trial { memory, cue, .. } = trial(code, 200, association, (2, 0), 1);
        let found = memory.recall(&search, &cue).unwrap();
        assert_eq!((found.ending, completions(&found).cut), (Ending::NodeLimit, true));
    }
}

#[test]
fn limits_of_zero_are_limits() {
    let (memory, pattern) = endless(64);
    let cue = Cue::new(memory.code(), vec![pattern[0]], 0).unwrap();
    let search = CliqueSearch { node_limit: 0, list_limit: 0, threads: 0, ..Default::default() };
    let found = memory.recall(&search, &cue).unwrap();
    assert_eq!(found.ending, Ending::NodeLimit);
    let Completions { list, nodes, cut, .. } = completions(&found);
    assert_eq!((list.len(), *nodes, *cut), (0, 0, true));
    assert!(pattern.iter().all(|unit| found.content.contains(unit)));
}
