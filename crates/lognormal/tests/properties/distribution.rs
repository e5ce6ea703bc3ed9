//! Laws of the distribution of a sum, and of what it cannot promise.

use proptest::prelude::*;
use synaptome_lognormal::{
    Convolution, CorrelatedSum, Error, LogNormal, LogNormalSum, MultivariateLogNormal,
    SumApproximation, SymmetricMatrix,
};

use super::close;

fn term() -> impl Strategy<Value = LogNormal> {
    (-3.0..3.0, -4.6..1.1_f64).prop_map(|(mu, s)| LogNormal::new(mu, s.exp()).unwrap())
}

fn sum(terms: &[LogNormal]) -> LogNormalSum {
    LogNormalSum::new(terms.to_vec()).unwrap()
}

proptest! {
    #![proptest_config(crate::cases(24))]

    #[test]
    fn a_sum_of_one_term_has_its_probabilities(x in term(), ln_p in -700.0..-1e-3_f64) {
        let one = sum(&[x]).distribution().unwrap();
        let (low, high) = (x.quantile_of_ln(ln_p).unwrap(), x.upper_quantile_of_ln(ln_p).unwrap());
        prop_assume!(low > 1e-300 && high < 1e300);
        let relative = 1e-11 + 1e-12 / x.sigma();
        prop_assert!(close(one.cdf(low), x.cdf(low), relative) && close(one.cdf(high), x.cdf(high), relative));
        prop_assert!(close(one.survival(high), x.survival(high), relative));
        prop_assert!(close(one.ln_cdf(low).unwrap(), x.ln_cdf(low), relative));
        prop_assert!((one.ln_pdf(high).unwrap() - x.ln_pdf(high)).abs() < relative);
    }

    #[test]
    fn the_order_of_terms_does_not_matter_in_either_tail(mut terms in proptest::collection::vec(term(), 2..5), ln_p in -300.0..0.0_f64) {
        let one = sum(&terms).distribution().unwrap();
        terms.rotate_left(1);
        let other = sum(&terms).distribution().unwrap();
        let p = ln_p.exp().min(0.5);
        let (low, high) = (one.quantile(p).unwrap(), one.upper_quantile(p).unwrap());
        let relative = one.relative_error() + other.relative_error() + 1e-9;
        prop_assert!(close(other.cdf(low), p, relative), "{:e} {p:e}", other.cdf(low));
        prop_assert!(close(other.survival(high), p, relative), "{:e} {p:e}", other.survival(high));
    }

    #[test]
    fn scaling_the_terms_scales_quantiles(terms in proptest::collection::vec(term(), 2..4), shift in -200.0..200.0_f64, ln_p in -90.0..0.0_f64) {
        let shifted: Vec<LogNormal> = terms.iter().map(|t| LogNormal::new(t.mu() + shift, t.sigma()).unwrap()).collect();
        let (one, other) = (sum(&terms).distribution().unwrap(), sum(&shifted).distribution().unwrap());
        let p = ln_p.exp();
        let rise = other.quantile(p).unwrap().ln() - one.quantile(p).unwrap().ln();
        prop_assert!((rise - shift).abs() < 1e-9, "{rise} {shift}");
    }

    #[test]
    fn probabilities_are_monotone_sum_to_one_and_have_the_density_as_slope(terms in proptest::collection::vec(term(), 2..4), p in 0.001..0.999_f64) {
        let w = sum(&terms).distribution().unwrap();
        let x = w.quantile(p).unwrap();
        prop_assert!((w.cdf(x) + w.survival(x) - 1.0).abs() < 1e-11);
        let step = 1e-6 * x * p.min(1.0 - p);
        let rise = w.cdf(x + step) - w.cdf(x - step);
        prop_assert!(rise > 0.0);
        prop_assert!(close(rise / (2.0 * step), w.pdf(x).unwrap(), 1e-3), "{} {}", rise / (2.0 * step), w.pdf(x).unwrap());
    }

    #[test]
    fn the_sum_exceeds_its_largest_term_and_not_much_more_far_out(terms in proptest::collection::vec(term(), 2..5)) {
        let w = sum(&terms).distribution().unwrap();
        for p in [1e-3, 1e-30, 1e-150] {
            let x = w.upper_quantile(p).unwrap();
            let largest = terms.iter().map(|t| t.survival(x)).fold(0.0, f64::max);
            let any: f64 = terms.iter().map(|t| t.survival(x / terms.len() as f64)).sum();
            prop_assert!(w.survival(x) >= largest * (1.0 - 1e-9) && w.survival(x) <= any * (1.0 + 1e-9));
            let low = w.quantile(p).unwrap();
            let all: f64 = terms.iter().map(|t| t.cdf(low)).product();
            let parts: f64 = terms.iter().map(|t| t.cdf(low / terms.len() as f64)).product();
            prop_assert!(w.cdf(low) <= all * (1.0 + 1e-9) && w.cdf(low) >= parts * (1.0 - 1e-9));
        }
    }
}

