//! Laws of log-normals, their products and their sums.

mod apart;
mod counts;
mod distribution;
mod impossible;
mod joint;
mod log_domain;
mod log_normality;
mod mixtures;
mod refusals;
mod starts;
mod tails;
mod traits;
mod vectors;

use proptest::prelude::*;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::Distribution;
use synaptome_lognormal::{
    Cholesky, Error, JointFentonWilkinson, LogNormal, LogNormalSum, MultivariateLogNormal,
    SymmetricMatrix,
};

pub(crate) fn close(a: f64, b: f64, relative: f64) -> bool {
    (a - b).abs() <= relative * a.abs().max(b.abs()).max(1e-300)
}

pub(crate) fn log_normal() -> impl Strategy<Value = LogNormal> {
    (-3.0..3.0, 0.05..2.0).prop_map(|(mu, sigma)| LogNormal::new(mu, sigma).unwrap())
}

/// A vector of `dim` components with Σ = AAᵀ/d + 0.01 I.
pub(crate) fn vector(dim: usize) -> impl Strategy<Value = MultivariateLogNormal> {
    let entries = proptest::collection::vec(-1.0..1.0, dim * dim);
    (proptest::collection::vec(-2.0..2.0, dim), entries).prop_map(move |(mu, a)| {
        let row = |i: usize| &a[i * dim..(i + 1) * dim];
        let dot = |i: usize, j: usize| row(i).iter().zip(row(j)).map(|(x, y)| x * y).sum::<f64>();
        let entry = |i, j| dot(i, j) / dim as f64 + if i == j { 0.01 } else { 0.0 };
        MultivariateLogNormal::new(mu, SymmetricMatrix::from_fn(dim, entry).unwrap()).unwrap()
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn moments_determine_the_distribution(x in log_normal()) {
        let same = LogNormal::from_moments(x.mean(), x.variance()).unwrap();
        prop_assert!((same.mu() - x.mu()).abs() < 1e-13);
        prop_assert!(close(same.sigma(), x.sigma(), 1e-12));
    }

    #[test]
    fn quantiles_invert_the_distribution_function(x in log_normal(), p in 1e-12..1.0_f64) {
        let q = x.quantile(p).unwrap();
        prop_assert!(close(x.cdf(q), p, 1e-12), "{} {}", x.cdf(q), p);
    }

    #[test]
    fn the_density_is_the_slope_of_the_distribution_function(x in log_normal(), p in 0.01..0.99) {
        let q = x.quantile(p).unwrap();
        let h = 1e-5 * q * x.sigma();
        let slope = (x.cdf(q + h) - x.cdf(q - h)) / (2.0 * h);
        prop_assert!(close(slope, x.ln_pdf(q).exp(), 1e-6));
    }

    #[test]
    fn entropy_shifts_with_the_scale(x in log_normal(), shift in -5.0..5.0_f64) {
        let scaled = LogNormal::new(x.mu() + shift, x.sigma()).unwrap();
        prop_assert!((scaled.entropy_nats() - x.entropy_nats() - shift).abs() < 1e-13);
    }

    #[test]
    fn vector_moments_determine_the_distribution(x in vector(4)) {
        let same = MultivariateLogNormal::from_moments(&x.means(), &x.covariances()).unwrap();
        for (a, b) in same.mu().iter().zip(x.mu()) {
            prop_assert!((a - b).abs() < 1e-12);
        }
    }

    #[test]
    fn entropy_is_that_of_the_parts_if_they_are_independent(x in log_normal(), y in log_normal()) {
        let sigma = [[x.sigma().powi(2), 0.0], [0.0, y.sigma().powi(2)]];
        let covariance = SymmetricMatrix::from_rows(&sigma).unwrap();
        let both = MultivariateLogNormal::new(vec![x.mu(), y.mu()], covariance).unwrap();
        let apart = x.entropy_nats() + y.entropy_nats();
        prop_assert!((both.entropy_nats().unwrap() - apart).abs() < 1e-12);
    }

    #[test]
    fn a_monomial_of_monomials_multiplies_the_exponents(x in vector(3), u in -2.0..2.0_f64, v in -2.0..2.0_f64) {
        let once = x.monomials(&[[u * v, v, 0.0]]).unwrap();
        let twice = x.monomials(&[[u, 1.0, 0.0]]).unwrap().monomials(&[[v]]).unwrap();
        prop_assert!((once.mu()[0] - twice.mu()[0]).abs() < 1e-12);
        prop_assert!((once.covariance()[(0, 0)] - twice.covariance()[(0, 0)]).abs() < 1e-12);
    }

    #[test]
    fn the_fit_has_the_means_and_covariances_of_the_sum(terms in proptest::collection::vec(vector(3), 1..6)) {
        let Ok(fit) = MultivariateLogNormal::fenton_wilkinson(&terms) else { return Ok(()) };
        let (means, covariances) = (fit.means(), fit.covariances());
        for a in 0..3 {
            let mean: f64 = terms.iter().map(|t| t.means()[a]).sum();
            prop_assert!(close(means[a], mean, 1e-12));
            for b in 0..3 {
                let exact: f64 = terms.iter().map(|t| t.covariances()[(a, b)]).sum();
                prop_assert!((covariances[(a, b)] - exact).abs() < 1e-11 * means[a] * means[b]);
            }
        }
    }

    #[test]
    fn one_component_of_the_vector_fit_is_the_fit_of_one_component(
        terms in proptest::collection::vec(vector(3), 1..6),
    ) {
        let fit = JointFentonWilkinson::fit(&terms[..]).unwrap();
        for a in 0..3 {
            let parts = terms.iter().map(|t| t.marginal(a).unwrap()).collect();
            let single = LogNormalSum::new(parts).unwrap().fenton_wilkinson().unwrap();
            prop_assert!((fit.mu()[a] - single.mu()).abs() < 1e-13);
            prop_assert!(close(fit.covariance()[(a, a)], single.sigma().powi(2), 1e-12));
        }
    }

    #[test]
    fn fitting_in_two_steps_gives_the_same_as_in_one(terms in proptest::collection::vec(vector(3), 2..6)) {
        let at_once = JointFentonWilkinson::fit(&terms[..]).unwrap();
        let parts = [
            JointFentonWilkinson::fit(&terms[..1]).unwrap(),
            JointFentonWilkinson::fit(&terms[1..]).unwrap(),
        ];
        let in_steps = JointFentonWilkinson::fit(&parts[..]).unwrap();
        for (a, b) in at_once.covariance().as_slice().iter().zip(in_steps.covariance().as_slice()) {
            prop_assert!((a - b).abs() < 1e-14);
        }
    }

    #[test]
    fn the_factor_times_its_transpose_is_the_matrix(x in vector(5)) {
        let factor = Cholesky::new(x.covariance()).unwrap();
        for i in 0..5 {
            for j in 0..=i {
                let product: f64 = factor.row(i).iter().zip(factor.row(j)).map(|(a, b)| a * b).sum();
                prop_assert!((product - x.covariance()[(i, j)]).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn any_finite_parameters_give_finite_fits_or_an_error(
        mus in proptest::collection::vec(proptest::num::f64::NORMAL, 1..4),
        sigmas in proptest::collection::vec(proptest::num::f64::POSITIVE, 4),
        small in proptest::bool::ANY,
    ) {
        let scale = |x: f64| if small { x.abs().ln() } else { x };
        let terms: Result<Vec<_>, Error> =
            mus.iter().zip(&sigmas).map(|(&mu, &s)| LogNormal::new(scale(mu), scale(s).abs())).collect();
        let Ok(terms) = terms else { return Ok(()) };
        if let Ok(fit) = LogNormalSum::new(terms).unwrap().fenton_wilkinson() {
            prop_assert!(fit.mu().is_finite() && fit.sigma().is_finite() && fit.entropy_nats().is_finite());
        }
    }

    #[test]
    fn vector_fits_stay_finite_for_extreme_terms(
        mu in proptest::collection::vec(-700.0..700.0, 6),
        sigma in proptest::collection::vec(-8.0..1.2_f64, 6),
        rho in -0.999..0.999_f64,
    ) {
        let term = |k: usize| {
            let (s, t) = (10_f64.powf(sigma[2 * k]), 10_f64.powf(sigma[2 * k + 1]));
            let rows = [[s * s, rho * s * t], [rho * s * t, t * t]];
            let covariance = SymmetricMatrix::from_rows(&rows).unwrap();
            MultivariateLogNormal::new(mu[2 * k..2 * k + 2].to_vec(), covariance).unwrap()
        };
        let fit = JointFentonWilkinson::fit(&[term(0), term(1), term(2)][..]).unwrap();
        prop_assert!(fit.mu().iter().all(|x| x.is_finite()));
        prop_assert!(fit.covariance().as_slice().iter().all(|x| x.is_finite()));
        prop_assert!(fit.covariance().diagonal().all(|x| x > 0.0));
    }
}

/// 10⁵ draws: each of the 9 standardised deviations exceeds 5 with probability 6e-7.
#[test]
fn samples_have_the_moments_of_the_distribution() {
    let rows = [[0.30, 0.10, -0.05], [0.10, 0.20, 0.0], [-0.05, 0.0, 0.10]];
    let covariance = SymmetricMatrix::from_rows(&rows).unwrap();
    let x = MultivariateLogNormal::new(vec![0.1, -0.4, 0.7], covariance).unwrap();
    let mut rng = ChaCha12Rng::seed_from_u64(11);
    let draws: Vec<Vec<f64>> = (0..100_000).map(|_| x.sample(&mut rng)).collect();
    let (means, covariances) = (x.means(), x.covariances());
    let z_score = |values: Vec<f64>, exact: f64| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
        (mean - exact) / (variance / n).sqrt()
    };
    for a in 0..3 {
        assert!(z_score(draws.iter().map(|d| d[a]).collect(), means[a]).abs() < 5.0);
        for b in 0..=a {
            let product = |d: &Vec<f64>| (d[a] - means[a]) * (d[b] - means[b]);
            let z = z_score(draws.iter().map(product).collect(), covariances[(a, b)]);
            assert!(z.abs() < 5.0, "covariance ({a}, {b}): z = {z}");
        }
    }
}

/// Kolmogorov–Smirnov with 20,000 draws; 1.95/√n is exceeded with probability 0.001.
#[test]
fn samples_follow_the_distribution_function() {
    let x = LogNormal::new(0.3, 0.8).unwrap();
    let mut rng = ChaCha12Rng::seed_from_u64(5);
    let mut draws: Vec<f64> = (0..20_000).map(|_| x.sample(&mut rng)).collect();
    draws.sort_by(f64::total_cmp);
    let n = draws.len() as f64;
    let gap = |(i, &d): (usize, &f64)| (x.cdf(d) - (i as f64 + 0.5) / n).abs();
    let distance = draws.iter().enumerate().map(gap).fold(0.0, f64::max);
    assert!(distance < 1.95 / n.sqrt(), "{distance}");
}

/// The integral of −f ln f by the trapezoidal rule in ln x.
#[test]
fn entropy_is_the_integral_of_the_density() {
    let x = LogNormal::new(-0.7, 1.3).unwrap();
    let step = 1e-3;
    let integrand = |i: i32| {
        let t = f64::from(i) * step;
        -(x.ln_pdf(t.exp()) + t).exp() * x.ln_pdf(t.exp())
    };
    let entropy: f64 = (-15_000..15_000).map(integrand).sum::<f64>() * step;
    assert!((entropy - x.entropy_nats()).abs() < 1e-10);
}

#[test]
fn a_singular_vector_has_samples_but_no_density() {
    let covariance = SymmetricMatrix::from_rows(&[[1.0, 1.0], [1.0, 1.0]]).unwrap();
    let x = MultivariateLogNormal::new(vec![0.0, 1.0], covariance).unwrap();
    let draw = x.draw_ln(&mut ChaCha12Rng::seed_from_u64(1));
    assert!((draw[1] - draw[0] - 1.0).abs() < 1e-15);
    assert!(matches!(x.entropy_nats(), Err(Error::NotPositiveDefinite { pivot: 1, .. })));
    assert!(matches!(x.ln_pdf(&[1.0, 1.0]), Err(Error::NotPositiveDefinite { .. })));
}

/// So many cases of each property, unless `PROPTEST_CASES` says how many.
fn cases(usual: u32) -> proptest::test_runner::Config {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    let cases = chosen.unwrap_or(usual);
    let max_global_rejects = cases.saturating_mul(20).max(1024);
    proptest::test_runner::Config {
        max_global_rejects,
        ..proptest::test_runner::Config::with_cases(cases)
    }
}
