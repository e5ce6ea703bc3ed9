//! What a Rust user expects of the public types.

use std::fmt::Debug;

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::load_search::{Found, LoadSearch};
use synaptome_willshaw::trial::{
    Conveyed, GrowingMemory, ImplicitTrial, Outcome, Pairs, Query, Trial,
};
use synaptome_willshaw::{
    Association, BitMatrix, BlockCode, CliqueSearch, Cue, CueQuality, DendriticSums, Error,
    ImplicitMatrix, KeptRows, Memory, Network, Patterns, RandomCode, Recall, UnitSet, Usage,
};

fn is_shared<T: Send + Sync + Debug + Clone>() {}

#[test]
fn everything_may_be_shared_between_threads_cloned_and_printed() {
    is_shared::<Memory<BlockCode>>();
    is_shared::<Memory<BlockCode, KeptRows<'_, ImplicitMatrix>>>();
    is_shared::<(BitMatrix, ImplicitMatrix, UnitSet, DendriticSums)>();
    is_shared::<(Patterns<RandomCode>, Cue<RandomCode>, Recall, CliqueSearch, Error)>();
    is_shared::<(Network<'_, BlockCode>, Pairs<BlockCode>)>();
    is_shared::<(GrowingMemory<BlockCode>, Trial<'_, BlockCode>, ImplicitTrial<'_>)>();
    is_shared::<(Query<BlockCode>, Outcome<BlockCode>, Conveyed, Found, LoadSearch<BlockCode>)>();
}

#[test]
fn memories_are_equal_if_their_synapses_are_and_print_in_one_line() {
    let (code, mut rng) = (BlockCode::new(8, 100).unwrap(), ChaCha12Rng::seed_from_u64(1));
    let patterns = Patterns::draw(code, 300, &mut rng).unwrap();
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&patterns).unwrap();
    let mut copy = memory.clone();
    assert_eq!(copy, memory);
    copy.store(&Patterns::draw(code, 1, &mut rng).unwrap()).unwrap();
    assert_ne!(copy, memory);
    assert!(format!("{memory:?}").len() < 200, "{memory:?}");

    let usage = Usage::Multinomial;
    let implicit = ImplicitMatrix::draw(code, Association::Hetero, 50, usage, &mut rng).unwrap();
    let (u, v) = (implicit.address(1).unwrap(), implicit.content(1).unwrap());
    let kept = KeptRows::new(&implicit, &u, &v).unwrap();
    assert_eq!((&implicit.clone(), &kept.clone()), (&implicit, &kept));
    assert!(format!("{kept:?}").len() < 600, "{kept:?}");
}

#[test]
fn collections_are_iterated_and_extended() {
    let code = BlockCode::new(2, 4).unwrap();
    let patterns = Patterns::new(code, vec![1, 6, 0, 7]).unwrap();
    let mut all = Vec::new();
    for pattern in &patterns {
        all.extend_from_slice(pattern);
    }
    assert_eq!(all, [1, 6, 0, 7]);
    let memory = Memory::new(code, Association::Auto).unwrap();
    let mut set = memory.network().empty();
    set.extend([6, 1, 99]);
    assert_eq!(Vec::from(set), [1, 6]);
    assert_eq!(Cue::new(code, vec![1], 0).unwrap().as_ref(), [1]);
    assert_eq!(CueQuality::part(0.5), CueQuality::default());
}