proptest! {
    #![proptest_config(crate::cases(48))]

    #[test]
    fn panels_and_quadrature_given_one_variable_agree_in_both_tails(a in term(), b in term(), ln_p in -140.0..-0.7_f64) {
        let panels = sum(&[a, b]).distribution().unwrap();
        let variances = [a.sigma().powi(2), b.sigma().powi(2)];
        let entry = |i: usize, j: usize| if i == j { variances[i] } else { 0.0 };
        let covariance = SymmetricMatrix::from_fn(2, entry).unwrap();
        let pair = MultivariateLogNormal::new(vec![a.mu(), b.mu()], covariance).unwrap();
        let quadrature = CorrelatedSum::new(&pair).unwrap();
        let (low, high) = (panels.quantile(ln_p.exp()).unwrap(), panels.upper_quantile(ln_p.exp()).unwrap());
        let below = quadrature.cdf(low).unwrap();
        let above = quadrature.survival(high).unwrap();
        // Rounding of ln x moves a probability of e^−140 by 17/σ ε ln x of itself.
        let relative = panels.relative_error() + 1e-12 + 1e-12 / a.sigma().min(b.sigma());
        prop_assert!(close(panels.cdf(low), below.value, relative + below.error / below.value), "{:e} {below:?} {relative:e}", panels.cdf(low));
        prop_assert!(close(panels.survival(high), above.value, relative + above.error / above.value), "{:e} {above:?} {relative:e}", panels.survival(high));
    }
}

/// Between bounds by single terms: a sum exceeds x if a term does, and only if a term exceeds x/N; it is below x if all
/// terms are below x/N, and only if all are below x.
#[test]
fn logarithms_of_probabilities_are_known_down_to_the_smallest_numbers() {
    let term = LogNormal::new(0.3, 0.5).unwrap();
    for count in [1, 2, 3, 8, 30] {
        let (w, n) = (sum(&vec![term; count]).distribution().unwrap(), count as f64);
        for ln_p in [-600.0, -650.0, -700.0, -740.0] {
            // One term exceeds the first of these with this probability, and all of them are below the second with it.
            let (high, low) = (
                term.upper_quantile_of_ln(ln_p).unwrap(),
                n * term.quantile_of_ln(ln_p / n).unwrap(),
            );
            let (above, below) = (w.ln_survival(high).unwrap(), w.ln_cdf(low).unwrap());
            let any = n.ln() + term.ln_survival(high / n);
            assert!(
                (ln_p * (1.0 + 1e-9)..=any * (1.0 - 1e-9)).contains(&above),
                "{count} {ln_p}: {above}"
            );
            let all = n * term.ln_cdf(low);
            assert!(
                (ln_p * (1.0 + 1e-9)..=all * (1.0 - 1e-9)).contains(&below),
                "{count} {ln_p}: {below}"
            );
        }
    }
}

/// Doubling, and adding in another order: 50 terms from 49 and one.
#[test]
fn equal_terms_may_be_doubled() {
    let term = LogNormal::new(0.2, 0.8).unwrap();
    let other = LogNormal::new(0.2, 0.8 + 1e-13).unwrap();
    let alike = sum(&[term; 12]).distribution().unwrap();
    let apart: Vec<LogNormal> = (0..12).map(|k| if k % 3 == 0 { other } else { term }).collect();
    let apart = sum(&apart).distribution().unwrap();
    for x in [2.0, 8.0, 15.0, 40.0, 1e3] {
        assert!(
            close(alike.cdf(x), apart.cdf(x), 1e-9)
                && close(alike.survival(x), apart.survival(x), 1e-9)
        );
    }
}

#[test]
fn entropies_by_convolution_are_those_of_the_distribution() {
    let w = sum(&[0.5, 0.9, 1.4].map(|s| LogNormal::new(s, s).unwrap()));
    let d = w.distribution().unwrap();
    let (low, high) = (d.quantile(1e-18).unwrap().ln(), d.upper_quantile(1e-18).unwrap().ln());
    let step = (high - low) / 2000.0;
    let surprise = |i: i32| {
        let x = (low + step * f64::from(i)).exp();
        -d.pdf(x).unwrap() * d.ln_pdf(x).unwrap() * x * step
    };
    let entropy: f64 = (0..=2000).map(surprise).sum();
    assert!((entropy - Convolution::default().entropy_nats(&w).unwrap()).abs() < 1e-8);
}

