//! Probabilities to relative precision against 30 digits of mpmath (`tails.py`).

use serde::{Deserialize, Deserializer};
use synaptome_lognormal::{
    CorrelatedSum, FentonWilkinson, LogNormal, LogNormalMixture, LogNormalSum,
    MultivariateLogNormal, SumFit, SymmetricMatrix,
};

#[derive(Deserialize)]
struct Golden {
    univariate: Vec<Univariate>,
    sums: Vec<Sum>,
    correlated: Vec<Correlated>,
    mixtures: Vec<Mixture>,
}

#[derive(Deserialize)]
struct Univariate {
    mu: f64,
    sigma: f64,
    x: f64,
    #[serde(deserialize_with = "number")]
    cdf: f64,
    #[serde(deserialize_with = "number")]
    survival: f64,
    #[serde(deserialize_with = "number")]
    ln_cdf: f64,
    #[serde(deserialize_with = "number")]
    ln_survival: f64,
    #[serde(deserialize_with = "number")]
    ln_pdf: f64,
}

#[derive(Deserialize)]
struct Sum {
    name: String,
    mu: Vec<f64>,
    sigma: Vec<f64>,
    x: f64,
    #[serde(deserialize_with = "number")]
    cdf: f64,
    #[serde(deserialize_with = "number")]
    survival: f64,
}

#[derive(Deserialize)]
struct Correlated {
    name: String,
    mu: Vec<f64>,
    covariance: Vec<Vec<f64>>,
    #[serde(deserialize_with = "number")]
    fit_mu: f64,
    #[serde(deserialize_with = "number")]
    fit_sigma: f64,
}

#[derive(Deserialize)]
struct Mixture {
    weights: Vec<f64>,
    mu: Vec<f64>,
    sigma: Vec<f64>,
    #[serde(deserialize_with = "number")]
    information: f64,
    #[serde(deserialize_with = "number")]
    entropy: f64,
}

/// Numbers are text, since JSON would round them twice.
fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("tails.json")).unwrap()
}

fn terms(mu: &[f64], sigma: &[f64]) -> Vec<LogNormal> {
    mu.iter().zip(sigma).map(|(&mu, &sigma)| LogNormal::new(mu, sigma).unwrap()).collect()
}

/// Subnormal numbers have fewer digits.
fn require_close(found: f64, exact: f64, relative: f64, what: &str) {
    let allowed = (relative * exact.abs()).max(2.0 * f64::from_bits(1));
    assert!((found - exact).abs() <= allowed, "{what}: {found:e} against {exact:e}");
}

/// What rounding of ln x and μ makes of a probability, in units of itself.
fn conditioning(row: &Univariate) -> f64 {
    let z = (row.x.ln() - row.mu) / row.sigma;
    let scale = (row.x.ln().abs() + row.mu.abs()) / row.sigma;
    1e-15 + f64::EPSILON * (1.0 + z.abs()) * scale
}

#[test]
fn both_tails_of_a_log_normal_keep_their_relative_precision() {
    for row in golden().univariate {
        let term = LogNormal::new(row.mu, row.sigma).unwrap();
        let (relative, what) = (4.0 * conditioning(&row), format!("{term} at {:e}", row.x));
        require_close(term.cdf(row.x), row.cdf, relative, &what);
        require_close(term.survival(row.x), row.survival, relative, &what);
        require_close(term.ln_pdf(row.x), row.ln_pdf, relative, &what);
        require_close(term.ln_cdf(row.x), row.ln_cdf, relative, &what);
        require_close(term.ln_survival(row.x), row.ln_survival, relative, &what);
    }
}

#[test]
fn quantiles_of_both_tails_invert_exact_probabilities() {
    for row in golden().univariate {
        let term = LogNormal::new(row.mu, row.sigma).unwrap();
        let z = (row.x.ln() - row.mu) / row.sigma;
        // d ln x of a relative change of the smaller probability is about σ/|z|; 709 is ln of the largest f64.
        let allowed = 1e-13 * row.sigma.max(1.0) + 4.0 * f64::EPSILON * 709.0;
        let of_ln = if z < 0.0 {
            term.quantile_of_ln(row.ln_cdf).unwrap()
        } else {
            term.upper_quantile_of_ln(row.ln_survival).unwrap()
        };
        assert!((of_ln.ln() - row.x.ln()).abs() < allowed, "{of_ln:e} for {:e}", row.x);
        let smaller = row.cdf.min(row.survival);
        if smaller > 1e-300 {
            let plain =
                if z < 0.0 { term.quantile(row.cdf) } else { term.upper_quantile(row.survival) };
            assert!((plain.unwrap().ln() - row.x.ln()).abs() < allowed, "{:e}", row.x);
        }
    }
}

#[test]
fn a_tail_of_1e_37_is_1_645872066715e_37() {
    let x = LogNormal::new(0.0, 0.149).unwrap();
    require_close(x.survival(6.68), 1.645_872_066_715e-37, 1e-12, "B2");
    require_close(x.upper_quantile(x.survival(6.68)).unwrap(), 6.68, 1e-14, "B2");
}

