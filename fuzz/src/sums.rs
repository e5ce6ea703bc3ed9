//! Sums of log-normal variables, with arbitrary parameters and arguments.

use synaptome_lognormal::{
    Convolution, EdgeworthExpansion, FentonWilkinson, LogNormal, LogNormalMixture, LogNormalSum,
    MgfMatching, NormalInverseGaussian, SchwartzYeh, SumApproximation, SumFit, ln_add_exp,
    ln_sum_exp, softplus,
};

use crate::bytes::Bytes;

/// Sums of up to four terms: each method answers with a number or an error, probabilities lie in [0, 1].
pub fn sums(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let (x, p) = (bytes.number(), bytes.number());
    elementary(x, p);
    let terms = (0..bytes.below(5)).map(|_| LogNormal::new(bytes.number(), bytes.number()));
    let Ok(terms) = terms.collect::<Result<Vec<_>, _>>() else { return };
    terms.iter().for_each(|term| one(term, x, p));
    let weights = bytes.numbers(terms.len());
    let mixture = LogNormalMixture::new(weights, terms.clone());
    let Ok(sum) = LogNormalSum::new(terms) else { return };
    if let Ok(mixture) = mixture {
        probability("a mixture", mixture.cdf(x));
        probability("a mixture", mixture.survival(x));
        let _ = (mixture.quantile(p), mixture.upper_quantile(p), mixture.responsibilities(x));
    }
    let convolution = Convolution { points: 16, nodes: 8 };
    let expansion = EdgeworthExpansion { higher_cumulants: bytes.is_true(), convolution };
    let matching = MgfMatching { near: bytes.number(), far: bytes.number() };
    let recursion = NormalInverseGaussian { points: 16, nodes: 8 };
    let methods: [&dyn SumApproximation; 6] =
        [&FentonWilkinson, &SchwartzYeh, &matching, &recursion, &convolution, &expansion];
    // The last three integrate, which takes milliseconds.
    let method = methods[bytes.below(3) + if bytes.rarely(32) { 3 } else { 0 }];
    require_finite(method.name(), method.entropy_nats(&sum).ok());
    require_finite(method.name(), method.information_of_last_nats(&sum).ok());
    let fits: [&dyn SumFit; 3] = [&FentonWilkinson, &SchwartzYeh, &matching];
    fits.iter().for_each(|fit| drop(fit.fit(&sum)));
    // Its panels take a tenth of a second.
    if bytes.rarely(4096)
        && let Ok(distribution) = sum.distribution()
    {
        probability("a sum", distribution.cdf(x));
        probability("a sum", distribution.survival(x));
        let _ = (distribution.quantile(p), distribution.upper_quantile(p), distribution.pdf(x));
    }
}

fn elementary(x: f64, y: f64) {
    for value in [softplus(x), ln_add_exp(x, y), ln_sum_exp([x, y, x].into_iter())] {
        assert!(!value.is_nan() || x.is_nan() || y.is_nan(), "NaN from {x} and {y}");
    }
}

fn one(term: &LogNormal, x: f64, p: f64) {
    if !x.is_nan() {
        probability("one term", term.cdf(x));
        probability("one term", term.survival(x));
    }
    let _ = (term.pdf(x), term.mode(), term.skewness(), term.excess_kurtosis());
    if let Ok(quantile) = term.quantile(p) {
        assert!(quantile >= 0.0, "the quantile {quantile}");
    }
    let _ = (term.upper_quantile(p), term.quantile_of_ln(x), term.upper_quantile_of_ln(x));
}

fn probability(quantity: &str, value: f64) {
    let is_one = value.is_nan() || (0.0..=1.0).contains(&value);
    assert!(is_one, "a probability of {quantity} is {value}");
}

fn require_finite(name: &str, nats: Option<f64>) {
    assert!(nats.is_none_or(f64::is_finite), "{name} gives {nats:?} nats");
}
