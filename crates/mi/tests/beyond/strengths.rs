//! Numbers of distinguishable strengths against enumeration and simulation.

use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use synaptome_mi::{Error, SizePairs, StrengthBins, strengths_in_range};

/// Sizes exp(cause + noise) of pairs, with variances ρ and 1 − ρ.
fn pairs(count: usize, rho: f64, seed: u64) -> SizePairs {
    let rng = &mut ChaCha12Rng::seed_from_u64(seed);
    let mut normal = || -> f64 { StandardNormal.sample(rng) };
    let pair = |_| {
        let cause = rho.sqrt() * normal();
        [0, 1].map(|_| (cause + (1.0 - rho).sqrt() * normal()).exp())
    };
    SizePairs::new(&(0..count).map(pair).collect::<Vec<_>>()).unwrap()
}

#[test]
fn pairs_of_one_cause_tell_what_their_correlation_says() {
    // Standard errors at 40,000 pairs: 0.0013 of ρ, 0.004 bit.
    let (pairs, rho) = (pairs(40_000, 0.7, 1), 0.7_f64);
    assert!((pairs.log_correlation().unwrap() - rho).abs() < 0.01);
    let other = -0.5 * (1.0 - rho * rho).log2();
    assert!((pairs.information_of_other_bits().unwrap() - other).abs() < 0.03);
    let cause = -0.5 * (1.0 - rho).log2();
    assert!((pairs.information_about_cause_bits().unwrap() - cause).abs() < 0.03);
    // Levels lose some of it, and never gain.
    let rng = &mut ChaCha12Rng::seed_from_u64(2);
    let levels = pairs.information_of_levels_bits(24, 5, rng).unwrap().value;
    assert!(levels < other + 0.02 && levels > 0.9 * other, "{levels} {other}");
}

#[test]
fn sizes_without_a_common_cause_share_no_information_beyond_chance() {
    let pairs = pairs(400, 0.0, 3);
    let found =
        pairs.information_of_levels_bits(6, 50, &mut ChaCha12Rng::seed_from_u64(4)).unwrap();
    assert!(found.value.abs() < 5.0 * found.error, "{found:?}");
}

proptest! {
    #[test]
    fn no_bin_holds_sizes_that_can_be_told_apart(
        sizes in prop::collection::vec(0.01_f64..100.0, 1..60),
        variation in 0.01_f64..1.3,
    ) {
        let bins = StrengthBins::new(&sizes, variation).unwrap();
        let ratio = (2.0_f64.sqrt() + variation) / (2.0_f64.sqrt() - variation);
        let mut sorted = sizes.clone();
        sorted.sort_by(f64::total_cmp);
        let mut from = 0;
        for &count in bins.counts() {
            prop_assert!(count > 0 && sorted[from + count - 1] / sorted[from] <= ratio);
            from += count;
            prop_assert!(from == sorted.len() || sorted[from] / sorted[from - count] > ratio);
        }
        prop_assert_eq!(from, sizes.len());
        prop_assert!(bins.entropy_bits() <= bins.capacity_bits() + 1e-12);
        let range = strengths_in_range(sorted[0], sorted[sorted.len() - 1], variation).unwrap();
        prop_assert!(bins.len() as f64 <= range + 1.0);
    }
}

