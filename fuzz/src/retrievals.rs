//! Every retrieval of a Willshaw memory, on arbitrary cues and patterns.

use synaptome_willshaw::counting::{
    Bayes, Bcpnn, ClippedHebb, CountingMemory, CountingRule, Covariance, KBest,
};
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, CoreAndHalo, CoreSumOfMax, Cue, FalseUnits, FirstClique,
    Iterative, IterativeHalo, KWinners, LkPlus, Memory, OneStep, OneStepCore, PatternCode,
    Patterns, RandomCode, Retrieval, SimpleIterative, SumOfMax, SumOfMaxStep,
};

use crate::bytes::Bytes;

/// Stores patterns and asks every retrieval, in memories of a few hundred units at most.
pub fn retrievals(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let association = [Association::Auto, Association::Hetero][bytes.below(2)];
    if bytes.is_true() {
        let Ok(code) = BlockCode::new(bytes.count().min(12), bytes.count().min(20)) else { return };
        with_blocks(code, association, &mut bytes);
    } else {
        let Ok(code) = RandomCode::new(bytes.below(300), bytes.count()) else { return };
        with_any(code, association, &mut bytes);
    }
}

fn with_blocks(code: BlockCode, association: Association, bytes: &mut Bytes<'_>) {
    let Some((memory, cue)) = given(code, association, bytes) else { return };
    let iterations = bytes.count();
    let active_units = bytes.is_true().then(|| bytes.count());
    let core = Iterative { iterations };
    let halo = SumOfMax { iterations, active_units };
    let retrievals: [&dyn Retrieval<BlockCode>; 15] = [
        &OneStep,
        &OneStepCore,
        &core,
        &SimpleIterative { iterations },
        &IterativeHalo { core },
        &CoreAndHalo { iterations, active_units },
        &SumOfMaxStep,
        &halo,
        &CoreSumOfMax { halo },
        &LkPlus { iterations, active_units },
        &KWinners { iterations, active_units },
        &search(FalseUnits::Exactly),
        &search(FalseUnits::AtMost),
        &search(FalseUnits::Fewest),
        &FirstClique { tries: 4 },
    ];
    let ask = |retrieval: &&dyn Retrieval<BlockCode>| ask(&memory, *retrieval, &cue);
    if bytes.rarely(16) {
        return retrievals.iter().for_each(ask);
    }
    ask(&retrievals[bytes.below(15)]);
}

fn with_any(code: RandomCode, association: Association, bytes: &mut Bytes<'_>) {
    let Some((memory, cue)) = given(code, association, bytes) else { return };
    let iterations = bytes.count();
    let active_units = bytes.is_true().then(|| bytes.count());
    ask(&memory, &OneStep, &cue);
    ask(&memory, &LkPlus { iterations, active_units }, &cue);
    ask(&memory, &KWinners { iterations, active_units }, &cue);
    ask(&memory, &search(FalseUnits::Fewest), &cue);
}

/// A search that ends soon.
fn search(false_units: FalseUnits) -> CliqueSearch {
    CliqueSearch {
        false_units,
        node_limit: 10_000,
        work_limit: 1_000_000,
        list_limit: 20,
        threads: 1,
    }
}

fn ask<C: PatternCode>(memory: &Memory<C>, retrieval: &dyn Retrieval<C>, cue: &Cue<C>) {
    if let Ok(recall) = memory.recall(retrieval, cue) {
        let units = recall.content.iter().map(|unit| *unit as usize);
        assert!(
            units.clone().all(|unit| unit < memory.code().units()),
            "a unit that does not exist"
        );
        assert!(units.is_sorted(), "the units of a recall are in order");
    }
    let _ = (memory.familiarity(cue), memory.is_familiar(cue));
}

/// A memory with patterns, and a cue.
fn given<C: PatternCode>(
    code: C,
    association: Association,
    bytes: &mut Bytes<'_>,
) -> Option<(Memory<C>, Cue<C>)> {
    let mut memory = Memory::new(code, association).ok()?;
    let patterns = Patterns::draw(code, bytes.below(60), &mut bytes.rng()).ok()?;
    match association {
        Association::Auto => memory.store(&patterns).ok()?,
        Association::Hetero => memory.store_pairs(&patterns, &patterns).ok()?,
    }
    if bytes.rarely(8) {
        counting(code, association, &patterns, bytes);
    }
    let units = (0..bytes.below(40)).map(|_| u32::from(bytes.byte())).collect();
    Some((memory, Cue::new(code, units, bytes.count()).ok()?))
}

/// The same patterns in a memory that counts.
fn counting<C: PatternCode>(
    code: C,
    association: Association,
    patterns: &Patterns<C>,
    bytes: &mut Bytes<'_>,
) {
    let Ok(mut memory) = CountingMemory::new(code, association) else { return };
    let _ = match association {
        Association::Auto => memory.store(patterns),
        Association::Hetero => memory.store_pairs(patterns, patterns),
    };
    let bayes = Bayes { spurious: bytes.number(), missing: bytes.number() };
    let bcpnn = Bcpnn { least: bytes.number() };
    let rules: [&dyn CountingRule; 4] = [&bayes, &bcpnn, &Covariance, &ClippedHebb];
    let Ok(weights) = memory.weights(rules[bytes.below(4)]) else { return };
    let units = (0..bytes.below(20)).map(|_| u32::from(bytes.byte())).collect();
    let Ok(cue) = Cue::new(code, units, bytes.count()) else { return };
    let _ = KBest { steps: bytes.below(20), holds_cue: bytes.is_true() }
        .recall(&weights, &weights, &cue);
}
