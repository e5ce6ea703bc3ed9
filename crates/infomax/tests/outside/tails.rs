//! Distributions of avalanche sizes that people bring.

use std::time::Instant;

use proptest::prelude::{prop_assert, proptest};
use synaptome_infomax::Error;
use synaptome_infomax::observables::{
    Bootstrap, Comparison, GoodnessOfFit, LowerEnd, SizeCounts, SizeRange, Tail, TailShape,
};

use super::given::rng;

const TOLERANCE: f64 = 1e-12;

fn power(counts: &SizeCounts, range: impl Into<SizeRange>) -> Tail {
    Tail::fit(TailShape::Power, counts, range).unwrap()
}

/// ⌊10,000 s^−3/2⌋ of each size.
fn three_halves() -> SizeCounts {
    let count = |s: u64| if s == 0 { 0 } else { (10_000.0 * (s as f64).powf(-1.5)).floor() as u64 };
    SizeCounts::from_counts(&(0..100).map(count).collect::<Vec<_>>())
}

fn bursts() -> SizeCounts {
    let pairs = [
        (1, 233),
        (2, 33),
        (3, 13),
        (4, 10),
        (5, 2),
        (6, 3),
        (7, 2),
        (8, 2),
        (9, 1),
        (11, 1),
        (15, 1),
        (18, 1),
    ];
    let mut counts = SizeCounts::new();
    pairs.into_iter().for_each(|(size, count)| counts.add_many(size, count));
    counts
}

fn large() -> SizeCounts {
    [1008, 1013, 1008, 1013, 1020, 1007, 1013, 1024, 1011, 1026, 1022, 1014].into_iter().collect()
}

#[test]
fn the_exponent_of_a_cut_power_law_has_its_standard_error_and_distance() {
    let tail = power(&three_halves(), 1..=99);
    let exponent = tail.exponent();
    assert!((exponent.value + 1.503_345_857_846).abs() < 1e-11, "{tail:?}");
    assert!((exponent.std_error.unwrap() - 0.005_26).abs() < 5e-6, "{tail:?}");
    assert!((tail.distance - 0.000_695).abs() < 5e-7, "{tail:?}");
}

#[test]
fn the_ending_of_a_distribution_is_the_callers_choice_and_part_of_the_result() {
    let (zeta, cut) = (power(&bursts(), 1..), power(&bursts(), 1..=18));
    // Roots of mpmath with 30 digits.
    assert!((zeta.exponent().value + 2.594_975_983_508_088).abs() < TOLERANCE, "{zeta:?}");
    assert!((cut.exponent().value + 2.537_155_392_013_976).abs() < TOLERANCE, "{cut:?}");
    assert!((cut.exponent().std_error.unwrap() - 0.1108).abs() < 5e-5);
    assert_eq!((zeta.range.high, cut.range.high), (None, Some(18)));
}

#[test]
fn an_absurd_upper_end_gives_the_zeta_distribution_at_once() {
    let zeta = power(&bursts(), 1..).exponent().value;
    let start = Instant::now();
    for high in [u64::MAX, u64::MAX - 1, 1_000_000_000, 1 << 53] {
        for shape in TailShape::ALL {
            let tail = Tail::fit(shape, &bursts(), 1..=high);
            assert!(tail.as_ref().is_ok_and(|tail| tail.distance < 0.2), "{shape} {tail:?}");
        }
        let exponent = power(&bursts(), 1..=high).exponent().value;
        assert!((exponent - zeta).abs() < 1e-9, "{exponent} {zeta}");
    }
    assert!(start.elapsed().as_secs_f64() < 2.0, "{:?}", start.elapsed());
}

