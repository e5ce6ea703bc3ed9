//! Laws of the information in synapses.

mod draws;
mod refusals;
mod traits;

use proptest::prelude::*;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_lognormal::{LogNormal, LogNormalSum, MultivariateLogNormal, SymmetricMatrix};
use synaptome_mi::{
    Error, Patterns, Synapse, SynapticEnsemble, mutual_information_nats,
    mutual_information_of_each_nats, mutual_information_of_prefixes, synergy,
};

const NEURONS: usize = 6;

type Pattern = (Vec<f64>, SymmetricMatrix);

/// `count` patterns with Σ = AAᵀ/d + 0.05 I, moderately correlated.
fn patterns(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Pattern>> {
    let entries = proptest::collection::vec(-1.0..1.0_f64, NEURONS * NEURONS);
    let one = (proptest::collection::vec(-1.0..1.0_f64, NEURONS), entries).prop_map(|(mu, a)| {
        let row = |i: usize| &a[i * NEURONS..(i + 1) * NEURONS];
        let dot = |i: usize, j: usize| row(i).iter().zip(row(j)).map(|(x, y)| x * y).sum::<f64>();
        let entry = |i, j| dot(i, j) / NEURONS as f64 + if i == j { 0.05 } else { 0.0 };
        (mu, SymmetricMatrix::from_fn(NEURONS, entry).unwrap())
    });
    proptest::collection::vec(one, count)
}

fn stored(patterns: &[Pattern]) -> Patterns {
    let patterns: Vec<_> = patterns
        .iter()
        .map(|(mu, sigma)| MultivariateLogNormal::new(mu.clone(), sigma.clone()).unwrap())
        .collect();
    Patterns::new(&patterns).unwrap()
}

fn ensemble(pairs: &[(usize, usize)]) -> SynapticEnsemble {
    SynapticEnsemble::new(pairs.iter().copied().map(Synapse::from).collect()).unwrap()
}

/// Between one and five distinct synapses, those of a neuron with itself included.
fn ensembles() -> impl Strategy<Value = SynapticEnsemble> {
    let all = (0..NEURONS).flat_map(|i| (i..NEURONS).map(move |j| (i, j))).collect::<Vec<_>>();
    proptest::sample::subsequence(all, 1..6).prop_shuffle().prop_map(|pairs| ensemble(&pairs))
}

/// Both fail, or both are the same up to rounding.
fn same(a: &Result<f64, Error>, b: &Result<f64, Error>) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-9 * (1.0 + a.abs()),
        (a, b) => a.is_err() && b.is_err(),
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn rescaling_a_component_in_all_patterns_changes_nothing(
        xs in patterns(2..7), w in ensembles(), component in 0..NEURONS, shift in -300.0..300.0_f64,
    ) {
        let mut scaled = xs.clone();
        for (mu, _) in &mut scaled {
            mu[component] += shift;
        }
        let before = mutual_information_nats(&stored(&xs), &w, 0);
        prop_assert!(same(&before, &mutual_information_nats(&stored(&scaled), &w, 0)));
    }

    #[test]
    fn rescaling_all_patterns_changes_nothing(
        xs in patterns(2..7), w in ensembles(), shift in -300.0..300.0_f64,
    ) {
        let mut scaled = xs.clone();
        scaled.iter_mut().flat_map(|(mu, _)| mu).for_each(|mu| *mu += shift);
        let before = mutual_information_nats(&stored(&xs), &w, 1);
        prop_assert!(same(&before, &mutual_information_nats(&stored(&scaled), &w, 1)));
    }

    #[test]
    fn the_order_of_patterns_does_not_matter(xs in patterns(2..7), w in ensembles(), by in 0..7_usize) {
        let mut turned = xs.clone();
        let by = by % xs.len();
        turned.rotate_left(by);
        let before = mutual_information_nats(&stored(&xs), &w, by);
        prop_assert!(same(&before, &mutual_information_nats(&stored(&turned), &w, 0)));
    }

    #[test]
    fn the_order_of_synapses_does_not_matter(xs in patterns(2..7), w in ensembles()) {
        let reversed = w.synapses().iter().rev().copied().collect();
        let reversed = SynapticEnsemble::new(reversed).unwrap();
        let before = mutual_information_nats(&stored(&xs), &w, 0);
        prop_assert!(same(&before, &mutual_information_nats(&stored(&xs), &reversed, 0)));
    }

    #[test]
    fn the_order_of_components_does_not_matter(xs in patterns(2..7), w in ensembles()) {
        let flip = |i: usize| NEURONS - 1 - i;
        let flipped: Vec<Pattern> = xs
            .iter()
            .map(|(mu, sigma)| {
                let mu = (0..NEURONS).map(|i| mu[flip(i)]).collect();
                (mu, SymmetricMatrix::from_fn(NEURONS, |i, j| sigma[(flip(i), flip(j))]).unwrap())
            })
            .collect();
        let renamed = w.synapses().iter().map(|s| (flip(s.i()), flip(s.j()))).collect::<Vec<_>>();
        let before = mutual_information_nats(&stored(&xs), &w, 0);
        prop_assert!(same(&before, &mutual_information_nats(&stored(&flipped), &ensemble(&renamed), 0)));
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
                ([&mu[..], &[5.0]].concat(), SymmetricMatrix::from_fn(NEURONS + 1, entry).unwrap())
            })
            .collect();
        let cut: Vec<Pattern> =
            wider.iter().map(|(mu, s)| (mu[..NEURONS].to_vec(), s.leading(NEURONS))).collect();
        let before = mutual_information_nats(&stored(&cut), &w, 0);
        prop_assert!(same(&before, &mutual_information_nats(&stored(&wider), &w, 0)));
    }

    #[test]
    fn one_synapse_by_the_joint_formula_is_one_synapse_by_itself(xs in patterns(2..7), w in ensembles()) {
        let each = mutual_information_of_each_nats(&stored(&xs), &w, 0).unwrap();
        for (s, &alone) in w.synapses().iter().zip(&each) {
            let joint = mutual_information_nats(&stored(&xs), &ensemble(&[(s.i(), s.j())]), 0);
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
        let exact = entropy(&xs) - entropy(&xs[1..]);
        prop_assert!(same(&mutual_information_nats(&stored(&xs), &ensemble(&[(i, j)]), 0), &Ok(exact)));
    }

    #[test]
    fn prefixes_are_ensembles_of_their_own(xs in patterns(2..7), w in ensembles()) {
        let prefixes = mutual_information_of_prefixes(&stored(&xs), &w, 0).unwrap();
        for n in 1..=w.len() {
            let prefix = SynapticEnsemble::new(w.synapses()[..n].to_vec()).unwrap();
            let alone = mutual_information_nats(&stored(&xs), &prefix, 0);
            match prefixes.values_nats.get(n - 1) {
                // What is refused of a negative information of its own is its value, which prefixes list.
                Some(&value) => match alone {
                    Err(Error::NegativeInformation { value_nats, .. }) => {
                        prop_assert!(value < 0.0 && same(&Ok(value_nats), &Ok(value)));
                    }
                    alone => prop_assert!(same(&alone, &Ok(value))),
                },
                None => prop_assert!(alone.is_err() && prefixes.stopped.is_some()),
            }
        }
    }

    #[test]
    fn equal_covariances_are_a_shared_covariance(xs in patterns(2..7), w in ensembles()) {
        let sigma = xs[0].1.clone();
        let means: Vec<Vec<f64>> = xs.iter().map(|(mu, _)| mu.clone()).collect();
        let equal: Vec<Pattern> = means.iter().map(|mu| (mu.clone(), sigma.clone())).collect();
        let shared = Patterns::sharing_covariance(&means, &sigma).unwrap();
        let apart = mutual_information_nats(&stored(&equal), &w, 0);
        prop_assert!(same(&apart, &mutual_information_nats(&shared, &w, 0)));
    }

    #[test]
    fn a_pattern_of_negligible_weight_changes_nothing(xs in patterns(2..7), w in ensembles()) {
        let mut more = xs.clone();
        let mut faint = xs[0].clone();
        faint.0.iter_mut().for_each(|mu| *mu -= 100.0);
        more.push(faint);
        let before = mutual_information_nats(&stored(&xs), &w, 0);
        prop_assert!(same(&before, &mutual_information_nats(&stored(&more), &w, 0)));
        let about_it = mutual_information_nats(&stored(&more), &w, xs.len());
        prop_assert!(about_it.is_err() || about_it.unwrap().abs() < 1e-9);
    }

    #[test]
    fn information_is_finite_or_a_typed_error(
        mu in proptest::collection::vec(-700.0..700.0_f64, 3 * 3),
        sigma in proptest::collection::vec(-8.0..1.2_f64, 3 * 3),
        rho in -0.49..1.0_f64,
    ) {
        let pattern = |k: usize| {
            let s = |i: usize| 10_f64.powf(sigma[3 * k + i]);
            let entry = |i, j| s(i) * s(j) * if i == j { 1.0 } else { rho };
            (mu[3 * k..3 * k + 3].to_vec(), SymmetricMatrix::from_fn(3, entry).unwrap())
        };
        let xs = stored(&[pattern(0), pattern(1), pattern(2)]);
        let w = ensemble(&[(0, 1), (1, 2), (0, 0), (0, 2)]);
        let prefixes = mutual_information_of_prefixes(&xs, &w, 1).unwrap();
        prop_assert!(prefixes.values_nats.iter().all(|nats| nats.is_finite()));
        prop_assert!(prefixes.values_nats.len() == 4 || prefixes.stopped.is_some());
    }

    #[test]
    fn synergy_compares_the_whole_with_its_parts(xs in patterns(2..7), w in ensembles()) {
        let Ok(found) = synergy(&stored(&xs), &w, 0) else { return Ok(()) };
        let each = mutual_information_of_each_nats(&stored(&xs), &w, 0).unwrap();
        let sum: f64 = each.iter().sum();
        prop_assert!((found.joint_nats - sum - found.excess_nats()).abs() < 1e-12);
    }

    #[test]
    fn random_ensembles_are_distinct_pairs(seed in 0..1000_u64, count in 1..=15_usize) {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let w = SynapticEnsemble::draw(NEURONS, count, &mut rng).unwrap();
        prop_assert!(SynapticEnsemble::new(w.synapses().to_vec()).is_ok());
        prop_assert!(w.synapses().iter().all(|s| s.i() < s.j() && s.j() < NEURONS));
    }
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
