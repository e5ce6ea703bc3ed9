//! The first clique, against brute force over all patterns and against sum-of-max.

use std::ops::ControlFlow;

use proptest::prelude::*;
use synaptome_willshaw::{
    Association, BlockCode, Cue, Ending, FalseUnits, FirstClique, Memory, Patterns, SumOfMax,
};

use super::brute_force::{all_blocks, brute_force, trial};

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn the_first_clique_is_one_of_those_of_brute_force(
        (k, size, count) in (1..6_usize, 2..6_usize, 1..60_usize),
        (kept, seed) in (1..4_usize, any::<u64>()),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let trial = trial(code, count, Association::Auto, (kept.min(k), 0), seed);
        let expected = brute_force(&trial, &all_blocks(code), false, FalseUnits::Exactly);
        let found = trial.memory.recall(&FirstClique::default(), &trial.cue).unwrap();
        prop_assert_eq!(found.ending, Ending::Settled);
        prop_assert!(expected.iter().any(|clique| clique.content == found.content));
        prop_assert!(found.address.is_none());
    }

    #[test]
    fn the_first_biclique_is_one_of_those_of_brute_force(
        (k, size, count) in (1..4_usize, 2..5_usize, 1..30_usize),
        (kept, seed) in (1..3_usize, any::<u64>()),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let trial = trial(code, count, Association::Hetero, (kept.min(k), 0), seed);
        let expected = brute_force(&trial, &all_blocks(code), true, FalseUnits::Exactly);
        let found = trial.memory.recall(&FirstClique::default(), &trial.cue).unwrap();
        let is_it = |pair: &synaptome_willshaw::Completion| {
            (&pair.content, &pair.address) == (&found.content, &found.address)
        };
        prop_assert!(expected.iter().any(is_it));
    }

    #[test]
    fn without_a_guess_it_is_sum_of_max_run_to_its_fixed_point(
        (k, size, load) in (3..8_usize, 8..40_usize, 0.5..1.2_f64),
        (kept, wrong, seed) in (1..3_usize, 0..2_usize, any::<u64>()),
    ) {
        let code = BlockCode::new(k, size).unwrap();
        let count = (load * (size * size) as f64) as usize;
        let fixed_point = SumOfMax { iterations: 1000, active_units: Some(usize::MAX) };
        for association in [Association::Auto, Association::Hetero] {
            // With pairs, a cue says more than sum-of-max is told: which addresses are true.
            let wrong = if association == Association::Auto { wrong } else { 1 };
            let trial = trial(code, count, association, (kept, wrong), seed);
            let guessed = trial.memory.recall(&FirstClique { tries: 0 }, &trial.cue).unwrap();
            let shrunk = trial.memory.recall(&fixed_point, &trial.cue).unwrap();
            prop_assert_eq!((guessed.content, guessed.address), (shrunk.content, shrunk.address));
        }
    }
}

#[test]
fn a_cue_that_no_pattern_fits_gives_nothing() {
    let code = BlockCode::new(3, 4).unwrap();
    for association in [Association::Auto, Association::Hetero] {
        let mut memory = Memory::new(code, association).unwrap();
        let patterns = Patterns::new(code, vec![0, 4, 8, 1, 5, 9]).unwrap();
        match association {
            Association::Auto => memory.store(&patterns).unwrap(),
            Association::Hetero => memory.store_pairs(&patterns, &patterns).unwrap(),
        }
        let cue = Cue::new(code, vec![0, 5], 0).unwrap();
        let found = memory.recall(&FirstClique::default(), &cue).unwrap();
        let address = (association == Association::Hetero).then(Vec::new);
        assert_eq!((found.content, found.address), (vec![], address));
    }
}

#[test]
fn as_many_guesses_as_were_needed_find_the_same_pattern_and_fewer_none() {
    let code = BlockCode::new(10, 24).unwrap();
    let mut needed_more_than_one_per_block = 0;
    for seed in 0..20 {
        let trial = trial(code, 430, Association::Auto, (1, 0), seed);
        let recall = |tries| trial.memory.recall(&FirstClique { tries }, &trial.cue).unwrap();
        let free = recall(1_000_000);
        let needed = free.iterations as u64 - 1;
        assert_eq!(recall(needed), free);
        if needed > 0 {
            let cut = recall(needed - 1);
            assert_eq!((cut.ending, &cut.content), (Ending::NodeLimit, &recall(0).content));
        }
        needed_more_than_one_per_block += usize::from(needed > 8);
    }
    assert!(needed_more_than_one_per_block > 3, "no guess was taken back");
}

#[test]
fn a_listener_that_breaks_off_leaves_what_no_guess_leaves() {
    let code = BlockCode::new(10, 24).unwrap();
    let mut broken_off = 0;
    for seed in 0..10 {
        let trial = trial(code, 430, Association::Auto, (1, 0), seed);
        let network = trial.memory.network();
        let mut heard = Vec::new();
        let mut listener = |tries| {
            heard.push(tries);
            if tries == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let search = FirstClique::default();
        let found = search.recall_watched(&network, &trial.cue, &mut listener).unwrap();
        let free = trial.memory.recall(&search, &trial.cue).unwrap();
        if free.iterations - 1 <= 3 {
            assert_eq!(found, free);
            continue;
        }
        broken_off += 1;
        let fixed = trial.memory.recall(&FirstClique { tries: 0 }, &trial.cue).unwrap();
        assert_eq!((found.ending, &found.content), (Ending::Stopped, &fixed.content));
        assert_eq!((found.iterations, heard), (4, vec![0, 1, 2, 3]));
    }
    assert!(broken_off > 3, "nothing was broken off");
}
