//! Every retrieval beside its definition by sets, and what cores and halos promise.

use std::collections::BTreeSet;

use proptest::prelude::*;
use synaptome_willshaw::{
    Association, BlockCode, CoreAndHalo, CoreSumOfMax, Cue, Direction, Ending, Error, Iterative,
    KWinners, LkPlus, Memory, Network, OneStep, OutputKind, PatternCode, Patterns, RandomCode,
    Recall, Retrieval, SumOfMax, SumOfMaxStep,
};

use super::trial::{
    Bounds, Setting, block_code, block_retrievals, random_code, retrievals, set, setting, trial,
};

/// A cue of all seven units and four false ones, where seven may be active.
#[test]
fn a_whole_pattern_among_too_many_false_units_is_too_active_as_any_cue() {
    let setting = Setting {
        seed: 0,
        auto: false,
        load: 0.02,
        completeness: 0.97,
        false_fraction: 0.63,
        cap: 7,
        iterations: 2,
    };
    let trial = trial(BlockCode::new(7, 2).unwrap(), setting);
    trial.compare(&retrievals(trial.bounds));
}

/// A winner-take-all that goes round a circle for ever, of several periods: the state at the largest limit is that of sets
/// at a small limit that is as many iterations into the circle.
#[test]
fn the_largest_limit_of_iterations_is_reached_wherever_a_retrieval_goes_round() {
    let mut periods = BTreeSet::new();
    for seed in 0..60 {
        let mut given = trial(RandomCode::new(13, 4).unwrap(), Setting { seed, ..NUMBERS });
        let (cue, _) = given.query();
        let mut at = |iterations| {
            given.naive.iterations = iterations;
            given.naive.ir_kwta(&cue).content
        };
        let period = (1..30).find(|period| at(60) == at(60 + period)).unwrap();
        let expected = at(60 + (usize::MAX - 60) % period);
        let endless = KWinners { iterations: usize::MAX, active_units: None };
        let found = given.recall(&endless);
        assert_eq!(set(&found.content), expected, "seed {seed}, period {period}");
        assert_eq!(found.ending == Ending::Settled, period == 1);
        periods.insert(period);
    }
    assert!(periods.len() > 1, "{periods:?}");
}

const NUMBERS: Setting = Setting {
    seed: 0,
    auto: true,
    load: 0.5,
    completeness: 0.4,
    false_fraction: 0.0,
    cap: 1000,
    iterations: 10,
};

/// One iteration of IRB-SMX, made of the steps that the crate offers.
struct OneIteration;

impl Retrieval<BlockCode> for OneIteration {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        let active = network.first_step(cue);
        let mut halo = active.clone();
        network.keep_supported(Direction::Forward, &active, &mut halo);
        Ok(Recall::one_step(&halo))
    }
}

