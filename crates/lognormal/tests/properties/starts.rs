//! Starts of the fit of a mixture, and probabilities of mixtures near one.

use std::ops::ControlFlow;

use proptest::prelude::*;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_lognormal::{LogNormal, LogNormalMixture, MixtureEstimator, MixtureProgress};

use super::{close, log_normal, mixtures::draws};

/// The likelihoods of the last steps of the starts, in their order, and that of the fit.
fn starts(samples: &[f64], seed: u64) -> (Vec<f64>, f64) {
    let mut ends: Vec<f64> = Vec::new();
    let observer = |progress: &MixtureProgress| {
        ends.truncate(progress.start);
        ends.push(progress.ln_likelihood);
        ControlFlow::Continue(())
    };
    let estimator = MixtureEstimator { starts: 6, ..MixtureEstimator::default() };
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let fit = estimator.fit_watched(samples, 3, observer, &mut rng).unwrap();
    assert_eq!((ends.len(), fit.degenerate_starts), (6, 0));
    (ends, fit.history[fit.history.len() - 1])
}

/// Two small parts far above a large one, which the start of equal parts may take for one.
#[test]
fn a_fit_is_that_of_the_start_with_the_largest_likelihood() {
    let parts = [(0.0, 1.0), (6.0, 0.3), (8.0, 0.3)];
    let parts = parts.map(|(mu, sigma)| LogNormal::new(mu, sigma).unwrap());
    let mixture = LogNormalMixture::new(vec![0.9, 0.05, 0.05], parts.to_vec()).unwrap();
    let mut better = 0;
    for seed in 0..8 {
        let (ends, found) = starts(&draws(&mixture, 400, seed), seed);
        let best = ends.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
        assert!(found == best, "{found} {ends:?}");
        better += usize::from(best > ends[0] + 1.0);
    }
    assert!(better > 0, "the first start is as good as every other");
}

proptest! {
    /// Of a probability near one, ln(1 − p) = −p to all digits that p has.
    #[test]
    fn the_logarithm_of_a_probability_near_one_is_less_by_the_other(
        x in log_normal(), y in log_normal(), w in 0.05..0.95_f64, ln_p in -600.0..-40.0_f64,
    ) {
        let mixture = LogNormalMixture::new(vec![w, 1.0 - w], vec![x, y]).unwrap();
        let (low, high) = (mixture.quantile(ln_p.exp()).unwrap(), mixture.upper_quantile(ln_p.exp()).unwrap());
        prop_assert!(close(-mixture.ln_cdf(high), mixture.survival(high), 1e-12));
        prop_assert!(close(-mixture.ln_survival(low), mixture.cdf(low), 1e-12));
    }
}
