//! Information from samples of patterns against those of the distributions they were drawn from.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_mi::{
    Bootstrap, Error, PatternSamples, Patterns, SampledWeights, Shrinkage, SizePairs, StrengthBins,
    SynapticEnsemble, covariance, mutual_information_nats,
};

/// Three patterns of four neurons.
fn truth() -> Patterns {
    let covariance = covariance::exchangeable(4, 0.8, 0.3).unwrap();
    let means = [[0.0; 4], [0.5, -0.5, 0.3, 0.0], [-0.4, 0.2, 0.0, 0.6]];
    Patterns::sharing_covariance(&means, &covariance).unwrap()
}

fn drawn(patterns: &Patterns, each: usize, rng: &mut ChaCha12Rng) -> PatternSamples {
    let labels: Vec<usize> = (0..each * patterns.len()).map(|k| k % patterns.len()).collect();
    let draw = |&k: &usize| patterns.pattern(k).unwrap().draw_ln(rng);
    let samples: Vec<f64> = labels.iter().flat_map(draw).map(f64::exp).collect();
    PatternSamples::new(patterns.dim(), &samples, &labels).unwrap()
}

fn nats(patterns: &Patterns) -> Result<f64, Error> {
    mutual_information_nats(patterns, &SynapticEnsemble::all_pairs(4)?, 0)
}

#[test]
fn many_samples_give_the_distributions_they_were_drawn_from() {
    let truth = truth();
    let samples = drawn(&truth, 40_000, &mut ChaCha12Rng::seed_from_u64(1));
    let found = samples.patterns(Shrinkage::Automatic).unwrap();
    for k in 0..3 {
        // Six standard errors of a mean and of a covariance: false alarms below 1e-7.
        let means = found.mu(k).unwrap().iter().zip(truth.mu(k).unwrap());
        assert!(means.into_iter().all(|(a, b)| (a - b).abs() < 6.0 * 0.8 / 200.0));
        let (a, b) = (found.covariance(k).unwrap(), truth.covariance(k).unwrap());
        let entries = a.as_slice().iter().zip(b.as_slice());
        assert!(entries.into_iter().all(|(a, b)| (a - b).abs() < 6.0 * 0.91 / 200.0));
    }
    assert!((nats(&found).unwrap() / nats(&truth).unwrap() - 1.0).abs() < 0.02);
}

/// A level of 95 % covers at least 32 of 40 with a probability above 0.999; the bias of the plain value
/// is what the correction has to remove.
#[test]
fn intervals_cover_the_information_about_as_often_as_they_say() {
    let (truth, expected) = (truth(), nats(&truth()).unwrap());
    let options = Bootstrap { replicates: 100, ..Bootstrap::default() };
    let (mut covered, mut plain, mut corrected) = (0, 0.0, 0.0);
    for seed in 0..40 {
        let rng = &mut ChaCha12Rng::seed_from_u64(seed);
        let found = drawn(&truth, 80, rng).information_nats(options, nats, rng).unwrap();
        assert!(found.failed < 50, "{found:?}");
        covered += usize::from(found.low_nats <= expected && expected <= found.high_nats);
        plain += found.plain_nats / 40.0;
        corrected += found.corrected_nats() / 40.0;
    }
    assert!(covered >= 32, "{covered} of 40");
    assert!((corrected - expected).abs() < (plain - expected).abs().max(0.05 * expected));
}

#[test]
fn fewer_samples_than_neurons_have_an_information_once_they_are_shrunk() {
    let samples = drawn(&truth(), 4, &mut ChaCha12Rng::seed_from_u64(3));
    let shrunk = samples.patterns(Shrinkage::Automatic).unwrap();
    assert!(nats(&shrunk).unwrap() > 0.0);
    let independent = samples.patterns(Shrinkage::Fixed(1.0)).unwrap();
    assert_eq!(independent.covariance(0).unwrap()[(0, 1)], 0.0);
    let error = samples.patterns(Shrinkage::Fixed(1.5)).unwrap_err();
    assert!(matches!(error, Error::OutOfRange { .. }), "{error}");
}

