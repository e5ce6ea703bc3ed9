//! Mixtures of counts and of rounded sizes.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_lognormal::{LogNormal, LogNormalMixture, MixtureEstimator};

use crate::mixtures::{draws, sizes};

#[test]
fn rounded_sizes_do_not_make_parts_of_their_own() {
    let one = LogNormalMixture::new(vec![1.0], vec![LogNormal::new(1.0, 0.9).unwrap()]).unwrap();
    let counts: Vec<f64> = draws(&one, 1500, 3).into_iter().map(f64::ceil).collect();
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let found = MixtureEstimator::default().select(&counts, 5, &mut rng).unwrap();
    for fit in found.all.iter().flatten() {
        let narrow = fit.mixture.parts().iter().map(LogNormal::sigma).fold(f64::INFINITY, f64::min);
        assert!(narrow > 0.01, "{narrow}");
    }
}

fn counts(mu: f64, sigma: f64, count: usize, seed: u64) -> Vec<f64> {
    let part = LogNormal::new(mu, sigma).unwrap();
    let one = LogNormalMixture::new(vec![1.0], vec![part]).unwrap();
    draws(&one, count, seed).into_iter().map(f64::round).filter(|&w| w > 0.0).collect()
}

/// Four standard errors; the seed is fixed.
#[test]
fn counts_are_fitted_without_the_bias_of_rounding_and_not_split() {
    let samples = counts(1.0, 0.4, 4000, 9);
    let exact = LogNormal::fit(&samples).unwrap();
    assert!(exact.distribution.sigma() > 0.4 + 4.0 * exact.sigma().error, "{}", exact.sigma());
    let estimator = MixtureEstimator { resolution: Some(1.0), ..MixtureEstimator::default() };
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let found = estimator.select(&samples, 3, &mut rng).unwrap();
    let [part] = found.best.mixture.parts() else { panic!("{:?}", found.best.mixture) };
    assert!((part.sigma() - 0.4).abs() < 4.0 * exact.sigma().error, "{part}");
    assert!((part.mu() - 1.0).abs() < 4.0 * exact.mu().error, "{part}");
    let falls = |fit: &synaptome_lognormal::MixtureFit| {
        fit.history.windows(2).any(|pair| pair[1] < pair[0] - 1e-9 * pair[0].abs())
    };
    assert!(!found.all.iter().flatten().any(falls));
}

#[test]
fn a_fine_resolution_changes_nothing() {
    let samples = draws(&sizes(), 300, 4);
    let fit = |resolution| {
        let estimator = MixtureEstimator { resolution, starts: 1, ..MixtureEstimator::default() };
        estimator.fit(&samples, 2, &mut ChaCha12Rng::seed_from_u64(1)).unwrap()
    };
    let (exact, rounded) = (fit(None), fit(Some(1e-6)));
    let bins = 300.0 * 1e-6_f64.ln();
    assert!((rounded.ln_likelihood - bins - exact.ln_likelihood).abs() < 1e-3);
    for (a, b) in exact.mixture.parts().iter().zip(rounded.mixture.parts()) {
        assert!((a.mu() - b.mu()).abs() < 1e-4 && (a.sigma() - b.sigma()).abs() < 1e-4, "{a} {b}");
    }
}
