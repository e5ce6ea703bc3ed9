//! Samples and patterns as people bring them: rounded, constant, redundant, far from zero, weak.

use rand::Rng;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Normal};
use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};
use synaptome_mi::{
    Error, Patterns, SampledWeights, Synapse, SynapticEnsemble, SynapticNoise, exchangeable,
    mutual_information_nats,
};

/// ln w without a pattern and with it, both of spread 0.8: MI is 0.5360123839 nat.
fn pairs(rng: &mut impl Rng) -> Vec<(f64, f64)> {
    let normal = Normal::new(0.0, 0.8).unwrap();
    let mut draw = || {
        let (without, own): (f64, f64) = (normal.sample(rng), normal.sample(rng));
        ((without.exp() + own.exp()).ln(), without)
    };
    (0..2_000).map(|_| draw()).collect()
}

fn sampled(pairs: &[(f64, f64)], of: impl Fn(f64) -> f64) -> SampledWeights {
    let (with, without) = pairs.iter().map(|&(a, b)| (of(a), of(b))).unzip();
    SampledWeights::new(1, with, without).unwrap()
}

#[test]
fn rounded_samples_are_refused_with_the_number_of_ties_until_they_are_dithered() {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let pairs = pairs(rng);
    let rounded = sampled(&pairs, |x| (100.0 * x).round() / 100.0);
    let error = rounded.nearest_neighbours_nats(4).unwrap_err();
    let Error::Ties { quantity: "ln w", index: 0, tied, samples: 2_000 } = error else {
        panic!("{error}")
    };
    let mut values: Vec<i64> = pairs.iter().map(|(a, _)| (100.0 * a).round() as i64).collect();
    values.sort_unstable();
    let equal =
        |k: usize| k < 1_999 && values[k] == values[k + 1] || k > 0 && values[k] == values[k - 1];
    assert_eq!(tied, (0..2_000).filter(|&k| equal(k)).count());
    // Five standard errors: false alarm 6e-7.
    let found = rounded.dithered(0.01, rng).unwrap().nearest_neighbours_nats(4).unwrap();
    assert!((found.value - 0.536_012_383_9).abs() < 5.0 * found.error, "{found:?}");
}

#[test]
fn a_single_tie_among_many_samples_is_enough_to_be_refused() {
    let mut pairs = pairs(&mut ChaCha12Rng::seed_from_u64(2));
    assert!(sampled(&pairs, |x| x).nearest_neighbours_nats(4).is_ok());
    pairs[7].1 = pairs[8].1;
    let error = sampled(&pairs, |x| x).nearest_neighbours_nats(4).unwrap_err();
    assert!(matches!(error, Error::Ties { tied: 2, index: 0, .. }), "{error}");
}

/// Two channels: a normal one and one made from it.
fn two(of: impl Fn(f64, usize) -> f64) -> SampledWeights {
    let normal = Normal::new(0.0, 1.0).unwrap();
    let rng = &mut ChaCha12Rng::seed_from_u64(3);
    let rows: Vec<f64> = (0..400)
        .flat_map(|k| {
            let x: f64 = normal.sample(rng);
            [x, of(x, k)]
        })
        .collect();
    SampledWeights::new(2, rows.iter().map(|x| 1.5 * x).collect(), rows).unwrap()
}

#[test]
fn a_constant_channel_is_named_by_every_estimator() {
    let constant = two(|_, _| 0.5);
    let expected = Error::Constant { quantity: "ln w", index: 1 };
    assert_eq!(constant.correlations().unwrap_err(), expected);
    assert_eq!(constant.copula_gain_nats().unwrap_err(), expected);
    assert_eq!(constant.log_moments_nats().unwrap_err(), expected);
    assert_eq!(constant.third_cumulants_nats().unwrap_err(), expected);
    assert_eq!(constant.nearest_neighbours_nats(4).unwrap_err(), expected);
}

