//! Messages of symbols.

use proptest::prelude::{any, prop_assert_eq, proptest};
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Cue, Error, Memory, Patterns, SumOfMax,
};

proptest! {
    #![proptest_config(crate::cases(64))]

    #[test]
    fn symbols_and_patterns_are_the_same(
        blocks in 1_usize..20, size in 2_usize..300, count in 1_usize..5, seed in any::<u64>(),
    ) {
        let code = BlockCode::new(blocks, size).unwrap();
        let patterns = Patterns::draw(code, count, &mut ChaCha12Rng::seed_from_u64(seed)).unwrap();
        let messages: Vec<Vec<u32>> = patterns.symbols().collect();
        prop_assert_eq!(&Patterns::from_symbols(code, &messages).unwrap(), &patterns);
        for (symbols, pattern) in messages.iter().zip(&patterns) {
            prop_assert_eq!(&code.to_symbols(pattern).unwrap(), symbols);
            let all: Vec<Option<u32>> = symbols.iter().copied().map(Some).collect();
            prop_assert_eq!(code.to_partial_symbols(pattern).unwrap(), &all[..]);
            let known: Vec<Option<u32>> =
                all.iter().enumerate().map(|(b, s)| s.filter(|_| b != blocks / 2)).collect();
            prop_assert_eq!(code.from_partial_symbols(&known).unwrap().len(), blocks - 1);
            if blocks > 1 {
                let cue = Cue::from_symbols(code, &known, 0).unwrap();
                prop_assert_eq!(cue.symbols(), known);
            }
        }
    }
}

#[test]
fn a_message_with_unknown_symbols_is_completed() {
    let code = BlockCode::new(4, 26).unwrap();
    let words = [[11, 8, 14, 13], [1, 4, 0, 17], [11, 24, 13, 23]];
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&Patterns::from_symbols(code, &words).unwrap()).unwrap();
    let cue = Cue::from_symbols(code, &[Some(11), Some(24), None, None], 0).unwrap();
    for recall in [
        memory.recall(&SumOfMax::default(), &cue).unwrap(),
        memory.recall(&CliqueSearch::default(), &cue).unwrap(),
    ] {
        assert_eq!(code.to_symbols(&recall.content).unwrap(), words[2]);
    }
    // The first letter alone leaves two words, whose other letters differ.
    let cue = Cue::from_symbols(code, &[Some(11), None, None, None], 0).unwrap();
    let recall = memory.recall(&SumOfMax::default(), &cue).unwrap();
    let known = code.to_partial_symbols(&recall.content).unwrap();
    assert_eq!(known, [Some(11), None, None, None]);
}

#[test]
fn symbols_that_do_not_exist_are_named_with_their_position() {
    let code = BlockCode::new(3, 4).unwrap();
    let error = Error::NoSuchSymbol { position: 2, symbol: 4, symbols: 4 };
    assert_eq!(error.to_string(), "symbol 4 at position 2 is out of range: there are 4");
    assert_eq!(code.from_symbols(&[0, 3, 4]), Err(error.clone()));
    assert_eq!(code.from_partial_symbols(&[None, None, Some(4)]), Err(error.clone()));
    let huge = Error::NoSuchSymbol { position: 0, symbol: u32::MAX, symbols: 4 };
    assert_eq!(code.from_symbols(&[u32::MAX, 3, 4]), Err(huge));
    let in_message = Error::InMessage { message: 1, error: Box::new(error) };
    assert_eq!(Patterns::from_symbols(code, &[[0, 3, 3], [0, 3, 4]]), Err(in_message));
    let (quantity, expected, found) = ("a message", 3, 2);
    let error = Error::LengthMismatch { quantity, expected, found };
    assert_eq!(code.from_symbols(&[0, 3]), Err(error.clone()));
    assert_eq!(code.from_partial_symbols(&[None, None]), Err(error));
    let none: [[u32; 3]; 0] = [];
    assert!(matches!(Patterns::from_symbols(code, &none), Err(Error::Empty { .. })));
    let unknown = Cue::from_symbols(code, &[None; 3], 0);
    assert!(matches!(unknown, Err(Error::Empty { quantity: "the cue" })));
    let all_false = Cue::from_symbols(code, &[Some(1), None, None], 1);
    assert!(matches!(all_false, Err(Error::AllFalse { .. })));
}

#[test]
fn units_that_are_no_message_are_refused() {
    let code = BlockCode::new(3, 4).unwrap();
    assert!(matches!(code.to_symbols(&[0, 4]), Err(Error::LengthMismatch { .. })));
    assert!(matches!(code.to_symbols(&[0, 1, 8]), Err(Error::SecondInBlock { unit: 1, block: 0 })));
    for units in [[0, 4, 12], [4, 0, 8], [4, 4, 8]] {
        assert!(code.to_symbols(&units).is_err());
        assert!(code.to_partial_symbols(&units).is_err());
    }
}
