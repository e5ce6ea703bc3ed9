//! Beyond the closed form: accurate marginals, copulas, large ensembles, noise, samples.

mod impossible;
mod large;
mod network;
mod outside;
mod pruning;
mod sampled;
mod samples;
mod strengths;

use std::f64::consts::LN_2;

use proptest::prelude::*;
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_lognormal::{
    Convolution, FentonWilkinson, MultivariateLogNormal, NormalInverseGaussian, SchwartzYeh,
};
use synaptome_mi::exchangeable::Spectrum;
use synaptome_mi::{
    Error, LargeEnsemble, PairInformation, Patterns, Synapse, SynapticEnsemble, SynapticNoise,
    copula_information_nats, covariance, degrees_of_freedom, exchangeable,
    information_of_synapse_nats, mutual_information_nats, mutual_information_of_each_nats,
    mutual_information_of_prefixes, noisy_information_of_prefixes,
};

fn alike(neurons: usize, patterns: usize, sigma: f64, rho: f64) -> Patterns {
    let covariance = covariance::exchangeable(neurons, sigma, rho).unwrap();
    Patterns::sharing_covariance(&vec![vec![0.0; neurons]; patterns], &covariance).unwrap()
}

/// Patterns with different means and covariances.
fn random(neurons: usize, patterns: usize, seed: u64) -> Patterns {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let spectrum = rand_distr::Normal::new(0.0, 0.6).unwrap();
    let pattern = |_| {
        let mu = (0..neurons).map(|_| rng.random_range(-1.0..1.0)).collect();
        let sigma = covariance::draw_rotated(neurons, &spectrum, 0.3, &mut rng).unwrap();
        MultivariateLogNormal::new(mu, sigma).unwrap()
    };
    Patterns::new(&(0..patterns).map(pattern).collect::<Vec<_>>()).unwrap()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn the_closed_spectrum_is_that_of_the_dense_matrix(
        neurons in 4..9_usize, patterns in 2..8_usize, sigma in 0.1..1.5_f64, rho in -0.1..0.5_f64,
    ) {
        let all = SynapticEnsemble::all_pairs(neurons).unwrap();
        let dense = mutual_information_nats(&alike(neurons, patterns, sigma, rho), &all, 0);
        match (dense, exchangeable::information_nats(patterns, neurons, sigma, rho)) {
            (Ok(a), Ok(b)) => prop_assert!((a - b).abs() < 1e-9 * a.abs().max(1.0), "{a} {b}"),
            (a, b) => prop_assert!(a.is_err() || b.is_err()),
        }
    }

    /// The covariances of ln w of synapses 0–1, 0–2 and 2–3 by the joint moments of products.
    #[test]
    fn synapses_share_two_neurons_one_or_none(patterns in 1..8_usize, sigma in 0.1..1.5_f64, rho in -0.1..0.5_f64) {
        let spectrum = Spectrum::new(patterns, 4, sigma, rho).unwrap();
        let x = alike(4, 2, sigma, rho).pattern(0).unwrap().clone();
        let products = [[1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0], [0.0, 0.0, 1.0, 1.0]];
        let products = x.monomials(&products).unwrap();
        let (c, m) = (products.covariances(), products.means());
        let shared = |a: usize, b: usize| (c[(a, b)] / (m[a] * m[b] * patterns as f64)).ln_1p();
        for (found, expected) in [
            (spectrum.alpha(), shared(0, 0)), (spectrum.beta(), shared(0, 1)), (spectrum.gamma(), shared(0, 2)),
        ] {
            prop_assert!((found - expected).abs() < 1e-12 * expected.abs().max(1e-2), "{found} {expected}");
        }
    }

    #[test]
    fn closed_and_dense_agree_with_noise(
        neurons in 4..9_usize, patterns in 2..8_usize, rho in -0.1..0.6_f64, s in 0.01..1.0_f64,
    ) {
        let noise = SynapticNoise { relative_mean: s, sigma: 0.7 };
        let all = SynapticEnsemble::all_pairs(neurons).unwrap();
        let xs = alike(neurons, patterns, 0.8, rho);
        let dense = noisy_information_of_prefixes(&xs, &all, 0, noise).unwrap();
        let closed = exchangeable::noisy_information_nats(patterns, neurons, 0.8, rho, noise);
        let (Some(a), Ok(b)) = (dense.values_nats.get(all.len() - 1), closed) else { return Ok(()) };
        prop_assert!((a - b).abs() < 1e-9 * a.abs().max(1.0), "{a} {b}");
    }

    #[test]
    fn one_synapse_by_moments_is_the_closed_form(seed in 0..1000_u64, i in 0..5_usize, j in 0..5_usize) {
        let xs = random(5, 6, seed);
        let synapse = Synapse::new(i, j);
        // One of a hundred is negative and refused, with its value.
        let value = |result: Result<f64, Error>| result.or_else(Error::into_impossible_nats).unwrap();
        let by_trait = value(information_of_synapse_nats(&xs, synapse, 2, &FentonWilkinson));
        let one = SynapticEnsemble::new(vec![synapse]).unwrap();
        let closed = value(mutual_information_nats(&xs, &one, 2));
        prop_assert!((by_trait - closed).abs() < 1e-10 * (1.0 + closed.abs()));
    }

    #[test]
    fn a_copula_of_one_is_the_marginal(seed in 0..1000_u64) {
        let (xs, synapse) = (random(5, 6, seed), Synapse::new(1, 4));
        let one = SynapticEnsemble::new(vec![synapse]).unwrap();
        let joint = copula_information_nats(&xs, &one, 0, &SchwartzYeh).unwrap();
        let alone = information_of_synapse_nats(&xs, synapse, 0, &SchwartzYeh).unwrap();
        prop_assert!((joint - alone).abs() < 1e-12);
    }

    #[test]
    fn the_copula_exists_where_the_closed_form_may_not(seed in 0..200_u64) {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let xs = random(12, 8, seed);
        let w = SynapticEnsemble::draw(12, 16, &mut rng).unwrap();
        let joint = copula_information_nats(&xs, &w, 0, &NormalInverseGaussian::default());
        prop_assert!(joint.is_ok_and(|nats| nats > 0.0));
    }

    /// True of information, but of its closed form only where no pattern dominates: what
    /// Fenton–Wilkinson gives for a dominant pattern may rise with noise as it falls with σ.
    #[test]
    fn among_equal_patterns_noise_only_takes_information_away(
        (count, sigma, rho) in (2..12_usize, 0.1..2.0_f64, -0.1..0.9_f64), s in 0.001..1.0_f64,
    ) {
        let xs = alike(6, count, sigma, rho);
        let w = SynapticEnsemble::new(vec![Synapse::new(0, 1)]).unwrap();
        let noise = SynapticNoise { relative_mean: s, sigma: 1.0 };
        let clean = mutual_information_of_prefixes(&xs, &w, 0).unwrap().values_nats[0];
        let noisy = noisy_information_of_prefixes(&xs, &w, 0, noise).unwrap().values_nats[0];
        prop_assert!(noisy < clean, "{noisy} {clean}");
    }

    #[test]
    fn faint_noise_changes_nothing(seed in 0..200_u64) {
        let xs = random(6, 5, seed);
        let w = SynapticEnsemble::new(vec![Synapse::new(0, 1), Synapse::new(2, 3)]).unwrap();
        let clean = mutual_information_of_prefixes(&xs, &w, 0).unwrap();
        let noisy = |s| {
            let noise = SynapticNoise { relative_mean: s, sigma: 1.0 };
            noisy_information_of_prefixes(&xs, &w, 0, noise).unwrap().values_nats
        };
        let faint = noisy(1e-9);
        for (faint, clean) in faint.iter().zip(&clean.values_nats) {
            prop_assert!((faint - clean).abs() < 1e-6);
        }
    }
}

