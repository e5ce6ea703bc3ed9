//! Information of the last of 25 log-normal terms, by every method.

#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use synaptome_lognormal::{
    Convolution, FentonWilkinson, LogNormal, LogNormalSum, MgfMatching, NormalInverseGaussian,
    SchwartzYeh, SumApproximation,
};

fn sum() -> LogNormalSum {
    let term = |k: i32| LogNormal::new((0.37 * f64::from(k)).sin(), 1.0 + 0.5 * f64::from(k).cos());
    let terms = (0..25).map(term).collect::<Result<_, _>>().expect("valid parameters");
    LogNormalSum::new(terms).expect("25 terms")
}

fn information(c: &mut Criterion) {
    let (sum, mut group) = (sum(), c.benchmark_group("information N=25"));
    let methods: [&dyn SumApproximation; 5] = [
        &FentonWilkinson,
        &SchwartzYeh,
        &MgfMatching::default(),
        &NormalInverseGaussian::default(),
        &Convolution::default(),
    ];
    for method in methods {
        group.bench_function(method.name(), |b| {
            b.iter(|| method.information_of_last_nats(black_box(&sum)));
        });
    }
}

criterion_group!(benches, information);
criterion_main!(benches);
