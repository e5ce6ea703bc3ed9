//! Estimators, on arbitrary samples.

use synaptome_lognormal::{LogNormal, LogNormality, MixtureEstimator};
use synaptome_mi::{
    PatternSamples, Ranking, SampledWeights, Shrinkage, SizePairs, StrengthBins,
    normal_information_bits, strengths_in_range,
};

use crate::bytes::Bytes;

/// Up to forty samples: an estimate is an error, or finite where it must be.
pub fn samples(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let count = bytes.below(40);
    let mut samples = bytes.numbers(count);
    if bytes.is_true() {
        samples.iter_mut().for_each(|sample| *sample = sample.abs());
    }
    if let Ok(fit) = LogNormal::fit(&samples) {
        assert!(fit.mu().value.is_finite() && fit.sigma().value.is_finite());
    }
    if let Ok(test) = LogNormality::of(&samples) {
        let _ = test.bootstrap_p_value(bytes.below(4), &mut bytes.rng());
    }
    match bytes.below(5) {
        0 => mixtures(&samples, &mut bytes),
        1 => strengths(&samples, &mut bytes),
        2 => patterns(&samples, &mut bytes),
        3 => weights(samples, &mut bytes),
        _ => {
            let _ = normal_information_bits(&samples, &bytes.numbers(count));
            let _ = Ranking::by_score(&samples).kept(bytes.number());
        }
    }
}

fn mixtures(samples: &[f64], bytes: &mut Bytes<'_>) {
    let estimator = MixtureEstimator {
        starts: bytes.below(3),
        iterations: bytes.below(30),
        tolerance: bytes.number(),
        least_relative_sigma: bytes.number(),
        resolution: bytes.is_true().then(|| bytes.number()),
    };
    let _ = estimator.fit(samples, bytes.below(5), &mut bytes.rng());
}

fn strengths(samples: &[f64], bytes: &mut Bytes<'_>) {
    let variation = bytes.number();
    if let Ok(bins) = StrengthBins::new(samples, variation) {
        let (bits, limit) = (bins.entropy_bits(), bins.capacity_bits());
        assert!((-1e-12..=limit + 1e-9).contains(&bits), "{bits} of {limit} bits");
    }
    let _ = strengths_in_range(bytes.number(), bytes.number(), variation);
    let (pairs, _) = samples.as_chunks::<2>();
    if let Ok(pairs) = SizePairs::new(pairs) {
        let _ = (pairs.median_variation(), pairs.log_correlation());
        let _ = (pairs.information_of_other_bits(), pairs.information_about_cause_bits());
        let _ = pairs.information_of_levels_bits(bytes.below(6), bytes.below(9), &mut bytes.rng());
    }
}

fn patterns(samples: &[f64], bytes: &mut Bytes<'_>) {
    let dim = bytes.below(4);
    let labels: Vec<usize> =
        (0..samples.len() / dim.max(1)).map(|_| usize::from(bytes.byte() % 3)).collect();
    let Ok(grouped) = PatternSamples::new(dim, samples, &labels) else { return };
    let shrinkages = [Shrinkage::Automatic, Shrinkage::Fixed(bytes.number())];
    let _ = grouped.patterns(shrinkages[bytes.below(2)]);
}

fn weights(samples: Vec<f64>, bytes: &mut Bytes<'_>) {
    let without = bytes.numbers(samples.len());
    let Ok(weights) = SampledWeights::new(bytes.below(4), samples, without) else { return };
    let _ = (weights.log_moments_nats(), weights.third_cumulants_nats());
    let _ = (weights.nearest_neighbours_nats(bytes.below(6)), weights.copula_gain_nats());
    let _ = weights.dithered(bytes.number(), &mut bytes.rng());
}
