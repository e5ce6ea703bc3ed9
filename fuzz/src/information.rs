//! Information of synaptic ensembles, with arbitrary means and covariances.

use synaptome_lognormal::{FentonWilkinson, MultivariateLogNormal, SymmetricMatrix};
use synaptome_mi::{
    Patterns, Synapse, SynapticEnsemble, SynapticNoise, copula_information_nats, exchangeable,
    mutual_information_nats, mutual_information_of_each_nats, mutual_information_of_prefixes,
    noisy_information_of_prefixes, synergy,
};

use crate::bytes::Bytes;

/// Patterns of up to five neurons and their ensembles: an information is an error, or finite.
pub fn information(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let dim = 1 + bytes.below(5);
    let (count, about) = (bytes.below(5), bytes.below(6));
    let Some(patterns) = patterns(dim, count, &mut bytes) else { return };
    let pairs = (0..bytes.below(8)).map(|_| Synapse::new(bytes.below(dim + 1), bytes.below(dim)));
    let Ok(ensemble) = SynapticEnsemble::new(pairs.collect()) else { return };
    let finite = |nats: &f64| assert!(nats.is_finite(), "an information of {nats} nats");
    if let Ok(nats) = mutual_information_nats(&patterns, &ensemble, about) {
        finite(&nats);
        assert!(nats >= 0.0, "an information of {nats} nats");
    }
    let _ = mutual_information_of_each_nats(&patterns, &ensemble, about)
        .map(|each| each.iter().for_each(finite));
    let _ = mutual_information_of_prefixes(&patterns, &ensemble, about)
        .map(|prefixes| prefixes.values_nats.iter().for_each(finite));
    let noise = SynapticNoise { relative_mean: bytes.number(), sigma: bytes.number() };
    let _ = noisy_information_of_prefixes(&patterns, &ensemble, about, noise)
        .map(|prefixes| prefixes.values_nats.iter().for_each(finite));
    let _ = copula_information_nats(&patterns, &ensemble, about, &FentonWilkinson)
        .map(|nats| finite(&nats));
    let _ = synergy(&patterns, &ensemble, about);
    let (sigma, rho) = (bytes.number(), bytes.number());
    let _ = exchangeable::information_nats(count, dim, sigma, rho).map(|nats| finite(&nats));
}

fn patterns(dim: usize, count: usize, bytes: &mut Bytes<'_>) -> Option<Patterns> {
    let covariance = |bytes: &mut Bytes<'_>| {
        let numbers = bytes.numbers(dim * dim);
        SymmetricMatrix::from_fn(dim, |i, j| match i == j {
            true => numbers[i * dim + i].abs(),
            false => numbers[i * dim + j] / 16.0,
        })
    };
    if bytes.is_true() {
        let means: Vec<Vec<f64>> = (0..count).map(|_| bytes.numbers(dim)).collect();
        return Patterns::sharing_covariance(&means, &covariance(bytes).ok()?).ok();
    }
    let pattern = |_| MultivariateLogNormal::new(bytes.numbers(dim), covariance(bytes).ok()?).ok();
    let patterns: Option<Vec<_>> = (0..count).map(pattern).collect();
    Patterns::new(&patterns?).ok()
}
