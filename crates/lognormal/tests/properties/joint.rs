//! Sums of log-normal vectors against moments, draws and scalings.

use proptest::prelude::*;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_lognormal::{
    JointFentonWilkinson, JointSchwartzYeh, MultivariateLogNormal, SymmetricMatrix, ln_add_exp,
};

use super::vector;

/// One vector of two components.
fn pair(mu: [f64; 2], variances: [f64; 2], covariance: f64) -> MultivariateLogNormal {
    let entry = |i: usize, j: usize| if i == j { variances[i] } else { covariance };
    MultivariateLogNormal::new(mu.to_vec(), SymmetricMatrix::from_fn(2, entry).unwrap()).unwrap()
}

/// ln(1 + Cov(w_a, w_b)/(E w_a E w_b)) from the sums of the moments of the terms.
fn by_moments(terms: &[MultivariateLogNormal], a: usize, b: usize) -> f64 {
    let mean = |a: usize| terms.iter().map(|term| term.means()[a]).sum::<f64>();
    let covariance: f64 = terms.iter().map(|term| term.covariances()[(a, b)]).sum();
    (covariance / (mean(a) * mean(b))).ln_1p()
}

proptest! {
    #![proptest_config(crate::cases(64))]

    #[test]
    fn a_joint_fit_has_the_moments_of_the_sum(terms in prop::collection::vec(vector(3), 2..6)) {
        let fit = JointFentonWilkinson::fit(&terms[..]).unwrap();
        for (a, b) in [(0, 0), (1, 0), (2, 1), (2, 2)] {
            let expected = by_moments(&terms, a, b);
            let found = fit.covariance()[(a, b)];
            prop_assert!((found - expected).abs() < 1e-12 * expected.abs().max(0.01), "{found} {expected}");
        }
    }

    /// A third component with e^1000 in its variance leads to logarithms throughout, and the entries of the two others
    /// stay those of their moments.
    #[test]
    fn a_component_beyond_the_range_of_numbers_changes_no_other_entry(
        terms in prop::collection::vec(vector(2), 2..5),
        wide in prop::collection::vec(700.0..1200.0_f64, 5),
        tiny in 1e-6..1.0_f64,
    ) {
        // Small variances, and some above one, so that both ways to write p (e^C − 1) are needed.
        let scaled = |term: &MultivariateLogNormal, factor: f64, wide: f64| {
            let c = term.covariance();
            let entry = |i: usize, j: usize| match (i, j) {
                (2, 2) => wide,
                (2, _) | (_, 2) => 0.0,
                _ => factor * c[(i, j)],
            };
            let mu = vec![term.mu()[0], term.mu()[1], 0.0];
            MultivariateLogNormal::new(mu, SymmetricMatrix::from_fn(3, entry).unwrap()).unwrap()
        };
        for factor in [tiny, 4.0] {
            let pairs = terms.iter().zip(&wide);
            let with: Vec<_> = pairs.map(|(term, &wide)| scaled(term, factor, wide)).collect();
            let fit = JointFentonWilkinson::fit(&with[..]).unwrap();
            let narrow: Vec<_> =
                with.iter().map(|term| term.marginals(&[0, 1]).unwrap()).collect();
            for (a, b) in [(0, 0), (1, 0), (1, 1)] {
                let (found, expected) = (fit.covariance()[(a, b)], by_moments(&narrow, a, b));
                prop_assert!((found - expected).abs() < 1e-11 * expected.abs().max(1e-7), "{found} {expected}");
            }
        }
    }

    #[test]
    fn a_joint_recursion_moves_with_the_unit_and_takes_terms_in_portions(
        terms in prop::collection::vec(vector(2), 2..6), shift in -3.0..3.0_f64,
    ) {
        let fit = JointSchwartzYeh::fit(&terms[..]).unwrap();
        let (first, rest) = terms.split_at(1);
        let portions = JointSchwartzYeh::fit(first).unwrap().plus(rest).unwrap();
        prop_assert_eq!(&portions, &fit);
        let moved = |term: &MultivariateLogNormal| {
            let mu = term.mu().iter().map(|mu| mu + shift).collect();
            MultivariateLogNormal::new(mu, term.covariance().clone()).unwrap()
        };
        let moved: Vec<_> = terms.iter().map(moved).collect();
        let moved = JointSchwartzYeh::fit(&moved[..]).unwrap();
        for a in 0..2 {
            prop_assert!((moved.mu()[a] - fit.mu()[a] - shift).abs() < 1e-10);
            for b in 0..2 {
                prop_assert!((moved.covariance()[(a, b)] - fit.covariance()[(a, b)]).abs() < 1e-10);
            }
        }
    }
}

/// The first step of the recursion is exact: mean and covariance of 200,000 draws of ln(X + Y), within five of their
/// standard errors (6e-7 for each of five numbers; the seed is fixed).
#[test]
fn the_first_step_of_the_joint_recursion_has_the_log_moments_of_the_sum() {
    let terms = [pair([0.0, 1.0], [0.8, 0.3], 0.35), pair([0.5, 0.2], [0.4, 1.2], -0.3)];
    let fit = JointSchwartzYeh::fit(&terms[..]).unwrap();
    let mut rng = ChaCha12Rng::seed_from_u64(12);
    let n = 200_000;
    let draws: Vec<[f64; 2]> = (0..n)
        .map(|_| {
            let [x, y] = [0, 1].map(|k: usize| terms[k].draw_ln(&mut rng));
            [0, 1].map(|a| ln_add_exp(x[a], y[a]))
        })
        .collect();
    let average = |f: &dyn Fn(&[f64; 2]) -> f64| {
        let mean = draws.iter().map(f).sum::<f64>() / f64::from(n);
        let variance = draws.iter().map(|d| (f(d) - mean).powi(2)).sum::<f64>() / f64::from(n);
        (mean, (variance / f64::from(n)).sqrt())
    };
    let means = [0, 1].map(|a: usize| average(&|d| d[a]));
    for (a, (mean, error)) in means.into_iter().enumerate() {
        assert!((fit.mu()[a] - mean).abs() < 5.0 * error, "{:?} {mean} ± {error}", fit.mu());
    }
    for (a, b) in [(0, 0), (1, 0), (1, 1)] {
        let (found, error) = average(&|d| (d[a] - means[a].0) * (d[b] - means[b].0));
        let fitted = fit.covariance()[(a, b)];
        assert!((fitted - found).abs() < 5.0 * error, "{a} {b}: {fitted}, {found} ± {error}");
    }
}