#[test]
fn exponents_of_any_size_and_sign_are_maxima() {
    let steep = power(&large(), 1007..=2000);
    assert!((steep.exponent().value + 121.500_242).abs() < 1e-6, "{steep:?}");
    assert!((steep.exponent().std_error.unwrap() - 34.8).abs() < 0.05, "{steep:?}");
    let even = SizeCounts::from_counts(&[0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]);
    assert!(power(&even, 1..=10).exponent().value.abs() < 1e-12);
    let rising = SizeCounts::from_counts(&(0..=10).collect::<Vec<_>>());
    assert!((power(&rising, 1..=10).exponent().value - 1.0).abs() < 1e-12);
    let slow: SizeCounts = {
        let count = |s: u64| if s == 0 { 0 } else { (1e15 * (s as f64).powf(-1.03)) as u64 };
        SizeCounts::from_counts(&(0..=100_000).map(count).collect::<Vec<_>>())
    };
    assert!((power(&slow, 1..=100_000).exponent().value + 1.03).abs() < 1e-9);
    // Mirrored about the middle of the range, an exponent of the exponential changes its sign.
    let all = |sizes: &[u64]| sizes.iter().copied().collect::<SizeCounts>();
    let exponential = |counts, high| {
        Tail::fit(TailShape::Exponential, counts, 1..=high).unwrap().exponent().value
    };
    let (down, up) = (all(&[1, 1, 2, 5]), all(&[10, 10, 9, 6]));
    assert!((exponential(&down, 10) + exponential(&up, 10)).abs() < 1e-12);
    let (down, up) = (all(&[1, 1, 2, 5]), all(&[100_000, 100_000, 99_999, 99_996]));
    let sum = exponential(&down, 100_000) + exponential(&up, 100_000);
    assert!(sum.abs() < 1e-9, "{sum}");
}

#[test]
fn a_likelihood_without_a_finite_maximum_is_a_typed_error() {
    let ones = SizeCounts::from_counts(&[0, 12]);
    for shape in TailShape::ALL {
        for range in [SizeRange::from(1..), (1..=100).into(), (1..=u64::MAX).into(), (1..=1).into()]
        {
            let error = Tail::fit(shape, &ones, range).unwrap_err();
            assert!(matches!(error, Error::NoMaximum { .. }), "{shape} {range}: {error}");
        }
        let error = Tail::fit(shape, &SizeCounts::from_counts(&[0, 0, 9]), 1..=2).unwrap_err();
        assert!(matches!(error, Error::NoMaximum { .. }), "{shape}: {error}");
    }
    let error = |shape, counts: &[u64], range| {
        Tail::fit(shape, &SizeCounts::from_counts(counts), SizeRange::from(range))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(TailShape::Power, &[0, 12], 1..),
        "the likelihood has no finite maximum: all have size 1, an end of the range (12 observations in [1, ∞))"
    );
    assert_eq!(
        error(TailShape::LogNormal, &[0, 0, 3, 9], 1..),
        "the likelihood has no finite maximum: all have the sizes 2 and 3 (12 observations in [1, ∞))"
    );
    assert_eq!(error(TailShape::Power, &[0, 12], 2..), "none of 12 avalanches lies in [2, ∞)");
    assert!(error(TailShape::Power, &[], 2..).contains("do rows of the raster stand for steps?"));
    assert_eq!(
        error(TailShape::Power, &[0, 12], 0..),
        "the smallest size must lie in [1, inf], got 0"
    );
    assert_eq!(
        error(TailShape::Power, &[0, 12], u64::MAX..),
        "the smallest size is 18446744073709551615, above the limit of 9007199254740992"
    );
}

proptest! {
    #![proptest_config(crate::cases(60))]

    /// No likelihood near a fit, evaluated by summing probabilities over the range one by one, is larger.
    #[test]
    fn a_fit_is_a_maximum_of_a_likelihood_that_is_normalised(seed in 0_u64..10_000, high in 30_u64..5_000) {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut uniform = || { state ^= state << 13; state ^= state >> 7; state ^= state << 17; (state >> 11) as f64 / (1_u64 << 53) as f64 };
        let exponent = 0.3 + 2.0 * uniform();
        let counts: SizeCounts = (0..400).map(|_| (uniform().powf(-1.0 / exponent) as u64).clamp(1, high)).collect();
        for shape in TailShape::ALL {
            let Ok(tail) = Tail::fit(shape, &counts, 1..=high) else { continue };
            let total: f64 = (1..=high).map(|s| tail.ln_probability(s).exp()).sum();
            prop_assert!((total - 1.0).abs() < 1e-10, "{tail:?} {total}");
            let mean: f64 = counts.iter().map(|(s, n)| n as f64 * tail.ln_probability(s)).sum();
            prop_assert!((mean - tail.ln_likelihood()).abs() < 1e-9 * mean.abs(), "{tail:?} {mean}");
        }
    }
}