/// The values of an independent program, in bits: plateau and single synapse.
#[test]
fn information_per_synapse_saturates() {
    for (rho, plateau, single) in
        [(0.0, 0.1426, 0.1232), (0.3, 0.1857, 0.1437), (0.7, 0.2469, 0.1683)]
    {
        let found = exchangeable::plateau_nats_per_synapse(10, 1.0, rho).unwrap() / LN_2;
        assert!((found - plateau).abs() < 1e-4, "{found}");
        let one = SynapticEnsemble::new(vec![Synapse::new(0, 1)]).unwrap();
        let alone = mutual_information_nats(&alike(4, 10, 1.0, rho), &one, 0).unwrap() / LN_2;
        assert!((alone - single).abs() < 1e-4, "{alone}");
        let many = exchangeable::information_nats(10, 20_000, 1.0, rho).unwrap() / LN_2;
        assert!((many / (19_999.0 * 10_000.0) - found).abs() < 1e-3);
    }
}

/// D is the rank of the Jacobian of w = Σ_k x^k x^kᵀ, by elimination at a random point.
#[test]
fn degrees_of_freedom_are_the_rank_of_the_weights() {
    let mut rng = ChaCha12Rng::seed_from_u64(2);
    for (patterns, neurons) in [(2, 4), (3, 4), (4, 4), (6, 4), (3, 7), (5, 7)] {
        let others = patterns - 1;
        let x: Vec<Vec<f64>> = (0..others)
            .map(|_| (0..neurons).map(|_| rng.random_range(0.5..2.0)).collect())
            .collect();
        let pairs = || (0..neurons).flat_map(|i| (0..=i).map(move |j| (i, j)));
        let derivative = |k: usize, m: usize, (i, j): (usize, usize)| {
            f64::from(u8::from(i == m)) * x[k][j] + f64::from(u8::from(j == m)) * x[k][i]
        };
        let rows = (0..others).flat_map(|k| (0..neurons).map(move |m| (k, m)));
        let jacobian: Vec<Vec<f64>> =
            rows.map(|(k, m)| pairs().map(|pair| derivative(k, m, pair)).collect()).collect();
        assert_eq!(degrees_of_freedom(patterns, neurons), rank(jacobian), "{patterns} {neurons}");
    }
}

fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    let (mut rank, width) = (0, rows[0].len());
    for column in 0..width {
        let best = (rank..rows.len())
            .max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()));
        let Some(best) = best.filter(|&b| rows[b][column].abs() > 1e-9) else { continue };
        rows.swap(rank, best);
        let pivot = rows[rank].clone();
        for row in &mut rows[rank + 1..] {
            let factor = row[column] / pivot[column];
            row.iter_mut().zip(&pivot).for_each(|(x, p)| *x -= factor * p);
        }
        rank += 1;
    }
    rank
}

/// The sum of two synapses that share nothing is independent: the copula adds nothing.
#[test]
fn independent_synapses_have_no_synergy_under_the_copula() {
    let xs = alike(4, 6, 1.0, 0.0);
    let w = SynapticEnsemble::new(vec![Synapse::new(0, 1), Synapse::new(2, 3)]).unwrap();
    let method = Convolution::default();
    let joint = copula_information_nats(&xs, &w, 0, &method).unwrap();
    let alone = information_of_synapse_nats(&xs, Synapse::new(0, 1), 0, &method).unwrap();
    assert!((joint - 2.0 * alone).abs() < 1e-9);
}

#[test]
fn layers_are_ensembles_between_two_ranges() {
    let xs = alike(9, 5, 0.7, 0.3);
    let first = SynapticEnsemble::layer_to_layer(0..3, 3..6).unwrap();
    let second = SynapticEnsemble::layer_to_layer(3..6, 6..9).unwrap();
    let both = first.union(&second).unwrap();
    assert_eq!(both.len(), 18);
    assert!(first.union(&first).is_err());
    let information = |w: &SynapticEnsemble| mutual_information_nats(&xs, w, 0);
    let pair = PairInformation::of(&first, &second, information).unwrap();
    let apart = information(&first).unwrap() + information(&second).unwrap();
    assert!((pair.synergy_nats() - (information(&both).unwrap() - apart)).abs() < 1e-12);
    assert_eq!(mutual_information_of_each_nats(&xs, &both, 0).unwrap().len(), 18);
}

#[test]
fn bad_parameters_are_typed_errors() {
    let xs = alike(4, 3, 1.0, 0.0);
    let w = SynapticEnsemble::all_pairs(4).unwrap();
    for (relative_mean, sigma) in [(0.0, 1.0), (1.0, f64::NAN), (-1.0, 1.0), (1.0, f64::INFINITY)] {
        let noise = SynapticNoise { relative_mean, sigma };
        let refused = noisy_information_of_prefixes(&xs, &w, 0, noise);
        assert!(matches!(refused, Err(Error::OutOfRange { .. })));
    }
    assert_eq!(
        exchangeable::information_nats(1, 4, 1.0, 0.0),
        Err(Error::TooFew { quantity: "patterns", found: 1, needed: 2 })
    );
    let three = exchangeable::information_nats(4, 3, 1.0, 0.0);
    assert!(matches!(three, Err(Error::TooFew { needed: 4, .. })));
    let outside = information_of_synapse_nats(&xs, Synapse::new(0, 4), 0, &FentonWilkinson);
    assert_eq!(outside, Err(Error::IndexOutOfRange { quantity: "neuron", index: 4, len: 4 }));
    let about = LargeEnsemble::new(&xs, &w, 3).map(|_| ());
    assert_eq!(about, Err(Error::IndexOutOfRange { quantity: "pattern", index: 3, len: 3 }));
}

/// So many cases of each property, unless `PROPTEST_CASES` says how many.
fn cases(usual: u32) -> proptest::test_runner::Config {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    let cases = chosen.unwrap_or(usual);
    let max_global_rejects = cases.saturating_mul(20).max(1024);
    proptest::test_runner::Config {
        max_global_rejects,
        ..proptest::test_runner::Config::with_cases(cases)
    }
}