#[test]
fn terms_as_different_as_can_be_keep_a_stated_error() {
    let log = |mu, sigma| LogNormal::new(mu, sigma).unwrap();
    let hard: [Vec<LogNormal>; 6] = [
        vec![log(0.0, 0.01), log(0.0, 3.0)],
        vec![log(-700.0, 3.0), log(690.0, 1.0)],
        vec![log(0.0, 15.0), log(3.0, 15.0)],
        vec![log(0.0, 1e-4), log(-2.0, 2.0), log(1.0, 0.1)],
        vec![log(0.0, 0.01); 50],
        (0..20)
            .map(|k| log(f64::from(k).sin() * 3.0, 0.01 * 300.0_f64.powf(f64::from(k) / 19.0)))
            .collect(),
    ];
    for terms in hard {
        let w = sum(&terms);
        let d = w.distribution().unwrap();
        assert!(d.relative_error() < 1e-8, "{:e} {terms:?}", d.relative_error());
        for p in [1e-40, 1e-9, 0.3] {
            let (low, high) = (d.quantile(p).unwrap(), d.upper_quantile(p).unwrap());
            assert!(
                close(d.cdf(low), p, 1e-5) && close(d.survival(high), p, 1e-5),
                "{p:e} {terms:?}"
            );
        }
    }
}

#[test]
fn what_cannot_be_promised_is_an_error_and_not_a_number() {
    let standard = LogNormal::new(0.0, 1.0).unwrap();
    let d = sum(&[standard; 2]).distribution().unwrap();
    assert_eq!((d.cdf(1e-300), d.survival(1e300)), (0.0, 0.0));
    assert_eq!((d.cdf(1e300), d.survival(1e-300)), (1.0, 1.0));
    for (x, refused) in
        [(1e-300, d.ln_cdf(1e-300)), (1e300, d.ln_survival(1e300)), (1e300, d.ln_pdf(1e300))]
    {
        match refused {
            Err(Error::OutOfRange { value, low, high, .. }) => {
                assert!(value == x && (low > x || high < x));
            }
            other => panic!("{other:?}"),
        }
    }
    let inf = f64::INFINITY;
    for low in [0.0, -1.0, -inf] {
        assert_eq!((d.cdf(low), d.survival(low), d.pdf(low).unwrap()), (0.0, 1.0, 0.0));
        assert_eq!((d.ln_cdf(low).unwrap(), d.ln_pdf(low).unwrap()), (-inf, -inf));
    }
    assert_eq!(
        (d.cdf(inf), d.survival(inf), d.pdf(inf).unwrap(), d.ln_survival(inf).unwrap()),
        (1.0, 0.0, 0.0, -inf)
    );
    assert!(d.cdf(f64::NAN).is_nan() && d.survival(f64::NAN).is_nan());
    assert!(d.ln_cdf(f64::NAN).unwrap().is_nan() && d.ln_pdf(f64::NAN).unwrap().is_nan());
    assert_eq!((d.quantile(0.0).unwrap(), d.quantile(1.0).unwrap()), (0.0, inf));
    assert_eq!((d.upper_quantile(0.0).unwrap(), d.upper_quantile(1.0).unwrap()), (inf, 0.0));
    assert!(
        d.quantile(-0.1).is_err()
            && d.quantile(f64::NAN).is_err()
            && d.upper_quantile(2.0).is_err()
    );
    // Neighbouring numbers differ visibly in density.
    let needle = LogNormal::new(1.0, 1e-13).unwrap();
    let refused = sum(&[needle, standard]).distribution();
    assert!(matches!(refused, Err(Error::Inaccurate { .. })), "{refused:?}");
    let many: Vec<LogNormal> =
        (0..100_000).map(|k| LogNormal::new(f64::from(k) * 1e-5, 1.0).unwrap()).collect();
    assert!(matches!(sum(&many).distribution(), Err(Error::TooLarge { value: 100_000, .. })));
}

/// P(2 cosh z > x) = 2 Φ(−arcosh(x/2)), to 40 digits with mpmath.
#[test]
fn errors_of_sums_of_opposite_terms_hold_in_far_tails() {
    let covariance = SymmetricMatrix::from_rows(&[[1.0, -1.0], [-1.0, 1.0]]).unwrap();
    let pair = MultivariateLogNormal::new(vec![0.0; 2], covariance).unwrap();
    let found = CorrelatedSum::new(&pair).unwrap().survival(1e8).unwrap();
    let expected = 8.966_868_783_315_455e-76;
    assert!((found.value - expected).abs() <= found.error, "{found:?}");
    assert!(found.error < 1e-12 * expected, "{found:?}");
}
