//! Bits, truth values and grey values.

use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_assume, proptest};
use synaptome_hopfield::{Cues, Error, Messages, State, Threshold};

#[test]
fn bits_of_every_type_and_truth_values_give_the_same_state() {
    let state = State::new(vec![-1, 1, 1, -1]).unwrap();
    assert_eq!(State::from_bits(&[0_u8, 1, 1, 0]).unwrap(), state);
    assert_eq!(State::from_bits(&[0, 1, 1, 0]).unwrap(), state);
    assert_eq!(State::from_bits(&[0.0_f32, 1.0, 1.0, -0.0]).unwrap(), state);
    assert_eq!(State::from_bools(&[false, true, true, false]).unwrap(), state);
    assert_eq!(state.to_bits(), [0, 1, 1, 0]);
}

#[test]
fn the_error_of_spins_points_to_the_other_constructors() {
    let error = State::new(vec![1, 0]).unwrap_err().to_string();
    assert!(error.contains("from_bits") && error.contains("from_greys"), "{error}");
    let error = State::from_bits(&[1, -1]).unwrap_err().to_string();
    assert!(error.contains("unit 1") && error.contains("from_spins"), "{error}");
}

#[test]
fn what_is_not_a_number_is_named_by_message_and_unit() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for threshold in [Threshold::Given(0.5), Threshold::Median, Threshold::Otsu] {
            let rows = [[0.1, 0.9], [0.3, value]];
            let error = Messages::from_greys(&rows, threshold).unwrap_err().to_string();
            let expected = format!(
                "message 1: unit 1 has the value {value}, but a grey value is a finite number"
            );
            assert_eq!(error, expected);
        }
        assert!(matches!(State::from_bits(&[value]), Err(Error::NotABit { unit: 0, .. })));
        let error = State::from_greys(&[0.1, 0.2], Threshold::Given(value)).unwrap_err();
        assert!(matches!(error, Error::NotFinite { quantity: "the threshold", .. }));
    }
}

#[test]
fn what_equals_a_given_threshold_is_below_it() {
    let state = State::from_greys(&[1.0, 2.0, 3.0], Threshold::Given(2.0)).unwrap();
    assert_eq!(state.spins(), [-1, -1, 1]);
    // Pictures of one colour are a state for a given threshold.
    assert_eq!(State::from_greys(&[7.0; 3], Threshold::Given(2.0)).unwrap().spins(), [1; 3]);
}

#[test]
fn a_picture_of_one_colour_has_no_threshold_of_its_own() {
    for threshold in [Threshold::Median, Threshold::Otsu] {
        assert_eq!(State::from_greys(&[7.0; 3], threshold), Err(Error::NoContrast { value: 7.0 }));
    }
    let empty: [f64; 0] = [];
    assert!(matches!(State::from_greys(&empty, Threshold::Otsu), Err(Error::Empty { .. })));
}

#[test]
fn a_median_divides_a_picture_that_is_mostly_white() {
    let state = State::from_greys(&[9.0, 9.0, 9.0, 1.0, 9.0], Threshold::Median).unwrap();
    assert_eq!(state.to_bits(), [1, 1, 1, 0, 1]);
}

#[test]
fn own_cues_must_be_of_their_messages() {
    let messages = Messages::from_bits(&[[0, 1, 1]]).unwrap();
    assert!(matches!(Cues::new(Vec::new()), Err(Error::Empty { .. })));
    let short = State::from_bits(&[0, 1]).unwrap();
    assert!(matches!(Cues::new(vec![(short, &messages[0])]), Err(Error::LengthMismatch { .. })));
}

/// The variance between the two classes of a threshold, by its definition.
fn between(greys: &[f64], threshold: f64) -> f64 {
    let (above, below): (Vec<f64>, Vec<f64>) = greys.iter().partition(|&&g| g > threshold);
    let mean = |class: &[f64]| class.iter().sum::<f64>() / class.len() as f64;
    let weight = |class: &[f64]| class.len() as f64 / greys.len() as f64;
    weight(&above) * weight(&below) * (mean(&above) - mean(&below)).powi(2)
}

proptest! {
    #![proptest_config(crate::cases(128))]

    #[test]
    fn no_threshold_parts_the_classes_further_than_otsus(
        greys in proptest::collection::vec(0_u8..=9, 2..30),
    ) {
        prop_assume!(greys.iter().any(|g| *g != greys[0]));
        let numbers: Vec<f64> = greys.iter().copied().map(f64::from).collect();
        let state = State::from_greys(&greys, Threshold::Otsu).unwrap();
        let lowest = state.iter().zip(&numbers).filter(|(spin, _)| **spin > 0).map(|(_, g)| *g);
        let used = lowest.fold(f64::INFINITY, f64::min) - 0.5;
        let most = *greys.iter().max().unwrap();
        for threshold in (greys.iter().copied().min().unwrap()..most).map(f64::from) {
            prop_assert!(between(&numbers, used) >= between(&numbers, threshold) - 1e-12);
        }
    }

    #[test]
    fn distinct_greys_are_halved_by_their_median(
        count in 2_usize..30, scale in 1e-3..1e3, seed in any::<u64>(),
    ) {
        let grey = |k: usize| (((k as u64 + seed % 97) * 31) % 101) as f64 * scale;
        let greys: Vec<f64> = (0..count).map(grey).collect();
        let state = State::from_greys(&greys, Threshold::Median).unwrap();
        let up = state.iter().filter(|spin| **spin > 0).count();
        prop_assert_eq!(up, count / 2);
    }
}