/// Counts in bins against probabilities summed one by one. Five standard deviations are allowed in each of
/// about 200 comparisons: false alarm 1e-4.
#[test]
fn drawn_sizes_are_distributed_as_the_fit() {
    let counts: SizeCounts = (1..3_000_u64).map(|k| 1 + 4_000_000 / (k * k)).collect();
    for range in [SizeRange::from(1..), (1..=300).into(), (3..=1_000_000_000).into()] {
        for shape in TailShape::ALL {
            let Ok(tail) = Tail::fit(shape, &counts, range) else { continue };
            let drawn: SizeCounts = tail.draw(20_000, &mut rng(7)).unwrap().into_iter().collect();
            assert!(drawn.iter().all(|(size, _)| range.contains(size)));
            let (mut low, mut rest) = (range.low, 1.0);
            while low < 200_000 && range.contains(low) {
                let bin = low..(2 * low)
                    .min(range.high.unwrap_or(u64::MAX) + u64::from(range.high.is_some()));
                let p: f64 = bin.clone().map(|size| tail.ln_probability(size).exp()).sum();
                let found: u64 =
                    drawn.iter().filter(|pair| bin.contains(&pair.0)).map(|pair| pair.1).sum();
                let deviation = (20_000.0 * p * (1.0 - p).max(0.0)).sqrt() + 1.0;
                assert!(
                    (found as f64 - 20_000.0 * p).abs() < 5.0 * deviation,
                    "{tail:?} {bin:?} {p} {found}"
                );
                (low, rest) = (bin.end, rest - p);
            }
            assert!(rest > -1e-9, "{rest}");
        }
    }
    let tail = power(&bursts(), 1..);
    assert!(tail.draw(usize::MAX, &mut rng(1)).is_err());
}

#[test]
fn a_bootstrap_tells_a_power_law_from_what_is_none() {
    let draw = |low: u64, n| power(&bursts(), low..).draw(n, &mut rng(3)).unwrap();
    let test = Bootstrap { replicates: 200, lower_end: None };
    let run = |counts: &SizeCounts, shape, range: SizeRange| -> GoodnessOfFit {
        let tail = Tail::fit(shape, counts, range).unwrap();
        test.run(&tail, counts, &mut rng(4)).unwrap()
    };
    let zeta: SizeCounts = draw(1, 2_000).into_iter().collect();
    let own = run(&zeta, TailShape::Power, (1..).into());
    assert!(own.p > 0.05 && own.replicates == 200, "{own:?}");
    assert!((0.3..3.0).contains(&(own.distance / own.mean_distance)), "{own:?}");
    assert_eq!(run(&zeta, TailShape::Exponential, (1..).into()).p, 0.0);
    // Below 4 too many, so that only what lies above is a power law: the semi-parametric bootstrap.
    let mut mixed: SizeCounts = draw(4, 500).into_iter().collect();
    mixed.extend((0..1_500).map(|k| 1 + k % 3));
    assert!(run(&mixed, TailShape::Power, (4..).into()).p > 0.05);
    assert_eq!(run(&mixed, TailShape::Power, (1..).into()).p, 0.0);
    let chosen = LowerEnd { largest: 20, fewest: 100 };
    let tail = chosen.fit(TailShape::Power, &mixed, None).unwrap();
    assert!(tail.range.low >= 3, "{tail:?}");
    let again = Bootstrap { replicates: 50, lower_end: Some(chosen) };
    assert!(again.run(&tail, &mixed, &mut rng(5)).unwrap().p > 0.05);
    for replicates in [0, usize::MAX] {
        let test = Bootstrap { replicates, lower_end: None };
        assert!(test.run(&tail, &mixed, &mut rng(5)).is_err());
    }
    assert!(test.run(&tail, &SizeCounts::new(), &mut rng(5)).is_err());
    assert!(LowerEnd { fewest: 1_000_000, ..chosen }.fit(TailShape::Power, &mixed, None).is_err());
    assert!(chosen.fit(TailShape::Power, &SizeCounts::new(), Some(0)).is_err());
}

