//! Every retrieval beside its definition by sets, and what cores and halos promise.

use proptest::prelude::*;
use synaptome_willshaw::{BlockCode, BlockRetrieval, Cue, Retrieval};

use super::trial::{
    BLOCK_RETRIEVALS, Setting, assert_same, block_code, random_code, set, setting, trial,
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
    trial(BlockCode::new(7, 2).unwrap(), setting).compare();
}

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
    fn stored_patterns_are_familiar_fixed_points(code in block_code(), setting in setting()) {
        let trial = trial(code, Setting { auto: true, ..setting });
        let cue = Cue::new(code, trial.pattern.clone(), 0).unwrap();
        let found = trial.memory.recall(Retrieval::OneStep, &cue, trial.limits).unwrap().content;
        prop_assert!(set(&trial.pattern).is_subset(&set(&found)));
        prop_assert!(trial.memory.is_familiar(&cue).unwrap());
    }
}
