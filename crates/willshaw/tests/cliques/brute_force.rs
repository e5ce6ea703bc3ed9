//! All completions of a cue, by going through all patterns of a small code.

use std::collections::BTreeSet;

use rand::RngExt;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, Completion, Completions, Cue, Ending, FalseUnits, Memory, PatternCode,
    Patterns, RandomCode, Recall,
};

pub(super) type Clique = Vec<u32>;

/// A memory, the pattern or pair that the cue was made of, and the cue.
pub(super) struct Trial<C> {
    pub(super) memory: Memory<C>,
    pub(super) address: Clique,
    pub(super) content: Clique,
    pub(super) cue: Cue<C>,
}

/// Stores `count` patterns; cues the first with `kept` true and `wrong` false units, if it can.
pub(super) fn trial<C: PatternCode>(
    code: C,
    count: usize,
    association: Association,
    (kept, wrong): (usize, usize),
    seed: u64,
) -> Trial<C> {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let u = Patterns::draw(code, count, &mut rng).unwrap();
    let v = Patterns::draw(code, count, &mut rng).unwrap();
    let (address, content) = (u.get(0).unwrap().to_vec(), v.get(0).unwrap().to_vec());
    let mut memory = Memory::new(code, association).unwrap();
    match association {
        Association::Auto => memory.store(&u).unwrap(),
        Association::Hetero => memory.store_pairs(&u, &v).unwrap(),
    }
    let mut units = address.clone();
    while units.len() > kept {
        units.swap_remove(rng.random_range(0..units.len()));
    }
    let mut silent: Clique = (0..code.units() as u32).collect();
    silent.retain(|unit| !address.contains(unit));
    let wrong = wrong.min(silent.len());
    units.extend((0..wrong).map(|_| silent.swap_remove(rng.random_range(0..silent.len()))));
    Trial { memory, address, content, cue: Cue::new(code, units, wrong).unwrap() }
}

/// All block patterns, one after the other.
pub(super) fn all_blocks(code: BlockCode) -> Vec<Clique> {
    let (k, size) = (code.blocks() as u32, code.block_size() as u32);
    let pattern = |number: u32| (0..k).map(|b| b * size + number / size.pow(b) % size).collect();
    (0..size.pow(k)).map(pattern).collect()
}

pub(super) fn all_random(code: RandomCode) -> Vec<Clique> {
    let sets =
        (0_u32..1 << code.units()).filter(|set| set.count_ones() as usize == code.activity());
    sets.map(|set| (0..code.units() as u32).filter(|i| set >> i & 1 == 1).collect()).collect()
}

pub(super) fn connected<C: PatternCode>(memory: &Memory<C>, a: &[u32], b: &[u32]) -> bool {
    let w = memory.synapses();
    a.iter().all(|&i| b.iter().all(|&j| w.is_potentiated(i, j)))
}

fn overlap(pattern: &[u32], cue: &[u32]) -> usize {
    cue.iter().filter(|unit| pattern.contains(unit)).count()
}

/// All completions of the trial's cue among `patterns`, with as many of the cue's units as
/// `false_units` says.
pub(super) fn brute_force<C: PatternCode>(
    trial: &Trial<C>,
    patterns: &[Clique],
    hetero: bool,
    false_units: FalseUnits,
) -> BTreeSet<Completion> {
    let cue = &trial.cue;
    let fits = |u: &&Clique| hetero || connected(&trial.memory, u, u);
    let complete = |u: &Clique| -> Vec<Completion> {
        if !hetero {
            return vec![Completion { content: u.clone(), address: None }];
        }
        let contents = patterns.iter().filter(|v| connected(&trial.memory, u, v));
        contents.map(|v| Completion { content: v.clone(), address: Some(u.clone()) }).collect()
    };
    let of_overlap = |wanted: usize| -> BTreeSet<Completion> {
        let addresses = patterns.iter().filter(|u| overlap(u, cue.units()) == wanted).filter(fits);
        addresses.flat_map(complete).collect()
    };
    let mut overlaps = (cue.true_units()..=cue.units().len()).map(of_overlap);
    match false_units {
        FalseUnits::Exactly => overlaps.next().unwrap(),
        FalseUnits::AtMost => overlaps.flatten().collect(),
        FalseUnits::Fewest => overlaps.filter(|found| !found.is_empty()).last().unwrap(),
    }
}

/// What a complete search adds to a recall.
pub(super) fn completions(recall: &Recall) -> &Completions {
    recall.completions.as_ref().unwrap()
}

/// The list, the number and the unions are those of brute force.
pub(super) fn assert_found(recall: &Recall, expected: &BTreeSet<Completion>) {
    let found = completions(recall);
    assert_eq!(recall.ending, Ending::Settled);
    assert_eq!(found.cliques, expected.len() as u64);
    assert_eq!(found.is_unique(), expected.len() == 1);
    assert_eq!(found.list.len(), expected.len());
    assert_eq!(&found.list.iter().cloned().collect::<BTreeSet<_>>(), expected);
    let contents: BTreeSet<u32> = expected.iter().flat_map(|c| &c.content).copied().collect();
    let addresses = expected.iter().flat_map(|c| c.address.iter().flatten());
    let addresses: BTreeSet<u32> = addresses.copied().collect();
    assert!(recall.content.iter().eq(&contents));
    assert!(recall.address.iter().flatten().eq(&addresses));
}

/// The stored pattern is in the union, unless fewer false units explain the cue.
pub(super) fn assert_truth<C: PatternCode>(trial: &Trial<C>, found: &Recall) {
    let is_in = |pattern: &[u32], units: &[u32]| pattern.iter().all(|unit| units.contains(unit));
    let fewer = completions(found).false_units < trial.cue.false_units();
    let address = found.address.as_ref().unwrap_or(&found.content);
    assert!(fewer || is_in(&trial.address, address));
    assert!(fewer || found.address.is_none() || is_in(&trial.content, &found.content));
}
