//! Sums of numbers that are known by their logarithms.

/// ln(1 + e^x), known as softplus: for large x it is x, for small x it is e^x.
///
/// ```
/// use synaptome_lognormal::softplus;
/// assert_eq!(softplus(1000.0), 1000.0);
/// assert_eq!(softplus(-40.0), (-40.0_f64).exp());
/// ```
pub fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// ln(e^a + e^b), without overflow; −∞ stands for the logarithm of zero.
///
/// ```
/// use synaptome_lognormal::ln_add_exp;
/// assert_eq!(ln_add_exp(1000.0, 1000.0), 1000.0 + std::f64::consts::LN_2);
/// assert_eq!(ln_add_exp(f64::NEG_INFINITY, 3.0), 3.0);
/// ```
pub fn ln_add_exp(a: f64, b: f64) -> f64 {
    let gap = (a - b).abs();
    // Two infinities of one sign, or NaN.
    if gap.is_nan() { a + b } else { a.max(b) + (-gap).exp().ln_1p() }
}

/// ln Σ e^x, without overflow; −∞ for no terms. The terms are gone through twice.
///
/// ```
/// use synaptome_lognormal::ln_sum_exp;
/// let ln_sum = ln_sum_exp([1000.0, 1000.0, f64::NEG_INFINITY].into_iter());
/// assert_eq!(ln_sum, 1000.0 + 2.0_f64.ln());
/// ```
pub fn ln_sum_exp(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = values.clone().fold(f64::NEG_INFINITY, f64::max);
    if largest.is_infinite() {
        return largest;
    }
    largest + values.map(|x| (x - largest).exp()).sum::<f64>().ln()
}

/// ln(e^x − 1) for x > 0.
pub(crate) fn ln_exp_m1(x: f64) -> f64 {
    if x < 1.0 { x.exp_m1().ln() } else { x + (-(-x).exp()).ln_1p() }
}

/// ln(1 − e^x) for x ≤ 0.
pub(crate) fn ln_one_minus_exp(x: f64) -> f64 {
    if x > -std::f64::consts::LN_2 { (-x.exp_m1()).ln() } else { (-x.exp()).ln_1p() }
}
