//! Closed-form information, and samples of random patterns with what describes them.

use std::hint::black_box;

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use rand_distr::Normal;
use synaptome_lognormal::{
    Cholesky, MultivariateLogNormal, NormalInverseGaussian, SymmetricMatrix,
};
use synaptome_mi::{
    LargeEnsemble, Patterns, Prefixes, Question, SynapticEnsemble, copula_information_nats,
    covariance, mutual_information_nats, mutual_information_of_all_nats,
};

use crate::work::Work;

/// Neurons of a pattern, d.
pub(crate) const NEURONS: usize = 20;
/// Patterns of a sample, N.
pub(crate) const PATTERNS: usize = 25;

fn rng() -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(1)
}

pub(crate) fn works() -> Vec<Work> {
    vec![
        closed_form(PATTERNS, NEURONS),
        closed_forms(1),
        closed_forms(2),
        Work::once("one sample of set 3", || {
            let mut rng = rng();
            move || sample(PATTERNS, NEURONS, &mut rng)
        }),
        Work::once("one sample of set 3 with its features", || {
            let mut rng = rng();
            move || features(&sample(PATTERNS, NEURONS, &mut rng))
        }),
        Work::once("copula of NIG marginals, N = 25, n = d = 20", || {
            let (patterns, ensemble) = question(PATTERNS, NEURONS);
            let method = NormalInverseGaussian::default();
            move || copula_information_nats(black_box(&patterns), &ensemble, 3, &method)
        }),
        Work::once("closed form, N = 10, n = 1225, d = 50", large),
    ]
}

/// Information of as many synapses as neurons about the fourth pattern.
pub(crate) fn closed_form(patterns: usize, neurons: usize) -> Work {
    Work::once(format!("closed form, N = {patterns}, n = d = {neurons}"), move || {
        let (patterns, ensemble) = question(patterns, neurons);
        move || mutual_information_nats(black_box(&patterns), &ensemble, 3)
    })
}

/// The same of many ensembles on so many threads, each.
fn closed_forms(threads: usize) -> Work {
    let of_threads = if threads == 1 { "" } else { ", two threads" };
    let name = format!("one of 2,000 closed forms, N = {PATTERNS}, n = d = {NEURONS}{of_threads}");
    Work::counted(name, move || {
        let mut rng = rng();
        let patterns = sample(PATTERNS, NEURONS, &mut rng);
        let draw = |_| SynapticEnsemble::draw(NEURONS, NEURONS, &mut rng).expect("enough pairs");
        let ensembles: Vec<_> = (0..2_000).map(draw).collect();
        move || {
            let question = |ensemble| Question { patterns: &patterns, ensemble, about: 3 };
            let questions: Vec<_> = ensembles.iter().map(question).collect();
            black_box(mutual_information_of_all_nats(&questions, threads)).len() as u64
        }
    })
}

/// Patterns and as many synapses among their neurons as neurons.
pub(crate) fn question(patterns: usize, neurons: usize) -> (Patterns, SynapticEnsemble) {
    let mut rng = rng();
    let patterns = sample(patterns, neurons, &mut rng);
    (patterns, SynapticEnsemble::draw(neurons, neurons, &mut rng).expect("enough pairs"))
}

/// Patterns with random covariances of their own.
pub(crate) fn sample(patterns: usize, neurons: usize, rng: &mut ChaCha12Rng) -> Patterns {
    let eigenvalue = Normal::new(0.01, 1.2).expect("valid parameters");
    let commons = vec![0.7; patterns];
    let covariances = covariance::draw_rotated_each(neurons, &eigenvalue, &commons, rng);
    let patterns = covariances.expect("valid parameters").into_iter();
    let pattern = |covariance| MultivariateLogNormal::new(vec![0.0; neurons], covariance);
    let patterns: Result<Vec<_>, _> = patterns.map(pattern).collect();
    Patterns::new(&patterns.expect("positive semidefinite")).expect("there are patterns")
}

/// Mean determinant, condition number and part outside of the diagonal of the covariances.
fn features(patterns: &Patterns) -> [f64; 3] {
    let covariances = (0..patterns.len()).map(|k| patterns.covariance(k));
    let covariances: Vec<_> = covariances.collect::<Result<_, _>>().expect("there is memory");
    let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / patterns.len() as f64;
    [
        mean(&mut covariances.iter().map(determinant)),
        mean(&mut covariance::condition_numbers(&covariances).into_iter()),
        mean(&mut covariances.iter().map(off_diagonal)),
    ]
}

fn determinant(matrix: &SymmetricMatrix) -> f64 {
    Cholesky::new(matrix).map_or(0.0, |cholesky| cholesky.ln_det().exp())
}

fn off_diagonal(matrix: &SymmetricMatrix) -> f64 {
    let trace: f64 = matrix.diagonal().sum();
    let all: f64 = matrix.as_slice().iter().map(|x| x.abs()).sum();
    2.0 * (all - trace) / trace
}

/// Both matrices of all 1,225 synapses among 50 neurons.
fn large() -> impl FnMut() -> Prefixes {
    let covariance = covariance::exchangeable(50, 1.0, 0.3).expect("valid parameters");
    let patterns = Patterns::sharing_covariance(&[[0.0; 50]; 10], &covariance);
    let patterns = patterns.expect("ten patterns");
    let all = SynapticEnsemble::all_pairs(50).expect("1,225 pairs");
    move || {
        let mut work = LargeEnsemble::new(&patterns, &all, 0).expect("valid question");
        while work.advance() {}
        work.finish()
    }
}