#[test]
fn a_channel_that_another_determines_is_refused_by_its_position() {
    for redundant in [two(|x, _| x), two(|x, _| -2.0 * x)] {
        for error in [
            redundant.nearest_neighbours_nats(4).unwrap_err(),
            redundant.log_moments_nats().unwrap_err(),
            redundant.copula_gain_nats().unwrap_err(),
        ] {
            assert!(matches!(error, Error::NotPositiveDefinite { pivot: 1, .. }), "{error}");
        }
    }
}

#[test]
fn information_does_not_depend_on_the_units_of_the_weights() {
    let pairs = pairs(&mut ChaCha12Rng::seed_from_u64(4));
    let near = sampled(&pairs, |x| x).log_moments_nats().unwrap();
    let far = sampled(&pairs, |x| x + 1e7).log_moments_nats().unwrap();
    assert!((near.value - far.value).abs() < 1e-7, "{near:?} {far:?}");
    assert!((near.error - far.error).abs() < 1e-7);
}

/// The row C5 of the cases from outside: 80-digit values.
#[test]
fn the_information_of_a_weak_pattern_keeps_its_relative_precision() {
    let rows = [[0.5, 0.1, 0.0], [0.1, 0.4, 0.05], [0.0, 0.05, 0.6]];
    let covariance = SymmetricMatrix::from_rows(&rows).unwrap();
    let two = vec![Synapse::new(0, 1), Synapse::new(1, 2)];
    let two = SynapticEnsemble::new(two).unwrap();
    for (m, expected) in [
        (-5.0, 3.697_773_209_197_659_7e-5),
        (-10.0, 1.678_817_148_742_775_7e-9),
        (-14.0, 5.631_804_129_526_412e-13),
        (-20.0, 3.460_300_050_417_064_5e-18),
    ] {
        let pattern = |m| MultivariateLogNormal::new(vec![m; 3], covariance.clone()).unwrap();
        let apart = Patterns::new(&[pattern(0.0), pattern(0.0), pattern(m)]).unwrap();
        let means = [[0.0; 3], [0.0; 3], [m; 3]];
        let shared = Patterns::sharing_covariance(&means, &covariance).unwrap();
        for patterns in [apart, shared] {
            let found = mutual_information_nats(&patterns, &two, 2).unwrap();
            assert!((found / expected - 1.0).abs() < 1e-13, "{m}: {found:e}");
        }
    }
}

/// Values of the closed form in 80 digits.
#[test]
fn the_information_in_networks_of_many_patterns_keeps_its_relative_precision() {
    for (patterns, neurons, sigma, rho, expected) in [
        (10, 300, 1.0, 0.3, 5_762.347_386_215_409),
        (1_000_000, 10, 1.0, 0.3, 2.250_056_237_563_960_2e-5),
        (1_000_000_000, 20, 0.5, 0.1, 9.500_000_027_302_456e-8),
        (1_000_000_000_000, 6, 2.0, 0.0, 7.500_000_033_554_926e-12),
    ] {
        let found = exchangeable::information_nats(patterns, neurons, sigma, rho).unwrap();
        assert!((found / expected - 1.0_f64).abs() < 1e-12, "{patterns}: {found:e}");
    }
    for (patterns, neurons, sigma, rho, relative_mean, noise, expected) in [
        (10, 300, 1.0, 0.3, 0.1, 1.0, 4_663.025_386_667_297),
        (1_000_000, 10, 1.0, 0.3, 0.1, 1.0, 8.764_088_204_092_169e-7),
        (1_000_000_000, 20, 0.5, 0.1, 2.0, 0.5, 1.071_835_144_504_059_6e-8),
    ] {
        let noise = SynapticNoise { relative_mean, sigma: noise };
        let found = exchangeable::noisy_information_nats(patterns, neurons, sigma, rho, noise);
        let found = found.unwrap();
        assert!((found / expected - 1.0_f64).abs() < 1e-12, "{patterns}: {found:e}");
    }
}

#[test]
fn noise_beyond_the_range_of_a_double_gives_an_error_and_no_nan() {
    let noise = SynapticNoise { relative_mean: 1.0, sigma: 40.0 };
    let found = exchangeable::noisy_information_nats(10, 10, 1.0, 0.3, noise);
    assert!(found.is_err() || found.is_ok_and(f64::is_finite));
}
