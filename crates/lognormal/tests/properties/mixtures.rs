//! Laws of mixtures, of their fits, and of the choice of the number of parts.

use std::f64::consts::LN_2;
use std::ops::ControlFlow;

use proptest::prelude::*;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::Distribution;
use synaptome_lognormal::{
    Criterion, Error, LogNormal, LogNormalMixture, MixtureEstimator, MixtureProgress,
};

use super::{close, log_normal};

fn mixture() -> impl Strategy<Value = LogNormalMixture> {
    proptest::collection::vec((0.05..1.0_f64, log_normal()), 1..5).prop_map(|pairs| {
        let total: f64 = pairs.iter().map(|pair| pair.0).sum();
        let weights = pairs.iter().map(|pair| pair.0 / total).collect();
        LogNormalMixture::new(weights, pairs.into_iter().map(|pair| pair.1).collect()).unwrap()
    })
}

/// A mixture whose information about the part is 0.626 bits.
pub(crate) fn sizes() -> LogNormalMixture {
    let parts = vec![LogNormal::new(-3.0, 0.45).unwrap(), LogNormal::new(-1.8, 0.5).unwrap()];
    LogNormalMixture::new(vec![0.6, 0.4], parts).unwrap()
}

pub(crate) fn draws(of: &LogNormalMixture, count: usize, seed: u64) -> Vec<f64> {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    (0..count).map(|_| of.sample(&mut rng)).collect()
}

