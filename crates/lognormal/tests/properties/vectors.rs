//! Moments of vectors that overflow, conditional distributions, and sums of correlated terms.

use proptest::prelude::*;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_lognormal::{
    CorrelatedSum, Error, FentonWilkinson, LogNormal, LogNormalSum, MgfMatching,
    MultivariateLogNormal, SchwartzYeh, SumFit, SymmetricMatrix,
};

use super::{close, vector};

fn pair(mu: [f64; 2], sigma: [f64; 2], correlation: f64) -> MultivariateLogNormal {
    let entry = |i: usize, j: usize| sigma[i] * sigma[j] * if i == j { 1.0 } else { correlation };
    MultivariateLogNormal::new(mu.to_vec(), SymmetricMatrix::from_fn(2, entry).unwrap()).unwrap()
}

#[test]
fn covariances_that_overflow_are_infinite_on_the_diagonal_and_zero_where_independent() {
    let x = pair([400.0; 2], [1.0; 2], 0.0);
    let c = x.covariances();
    assert_eq!((c[(0, 0)], c[(1, 1)], c[(1, 0)]), (f64::INFINITY, f64::INFINITY, 0.0));
    let x = pair([400.0; 2], [1.0; 2], -0.5);
    assert_eq!(x.covariances()[(1, 0)], f64::NEG_INFINITY);
    // e^(800 + ln(1e-60)) is in range, though e^800 is not.
    let (mu, sigma) = ([399.0; 2], [1e-30; 2]);
    let tiny = pair(mu, sigma, 1.0).covariances()[(0, 0)];
    assert!(close(tiny.ln(), 798.0 - 60.0 * 10.0_f64.ln(), 1e-12), "{tiny:e}");
}

proptest! {
    #![proptest_config(crate::cases(256))]

    #[test]
    fn no_moment_of_a_vector_is_nan(
        a in -800.0..800.0_f64, b in -800.0..800.0_f64, s in 0.0..30.0_f64, t in 0.0..30.0_f64, rho in -1.0..1.0_f64
    ) {
        let x = pair([a, b], [s, t], rho);
        prop_assert!(x.means().iter().all(|m| *m >= 0.0));
        prop_assert!(x.covariances().as_slice().iter().all(|c| !c.is_nan()));
        let r = x.correlations();
        prop_assert!(r.as_slice().iter().all(|r| (-1.0..=1.0).contains(r)), "{r:?}");
    }

    #[test]
    fn correlations_are_covariances_over_standard_deviations(x in vector(3)) {
        let (c, r) = (x.covariances(), x.correlations());
        for (i, j) in [(0, 1), (1, 2), (2, 0)] {
            prop_assert!((r[(i, j)] - c[(i, j)] / (c[(i, i)] * c[(j, j)]).sqrt()).abs() < 1e-12);
        }
    }

    #[test]
    fn a_joint_density_is_a_marginal_times_a_conditional(x in vector(4), at in proptest::collection::vec(0.1..5.0_f64, 4)) {
        let known = x.marginals(&[3, 1]).unwrap().ln_pdf(&[at[3], at[1]]).unwrap();
        let others = x.given(&[3, 1], &[at[3], at[1]]).unwrap().ln_pdf(&[at[0], at[2]]).unwrap();
        let joint = x.ln_pdf(&at).unwrap();
        prop_assert!(close(known + others, joint, 1e-9), "{} {joint}", known + others);
    }

    #[test]
    fn uncorrelated_terms_are_fitted_as_independent_ones(mu in proptest::collection::vec(-2.0..2.0_f64, 3), s in 0.2..1.5_f64) {
        let entry = |i: usize, j: usize| if i == j { (s * (i as f64 + 1.0) / 2.0).powi(2) } else { 0.0 };
        let vector = MultivariateLogNormal::new(mu, SymmetricMatrix::from_fn(3, entry).unwrap()).unwrap();
        let sum = LogNormalSum::new((0..3).map(|a| vector.marginal(a).unwrap()).collect()).unwrap();
        let methods: [&dyn SumFit; 3] = [&FentonWilkinson, &SchwartzYeh, &MgfMatching::default()];
        for method in methods {
            let (Ok(together), Ok(apart)) = (method.fit_correlated(&vector), method.fit(&sum)) else { continue };
            prop_assert!(close(together.mu(), apart.mu(), 1e-9) || (together.mu() - apart.mu()).abs() < 1e-9);
            prop_assert!(close(together.sigma(), apart.sigma(), 1e-9));
        }
    }

    #[test]
    fn equal_terms_sum_to_a_log_normal_by_every_method(mu in -2.0..2.0_f64, sigma in 0.05..2.0_f64) {
        let twice = pair([mu; 2], [sigma; 2], 1.0);
        let methods: [&dyn SumFit; 3] = [&FentonWilkinson, &SchwartzYeh, &MgfMatching::default()];
        for method in methods {
            let fit = method.fit_correlated(&twice).unwrap();
            prop_assert!((fit.mu() - mu - 2.0_f64.ln()).abs() < 1e-6 && close(fit.sigma(), sigma, 1e-6));
        }
        let exact = LogNormal::new(mu + 2.0_f64.ln(), sigma).unwrap();
        let sum = CorrelatedSum::new(&twice).unwrap();
        for p in [1e-40, 0.01, 0.7] {
            let x = exact.quantile(p).unwrap();
            prop_assert!(close(sum.cdf(x).unwrap().value, p, 1e-10));
        }
    }

    #[test]
    fn probabilities_of_correlated_pairs_sum_to_one(rho in -1.0..1.0_f64, x in 0.1..30.0_f64, s in 0.3..2.0_f64) {
        let sum = CorrelatedSum::new(&pair([0.0, 0.5], [1.0, s], rho)).unwrap();
        let (below, above) = (sum.cdf(x).unwrap(), sum.survival(x).unwrap());
        prop_assert!((below.value + above.value - 1.0).abs() < 1e-8 + below.error + above.error);
        // The largest stated error of 20,000 random pairs was 1.5e-5.
        prop_assert!(below.error < 1e-4 && above.error < 1e-4, "{below:?} {above:?}");
    }
}

