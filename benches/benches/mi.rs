//! One closed-form information and one sample of set 3; `peers/mi.py` does the same in numpy.

#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use rand_distr::Normal;
use synaptome_lognormal::{MultivariateLogNormal, NormalInverseGaussian};
use synaptome_mi::{
    LargeEnsemble, Patterns, SynapticEnsemble, copula_information_nats, covariance,
    mutual_information_nats,
};

const NEURONS: usize = 20;
const PATTERNS: usize = 25;

/// N = 25 patterns of d = 20 neurons with covariances of their own.
fn sample(rng: &mut ChaCha12Rng) -> Patterns {
    let eigenvalue = Normal::new(0.01, 1.2).expect("valid parameters");
    let pattern = |_| {
        let covariance = covariance::draw_rotated(NEURONS, &eigenvalue, 0.7, rng)?;
        Ok(MultivariateLogNormal::new(vec![0.0; NEURONS], covariance)?)
    };
    let patterns: Result<Vec<_>, synaptome_mi::Error> = (0..PATTERNS).map(pattern).collect();
    Patterns::new(&patterns.expect("valid parameters")).expect("25 patterns")
}

fn ensembles(c: &mut Criterion) {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let patterns = sample(&mut rng);
    let ensemble = SynapticEnsemble::draw(NEURONS, 20, &mut rng).expect("20 of 190");
    let mut group = c.benchmark_group("N=25 n=20 d=20");
    group.bench_function("closed form", |b| {
        b.iter(|| mutual_information_nats(black_box(&patterns), &ensemble, 3));
    });
    let method = NormalInverseGaussian::default();
    group.bench_function("copula of NIG marginals", |b| {
        b.iter(|| copula_information_nats(black_box(&patterns), &ensemble, 3, &method));
    });
    group.bench_function("one sample of set 3", |b| b.iter(|| sample(&mut rng)));
}

/// Both matrices of all 1,225 synapses among 50 neurons.
fn large(c: &mut Criterion) {
    let covariance = covariance::exchangeable(50, 1.0, 0.3).expect("valid parameters");
    let patterns = Patterns::sharing_covariance(&[[0.0; 50]; 10], &covariance);
    let patterns = patterns.expect("ten patterns");
    let all = SynapticEnsemble::all_pairs(50).expect("1,225 pairs");
    let mut group = c.benchmark_group("N=10 n=1225 d=50");
    group.sample_size(10);
    group.bench_function("in place", |b| {
        b.iter(|| {
            let mut work = LargeEnsemble::new(&patterns, &all, 0).expect("valid question");
            while work.advance() {}
            work.finish()
        });
    });
}

criterion_group!(benches, ensembles, large);
criterion_main!(benches);