proptest! {
    #![proptest_config(crate::cases(200))]

    /// No pattern has such a cue, which is not announced as false either.
    #[test]
    fn a_cue_with_two_units_of_one_block_is_recalled_as_by_sets(
        code in block_code(), setting in setting(), more in 0..3_usize,
    ) {
        let mut trial = trial(code, setting);
        let first = trial.pattern[0];
        let size = code.block_size() as u32;
        let second = first / size * size + (first + 1) % size;
        let others = trial.pattern.iter().skip(1).take(more.min(code.activity().saturating_sub(2)));
        let units: BTreeSet<u32> = others.copied().chain([first, second]).collect();
        if let Ok(cue) = Cue::new(code, units.into_iter().collect(), 0) {
            trial.cue = cue;
            trial.compare(&block_retrievals(trial.bounds));
        }
    }

    #[test]
    fn every_retrieval_of_blocks_equals_the_one_by_sets(code in block_code(), setting in setting()) {
        let trial = trial(code, setting);
        trial.compare(&block_retrievals(trial.bounds));
    }

    #[test]
    fn every_retrieval_of_random_patterns_equals_the_one_by_sets(
        code in random_code(),
        setting in setting(),
    ) {
        let trial = trial(code, setting);
        trial.compare(&retrievals(trial.bounds));
    }

    #[test]
    fn a_core_is_part_of_the_stored_pattern_and_a_halo_contains_it(
        code in block_code(),
        setting in setting(),
    ) {
        let trial = trial(code, Setting { false_fraction: 0.0, cap: 1000, ..setting });
        let partner = set(&trial.partner);
        for (name, retrieval) in block_retrievals(trial.bounds) {
            let content = trial.content(&*retrieval);
            prop_assert!(match retrieval.output_kind() {
                OutputKind::Core => content.is_subset(&partner),
                OutputKind::Halo => content.is_superset(&partner),
                OutputKind::Neither => true,
            }, "{}", name);
        }
    }

    #[test]
    fn unions_of_cores_are_cores_and_intersections_of_halos_are_halos(
        code in block_code(),
        setting in setting(),
    ) {
        let trial = trial(code, Setting { false_fraction: 0.0, cap: 1000, ..setting });
        let partner = set(&trial.partner);
        let smx = SumOfMax { iterations: setting.iterations, active_units: None };
        let core = &trial.content(&Iterative::default()) | &trial.content(&CoreSumOfMax { halo: smx });
        let halo = &trial.content(&smx) & &trial.content(&SumOfMaxStep);
        let both = CoreAndHalo { iterations: setting.iterations, active_units: None };
        prop_assert!(core.is_subset(&partner) && partner.is_subset(&halo));
        prop_assert!(trial.content(&both).is_subset(&trial.content(&smx)));
    }

    #[test]
    fn iteration_with_union_never_loses_a_correct_unit(
        code in block_code(),
        setting in setting(),
    ) {
        let trial = trial(code, Setting { auto: true, ..setting });
        let found = trial.content(&Iterative { iterations: setting.iterations });
        prop_assert!(set(trial.cue.units()).is_subset(&found));
    }

    #[test]
    fn a_halo_by_votes_is_part_of_the_halo_by_one_step(code in block_code(), setting in setting()) {
        let trial = trial(code, Setting { completeness: 0.5, ..setting });
        let votes = trial.content(&SumOfMax::default());
        prop_assert!(
            trial.cue.true_units() == code.blocks() || votes.is_subset(&trial.content(&OneStep))
        );
    }

    #[test]
    fn a_retrieval_of_ones_own_is_made_of_the_same_steps(code in block_code(), setting in setting()) {
        let trial = trial(code, Setting { auto: true, completeness: 0.5, ..setting });
        let two = SumOfMax { iterations: 2, active_units: Some(usize::MAX) };
        prop_assert!(
            trial.cue.true_units() == code.blocks()
                || trial.content(&OneIteration) == trial.content(&two)
        );
    }

    #[test]
    fn stored_patterns_are_familiar_fixed_points(code in block_code(), setting in setting()) {
        let trial = trial(code, Setting { auto: true, ..setting });
        let cue = Cue::new(code, trial.pattern.clone(), 0).unwrap();
        let found = trial.memory.recall(&OneStep, &cue).unwrap().content;
        prop_assert!(set(&trial.pattern).is_subset(&set(&found)));
        prop_assert!(trial.memory.is_familiar(&cue).unwrap());
    }
}

/// The limits of the paper leave room for the whole pattern; IR-LK+ is a halo of random codes too.
#[test]
fn default_options_are_those_of_the_paper() {
    assert_eq!(SumOfMax::default(), SumOfMax { iterations: 10, active_units: None });
    assert_eq!(LkPlus::default(), LkPlus { iterations: 10, active_units: None });
    assert_eq!(Iterative::default(), Iterative { iterations: 10 });
}

/// `Memory::recall` refuses such a cue; a retrieval that is called itself must not panic.
#[test]
fn units_that_a_network_does_not_have_are_passed_over() {
    let (small, large) = (BlockCode::new(4, 8).unwrap(), BlockCode::new(8, 64).unwrap());
    let patterns = Patterns::new(small, vec![1, 9, 17, 25, 2, 9, 18, 30]).unwrap();
    for association in [Association::Auto, Association::Hetero] {
        let mut memory = Memory::new(small, association).unwrap();
        match association {
            Association::Auto => memory.store(&patterns).unwrap(),
            Association::Hetero => memory.store_pairs(&patterns, &patterns).unwrap(),
        }
        for (units, false_units) in [(vec![1, 9, 500], 0), (vec![1, 2, 300, 500], 3)] {
            let cue = Cue::new(large, units, false_units).unwrap();
            assert!(memory.recall(&OneStep, &cue).is_err());
            for (_, retrieval) in block_retrievals(Bounds::default()) {
                let recall = retrieval.recall(&memory.network(), &cue).unwrap();
                assert!(recall.content.is_sorted());
            }
        }
    }
}
