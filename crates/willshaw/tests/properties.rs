//! Laws of the memories, checked on random small networks.

mod naive;

use naive::{Found, Naive, Set, Way};
use proptest::prelude::*;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, BlockRetrieval, Cue, CueQuality, Limits, Memory, PatternCode, Patterns,
    RandomCode, Recall, Retrieval,
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
    let numbers = (
        0.02..0.9_f64,
        0.1..=1.0_f64,
        prop_oneof![Just(0.0), 0.0..0.7_f64],
    );
    (
        any::<u64>(),
        any::<bool>(),
        numbers,
        prop_oneof![Just(1000), 1..60_usize],
        1..8_usize,
    )
        .prop_map(
            |(seed, auto, (load, completeness, false_fraction), cap, iterations)| Setting {
                seed,
                auto,
                load,
                completeness,
                false_fraction,
                cap,
                iterations,
            },
        )
}

fn block_code() -> impl Strategy<Value = BlockCode> {
    (1..9_usize, 2..40_usize).prop_map(|(k, n)| BlockCode::new(k, n).unwrap())
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
    let quality = CueQuality {
        completeness: setting.completeness,
        false_fraction: setting.false_fraction,
    };
    let first = Patterns::draw(code, count, &mut rng).unwrap();
    let second = Patterns::draw(code, count, &mut rng).unwrap();
    let (memory, pairs) = if setting.auto {
        let mut memory = Memory::new(code, Association::Auto).unwrap();
        memory.store(&first).unwrap();
        memory.store(&second).unwrap();
        (
            memory,
            first
                .iter()
                .zip(first.iter())
                .chain(second.iter().zip(second.iter()))
                .collect(),
        )
    } else {
        let mut memory = Memory::new(code, Association::Hetero).unwrap();
        memory.store_pairs(&first, &second).unwrap();
        (memory, first.iter().zip(second.iter()).collect::<Vec<_>>())
    };
    let cue = match Cue::draw(code, pairs[0].0, quality, &mut rng) {
        Ok(cue) => cue,
        Err(_) => Cue::new(code, pairs[0].0.to_vec(), 0).unwrap(),
    };
    let product = |(u, v): &(&[u32], &[u32])| {
        let v = v.to_vec();
        u.to_vec()
            .into_iter()
            .flat_map(move |i| v.clone().into_iter().map(move |j| (i, j)))
    };
    let naive = Naive {
        units: code.units() as u32,
        activity: code.activity(),
        block_size: code.block_code().map_or(1, |code| code.block_size() as u32),
        auto: setting.auto,
        weights: pairs.iter().flat_map(product).collect(),
        iterations: setting.iterations,
        cap: setting.cap,
    };
    let limits = Limits {
        iterations: setting.iterations,
        active_units: Some(setting.cap),
    };
    let (pattern, partner) = (pairs[0].0.to_vec(), pairs[0].1.to_vec());
    Trial {
        memory,
        pattern,
        partner,
        cue,
        limits,
        naive,
    }
}

fn set(units: &[u32]) -> Set {
    units.iter().copied().collect()
}

fn assert_same(what: &str, recall: &Recall, found: &Found) {
    assert_eq!(set(&recall.content), found.content, "content of {what}");
    assert_eq!(
        recall.address.as_deref().map(set),
        found.address,
        "address of {what}"
    );
    assert!(recall.content.is_sorted(), "order of {what}");
}

fn one_step(content: Set) -> Found {
    Found {
        content,
        address: None,
    }
}

impl<C: PatternCode> Trial<C> {
    fn query(&self) -> (Set, usize) {
        (set(self.cue.units()), self.cue.true_units())
    }

    fn recall(&self, retrieval: Retrieval) -> Recall {
        self.memory
            .recall(retrieval, &self.cue, self.limits)
            .unwrap()
    }

    fn compare(&self) {
        let (cue, correct) = self.query();
        let r1 = self.naive.r1(Way::Forward, &cue, correct);
        assert_same("R1", &self.recall(Retrieval::OneStep), &one_step(r1));
        assert_same(
            "IR-KWTA",
            &self.recall(Retrieval::KWinners),
            &self.naive.ir_kwta(&cue),
        );
        assert_same(
            "IR-LK+",
            &self.recall(Retrieval::LkPlus),
            &self.naive.lk_plus(&cue, correct),
        );
    }
}

impl Trial<BlockCode> {
    fn recall_blocks(&self, retrieval: BlockRetrieval) -> Recall {
        self.memory
            .recall_blocks(retrieval, &self.cue, self.limits)
            .unwrap()
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
}
