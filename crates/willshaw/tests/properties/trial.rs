//! Random small memories, and the same networks as sets.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, CoreAndHalo, CoreSumOfMax, Cue, CueQuality, Iterative, IterativeHalo,
    KWinners, LkPlus, Memory, OneStep, OneStepCore, PatternCode, Patterns, RandomCode, Recall,
    Retrieval, SimpleIterative, SumOfMax, SumOfMaxStep,
};

use super::naive::{Found, Naive, Set, Way};

/// A small memory, what was stored in it, a cue, and the same network as sets.
pub(super) struct Trial<C> {
    pub(super) memory: Memory<C>,
    pub(super) pattern: Vec<u32>,
    pub(super) partner: Vec<u32>,
    pub(super) cue: Cue<C>,
    pub(super) bounds: Bounds,
    pub(super) naive: Naive,
}

/// What a trial is drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) seed: u64,
    pub(super) auto: bool,
    pub(super) load: f64,
    pub(super) completeness: f64,
    pub(super) false_fraction: f64,
    pub(super) cap: usize,
    pub(super) iterations: usize,
}

pub(super) fn setting() -> impl Strategy<Value = Setting> {
    let numbers = (0.02..0.9_f64, 0.1..=1.0_f64, prop_oneof![Just(0.0), 0.0..0.7_f64]);
    // So many that those which do not settle go round a circle.
    let iterations = prop_oneof![4 => 1..8_usize, 1 => 40..90_usize];
    (any::<u64>(), any::<bool>(), numbers, prop_oneof![Just(1000), 1..60_usize], iterations)
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
pub(super) fn block_code() -> impl Strategy<Value = BlockCode> {
    prop_oneof![(1..9_usize, 2..40_usize), (1..5_usize, 65..150_usize)]
        .prop_map(|(k, n)| BlockCode::new(k, n).unwrap())
}

pub(super) fn random_code() -> impl Strategy<Value = RandomCode> {
    (5..200_usize)
        .prop_flat_map(|n| (1..=n.min(12)).prop_map(move |k| RandomCode::new(n, k).unwrap()))
}

/// Stores enough patterns for the wanted load, in two portions.
pub(super) fn trial<C: PatternCode>(code: C, setting: Setting) -> Trial<C> {
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
    let bounds = Bounds { iterations: setting.iterations, cap: Some(setting.cap) };
    let (pattern, partner) = (pairs[0].0.to_vec(), pairs[0].1.to_vec());
    Trial { memory, pattern, partner, cue, bounds, naive }
}

pub(super) fn all_synapses(pairs: &[(&[u32], &[u32])]) -> BTreeSet<(u32, u32)> {
    let pairs = pairs.iter();
    pairs.flat_map(|(u, v)| u.iter().flat_map(|&i| v.iter().map(move |&j| (i, j)))).collect()
}

pub(super) fn set(units: &[u32]) -> Set {
    units.iter().copied().collect()
}

pub(super) fn assert_same(what: &str, recall: &Recall, found: &Found) {
    assert_eq!(set(&recall.content), found.content, "content of {what}");
    assert_eq!(recall.address.as_deref().map(set), found.address, "address of {what}");
    assert!(recall.content.is_sorted(), "order of {what}");
}

pub(super) fn one_step(content: Set) -> Found {
    Found { content, address: None }
}

impl<C: PatternCode> Trial<C> {
    pub(super) fn query(&self) -> (Set, usize) {
        (set(self.cue.units()), self.cue.true_units())
    }

    pub(super) fn recall<R: Retrieval<C> + ?Sized>(&self, retrieval: &R) -> Recall {
        self.memory.recall(retrieval, &self.cue).unwrap()
    }

    pub(super) fn content<R: Retrieval<C> + ?Sized>(&self, retrieval: &R) -> Set {
        set(&self.recall(retrieval).content)
    }

    fn naive(&self, name: &str) -> Found {
        let (cue, correct) = self.query();
        match name {
            "R1" => one_step(self.naive.r1(Way::Forward, &cue, correct)),
            "IR-KWTA" => self.naive.ir_kwta(&cue),
            "IR-LK+" => self.naive.lk_plus(&cue, correct),
            "R1B" => one_step(self.naive.core(&self.naive.r1(Way::Forward, &cue, correct))),
            "sIRB" => self.naive.sirb(&cue, correct),
            "IRB" => self.naive.irb(&cue, correct),
            "IRB-R1" => self.naive.irb_r1(&cue, correct),
            "R1B-SMX" => one_step(self.naive.r1b_smx(&cue, correct)),
            "IRB-SMX" => self.naive.irb_smx(&cue, correct),
            "IRB-cSMX" => self.naive.irb_csmx(&cue, correct),
            "cores and halos" => self.naive.core_and_halo(&cue, correct),
            other => panic!("{other} has no twin by sets"),
        }
    }

    /// Compares retrievals with the ones by sets that have the same names.
    pub(super) fn compare(&self, retrievals: &[Named<C>]) {
        for (name, retrieval) in retrievals {
            assert_same(name, &self.recall(&**retrieval), &self.naive(name));
        }
    }
}

/// How far retrievals go.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    iterations: usize,
    cap: Option<usize>,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { iterations: 10, cap: None }
    }
}

type Named<C> = (&'static str, Box<dyn Retrieval<C>>);

/// The retrievals of any code.
pub(super) fn retrievals<C: PatternCode>(Bounds { iterations, cap }: Bounds) -> Vec<Named<C>> {
    vec![
        ("R1", Box::new(OneStep)),
        ("IR-KWTA", Box::new(KWinners { iterations, active_units: cap })),
        ("IR-LK+", Box::new(LkPlus { iterations, active_units: cap })),
    ]
}

/// All retrievals of a block code.
pub(super) fn block_retrievals(bounds: Bounds) -> Vec<Named<BlockCode>> {
    let Bounds { iterations, cap: active_units } = bounds;
    let (core, halo) = (Iterative { iterations }, SumOfMax { iterations, active_units });
    let mut all = retrievals(bounds);
    let blocks: Vec<Named<BlockCode>> = vec![
        ("R1B", Box::new(OneStepCore)),
        ("sIRB", Box::new(SimpleIterative { iterations })),
        ("IRB", Box::new(core)),
        ("IRB-R1", Box::new(IterativeHalo { core })),
        ("R1B-SMX", Box::new(SumOfMaxStep)),
        ("IRB-SMX", Box::new(halo)),
        ("IRB-cSMX", Box::new(CoreSumOfMax { halo })),
        ("cores and halos", Box::new(CoreAndHalo { iterations, active_units })),
    ];
    all.extend(blocks);
    all
}
