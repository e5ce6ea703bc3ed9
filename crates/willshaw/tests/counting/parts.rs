//! Memories and weights from their numbers.

use synaptome_willshaw::counting::{Bayes, CountingMemory, Weights};
use synaptome_willshaw::{Association, Error, RandomCode};

use super::memory;

#[test]
fn what_is_taken_apart_and_put_together_is_the_same() {
    for association in [Association::Auto, Association::Hetero] {
        let (counts, _) = memory(RandomCode::new(12, 3).unwrap(), association, 20, 1);
        let uses = [counts.address_uses().to_vec(), counts.content_uses().to_vec()];
        let (code, stored) = (counts.code(), counts.stored());
        let again =
            CountingMemory::from_counts(code, association, stored, uses, counts.pairs().to_vec());
        assert_eq!(again.unwrap(), counts);
        let weights = counts.weights(&Bayes::default()).unwrap();
        let (silence, rows) = (weights.silence().to_vec(), weights.rows().to_vec());
        assert_eq!(Weights::from_rows(code, association, silence, rows).unwrap(), weights);
    }
}

/// Numbers of a memory, changed.
fn changed(change: impl Fn(&mut u32, &mut [Vec<u32>; 2], &mut Vec<u16>)) -> Option<Error> {
    let (counts, _) = memory(RandomCode::new(6, 2).unwrap(), Association::Auto, 9, 3);
    let mut stored = counts.stored();
    let mut uses = [counts.address_uses().to_vec(), counts.content_uses().to_vec()];
    let mut pairs = counts.pairs().to_vec();
    change(&mut stored, &mut uses, &mut pairs);
    CountingMemory::from_counts(counts.code(), Association::Auto, stored, uses, pairs).err()
}

#[test]
fn counts_of_another_number_or_that_no_patterns_have_are_refused() {
    assert_eq!(changed(|_, _, _| ()), None);
    let shorter = changed(|_, uses, _| uses[1].truncate(5));
    assert!(matches!(shorter, Some(Error::LengthMismatch { expected: 6, found: 5, .. })));
    let fewer = changed(|_, _, pairs| pairs.truncate(35));
    assert!(matches!(fewer, Some(Error::LengthMismatch { expected: 36, found: 35, .. })));
    let wrong = [
        changed(|stored, _, _| *stored += 1),
        changed(|_, uses, _| uses[0][0] += 1),
        changed(|_, uses, _| uses[0].swap(0, 1)),
        changed(|_, _, pairs| pairs[1] += 1),
        changed(|_, _, pairs| pairs.reverse()),
        changed(|_, _, pairs| pairs.swap(1, 2)),
    ];
    for found in wrong {
        assert!(matches!(found, Some(Error::Damaged { .. })), "{found:?}");
    }
}

#[test]
fn weights_of_another_number_or_that_are_not_numbers_are_refused() {
    let code = RandomCode::new(2, 1).unwrap();
    let of = |silence: &[f32], rows: &[f32]| {
        Weights::from_rows(code, Association::Auto, silence.to_vec(), rows.to_vec()).err()
    };
    assert_eq!(of(&[0.0; 2], &[f32::NEG_INFINITY; 4]), None);
    for (silence, rows) in [(&[0.0; 3][..], &[0.0; 4][..]), (&[0.0; 2], &[0.0; 3])] {
        assert!(matches!(of(silence, rows), Some(Error::LengthMismatch { .. })));
    }
    assert!(matches!(of(&[0.0, f32::NAN], &[0.0; 4]), Some(Error::OutOfRange { .. })));
    assert!(matches!(of(&[0.0; 2], &[f32::NAN; 4]), Some(Error::OutOfRange { .. })));
}