#[test]
fn impossible_sizes_are_typed_errors() {
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let error = StrengthBins::new(&[1.0, bad], 0.1).unwrap_err();
        assert!(matches!(error, Error::BadSample { quantity: "size", index: 1, .. }), "{error}");
        let pairs = [[1.0, 2.0], [2.0, bad], [3.0, 1.0]];
        assert!(matches!(SizePairs::new(&pairs), Err(Error::BadSample { index: 1, .. })));
        assert!(strengths_in_range(1.0, bad, 0.1).is_err());
        assert!(strengths_in_range(bad, 1.0, 0.1).is_err());
        assert!(strengths_in_range(1.0, 2.0, bad).is_err());
    }
    assert!(strengths_in_range(1.0, 2.0, 2.0_f64.sqrt()).is_err());
    assert!(strengths_in_range(2.0, 1.0, 0.1).is_err());
    assert!(matches!(StrengthBins::new(&[], 0.1), Err(Error::Empty { .. })));
    assert!(matches!(SizePairs::new(&[[1.0, 1.0]; 2]), Err(Error::TooFew { .. })));
    let constant = SizePairs::new(&[[1.0, 2.0], [1.0, 3.0], [1.0, 5.0]]).unwrap();
    assert!(matches!(constant.log_correlation(), Err(Error::Constant { index: 0, .. })));
    let equal = SizePairs::new(&[[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]]).unwrap();
    assert_eq!(equal.median_variation(), 0.0);
    assert!(matches!(equal.information_of_other_bits(), Err(Error::NotPositive { .. })));
    for count in 3..50 {
        let alike: Vec<_> = (1..=count).map(|k| [f64::from(k); 2]).collect();
        let alike = SizePairs::new(&alike).unwrap();
        assert_eq!(alike.log_correlation().unwrap(), 1.0, "{count}");
        assert!(alike.information_about_cause_bits().is_err(), "{count}");
    }
    let opposed = SizePairs::new(&[[1.0, 4.0], [2.0, 2.0], [4.0, 1.1]]).unwrap();
    assert!(matches!(opposed.information_about_cause_bits(), Err(Error::OutOfRange { .. })));
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    assert!(opposed.information_of_levels_bits(1, 10, rng).is_err());
    assert!(opposed.information_of_levels_bits(usize::MAX, 10, rng).is_ok());
}

#[test]
fn strengths_of_nearly_exact_synapses_follow_the_series() {
    // ln((√2 + v)/(√2 − v)) = √2 v (1 + v²/6 + …).
    for variation in [1e-300, 1e-17, 1e-9, 1e-4, 9.99e-3, 1.001e-2] {
        let series = 2.0_f64.sqrt() * variation * (1.0 + variation * variation / 6.0);
        let found = strengths_in_range(1.0, 2.0, variation).unwrap();
        assert!((found * series / 2.0_f64.ln() - 1.0).abs() < 1e-8, "{variation}: {found}");
    }
    assert_eq!(strengths_in_range(1.0, 1.0, 1e-300), Ok(0.0));
}

/// The standard deviation of two numbers with two in the denominator less one, over their mean.
#[test]
fn the_variation_of_a_pair_is_its_standard_deviation_over_its_mean() {
    let all = [[1.0, 3.0], [7.0, 2.0], [5.0, 5.0], [0.3, 40.0]];
    let found = SizePairs::new(&all).unwrap().variations();
    for ([a, b], found) in all.into_iter().zip(found) {
        let mean = f64::midpoint(a, b);
        let deviation = ((a - mean).powi(2) + (b - mean).powi(2)).sqrt();
        assert!((found - deviation / mean).abs() < 1e-15, "{a} {b}: {found}");
    }
    let middle = SizePairs::new(&all).unwrap().median_variation();
    let half = |a: f64, b: f64| ((a - b).powi(2) / 2.0).sqrt() * 2.0 / (a + b);
    assert!((middle - f64::midpoint(half(1.0, 3.0), half(7.0, 2.0))).abs() < 1e-15);
}

#[test]
fn sizes_whose_logarithms_do_not_differ_have_no_correlation() {
    let above = 1e300_f64.next_up();
    let pairs = SizePairs::new(&[[1e300, 1.0], [above, 2.0], [1e300, 3.0]]).unwrap();
    assert!(matches!(pairs.log_correlation(), Err(Error::Constant { index: 0, .. })));
}

#[test]
fn as_many_levels_as_sizes_need_no_table_of_all_pairs_of_levels() {
    // Twelve thousand distinct sizes: a table of 24,000² would take gigabytes.
    let pairs = pairs(12_000, 0.5, 2);
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let found = pairs.information_of_levels_bits(usize::MAX, 2, rng).unwrap();
    // Every pair of levels occurs once: log₂ 12,000 bits, also after shuffling.
    assert!(found.value.abs() < 1e-9 && found.error < 1e-9, "{found:?}");
    let refused = pairs.information_of_levels_bits(2, usize::MAX, rng);
    assert!(matches!(refused, Err(Error::TooLarge { .. })));
}
