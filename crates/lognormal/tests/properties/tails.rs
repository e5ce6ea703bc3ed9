//! Laws of probabilities and quantiles of one log-normal, and constructors by what people know.

use proptest::prelude::*;
use synaptome_lognormal::{Error, LogNormal};

use super::close;

fn broad() -> impl Strategy<Value = LogNormal> {
    (-600.0..600.0, -18.0..2.7)
        .prop_map(|(mu, ln_sigma): (f64, f64)| LogNormal::new(mu, ln_sigma.exp()).unwrap())
}

proptest! {
    #![proptest_config(crate::cases(512))]

    #[test]
    fn both_probabilities_sum_to_one(x in broad(), z in -9.0..9.0_f64) {
        let at = (x.mu() + x.sigma() * z).exp();
        prop_assert!((x.cdf(at) + x.survival(at) - 1.0).abs() < 4.0 * f64::EPSILON);
    }

    #[test]
    fn logarithms_of_probabilities_are_those_of_the_probabilities(x in broad(), z in -37.0..37.0_f64) {
        let at = (x.mu() + x.sigma() * z).exp();
        prop_assume!((1e-300..1e300).contains(&at));
        prop_assert!(close(x.ln_cdf(at), x.cdf(at).ln(), 1e-12) || x.cdf(at) > 0.999);
        prop_assert!(close(x.ln_survival(at), x.survival(at).ln(), 1e-12) || x.survival(at) > 0.999);
        prop_assert!(close(x.ln_pdf(at), x.pdf(at).ln(), 1e-12) || x.pdf(at) < 1e-300);
    }

    #[test]
    fn the_inverse_of_a_variable_has_the_other_tail(mu in -3.0..3.0_f64, sigma in 0.05..3.0_f64, power in -100..100_i32) {
        let (x, inverse) = (LogNormal::new(mu, sigma).unwrap(), LogNormal::new(-mu, sigma).unwrap());
        let at = 2.0_f64.powi(power);
        prop_assert!(close(x.cdf(at), inverse.survival(1.0 / at), 1e-9));
        prop_assert!(close(x.ln_cdf(at), inverse.ln_survival(1.0 / at), 1e-9));
    }

    #[test]
    fn quantiles_come_back_from_either_tail(sigma in 0.1..4.0_f64, ln_p in -5000.0..-1e-6_f64) {
        let x = LogNormal::new(0.0, sigma).unwrap();
        let (low, high) = (x.quantile_of_ln(ln_p).unwrap(), x.upper_quantile_of_ln(ln_p).unwrap());
        prop_assert!(close(x.ln_cdf(low), ln_p, 1e-9) || low < 1e-300);
        prop_assert!(close(x.ln_survival(high), ln_p, 1e-9) || high > 1e300);
        prop_assert!(close(low * high, 1.0, 1e-9) || low < 1e-300 || high > 1e300);
    }

    #[test]
    fn quantiles_of_the_smallest_probabilities_follow_the_square(power in 300.0..308.2_f64) {
        let ln_p = -10.0_f64.powf(power);
        let z = std::f64::consts::SQRT_2 * (-ln_p).sqrt();
        let x = LogNormal::new(0.0, 1.0 / z).unwrap();
        prop_assert!(close(x.quantile_of_ln(ln_p).unwrap(), (-1.0_f64).exp(), 1e-13));
        prop_assert!(close(x.upper_quantile_of_ln(ln_p).unwrap(), 1.0_f64.exp(), 1e-13));
    }

    #[test]
    fn larger_numbers_have_larger_probability_below(x in broad(), a in -38.0..38.0_f64, step in 0.0..2.0_f64) {
        let at = |z: f64| (x.mu() + x.sigma() * z).exp();
        prop_assert!(x.cdf(at(a)) <= x.cdf(at(a + step)));
        prop_assert!(x.ln_survival(at(a)) >= x.ln_survival(at(a + step)));
    }

    #[test]
    fn constructors_give_what_they_were_given(ln_mean in -300.0..300.0_f64, ln_cv in -150.0..150.0_f64) {
        let (mean, cv) = (ln_mean.exp(), ln_cv.exp());
        let x = LogNormal::from_mean_and_cv(mean, cv).unwrap();
        prop_assert!((x.ln_mean() - ln_mean).abs() < 1e-11 && close(x.coefficient_of_variation().ln(), ln_cv, 1e-9));
        let y = LogNormal::from_mean_and_std_dev(mean, mean * cv).unwrap();
        prop_assert!((y.mu() - x.mu()).abs() < 1e-10 && close(y.sigma(), x.sigma(), 1e-12));
        let deviation = 1.0 + cv.clamp(1e-9, 1e100);
        let z = LogNormal::from_median_and_geometric_std_dev(mean, deviation).unwrap();
        prop_assert!(close(z.median(), mean, 1e-12));
        prop_assert!(close(z.geometric_std_dev(), deviation, 1e-12));
    }

    #[test]
    fn no_moment_is_nan(mu in -800.0..800.0_f64, sigma in 1e-100..40.0_f64) {
        let x = LogNormal::new(mu, sigma).unwrap();
        let moments = [x.mean(), x.variance(), x.std_dev(), x.coefficient_of_variation(), x.median(), x.mode()];
        let others = [x.skewness(), x.excess_kurtosis(), x.geometric_std_dev()];
        prop_assert!(moments.iter().chain(&others).all(|m| *m >= 0.0), "{moments:?} {others:?}");
    }
}