proptest! {
    #![proptest_config(crate::cases(48))]

    #[test]
    fn a_mixture_of_equal_parts_is_its_part(x in log_normal(), w in 0.01..0.99_f64, p in 1e-9..1.0_f64) {
        let twice = LogNormalMixture::new(vec![w, 1.0 - w], vec![x; 2]).unwrap();
        let at = x.quantile(p).unwrap();
        prop_assert!(close(twice.cdf(at), x.cdf(at), 1e-12) && close(twice.ln_survival(at), x.ln_survival(at), 1e-12));
        prop_assert!((twice.ln_pdf(at) - x.ln_pdf(at)).abs() < 1e-12);
        prop_assert!(close(twice.mean(), x.mean(), 1e-12) && close(twice.variance(), x.variance(), 1e-12));
        prop_assert!(twice.information_about_part_nats().value.abs() < 1e-12);
        prop_assert!((twice.entropy_nats().value - x.entropy_nats()).abs() < 1e-12);
    }

    #[test]
    fn information_about_the_part_lies_between_zero_and_the_entropy_of_the_weights(x in mixture()) {
        let information = x.information_about_part_nats();
        let most: f64 = x.weights().iter().map(|w| -w * w.ln()).sum();
        prop_assert!(information.value >= 0.0 && information.value <= most + 1e-9, "{information} {most}");
        prop_assert!(information.error < 1e-8, "{information:?}");
    }

    #[test]
    fn quantiles_of_a_mixture_come_back_from_both_tails(x in mixture(), ln_p in -600.0..-0.01_f64) {
        let p = ln_p.exp();
        let (low, high) = (x.quantile(p).unwrap(), x.upper_quantile(p).unwrap());
        prop_assert!(close(x.cdf(low), p, 1e-9), "{:e} {p:e}", x.cdf(low));
        prop_assert!(close(x.survival(high), p, 1e-9), "{:e} {p:e}", x.survival(high));
        prop_assert!(close(x.ln_cdf(low), ln_p, 1e-9) && close(x.ln_survival(high), ln_p, 1e-9));
    }

    #[test]
    fn responsibilities_sum_to_one_and_moments_are_finite(x in mixture(), at in -20.0..20.0_f64) {
        let r = x.responsibilities(at.exp()).unwrap();
        prop_assert!((r.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let second: f64 = x.weights().iter().zip(x.parts()).map(|(w, part)| w * (part.variance() + part.mean().powi(2))).sum();
        prop_assert!(close(x.variance(), second - x.mean().powi(2), 1e-9));
    }

    #[test]
    fn no_step_of_a_fit_lowers_the_likelihood(x in mixture(), seed in 0_u64..1000, parts in 1_usize..4) {
        let samples = draws(&x, 120, seed);
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let Ok(fit) = MixtureEstimator::default().fit(&samples, parts, &mut rng) else { return Ok(()) };
        let falls = fit.history.windows(2).filter(|pair| pair[1] < pair[0] - 1e-9 * pair[0].abs().max(1.0)).count();
        prop_assert_eq!(falls, 0);
        let whole: f64 = samples.iter().map(|&w| fit.mixture.ln_pdf(w)).sum();
        prop_assert!(close(fit.ln_likelihood, whole, 1e-9));
        prop_assert!((fit.mixture.weights().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(fit.mixture.parts().is_sorted_by(|a, b| a.mu() <= b.mu()));
    }

    #[test]
    fn scaling_samples_shifts_a_fit(seed in 0_u64..1000, shift in -50.0..50.0_f64) {
        let samples = draws(&sizes(), 300, seed);
        let scaled: Vec<f64> = samples.iter().map(|w| w * shift.exp()).collect();
        let fit = |samples: &[f64]| {
            let estimator = MixtureEstimator { starts: 1, ..MixtureEstimator::default() };
            estimator.fit(samples, 2, &mut ChaCha12Rng::seed_from_u64(1))
        };
        let (Ok(one), Ok(other)) = (fit(&samples), fit(&scaled)) else { return Ok(()) };
        prop_assert!((other.mixture.parts()[0].mu() - one.mixture.parts()[0].mu() - shift).abs() < 1e-3);
    }
}

#[test]
fn one_part_is_the_log_normal_of_largest_likelihood() {
    let samples = draws(&sizes(), 500, 7);
    let fit =
        MixtureEstimator::default().fit(&samples, 1, &mut ChaCha12Rng::seed_from_u64(0)).unwrap();
    let alone = LogNormal::fit(&samples).unwrap();
    assert!((fit.mixture.parts()[0].mu() - alone.distribution.mu()).abs() < 1e-12);
    assert!(close(fit.ln_likelihood, alone.ln_likelihood, 1e-12));
    assert!((fit.bic() - (2.0 * 500.0_f64.ln() - 2.0 * fit.ln_likelihood)).abs() < 1e-9);
    assert!((fit.aic() - (4.0 - 2.0 * fit.ln_likelihood)).abs() < 1e-9);
}

/// The seeds are fixed, so that this cannot fail by chance.
#[test]
fn two_parts_are_found_in_two_thousand_samples_with_the_information_between_them() {
    let truth = sizes().information_about_part_nats().value / LN_2;
    assert!((truth - 0.626).abs() < 1e-3, "{truth}");
    for seed in 0..5 {
        let samples = draws(&sizes(), 2000, seed);
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let found = MixtureEstimator::default().select(&samples, 3, &mut rng).unwrap();
        assert_eq!(found.best.mixture.parts().len(), 2, "seed {seed}");
        assert!(found.best.converged);
        let bits = found.best.mixture.information_about_part_nats().value / LN_2;
        assert!((bits - truth).abs() < 0.12, "seed {seed}: {bits}");
    }
}

/// Two forced parts report information that is not there. The seeds are fixed.
#[test]
fn one_log_normal_is_not_split_though_two_forced_parts_report_information() {
    let one = LogNormalMixture::new(vec![1.0], vec![LogNormal::new(-2.0, 0.8).unwrap()]).unwrap();
    let mut forced = 0.0;
    for seed in 0..10 {
        let samples = draws(&one, 500, 100 + seed);
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let found = MixtureEstimator::default().select(&samples, 3, &mut rng).unwrap();
        assert_eq!(found.best.mixture.parts().len(), 1, "seed {seed}");
        if let Ok(two) = &found.all[1] {
            forced += two.mixture.information_about_part_nats().value / LN_2 / 10.0;
        }
    }
    assert!(forced > 0.03, "{forced}");
}

#[test]
fn akaike_takes_at_least_as_many_parts_as_schwarz() {
    let samples = draws(&sizes(), 300, 5);
    let select = |criterion| {
        let mut rng = ChaCha12Rng::seed_from_u64(5);
        MixtureEstimator::default().select_by(criterion, &samples, 4, &mut rng).unwrap()
    };
    let (bic, aic) = (select(Criterion::Bic), select(Criterion::Aic));
    assert!(aic.best.mixture.parts().len() >= bic.best.mixture.parts().len());
    assert_eq!(bic.all.len(), 4);
}

#[test]
fn a_part_that_shrinks_onto_one_value_is_refused_and_named() {
    // Counts: a third are 1, and then a log-normal around 20.
    let mut samples = vec![1.0; 200];
    samples.extend(draws(
        &LogNormalMixture::new(vec![1.0], vec![LogNormal::new(3.0, 0.3).unwrap()]).unwrap(),
        400,
        2,
    ));
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let refused = MixtureEstimator::default().fit(&samples, 2, &mut rng);
    match refused {
        Err(Error::DegeneratePart { parts: 2, value, samples }) => {
            assert!(
                (value - 1.0).abs() < 1e-6 && (samples - 200.0).abs() < 1.0,
                "{value} {samples}"
            );
        }
        other => panic!("{other:?}"),
    }
    let found = MixtureEstimator::default().select(&samples, 2, &mut rng).unwrap();
    assert_eq!(found.best.mixture.parts().len(), 1);
    assert!(matches!(found.all[1], Err(Error::DegeneratePart { .. })));
}

#[test]
fn bad_samples_options_and_mixtures_are_refused_by_name() {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let default = MixtureEstimator::default();
    let samples = draws(&sizes(), 50, 1);
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let mut spoiled = samples.clone();
        spoiled[7] = bad;
        assert!(matches!(
            default.fit(&spoiled, 2, &mut rng),
            Err(Error::BadSample { index: 7, .. })
        ));
    }
    assert!(matches!(default.fit(&[], 1, &mut rng), Err(Error::TooFew { found: 0, .. })));
    assert!(matches!(
        default.fit(&[2.0; 30], 2, &mut rng),
        Err(Error::AllEqual { value: 2.0, .. })
    ));
    assert!(matches!(default.fit(&samples, 0, &mut rng), Err(Error::TooFew { .. })));
    assert!(matches!(default.fit(&samples, 17, &mut rng), Err(Error::TooFew { needed: 51, .. })));
    assert!(matches!(default.fit(&samples, usize::MAX, &mut rng), Err(Error::TooLarge { .. })));
    let two_values: Vec<f64> = (0..30).map(|i| f64::from(1 + i % 2)).collect();
    assert!(matches!(
        default.fit(&two_values, 2, &mut rng),
        Err(Error::TooFew { found: 2, needed: 4, .. })
    ));
    for estimator in [
        MixtureEstimator { starts: 0, ..default },
        MixtureEstimator { starts: usize::MAX, ..default },
        MixtureEstimator { iterations: 0, ..default },
        MixtureEstimator { tolerance: f64::NAN, ..default },
        MixtureEstimator { least_relative_sigma: 0.0, ..default },
        MixtureEstimator { resolution: Some(0.0), ..default },
        MixtureEstimator { resolution: Some(f64::NAN), ..default },
    ] {
        assert!(estimator.fit(&samples, 2, &mut rng).is_err(), "{estimator:?}");
    }
    let part = LogNormal::new(0.0, 1.0).unwrap();
    assert!(matches!(LogNormalMixture::new(vec![], vec![]), Err(Error::Empty { .. })));
    assert!(matches!(
        LogNormalMixture::new(vec![0.5], vec![part; 2]),
        Err(Error::LengthMismatch { .. })
    ));
    assert!(matches!(
        LogNormalMixture::new(vec![0.5, 0.4], vec![part; 2]),
        Err(Error::OutOfRange { .. })
    ));
    assert!(matches!(
        LogNormalMixture::new(vec![1.5, -0.5], vec![part; 2]),
        Err(Error::NotPositive { .. })
    ));
    assert!(LogNormalMixture::new(vec![f64::NAN, 0.5], vec![part; 2]).is_err());
    assert!(sizes().responsibilities(0.0).is_err() && sizes().quantile(1.5).is_err());
}

/// A count of 0 has no logarithm, so what is rounded to a positive number is at least half the unit.
#[test]
fn a_resolution_that_would_round_the_smallest_sample_to_zero_is_refused() {
    let counts: Vec<f64> = (0..300).map(|i| f64::from(1 + i % 5)).collect();
    for resolution in [2.5, 20.0, 1e300] {
        let coarse = MixtureEstimator { resolution: Some(resolution), ..Default::default() };
        let error = coarse.fit(&counts, 1, &mut ChaCha12Rng::seed_from_u64(1)).unwrap_err();
        assert!(matches!(error, Error::OutOfRange { value, .. } if value == resolution), "{error}");
    }
    let fine = MixtureEstimator { resolution: Some(1.0), ..Default::default() };
    assert!(fine.fit(&counts, 1, &mut ChaCha12Rng::seed_from_u64(1)).is_ok());
}

#[test]
fn a_part_of_almost_no_weight_adds_what_its_moments_say() {
    let parts = vec![LogNormal::new(1000.0, 1.0).unwrap(), LogNormal::new(0.0, 1.0).unwrap()];
    let mixture = LogNormalMixture::new(vec![1e-310, 1.0], parts).unwrap();
    // ln(1e-310 E Y²), as the square of the mean and the other part are e^−700 of this.
    let expected = 1e-310_f64.ln() + 2.0 * 1000.0 + 2.0;
    assert!(close(mixture.ln_variance(), expected, 1e-14), "{}", mixture.ln_variance());
}

#[test]
fn the_information_of_equal_parts_is_zero_within_its_error() {
    for w in [0.1, 0.3, 0.5, 0.9] {
        for sigma in [1e-3, 1.0, 30.0] {
            let parts = vec![LogNormal::new(0.3, sigma).unwrap(); 2];
            let mixture = LogNormalMixture::new(vec![w, 1.0 - w], parts).unwrap();
            let information = mixture.information_about_part_nats();
            assert!(information.value <= information.error, "{w} {sigma}: {information:?}");
        }
    }
}

/// A fit that ends after a step is the same as one of so many steps, and no further part is tried.
#[test]
fn an_observer_ends_a_fit_after_its_step() {
    let samples: Vec<f64> = (1..60).map(|i| f64::from(i * i)).collect();
    let few = MixtureEstimator { starts: 1, iterations: 4, ..MixtureEstimator::default() };
    let expected = few.fit(&samples, 2, &mut ChaCha12Rng::seed_from_u64(1)).unwrap();
    let all = MixtureEstimator::default();
    let stop = |at: &MixtureProgress| match (at.parts, at.iteration) {
        (2, 4) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let fit = all.fit_watched(&samples, 2, stop, &mut ChaCha12Rng::seed_from_u64(1)).unwrap();
    assert_eq!((fit.mixture, fit.iterations, fit.converged), (expected.mixture, 4, false));
    let selection = all
        .select_watched(Criterion::Bic, &samples, 5, stop, &mut ChaCha12Rng::seed_from_u64(1))
        .unwrap();
    assert_eq!(selection.all.len(), 2);
}
