//! Tests of log-normality against simulation and other programs.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Exp1};
use synaptome_lognormal::{Error, LogNormal, LogNormality};

/// `scipy.stats.anderson(np.log(w))` and `scipy.stats.skew`, `kurtosis` of the same numbers.
#[test]
fn statistics_agree_with_scipy() {
    let samples: Vec<f64> =
        (1..=60).map(|i| (f64::from(i) * 1.7).sin().exp() + 0.01 * f64::from(i)).collect();
    let test = LogNormality::of(&samples).unwrap();
    let n = 60.0_f64;
    let corrected = SCIPY[0] * (1.0 + 0.75 / n + 2.25 / (n * n));
    assert!((test.anderson_darling / corrected - 1.0).abs() < 1e-12, "{}", test.anderson_darling);
    assert!(
        (test.skewness.value - SCIPY[1]).abs() < 1e-12
            && (test.excess_kurtosis.value - SCIPY[2]).abs() < 1e-12
    );
    assert_eq!((test.count, test.distinct), (60, 60));
}

const SCIPY: [f64; 3] =
    [1.027_568_464_019_424_3, -0.121_197_821_544_184_85, -1.208_365_260_574_690_6];

/// Under the null hypothesis p is uniform: of 1,000 sets, 0.05 ± 4·0.007 are below 0.05. Fixed seed.
#[test]
fn log_normal_samples_are_rejected_as_often_as_stated() {
    let (mut rng, x) = (ChaCha12Rng::seed_from_u64(11), LogNormal::new(-2.0, 0.7).unwrap());
    for (level, slack) in [(0.05, 0.028), (0.25, 0.055), (0.6, 0.062)] {
        let mut rejected = 0.0;
        for _ in 0..1000 {
            let samples: Vec<f64> = (0..40).map(|_| x.sample(&mut rng)).collect();
            rejected +=
                f64::from(u8::from(LogNormality::of(&samples).unwrap().p_value < level)) / 1000.0;
        }
        assert!((rejected - level).abs() < slack, "{rejected} at {level}");
    }
}

#[test]
fn the_table_and_the_bootstrap_agree() {
    let mut rng = ChaCha12Rng::seed_from_u64(2);
    let x = LogNormal::new(0.0, 0.5).unwrap();
    for shift in [0.0, 0.2, 0.4, 0.7] {
        let samples: Vec<f64> = (0..60).map(|_| x.sample(&mut rng) + shift).collect();
        let test = LogNormality::of(&samples).unwrap();
        let p = test.bootstrap_p_value(4000, &mut rng).unwrap();
        assert!((p - test.p_value).abs() < 0.03, "{p} {}", test.p_value);
    }
}

#[test]
fn exponential_samples_are_not_log_normal() {
    let mut rng = ChaCha12Rng::seed_from_u64(4);
    let samples: Vec<f64> = (0..500).map(|_| Exp1.sample(&mut rng)).collect();
    let test = LogNormality::of(&samples).unwrap();
    assert!(test.p_value < 1e-6, "{test:?}");
    assert!(test.skewness.value < -4.0 * test.skewness.error);
    assert!((test.bootstrap_p_value(99, &mut rng).unwrap() - 0.01).abs() < 1e-12);
}

#[test]
fn what_cannot_be_tested_is_refused() {
    assert!(matches!(LogNormality::of(&[1.0; 7]), Err(Error::TooFew { found: 7, needed: 8, .. })));
    assert!(matches!(LogNormality::of(&[1.0; 9]), Err(Error::AllEqual { value: 1.0, .. })));
    let bad = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.0, 8.0];
    assert!(matches!(LogNormality::of(&bad), Err(Error::BadSample { index: 6, value: 0.0, .. })));
    let mut counts = [1.0; 20];
    counts[3] = 2.0;
    let test = LogNormality::of(&counts).unwrap();
    assert!(test.distinct == 2 && test.p_value < 1e-6);
    let mut rng = ChaCha12Rng::seed_from_u64(4);
    assert!(test.bootstrap_p_value(0, &mut rng).is_err());
    assert!(test.bootstrap_p_value(usize::MAX, &mut rng).is_err());
}