/// S = X + 1/X = 2 cosh z: Pr(S ≤ x) = 2Φ(acosh(x/2)) − 1.
#[test]
fn opposite_terms_have_the_distribution_of_a_hyperbolic_cosine() {
    let opposite = pair([0.0; 2], [1.0; 2], -1.0);
    let sum = CorrelatedSum::new(&opposite).unwrap();
    assert_eq!((sum.rank(), sum.cdf(1.99).unwrap().value), (1, 0.0));
    let normal = LogNormal::new(0.0, 1.0).unwrap();
    for x in [2.001, 3.0, 50.0, 1e6] {
        let z = (x / 2.0_f64).acosh();
        let tail = 2.0 * normal.survival(z.exp());
        assert!(close(sum.survival(x).unwrap().value, tail, 1e-9), "{x}");
        assert!(close(sum.cdf(x).unwrap().value, 1.0 - tail, 1e-9), "{x}");
    }
    // Var ln(2 cosh z) by the trapezoidal rule.
    let points = || (-4000..=4000).map(|i| f64::from(i) / 400.0);
    let average = |f: &dyn Fn(f64) -> f64| {
        points().map(|z| f(z) * (-z * z / 2.0).exp()).sum::<f64>()
            / points().map(|z| (-z * z / 2.0).exp()).sum::<f64>()
    };
    let mean = average(&|z| (2.0 * z.cosh()).ln());
    let variance = average(&|z| ((2.0 * z.cosh()).ln() - mean).powi(2));
    let fit = SchwartzYeh.fit_correlated(&opposite).unwrap();
    assert!((fit.mu() - mean).abs() < 1e-6 && (fit.sigma() - variance.sqrt()).abs() < 1e-6);
}