#[test]
fn only_fits_to_the_same_sizes_are_compared() {
    let (zeta, cut) = (power(&bursts(), 1..), power(&bursts(), 1..=18));
    let error = Comparison::of(&zeta, &cut, &bursts()).unwrap_err().to_string();
    assert_eq!(
        error,
        "only distributions of the same sizes can be compared, not of [1, ∞) and [1, 18]"
    );
    assert!(Comparison::of(&zeta, &zeta, &three_halves()).is_err());
    assert!(Comparison::of(&zeta, &zeta, &SizeCounts::new()).is_err());
    let same = Comparison::of(&zeta, &zeta, &bursts()).unwrap();
    assert_eq!((same.ln_ratio, same.normalised_ratio, same.p), (0.0, 0.0, 1.0));
    // A stretched exponential with the stretch 1 is an exponential, whose special case it is.
    let counts = SizeCounts::from_counts(&[0, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1]);
    let fit = |shape| Tail::fit(shape, &counts, 1..).unwrap();
    let (special, general) = (fit(TailShape::Exponential), fit(TailShape::StretchedExponential));
    let found = Comparison::of(&special, &general, &counts).unwrap();
    assert!(found.nested && found.ln_ratio <= 1e-9 && found.p > 0.3, "{found:?} {general:?}");
    assert!((general.parameters()[0].value - 1.0).abs() < 0.1, "{general:?}");
}

/// Sizes of every kind, also absurd ones, give a fit or a typed error within moments.
#[test]
fn no_sizes_make_a_fit_panic_or_run_away() {
    let start = Instant::now();
    let samples: [&[u64]; 12] = [
        &[],
        &[0, 0],
        &[1],
        &[1, 1, u64::MAX],
        &[u64::MAX, u64::MAX - 1],
        &[0, 1, 2, 3],
        &[5, 9],
        &[1, 1_000_000],
        &[1 << 52, (1 << 52) + 1, (1 << 52) + 2],
        &[1, 2, 3, 1 << 60],
        &[100, 100, 100],
        &[1, 5, 5, 5, 5, 5, 5],
    ];
    for sizes in samples {
        let counts: SizeCounts = sizes.iter().copied().collect();
        let mut many = SizeCounts::new();
        sizes.iter().for_each(|&size| many.add_many(size, u64::MAX / 2));
        for shape in TailShape::ALL {
            for range in [
                SizeRange::from(1..),
                (1..=5).into(),
                (1..=u64::MAX).into(),
                (100..).into(),
                SizeRange { low: 7, high: Some(3) },
                ((1 << 52)..).into(),
                (1..=1_000_000).into(),
            ] {
                for counts in [&counts, &many] {
                    if let Ok(tail) = Tail::fit(shape, counts, range) {
                        assert!(tail.parameters().iter().all(|p| p.value.is_finite()), "{tail:?}");
                        assert!((0.0..=1.0 + 1e-9).contains(&tail.distance), "{sizes:?} {tail:?}");
                        assert!(tail.ln_likelihood() <= 1e-6, "{tail:?}");
                        assert!(
                            tail.draw(10, &mut rng(1)).unwrap().iter().all(|&s| range.contains(s))
                        );
                    }
                }
            }
            let _ = LowerEnd { fewest: 1, ..LowerEnd::default() }.fit(shape, &counts, None);
        }
    }
    assert!(start.elapsed().as_secs_f64() < 20.0, "{:?}", start.elapsed());
}
