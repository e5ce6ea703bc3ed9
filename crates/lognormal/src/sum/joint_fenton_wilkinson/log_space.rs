//! The entries of Σ where e^C or 1/(1 + K) leaves the range of an `f64`.

use super::super::terms::{self, Terms};
use super::fractions::Fractions;
use crate::log_domain::ln_sum_exp;
use crate::{Error, SymmetricMatrix};

/// Below this |Σ_ab| the sum K is in range and keeps its relative accuracy.
const SMALL: f64 = 0.4;

/// Σ_ab = ln[(1 − Σ_k p_ka p_kb) + Σ_k p_ka p_kb e^C^k_ab] by logarithms throughout,
/// with 1 − Σ_k p_ka p_kb = Σ_k p_ka (1 − p_kb), which cancels nothing.
pub(super) fn covariance<T: Terms + ?Sized>(
    terms: &T,
    fractions: &Fractions,
) -> Result<SymmetricMatrix, Error> {
    let covariances = (0..terms.count()).map(|k| terms::covariance(terms, k));
    let covariances = covariances.collect::<Result<Vec<_>, _>>()?;
    SymmetricMatrix::from_fn(terms.dim(0), |a, b| entry(&covariances, fractions, a, b))
}

fn entry(covariances: &[SymmetricMatrix], fractions: &Fractions, a: usize, b: usize) -> f64 {
    let count = covariances.len();
    let apart = (0..count).map(|k| fractions.ln(k, a) + fractions.ln_of_others(k, b));
    let together = |k: usize| fractions.ln(k, a) + fractions.ln(k, b);
    let joint = (0..count).map(|k| together(k) + covariances[k][(a, b)]);
    let sigma = ln_sum_exp([ln_sum_exp(apart), ln_sum_exp(joint)].into_iter());
    if sigma.abs() > SMALL {
        return sigma;
    }
    (0..count).map(|k| excess(together(k), covariances[k][(a, b)])).sum::<f64>().ln_1p()
}

/// p (e^C − 1) from ln p.
fn excess(ln_fraction: f64, covariance: f64) -> f64 {
    if covariance > 1.0 {
        (ln_fraction + covariance).exp() - ln_fraction.exp()
    } else {
        ln_fraction.exp() * covariance.exp_m1()
    }
}
