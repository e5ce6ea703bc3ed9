//! Laws of the information in synapses.

mod refusals;

use proptest::prelude::*;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::Normal;
use synaptome_lognormal::{LogNormal, LogNormalSum, MultivariateLogNormal, SymmetricMatrix};
use synaptome_mi::extrapolation::{Features, fill_from_nearest};
use synaptome_mi::{
    Error, Nats, PatternMixture, Synapse, SynapticEnsemble, covariance, mutual_information,
    mutual_information_of_each, mutual_information_of_prefixes, synergy,
};

const NEURONS: usize = 6;

type Pattern = (Vec<f64>, SymmetricMatrix);

/// A mixture of `count` patterns with Σ = AAᵀ/d + 0.05 I, moderately correlated.
fn patterns(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Pattern>> {
    let entries = proptest::collection::vec(-1.0..1.0_f64, NEURONS * NEURONS);
    let one = (proptest::collection::vec(-1.0..1.0_f64, NEURONS), entries).prop_map(|(mu, a)| {
        let row = |i: usize| &a[i * NEURONS..(i + 1) * NEURONS];
        let dot = |i: usize, j: usize| row(i).iter().zip(row(j)).map(|(x, y)| x * y).sum::<f64>();
        let entry = |i, j| dot(i, j) / NEURONS as f64 + if i == j { 0.05 } else { 0.0 };
        (mu, SymmetricMatrix::from_fn(NEURONS, entry))
    });
    proptest::collection::vec(one, count)
}

fn mixture(patterns: &[Pattern]) -> PatternMixture {
    let laws: Vec<_> = patterns
        .iter()
        .map(|(mu, sigma)| MultivariateLogNormal::new(mu.clone(), sigma.clone()).unwrap())
        .collect();
    PatternMixture::new(&laws).unwrap()
}

fn ensemble(pairs: &[(usize, usize)]) -> SynapticEnsemble {
    SynapticEnsemble::new(pairs.iter().map(|&(i, j)| Synapse { i, j }).collect()).unwrap()
}

/// Between one and five distinct synapses, those of a neuron with itself included.
fn ensembles() -> impl Strategy<Value = SynapticEnsemble> {
    let all = (0..NEURONS).flat_map(|i| (i..NEURONS).map(move |j| (i, j))).collect::<Vec<_>>();
    proptest::sample::subsequence(all, 1..6).prop_shuffle().prop_map(|pairs| ensemble(&pairs))
}

/// Both fail, or both are the same up to rounding.
fn same(a: &Result<Nats, Error>, b: &Result<Nats, Error>) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => (a.0 - b.0).abs() <= 1e-9 * (1.0 + a.0.abs()),
        (a, b) => a.is_err() && b.is_err(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn rescaling_a_component_in_all_patterns_changes_nothing(
        xs in patterns(2..7), w in ensembles(), component in 0..NEURONS, shift in -300.0..300.0_f64,
    ) {
        let mut scaled = xs.clone();
        for (mu, _) in &mut scaled {
            mu[component] += shift;
        }
        let before = mutual_information(&mixture(&xs), &w, 0);
        prop_assert!(same(&before, &mutual_information(&mixture(&scaled), &w, 0)));
    }

    #[test]
    fn rescaling_all_patterns_changes_nothing(
        xs in patterns(2..7), w in ensembles(), shift in -300.0..300.0_f64,
    ) {
        let mut scaled = xs.clone();
        scaled.iter_mut().flat_map(|(mu, _)| mu).for_each(|mu| *mu += shift);
        let before = mutual_information(&mixture(&xs), &w, 1);
        prop_assert!(same(&before, &mutual_information(&mixture(&scaled), &w, 1)));
    }

    #[test]
    fn the_order_of_patterns_does_not_matter(xs in patterns(2..7), w in ensembles(), by in 0..7_usize) {
        let mut turned = xs.clone();
        let by = by % xs.len();
        turned.rotate_left(by);
        let before = mutual_information(&mixture(&xs), &w, by);
        prop_assert!(same(&before, &mutual_information(&mixture(&turned), &w, 0)));
    }

    #[test]
    fn the_order_of_synapses_does_not_matter(xs in patterns(2..7), w in ensembles()) {
        let reversed = w.synapses().iter().rev().map(|s| Synapse { i: s.j, j: s.i }).collect();
        let reversed = SynapticEnsemble::new(reversed).unwrap();
        let before = mutual_information(&mixture(&xs), &w, 0);
        prop_assert!(same(&before, &mutual_information(&mixture(&xs), &reversed, 0)));
    }

    #[test]
    fn the_order_of_components_does_not_matter(xs in patterns(2..7), w in ensembles()) {
        let flip = |i: usize| NEURONS - 1 - i;
        let flipped: Vec<Pattern> = xs
            .iter()
            .map(|(mu, sigma)| {
                let mu = (0..NEURONS).map(|i| mu[flip(i)]).collect();
                (mu, SymmetricMatrix::from_fn(NEURONS, |i, j| sigma[(flip(i), flip(j))]))
            })
            .collect();
        let renamed = w.synapses().iter().map(|s| (flip(s.i), flip(s.j))).collect::<Vec<_>>();
        let before = mutual_information(&mixture(&xs), &w, 0);
        prop_assert!(same(&before, &mutual_information(&mixture(&flipped), &ensemble(&renamed), 0)));
    }

    #[test]
    fn components_outside_the_ensemble_do_not_matter(xs in patterns(2..7), w in ensembles()) {
        let wider: Vec<Pattern> = xs
            .iter()
            .map(|(mu, sigma)| {
                let entry = |i: usize, j: usize| match (i, j) {
                    (NEURONS, NEURONS) => 2.0,
                    (NEURONS, j) => 0.1 * sigma[(j, j)].sqrt(),
                    _ => sigma[(i, j)] + if i == j { 0.1 } else { 0.0 },
                };
                ([&mu[..], &[5.0]].concat(), SymmetricMatrix::from_fn(NEURONS + 1, entry))
            })
            .collect();
        let cut: Vec<Pattern> =
            wider.iter().map(|(mu, s)| (mu[..NEURONS].to_vec(), s.leading(NEURONS))).collect();
        let before = mutual_information(&mixture(&cut), &w, 0);
        prop_assert!(same(&before, &mutual_information(&mixture(&wider), &w, 0)));
    }

    #[test]
    fn one_synapse_by_the_joint_formula_is_one_synapse_by_itself(xs in patterns(2..7), w in ensembles()) {
        let each = mutual_information_of_each(&mixture(&xs), &w, 0).unwrap();
        for (s, &alone) in w.synapses().iter().zip(&each) {
            let joint = mutual_information(&mixture(&xs), &ensemble(&[(s.i, s.j)]), 0);
            prop_assert!(same(&joint, &Ok(alone)));
        }
    }

    /// Proposition 1.2 by the scalar Fenton–Wilkinson fits of the two sums.
    #[test]
    fn one_synapse_tells_the_difference_of_two_entropies(xs in patterns(2..7), i in 0..NEURONS, j in 0..NEURONS) {
        let term = |(mu, s): &Pattern| {
            LogNormal::new(mu[i] + mu[j], (s[(i, i)] + s[(j, j)] + 2.0 * s[(i, j)]).sqrt()).unwrap()
        };
        let entropy = |xs: &[Pattern]| {
            let sum = LogNormalSum::new(xs.iter().map(term).collect()).unwrap();
            sum.fenton_wilkinson().unwrap().entropy_nats()
        };
        let exact = Nats(entropy(&xs) - entropy(&xs[1..]));
        prop_assert!(same(&mutual_information(&mixture(&xs), &ensemble(&[(i, j)]), 0), &Ok(exact)));
    }

    #[test]
    fn prefixes_are_ensembles_of_their_own(xs in patterns(2..7), w in ensembles()) {
        let prefixes = mutual_information_of_prefixes(&mixture(&xs), &w, 0).unwrap();
        for n in 1..=w.len() {
            let prefix = SynapticEnsemble::new(w.synapses()[..n].to_vec()).unwrap();
            let alone = mutual_information(&mixture(&xs), &prefix, 0);
            match prefixes.values.get(n - 1) {
                Some(&value) => prop_assert!(same(&alone, &Ok(value))),
                None => prop_assert!(alone.is_err() && prefixes.stopped.is_some()),
            }
        }
    }

    #[test]
    fn equal_covariances_are_a_shared_covariance(xs in patterns(2..7), w in ensembles()) {
        let sigma = xs[0].1.clone();
        let means: Vec<Vec<f64>> = xs.iter().map(|(mu, _)| mu.clone()).collect();
        let equal: Vec<Pattern> = means.iter().map(|mu| (mu.clone(), sigma.clone())).collect();
        let shared = PatternMixture::sharing_covariance(&means, &sigma).unwrap();
        let apart = mutual_information(&mixture(&equal), &w, 0);
        prop_assert!(same(&apart, &mutual_information(&shared, &w, 0)));
    }

    #[test]
    fn a_pattern_of_negligible_weight_changes_nothing(xs in patterns(2..7), w in ensembles()) {
        let mut more = xs.clone();
        let mut faint = xs[0].clone();
        faint.0.iter_mut().for_each(|mu| *mu -= 100.0);
        more.push(faint);
        let before = mutual_information(&mixture(&xs), &w, 0);
        prop_assert!(same(&before, &mutual_information(&mixture(&more), &w, 0)));
        let about_it = mutual_information(&mixture(&more), &w, xs.len());
        prop_assert!(about_it.is_err() || about_it.unwrap().0.abs() < 1e-9);
    }

    #[test]
    fn information_is_finite_or_a_typed_error(
        mu in proptest::collection::vec(-700.0..700.0_f64, 3 * 3),
        sigma in proptest::collection::vec(-8.0..1.2_f64, 3 * 3),
        rho in -0.49..1.0_f64,
    ) {
        let law = |k: usize| {
            let s = |i: usize| 10_f64.powf(sigma[3 * k + i]);
            let entry = |i, j| s(i) * s(j) * if i == j { 1.0 } else { rho };
            (mu[3 * k..3 * k + 3].to_vec(), SymmetricMatrix::from_fn(3, entry))
        };
        let xs = mixture(&[law(0), law(1), law(2)]);
        let w = ensemble(&[(0, 1), (1, 2), (0, 0), (0, 2)]);
        let prefixes = mutual_information_of_prefixes(&xs, &w, 1).unwrap();
        prop_assert!(prefixes.values.iter().all(|nats| nats.0.is_finite()));
        prop_assert!(prefixes.values.len() == 4 || prefixes.stopped.is_some());
    }

    #[test]
    fn synergy_compares_the_whole_with_its_parts(xs in patterns(2..7), w in ensembles()) {
        let Ok(found) = synergy(&mixture(&xs), &w, 0) else { return Ok(()) };
        let each = mutual_information_of_each(&mixture(&xs), &w, 0).unwrap();
        let sum: f64 = each.iter().map(|nats| nats.0).sum();
        prop_assert!((found.joint.0 - sum - found.excess().0).abs() < 1e-12);
    }

    #[test]
    fn random_ensembles_are_distinct_pairs(seed in 0..1000_u64, count in 1..=15_usize) {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let w = SynapticEnsemble::random(NEURONS, count, &mut rng).unwrap();
        prop_assert!(SynapticEnsemble::new(w.synapses().to_vec()).is_ok());
        prop_assert!(w.synapses().iter().all(|s| s.i < s.j && s.j < NEURONS));
    }
}

/// The trace is that of the eigenvalues plus d·r; entries have the variance of a random
/// rotation. 2,000 draws: |z| > 5 with probability 6e-7 each.
#[test]
fn random_spectra_have_the_law_of_a_random_rotation() {
    let (dim, draws) = (5, 2_000);
    let spectrum = Normal::new(3.0, 1e-12).unwrap();
    let mut rng = ChaCha12Rng::seed_from_u64(3);
    let flat = covariance::random_spectrum(dim, &spectrum, 0.5, &mut rng).unwrap();
    assert!((flat[(1, 1)] - 3.5).abs() < 1e-9 && (flat[(2, 1)] - 0.5).abs() < 1e-9);
    // For Λ = diag(λ) with independent λ = |N(0, 1)| the mean of A_ij² (i ≠ j) over Haar
    // rotations is (Σλ² − (Σλ)²/d) / ((d − 1)(d + 2)), and that of A_ii is Σλ/d.
    let spectrum = Normal::new(0.0, 1.0).unwrap();
    let (mut off, mut on) = (Vec::new(), Vec::new());
    for _ in 0..draws {
        let a = covariance::random_spectrum(dim, &spectrum, 0.0, &mut rng).unwrap();
        let trace: f64 = a.diagonal().sum();
        let square: f64 = (0..dim * dim).map(|at| a[(at / dim, at % dim)].powi(2)).sum();
        let d = dim as f64;
        off.push(a[(4, 0)].powi(2) - (square - trace * trace / d) / ((d - 1.0) * (d + 2.0)));
        on.push(a[(2, 2)] - trace / d);
    }
    for deviations in [off, on] {
        let n = deviations.len() as f64;
        let mean = deviations.iter().sum::<f64>() / n;
        let variance = deviations.iter().map(|x| x * x).sum::<f64>() / n;
        assert!((mean / (variance / n).sqrt()).abs() < 5.0);
    }
}

#[test]
fn a_gram_matrix_is_added_to_the_exchangeable_one() {
    let mut rng = ChaCha12Rng::seed_from_u64(8);
    let (d, draws) = (4, 4_000);
    let mean = |i, j, rng: &mut ChaCha12Rng| {
        let draw = |_| covariance::gram_perturbed(d, 0.5, 0.2, rng).unwrap()[(i, j)];
        (0..draws).map(draw).sum::<f64>() / f64::from(draws)
    };
    // Diagonal: 1 + 0.25, standard deviation √(2/d); off-diagonal: 0.05, √(1/d). Five sigma.
    assert!((mean(1, 1, &mut rng) - 1.25).abs() < 5.0 * (0.5_f64 / 4_000.0).sqrt());
    assert!((mean(3, 1, &mut rng) - 0.05).abs() < 5.0 * (0.25_f64 / 4_000.0).sqrt());
}

#[test]
fn an_invalid_sample_takes_the_value_of_its_nearest_neighbour() {
    let features = |synapses: f64| Features {
        patterns: 10.0,
        synapses,
        spread_of_means: 1.0,
        determinant: 0.5,
        condition: 3.0,
        off_diagonal: 0.2,
    };
    let samples = [1.0, 4.0, 9.0].map(features);
    let filled = fill_from_nearest(&samples, &[Some(0.1), None, Some(0.9)]).unwrap();
    assert_eq!(filled, [0.1, 0.1, 0.9]);
    let none = fill_from_nearest(&samples, &[None, None, None]);
    assert_eq!(none, Err(Error::NoValidSample { samples: 3 }));
    let short = fill_from_nearest(&samples, &[None]);
    assert!(matches!(short, Err(Error::LengthMismatch { expected: 3, found: 1, .. })));
}

#[test]
fn features_are_what_they_say() {
    let covariance = covariance::exchangeable(3, 2.0, 0.5).unwrap();
    let xs = PatternMixture::sharing_covariance(&[[0.0; 3], [2.0; 3]], &covariance).unwrap();
    let f = Features::of(&xs, &ensemble(&[(0, 1), (1, 2)])).unwrap();
    assert_eq!((f.patterns, f.synapses, f.spread_of_means), (2.0, 2.0, 3.0));
    assert!((f.determinant - 4.0 * 4.0 * 4.0 * 0.5).abs() < 1e-12);
    assert!((f.condition - 8.0 / 2.0).abs() < 1e-12);
    assert!((f.off_diagonal - 1.0).abs() < 1e-15);
}
