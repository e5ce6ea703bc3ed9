//! Sums of correlated log-normals, by the methods for independent ones that extend to them.

use super::gaussian::Gaussian;
use super::mgf_matching::{self, MgfMatching};
use crate::error::require_positive;
use crate::log_domain::ln_sum_exp;
use crate::{Error, LogNormal, MultivariateLogNormal, SymmetricMatrix};

/// Largest rank of a covariance for an expectation over a grid of 61^rank points.
const LARGEST_RANK: usize = 3;
/// ln(1 + K) with K below this keeps its digits; above it e^Σ might overflow.
const SMALL: f64 = 0.4;

/// The log-normal with mean and variance of the sum:
/// σ² = ln(1 + Σ_ab p_a p_b (e^Σ_ab − 1)), p_a the fraction of component a in the mean.
pub(super) fn fenton_wilkinson(terms: &MultivariateLogNormal) -> Result<LogNormal, Error> {
    let ln_means = terms.ln_means();
    let ln_mean = ln_sum_exp(ln_means.iter().copied());
    let ln_p: Vec<f64> = ln_means.iter().map(|l| l - ln_mean).collect();
    let squared = ln_second_moment(&ln_p, terms.covariance());
    let squared = if squared > SMALL { squared } else { excess(&ln_p, terms.covariance()).ln_1p() };
    require_positive("the fitted sigma squared", squared)?;
    LogNormal::new(ln_mean - squared / 2.0, squared.sqrt())
}

/// ln Σ_ab p_a p_b e^Σ_ab.
fn ln_second_moment(ln_p: &[f64], covariance: &SymmetricMatrix) -> f64 {
    let row =
        |a: usize| ln_sum_exp(ln_p.iter().enumerate().map(move |(b, p)| p + covariance[(a, b)]));
    ln_sum_exp(ln_p.iter().enumerate().map(|(a, p)| p + row(a)))
}

/// Σ_ab p_a p_b (e^Σ_ab − 1); what is too large for an exponential has no weight here.
fn excess(ln_p: &[f64], covariance: &SymmetricMatrix) -> f64 {
    let term = |a: usize, b: usize| {
        let (ln_weight, sigma) = (ln_p[a] + ln_p[b], covariance[(a, b)]);
        let value = ln_weight.exp() * sigma.exp_m1();
        if value.is_finite() { value } else { (ln_weight + sigma).exp() - ln_weight.exp() }
    };
    let indices = 0..ln_p.len();
    indices.clone().flat_map(|a| indices.clone().map(move |b| term(a, b))).sum()
}

/// Mean A and variance C of ln S, and its covariances c_j with the logarithms of the terms.
struct Partial {
    mean: f64,
    variance: f64,
    with: Vec<f64>,
}

/// Schwartz & Yeh's recursion, with D = ln X_k − ln S ~ N(μ_k − A, C + Σ_kk − 2c_k) and Stein's
/// lemma for the covariance of ln(1 + e^D) with every logarithm.
pub(super) fn schwartz_yeh(terms: &MultivariateLogNormal) -> Result<LogNormal, Error> {
    let sigma = terms.covariance();
    let with = (0..terms.dim()).map(|j| sigma[(0, j)]).collect();
    let first = Partial { mean: terms.mu()[0], variance: sigma[(0, 0)], with };
    let rule = Gaussian::new();
    let sum = (1..terms.dim()).fold(first, |sum, k| add(&rule, &sum, terms, k));
    require_positive("the fitted sigma squared", sum.variance)?;
    LogNormal::new(sum.mean, sum.variance.sqrt())
}

fn add(rule: &Gaussian, sum: &Partial, terms: &MultivariateLogNormal, k: usize) -> Partial {
    let (sigma, shared) = (terms.covariance(), sum.with[k]);
    let spread = (sum.variance + sigma[(k, k)] - 2.0 * shared).max(0.0).sqrt();
    let (rise, scatter, slope) = rule.softplus(terms.mu()[k] - sum.mean, spread);
    let mix = |(j, own): (usize, &f64)| own + (sigma[(j, k)] - own) * slope;
    Partial {
        mean: sum.mean + rise,
        variance: sum.variance + 2.0 * (shared - sum.variance) * slope + scatter,
        with: sum.with.iter().enumerate().map(mix).collect(),
    }
}

/// Matches E e^−sS, an expectation over as many normal variables as the covariance has rank.
pub(super) fn mgf_matching(
    terms: &MultivariateLogNormal,
    at: MgfMatching,
) -> Result<LogNormal, Error> {
    at.require_valid()?;
    let loadings = terms.loadings();
    let value = loadings[0].len();
    if value > LARGEST_RANK {
        let quantity = "the rank of the covariance";
        return Err(Error::TooLarge {
            quantity,
            value: value as u128,
            limit: LARGEST_RANK as u128,
        });
    }
    let (start, rule) = (schwartz_yeh(terms)?, Gaussian::new());
    let ln_points = at.ln_points(start);
    let target = |ln_s| ln_transform(&rule, terms.mu(), &loadings, ln_s);
    mgf_matching::solve(&rule, ln_points.map(target), ln_points, start)
}

/// ln E e^−sS.
fn ln_transform(rule: &Gaussian, mu: &[f64], loadings: &[Vec<f64>], ln_s: f64) -> f64 {
    let shifted: Vec<f64> = mu.iter().map(|mu| mu + ln_s).collect();
    average(rule, &shifted, loadings, 0).ln()
}

/// E e^−Σ_i e^x_i over the normal variables from number `from` on, x_i the sum so far.
fn average(rule: &Gaussian, x: &[f64], loadings: &[Vec<f64>], from: usize) -> f64 {
    if from == loadings[0].len() {
        return (-x.iter().map(|x| x.exp()).sum::<f64>()).exp();
    }
    rule.average(|z| {
        let shifted: Vec<f64> = x.iter().zip(loadings).map(|(x, row)| x + row[from] * z).collect();
        average(rule, &shifted, loadings, from + 1)
    })
}
