//! Information of the last of 25 log-normal terms by every method; distribution functions of a sum.

use std::hint::black_box;

use synaptome_lognormal::{
    Convolution, FentonWilkinson, LogNormal, LogNormalSum, MgfMatching, NormalInverseGaussian,
    SchwartzYeh, SumApproximation,
};

use crate::work::Work;

/// A sum of terms of different means and widths.
pub(crate) fn sum(terms: u32) -> LogNormalSum {
    let term = |k: u32| {
        let k = f64::from(k);
        LogNormal::new((0.37 * k).sin(), 1.0 + 0.5 * k.cos())
    };
    let terms = (0..terms).map(term).collect::<Result<_, _>>().expect("valid parameters");
    LogNormalSum::new(terms).expect("there are terms")
}

pub(crate) fn works() -> Vec<Work> {
    vec![
        information("Fenton-Wilkinson", 25, || Box::new(FentonWilkinson)),
        information("Schwartz-Yeh", 25, || Box::new(SchwartzYeh)),
        information("MGF matching", 25, || Box::new(MgfMatching::default())),
        information("NIG recursion", 25, || Box::new(NormalInverseGaussian::default())),
        information("exact convolution", 25, || Box::new(Convolution::default())),
        Work::counted("P(X1 + X2 <= x)", sum_of_two),
    ]
}

pub(crate) fn information(
    name: &str,
    terms: u32,
    method: fn() -> Box<dyn SumApproximation>,
) -> Work {
    Work::once(format!("{name}, N = {terms}"), move || {
        let (sum, method) = (sum(terms), method());
        move || method.information_of_last_nats(black_box(&sum))
    })
}

/// The distribution of X₁ + X₂ at 100 values between 0.05 and 50, in equal steps of their logarithm.
fn sum_of_two() -> impl FnMut() -> u64 {
    let terms = [(0.0, 0.8), (0.5, 1.2)].map(|(mu, sigma)| LogNormal::new(mu, sigma));
    let terms = terms.into_iter().collect::<Result<_, _>>().expect("valid parameters");
    let sum = LogNormalSum::new(terms).expect("two terms");
    let values: Vec<f64> = (0..100).map(|i| 0.05 * 1e3_f64.powf(f64::from(i) / 99.0)).collect();
    move || {
        let distribution = black_box(&sum).distribution().expect("it is accurate");
        values.iter().for_each(|&x| {
            black_box(distribution.cdf(x));
        });
        values.len() as u64
    }
}