#[test]
fn densities_at_the_end_of_the_range_of_numbers_are_right() {
    let ln_pdf = |sigma, x| LogNormal::new(0.0, sigma).unwrap().ln_pdf(x);
    require_close(ln_pdf(15.0, 1e-252), -171.579_406_650_518_9, 1e-14, "sigma 15");
    require_close(ln_pdf(10.0, 2.24e-168), -362.281_092_001_292_75, 1e-14, "sigma 10");
    require_close(ln_pdf(5.0, 1.38e-87), -602.548_113_743_830_7, 1e-14, "sigma 5");
}

#[test]
fn extreme_moments_give_their_log_normal() {
    let parameters = |mean, variance| {
        let x = LogNormal::from_moments(mean, variance).unwrap();
        (x.mu(), x.sigma())
    };
    let (mu, sigma) = parameters(1e-5, 10.0);
    require_close(mu, -24.177_143_476_442_48, 1e-14, "mu");
    require_close(sigma, 5.032_736_434_877_600_7, 1e-14, "sigma");
    let (mu, sigma) = parameters(1e-200, 1e-300);
    require_close(mu, -575.646_273_248_511_4, 1e-14, "mu");
    require_close(sigma, 15.174_271_293_851_464, 1e-14, "sigma");
}

#[test]
fn probabilities_of_sums_have_a_relative_error_below_1e_10_in_both_tails() {
    let mut done: Option<(String, synaptome_lognormal::SumDistribution)> = None;
    for row in golden().sums {
        if done.as_ref().is_none_or(|(name, _)| *name != row.name) {
            let sum = LogNormalSum::new(terms(&row.mu, &row.sigma)).unwrap();
            done = Some((row.name.clone(), sum.distribution().unwrap()));
        }
        let (name, sum) = done.as_ref().unwrap();
        let what = format!("{name} at {:e}", row.x);
        let stated = sum.relative_error();
        assert!(stated < 1e-10, "{what}: {stated:e}");
        let relative = stated + 1e-13 + f64::EPSILON * row.cdf.min(row.survival).ln().abs() * 8.0;
        require_close(sum.cdf(row.x), row.cdf, relative, &what);
        require_close(sum.survival(row.x), row.survival, relative, &what);
    }
}

#[test]
fn the_tails_of_two_standard_terms_are_those_of_the_literature() {
    let sum = LogNormalSum::new(terms(&[0.0; 2], &[1.0; 2])).unwrap().distribution().unwrap();
    let below = [(2.0, 0.394_155_432_306_629), (0.05, 4.196_752_759e-8)];
    let far_below = [(0.01, 1.347_601_800_81e-14), (0.001, 1.024_543_942_24e-27)];
    for (x, exact) in below.into_iter().chain(far_below).chain([(1e-4, 2.193_977_39e-45)]) {
        require_close(sum.cdf(x), exact, 2e-9, "below");
    }
    for (x, exact) in [(100.0, 4.503_384_576_2e-6), (1e4, 3.255_929_204_46e-20)] {
        require_close(sum.survival(x), exact, 1e-9, "above");
    }
    require_close(sum.survival(1e6), 2.054_968e-43, 1e-7, "above");
}

#[test]
fn quadrature_given_one_variable_agrees_with_exact_probabilities_of_two_terms() {
    for row in golden().sums.iter().filter(|row| row.mu.len() == 2) {
        let entry = |i: usize, j: usize| if i == j { row.sigma[i].powi(2) } else { 0.0 };
        let covariance = SymmetricMatrix::from_fn(2, entry).unwrap();
        let pair = MultivariateLogNormal::new(row.mu.clone(), covariance).unwrap();
        let sum = CorrelatedSum::new(&pair).unwrap();
        let what = format!("{} at {:e}", row.name, row.x);
        require_close(sum.cdf(row.x).unwrap().value, row.cdf, 1e-12, &what);
        require_close(sum.survival(row.x).unwrap().value, row.survival, 1e-12, &what);
    }
}

#[test]
fn moments_of_correlated_sums_are_matched() {
    for row in golden().correlated {
        let covariance = SymmetricMatrix::from_rows(&row.covariance).unwrap();
        let terms = MultivariateLogNormal::new(row.mu.clone(), covariance).unwrap();
        let fit = FentonWilkinson.fit_correlated(&terms).unwrap();
        require_close(fit.mu(), row.fit_mu, 1e-12, &row.name);
        require_close(fit.sigma(), row.fit_sigma, 1e-10, &row.name);
    }
}

#[test]
fn entropy_and_information_of_mixtures_agree_to_their_stated_error() {
    for row in golden().mixtures {
        let parts = terms(&row.mu, &row.sigma);
        let mixture = LogNormalMixture::new(row.weights, parts).unwrap();
        let (h, i) = (mixture.entropy_nats(), mixture.information_about_part_nats());
        assert!((h.value - row.entropy).abs() <= h.error + 1e-14, "{h} against {}", row.entropy);
        require_close(i.value, row.information, 1e-9, "information");
        assert!(h.error < 1e-9 && i.error < 1e-9, "{h:?}");
    }
}