/// λ from covariances of raw numbers, s_ij = Σ (x_i − m_i)(x_j − m_j)/(n − 1), instead of products of
/// standardised ones.
#[test]
fn automatic_shrinkage_is_that_of_the_paper() {
    const N: f64 = 5.0;
    let table =
        [[1.0, 2.0, 0.5], [2.0, 2.5, 0.7], [1.5, 4.0, 0.2], [3.0, 5.0, 0.9], [0.7, 1.0, 0.4]];
    let labels = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
    let samples = [table, table].concat().concat();
    let samples = PatternSamples::new(3, &samples, &labels).unwrap();
    let ln = table.map(|row| row.map(f64::ln));
    let mean = |f: &dyn Fn(&[f64; 3]) -> f64| ln.iter().map(f).sum::<f64>() / N;
    let centre = [0, 1, 2].map(|i| mean(&|row| row[i]));
    let product = |row: &[f64; 3], i: usize, j: usize| (row[i] - centre[i]) * (row[j] - centre[j]);
    let s = |i: usize, j: usize| mean(&|row| product(row, i, j)) * N / (N - 1.0);
    let (mut above, mut below) = (0.0, 0.0);
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        let scatter: f64 =
            N * mean(&|row| (product(row, i, j) - mean(&|row| product(row, i, j))).powi(2));
        above += scatter * N / (N - 1.0_f64).powi(3) / (s(i, i) * s(j, j));
        below += s(i, j).powi(2) / (s(i, i) * s(j, j));
    }
    let shrunk = samples.patterns(Shrinkage::Automatic).unwrap().covariance(0).unwrap();
    assert!(above < below, "this table is not shrunk to zero");
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        assert!((shrunk[(i, j)] - (1.0 - above / below) * s(i, j)).abs() < 1e-12);
        assert!((shrunk[(i, i)] - s(i, i)).abs() < 1e-12);
    }
}

#[test]
fn samples_that_cannot_be_fitted_are_typed_errors() {
    let good = [1.0, 2.0, 2.0, 3.0, 1.5, 1.0, 3.0, 2.0, 2.5, 5.0, 1.0, 4.0];
    let labels = [0, 0, 0, 1, 1, 1];
    assert!(PatternSamples::new(2, &good, &labels).is_ok());
    let with = |at: usize, value: f64| {
        let mut samples = good;
        samples[at] = value;
        PatternSamples::new(2, &samples, &labels).unwrap_err()
    };
    for value in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(with(3, value), Error::BadActivity { sample: 1, neuron: 1, .. }));
        let bins = StrengthBins::new(&[1.0, 2.0, value], 0.1).unwrap_err();
        assert!(matches!(bins, Error::BadSample { quantity: "size", index: 2, .. }));
        let pairs = SizePairs::new(&[[1.0, 2.0], [2.0, 3.0], [1.0, value]]).unwrap_err();
        assert!(matches!(pairs, Error::BadSample { quantity: "pair", index: 2, .. }));
    }
    let constant = [1.0, 2.0, 1.0, 3.0, 1.0, 1.0, 3.0, 2.0, 2.5, 5.0, 1.0, 4.0];
    let error = PatternSamples::new(2, &constant, &labels).unwrap_err();
    let constant = Error::Constant { quantity: "a pattern", index: 0 };
    assert_eq!(error, Error::InPattern { pattern: 0, error: Box::new(constant) });
    let copied: Vec<f64> = good.chunks(2).flat_map(|row| [row[0], row[1], row[0]]).collect();
    let error = PatternSamples::new(3, &copied, &labels).unwrap_err();
    assert_eq!(error, Error::Copy { quantity: "the patterns", index: 2, of: 0 });
    for labels in [&[0, 0, 0, 0, 0, 0][..], &[0, 0, 0, 0, 1, 1], &[0, 0, 0, 2, 2, 2]] {
        let error = PatternSamples::new(2, &good, labels).unwrap_err();
        assert!(error.to_string().contains("needed"), "{error}");
    }
    let few = Error::TooFew { quantity: "samples of a pattern", found: 2, needed: 3 };
    let error = PatternSamples::new(2, &good, &[0, 0, 0, 0, 1, 1]).unwrap_err();
    assert_eq!(error, Error::InPattern { pattern: 1, error: Box::new(few) });
    let absurd = PatternSamples::new(2, &good, &[0, 0, 0, 1, 1, usize::MAX]).unwrap_err();
    assert!(matches!(absurd, Error::TooFew { .. }));
    let error = PatternSamples::new(2, &good, &labels[..5]).unwrap_err();
    assert!(matches!(error, Error::LengthMismatch { expected: 10, found: 12, .. }));
    assert!(matches!(PatternSamples::new(0, &[], &[]), Err(Error::Empty { .. })));
}

#[test]
fn absurd_numbers_of_replicates_and_channels_are_refused() {
    let rng = &mut ChaCha12Rng::seed_from_u64(1);
    let samples = drawn(&truth(), 5, rng);
    let options = Bootstrap { replicates: usize::MAX, ..Bootstrap::default() };
    let refused = samples.information_nats(options, nats, rng);
    assert!(matches!(refused, Err(Error::TooLarge { .. })));
    let values: Vec<f64> = (0..400).map(|k| f64::from(k * k % 401)).collect();
    let refused = SampledWeights::new(usize::MAX, values.clone(), values.clone());
    assert!(matches!(refused, Err(Error::LengthMismatch { found: 400, .. })));
    // Distances beyond the largest number.
    let huge: Vec<f64> = (0..400).map(|k| 8e305 * (f64::from(k) - 199.5)).collect();
    let sampled = SampledWeights::new(1, huge.clone(), huge).unwrap();
    assert!(sampled.nearest_neighbours_nats(399).map_or(true, |found| found.value.is_finite()));
}
