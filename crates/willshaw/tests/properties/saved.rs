//! Saved memories are read as they were, or refused.

use rand::RngExt;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, Error, Memory, PatternCode, Patterns, RandomCode, SavedCode,
};

fn stored<C: SavedCode>(code: C, association: Association) -> (Memory<C>, Vec<u8>) {
    let mut memory = Memory::new(code, association).unwrap();
    let patterns = Patterns::draw(code, 40, &mut ChaCha12Rng::seed_from_u64(1)).unwrap();
    match association {
        Association::Auto => memory.store(&patterns).unwrap(),
        Association::Hetero => memory.store_pairs(&patterns, &patterns).unwrap(),
    }
    let mut bytes = Vec::new();
    memory.save(&mut bytes).unwrap();
    (memory, bytes)
}

#[test]
fn memories_of_every_kind_and_width_survive() {
    for association in [Association::Auto, Association::Hetero] {
        for (blocks, size) in [(2, 4), (4, 16), (5, 13), (7, 100)] {
            let (memory, bytes) = stored(BlockCode::new(blocks, size).unwrap(), association);
            assert_eq!(Memory::load(bytes.as_slice()).unwrap(), memory);
            let code = memory.code();
            assert_eq!(bytes.len(), 8 * (7 + code.units() * code.units().div_ceil(64)));
        }
        let (memory, bytes) = stored(RandomCode::new(70, 5).unwrap(), association);
        assert_eq!(Memory::load(bytes.as_slice()).unwrap(), memory);
    }
}

#[test]
fn a_few_changed_bytes_are_always_refused() {
    // 64 units: 568 bytes.
    for association in [Association::Auto, Association::Hetero] {
        let (_, bytes) = stored(BlockCode::new(4, 16).unwrap(), association);
        assert_eq!(bytes.len(), 568);
        let rng = &mut ChaCha12Rng::seed_from_u64(2);
        for _ in 0..50_000 {
            let mut changed = bytes.clone();
            for _ in 0..rng.random_range(1..=3) {
                changed[rng.random_range(0..bytes.len())] = rng.random();
            }
            let loaded = Memory::<BlockCode>::load(changed.as_slice());
            assert_eq!(loaded.is_ok(), changed == bytes, "{loaded:?}");
        }
    }
}

#[test]
fn a_header_with_any_other_byte_is_refused_at_once() {
    let (_, bytes) = stored(BlockCode::new(4, 16).unwrap(), Association::Hetero);
    for place in 0..48 {
        for value in (0..=255).filter(|&value| value != bytes[place]) {
            let mut changed = bytes.clone();
            changed[place] = value;
            assert!(Memory::<BlockCode>::load(changed.as_slice()).is_err(), "{place}: {value}");
        }
    }
}

#[test]
fn a_memory_that_ends_early_or_goes_on_is_refused() {
    let (_, mut bytes) = stored(BlockCode::new(4, 16).unwrap(), Association::Auto);
    for length in 0..bytes.len() {
        let loaded = Memory::<BlockCode>::load(&bytes[..length]);
        assert!(matches!(loaded, Err(Error::Damaged { reason: "it ends too early", .. })));
    }
    bytes.push(0);
    let loaded = Memory::<BlockCode>::load(bytes.as_slice());
    assert!(matches!(loaded, Err(Error::Damaged { reason: "something follows it", .. })));
}
