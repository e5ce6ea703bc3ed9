//! What memories that count refuse.

use synaptome_willshaw::counting::{Bayes, Bcpnn, CountingMemory, CountingRule, KBest};
use synaptome_willshaw::information::Structural;
use synaptome_willshaw::{Association, Cue, Error, Patterns, RandomCode};

fn stored(association: Association) -> CountingMemory<RandomCode> {
    let code = RandomCode::new(6, 2).unwrap();
    let patterns = Patterns::new(code, vec![0, 1, 2, 3]).unwrap();
    let mut memory = CountingMemory::new(code, association).unwrap();
    match association {
        Association::Auto => memory.store(&patterns).unwrap(),
        Association::Hetero => memory.store_pairs(&patterns, &patterns).unwrap(),
    }
    memory
}

#[test]
fn sizes_beyond_every_machine_are_refused_before_anything_is_allocated() {
    let code = RandomCode::new(4_000_000_000, 2).unwrap();
    let refused = CountingMemory::new(code, Association::Auto);
    assert!(matches!(refused, Err(Error::TooLarge { value: 32_000_000_000_000_000_000, .. })));
}

#[test]
fn patterns_of_another_code_number_or_association_are_refused() {
    let mut memory = stored(Association::Auto);
    let two = Patterns::new(memory.code(), vec![0, 1, 2, 3]).unwrap();
    let one = Patterns::new(memory.code(), vec![0, 1]).unwrap();
    let other = Patterns::new(RandomCode::new(7, 2).unwrap(), vec![0, 6]).unwrap();
    assert!(matches!(memory.store(&other), Err(Error::WrongCode { .. })));
    let expected = Association::Hetero;
    assert_eq!(memory.store_pairs(&two, &two), Err(Error::WrongAssociation { expected }));
    let mut pairs = stored(Association::Hetero);
    let expected = Association::Auto;
    assert_eq!(pairs.store(&two), Err(Error::WrongAssociation { expected }));
    let refused = pairs.store_pairs(&two, &one);
    assert!(matches!(refused, Err(Error::LengthMismatch { expected: 2, found: 1, .. })));
    assert_eq!(pairs, stored(Association::Hetero));
}

#[test]
fn counters_that_would_overflow_are_refused_and_nothing_is_stored() {
    let code = RandomCode::new(3, 2).unwrap();
    let mut memory = CountingMemory::new(code, Association::Auto).unwrap();
    let many = Patterns::new(code, [0, 1].repeat(40_000)).unwrap();
    memory.store(&many).unwrap();
    let before = memory.clone();
    let refused = memory.store(&many);
    assert!(matches!(refused, Err(Error::TooLarge { value: 80_000, limit: 65_535, .. })));
    assert_eq!(memory, before);
    let rest = Patterns::new(code, [0, 1].repeat(25_535)).unwrap();
    memory.store(&rest).unwrap();
    assert_eq!(memory.counts(0, 1).unwrap().both, CountingMemory::<RandomCode>::MOST_USES);
}

#[test]
fn options_outside_their_ranges_are_refused() {
    let memory = stored(Association::Auto);
    for spurious in [-0.1, 1.0, f64::NAN, f64::INFINITY] {
        let refused = memory.weights(&Bayes { spurious, missing: 0.5 });
        assert!(matches!(refused, Err(Error::OutOfRange { .. })), "{spurious}");
    }
    for missing in [0.0, 1.0, -0.1, f64::NAN] {
        let refused = memory.weights(&Bayes { spurious: 0.0, missing });
        assert!(matches!(refused, Err(Error::OutOfRange { .. })), "{missing}");
    }
    for least in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(memory.weights(&Bcpnn { least }), Err(Error::NotPositive { .. })));
    }
    let edge = Bayes { spurious: 1.0 - f64::EPSILON, missing: f64::MIN_POSITIVE };
    assert_eq!(edge.check(), Ok(()));
}

#[test]
fn an_empty_memory_has_no_weights_and_units_that_do_not_exist_have_no_counts() {
    let code = RandomCode::new(6, 2).unwrap();
    let empty = CountingMemory::new(code, Association::Auto).unwrap();
    assert!(matches!(empty.weights(&Bayes::default()), Err(Error::Empty { .. })));
    assert_eq!(empty.count_fractions(), [1.0]);
    let memory = stored(Association::Auto);
    let weights = memory.weights(&Bayes::default()).unwrap();
    for refused in
        [memory.counts(6, 0).err(), memory.counts(0, 6).err(), weights.weight(0, 6).err()]
    {
        assert!(matches!(refused, Some(Error::IndexOutOfRange { index: 6, len: 6, .. })));
    }
    assert!(matches!(weights.fields(&[0, 9]), Err(Error::IndexOutOfRange { index: 9, .. })));
    assert!(weights.fields(&[]).is_ok());
}

#[test]
fn cues_and_weights_that_do_not_belong_together_are_refused() {
    let [auto, hetero] = [Association::Auto, Association::Hetero]
        .map(|association| stored(association).weights(&Bcpnn::default()).unwrap());
    let cue = Cue::new(auto.code(), vec![0], 0).unwrap();
    let refused = KBest::default().recall(&auto, &hetero, &cue);
    assert!(matches!(refused, Err(Error::WrongAssociation { .. })));
    let other = Cue::new(RandomCode::new(7, 2).unwrap(), vec![0], 0).unwrap();
    assert!(matches!(KBest::default().recall(&auto, &auto, &other), Err(Error::WrongCode { .. })));
    let none = KBest { steps: 0, holds_cue: true };
    assert_eq!(none.recall(&auto, &auto, &cue).unwrap().content, [0, 1]);
}

#[test]
fn states_of_synapses_must_be_fractions_of_more_than_one_state() {
    assert!(matches!(Structural::at_load(0.2, f64::NAN), Err(Error::OutOfRange { .. })));
    assert!(matches!(Structural::at_load(0.2, 1.5), Err(Error::OutOfRange { .. })));
    for load in [0.0, 1.0] {
        assert!(matches!(Structural::at_load(0.2, load), Err(Error::NotPositive { .. })));
    }
    for capacity in [0.0, -1.0, f64::NAN] {
        assert!(matches!(Structural::at_load(capacity, 0.5), Err(Error::NotPositive { .. })));
    }
    for fractions in [&[][..], &[0.5, 0.4], &[1.2, -0.2]] {
        assert!(matches!(Structural::of_states(0.2, fractions), Err(Error::OutOfRange { .. })));
    }
}