/// Four standard errors of both estimates are exceeded with probability 1e-4; the seed is fixed.
#[test]
fn averages_agree_with_quadrature_and_with_independent_sums() {
    let mut rng = ChaCha12Rng::seed_from_u64(3);
    let sum = CorrelatedSum::new(&pair([0.0, 1.0], [1.0, 0.7], 0.4)).unwrap();
    for x in [0.2, 4.0, 200.0] {
        let (exact, found) =
            (sum.survival(x).unwrap(), sum.estimate_survival(x, 20_000, &mut rng).unwrap());
        assert!((found.value - exact.value).abs() < 4.0 * found.error, "{found} against {exact}");
        let (exact, found) = (sum.cdf(x).unwrap(), sum.estimate_cdf(x, 20_000, &mut rng).unwrap());
        assert!((found.value - exact.value).abs() < 4.0 * found.error, "{found} against {exact}");
    }
    let entry = |i: usize, j: usize| f64::from(u8::from(i == j));
    let three =
        MultivariateLogNormal::new(vec![0.0; 3], SymmetricMatrix::from_fn(3, entry).unwrap());
    let sum = CorrelatedSum::new(&three.unwrap()).unwrap();
    let exact = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0).unwrap(); 3])
        .unwrap()
        .distribution()
        .unwrap();
    for x in [0.5, 3.0, 100.0] {
        let found = sum.estimate_cdf(x, 20_000, &mut rng).unwrap();
        assert!((found.value - exact.cdf(x)).abs() < 4.0 * found.error, "{found}");
    }
    assert!(matches!(sum.cdf(1.0), Err(Error::TooLarge { value: 3, limit: 2, .. })));
    assert!(matches!(sum.estimate_cdf(1.0, 1, &mut rng), Err(Error::TooFew { .. })));
    assert!(matches!(sum.estimate_cdf(f64::NAN, 9, &mut rng), Err(Error::NotFinite { .. })));
}

#[test]
fn constant_sums_and_unknown_components_are_refused() {
    let constant = pair([0.0; 2], [0.0; 2], 0.0);
    assert!(FentonWilkinson.fit_correlated(&constant).is_err());
    assert!(SchwartzYeh.fit_correlated(&constant).is_err());
    assert!(MgfMatching::default().fit_correlated(&constant).is_err());
    assert!(CorrelatedSum::new(&constant).is_err());
    let x = pair([0.0; 2], [1.0; 2], 0.5);
    assert!(matches!(x.given(&[2], &[1.0]), Err(Error::IndexOutOfRange { index: 2, .. })));
    assert!(matches!(x.given(&[0], &[1.0, 2.0]), Err(Error::LengthMismatch { .. })));
    assert!(matches!(x.given(&[0], &[-1.0]), Err(Error::NotPositive { value: -1.0, .. })));
    assert!(matches!(x.given(&[0, 1], &[1.0, 2.0]), Err(Error::Empty { .. })));
    let twice = x.monomials(&[[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]).unwrap();
    assert!(matches!(twice.given(&[0, 1], &[1.0, 1.0]), Err(Error::NotPositiveDefinite { .. })));
    // A component that follows from the known one is constant.
    assert!(twice.given(&[0], &[2.0]).unwrap().mu()[0].exp() - 2.0 < 1e-12);
    let impossible = SymmetricMatrix::from_rows(&[[1.0, -2.0], [-2.0, 9.0]]).unwrap();
    match MultivariateLogNormal::from_moments(&[1.0, 1.0], &impossible) {
        Err(Error::OutOfRange { value, .. }) => assert_eq!(value, -2.0),
        other => panic!("{other:?}"),
    }
    let five = MultivariateLogNormal::new(
        vec![0.0; 5],
        SymmetricMatrix::from_fn(5, |i, j| f64::from(u8::from(i == j))).unwrap(),
    );
    let refused = MgfMatching::default().fit_correlated(&five.unwrap());
    assert!(matches!(refused, Err(Error::TooLarge { value: 5, limit: 3, .. })));
}