#[test]
fn skewness_and_kurtosis_are_those_of_raw_moments() {
    let x = LogNormal::new(0.3, 0.6).unwrap();
    let raw = |k: f64| (k * 0.3 + k * k * 0.18).exp();
    let (m, v) = (raw(1.0), raw(2.0) - raw(1.0).powi(2));
    let third = raw(3.0) - 3.0 * m * raw(2.0) + 2.0 * m.powi(3);
    let fourth = raw(4.0) - 4.0 * m * raw(3.0) + 6.0 * m * m * raw(2.0) - 3.0 * m.powi(4);
    assert!(close(x.skewness(), third / v.powf(1.5), 1e-12));
    assert!(close(x.excess_kurtosis(), fourth / (v * v) - 3.0, 1e-12));
    let density = |x: f64| LogNormal::new(0.3, 0.6).unwrap().ln_pdf(x);
    assert!(
        density(x.mode()) > density(x.mode() * 1.001)
            && density(x.mode()) > density(x.mode() * 0.999)
    );
}

#[test]
fn moments_too_extreme_for_sigma_are_refused_with_the_value() {
    let error = LogNormal::from_moments(1e200, 1.0).unwrap_err();
    let Error::OutOfRange { quantity: "the coefficient of variation", value, .. } = error else {
        panic!("{error}")
    };
    assert!(close(value, 1e-200, 1e-12), "{value:e}");
    assert!(LogNormal::from_mean_and_cv(1.0, 1e-155).is_err());
    assert!(LogNormal::from_mean_and_std_dev(1.0, 1e-154).is_err());
    assert!(LogNormal::from_mean_and_cv(1.0, 1.6e-154).is_ok());
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(LogNormal::from_mean_and_std_dev(bad, 1.0).is_err());
        assert!(LogNormal::from_mean_and_std_dev(1.0, bad).is_err());
        assert!(LogNormal::from_mean_and_cv(1.0, bad).is_err());
        assert!(LogNormal::from_median_and_geometric_std_dev(bad, 2.0).is_err());
    }
    for bad in [1.0, 0.5, f64::NAN, f64::INFINITY] {
        assert!(LogNormal::from_median_and_geometric_std_dev(1.0, bad).is_err());
    }
}

#[test]
fn the_ends_have_probabilities_zero_and_one_and_nan_stays_nan() {
    let (x, inf) = (LogNormal::new(0.0, 1.0).unwrap(), f64::INFINITY);
    for low in [0.0, -0.0, -3.0, -inf] {
        assert_eq!((x.cdf(low), x.survival(low), x.pdf(low)), (0.0, 1.0, 0.0));
        assert_eq!((x.ln_cdf(low), x.ln_survival(low), x.ln_pdf(low)), (-inf, 0.0, -inf));
    }
    assert_eq!((x.cdf(inf), x.survival(inf), x.pdf(inf)), (1.0, 0.0, 0.0));
    assert_eq!((x.ln_cdf(inf), x.ln_survival(inf), x.ln_pdf(inf)), (0.0, -inf, -inf));
    assert_eq!((x.quantile(0.0).unwrap(), x.quantile(1.0).unwrap()), (0.0, inf));
    assert_eq!((x.upper_quantile(0.0).unwrap(), x.upper_quantile(1.0).unwrap()), (inf, 0.0));
    assert_eq!((x.quantile_of_ln(-inf).unwrap(), x.quantile_of_ln(0.0).unwrap()), (0.0, inf));
    assert!(
        x.cdf(f64::NAN).is_nan() && x.ln_survival(f64::NAN).is_nan() && x.ln_pdf(f64::NAN).is_nan()
    );
    for bad in [-0.1, 1.1, f64::NAN] {
        assert!(x.quantile(bad).is_err() && x.upper_quantile(bad).is_err());
    }
    for bad in [0.1, f64::NAN] {
        assert!(x.quantile_of_ln(bad).is_err() && x.upper_quantile_of_ln(bad).is_err());
    }
}

#[test]
fn a_fit_has_standard_errors_and_refuses_what_is_not_positive() {
    let samples: Vec<f64> = (1..=400).map(|i| (f64::from(i) * 0.37).sin().exp()).collect();
    let fit = LogNormal::fit(&samples).unwrap();
    let n = samples.len() as f64;
    let mean = samples.iter().map(|w| w.ln()).sum::<f64>() / n;
    assert!(close(fit.mu().value, mean, 1e-12));
    assert!(close(fit.mu().error, fit.sigma().value / 20.0, 1e-12));
    // No neighbour is more likely.
    let ln_likelihood = |mu, sigma| {
        let x = LogNormal::new(mu, sigma).unwrap();
        samples.iter().map(|&w| x.ln_pdf(w)).sum::<f64>()
    };
    let (mu, sigma) = (fit.distribution.mu(), fit.distribution.sigma());
    for (a, b) in [(1e-3, 0.0), (-1e-3, 0.0), (0.0, 1e-3), (0.0, -1e-3)] {
        assert!(ln_likelihood(mu + a, sigma + b) < fit.ln_likelihood);
    }
    // The curvature gives the standard errors.
    let h = 1e-3;
    let curvature = (ln_likelihood(mu, sigma + h) + ln_likelihood(mu, sigma - h)
        - 2.0 * fit.ln_likelihood)
        / (h * h);
    assert!(close(fit.sigma().error, (-curvature).sqrt().recip(), 1e-3));
    for bad in [0.0, -2.5, f64::NAN, f64::INFINITY] {
        match LogNormal::fit(&[1.0, 2.0, bad, -7.0]) {
            Err(Error::BadSample { index: 2, value, .. }) => {
                assert!(value.to_bits() == bad.to_bits());
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(matches!(LogNormal::fit(&[1.0]), Err(Error::TooFew { found: 1, needed: 2, .. })));
    assert!(matches!(LogNormal::fit(&[3.0; 5]), Err(Error::AllEqual { value: 3.0, .. })));
}
