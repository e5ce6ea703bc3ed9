//! Local rules against exact gradients, and against each other where they are the same.

use std::ops::ControlFlow;

use synaptome_infomax::exact::finite_difference_gradient;
use synaptome_infomax::{
    Decorrelation, Error, Firing, Laterals, LocalRule, Moments, Network, PairwiseRule,
};

use crate::given::{correlation, network, rng, slope, weights};

fn end(mut learning: synaptome_infomax::LocalLearning, seed: u64) -> Network {
    let end = learning.run(|_| ControlFlow::Continue(()), &mut rng(seed));
    assert_eq!(end, Ok(ControlFlow::Continue(())));
    learning.into_network()
}

/// ½ Σ r_kl².
fn half_squares(moments: &Moments) -> f64 {
    let n = moments.centers().len();
    let variance = |k: usize| moments.covariance()[(k, k)];
    let square =
        |k: usize, l: usize| moments.lagged()[(k, l)].powi(2) / (variance(k) * variance(l));
    0.5 * (0..n).flat_map(|k| (0..n).map(move |l| (k, l))).map(|(k, l)| square(k, l)).sum::<f64>()
}

/// With steps too small to change anything else, weights move along the exact gradient of ½ Σ r², found by
/// finite differences of the enumerated chain with thresholds solved again.
#[test]
fn the_pairwise_rule_follows_the_gradient_of_its_index_at_weak_weights() {
    for max_probability in [1.0, 0.6] {
        let firing = Firing { max_probability, target_rate: 0.2, ..Firing::default() };
        require_gradient_of_the_index(&network(4, 0.7, firing, 3));
    }
}

fn require_gradient_of_the_index(start: &Network) {
    let (steps, learning_rate) = (3_000_000, 1e-9);
    let rule = PairwiseRule {
        steps,
        learning_rate,
        decay_from: 1.0,
        trace_rate: 0.0,
        ..PairwiseRule::default()
    };
    let learned = end(rule.begin(start.clone()).unwrap(), 4);
    let per_step = 1.0 / (learning_rate * steps as f64);
    let drift = (learned.weights() - start.weights()) * faer::Scale(per_step);
    let exact = finite_difference_gradient(start, 1e-4, |m| Ok(half_squares(m))).unwrap();
    let found = (correlation(&drift, &exact), slope(&drift, &exact));
    assert!(found.0 > 0.98 && (found.1 - 1.0).abs() < 0.12, "{found:?}");
}

#[test]
fn a_ring_without_reach_has_no_laterals_and_half_of_a_ring_has_all() {
    let start = network(9, 0.5, Firing::default(), 2);
    let learned = |decorrelation, laterals| {
        let rule = LocalRule { steps: 20_000, decorrelation, laterals, ..LocalRule::default() };
        weights(&end(rule.begin(start.clone()).unwrap(), 5))
    };
    for how in [Decorrelation::OnePass, Decorrelation::Sweeps(1), Decorrelation::Sweeps(2)] {
        let of = |laterals| learned(how, laterals);
        assert_eq!(of(Laterals::Ring(4)), of(Laterals::All));
        assert_eq!(of(Laterals::Ring(usize::MAX)), of(Laterals::All));
        assert_ne!(of(Laterals::Ring(2)), of(Laterals::All));
        let apart = learned(Decorrelation::None, Laterals::All);
        let alone = of(Laterals::Ring(0));
        let largest = apart.iter().zip(&alone).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(largest < 1e-9, "{how:?} {largest}");
    }
}

#[test]
fn the_pairwise_rule_multiplies_correlations() {
    let firing = Firing { target_rate: 0.1, ..Firing::default() };
    let start = network(6, 0.5, firing, 1);
    let rule = PairwiseRule { steps: 200_000, learning_rate: 3e-3, ..PairwiseRule::default() };
    let learned = end(rule.begin(start.clone()).unwrap(), 2);
    let index = |network: &Network| {
        let raster = network.clone().settle_and_run(
            20_000,
            &mut synaptome_infomax::input::Spontaneous,
            &mut rng(3),
        );
        half_squares(&Moments::of(&raster, &[0.1; 6], 1).unwrap())
    };
    assert!(index(&learned) > 20.0 * index(&start), "{} {}", index(&start), index(&learned));
}

#[test]
fn pairwise_learning_saved_and_resumed_after_every_stretch_is_the_whole_run() {
    let rule = PairwiseRule { steps: 25_000, ..PairwiseRule::default() };
    let start = network(9, 0.5, Firing::default(), 3);
    let whole = end(rule.begin(start.clone()).unwrap(), 5);
    let (mut parts, mut random) = (rule.begin(start).unwrap(), rng(5));
    while !parts.is_finished() {
        parts.advance(&mut random).unwrap();
        let mut saved = Vec::new();
        parts.save(&mut saved).unwrap();
        // The state of one rule is none of another.
        let other = LocalRule::default().resume(saved.as_slice());
        assert!(matches!(other, Err(Error::Damaged { .. })));
        parts = rule.resume(saved.as_slice()).unwrap();
        assert!(rule.resume(&saved[..saved.len() - 9]).is_err());
    }
    assert_eq!(weights(&whole), weights(parts.network()));
}

#[test]
fn pairwise_rules_that_cannot_be_are_refused() {
    let usual = PairwiseRule::default();
    for (rule, quantity) in [
        (PairwiseRule { learning_rate: 1.5, ..usual }, "the learning rate"),
        (PairwiseRule { decay_from: -0.1, ..usual }, "the start of the decay"),
        (PairwiseRule { final_fraction: f64::NAN, ..usual }, "the final fraction"),
        (PairwiseRule { average_rate: 2.0, ..usual }, "the average rate"),
        (PairwiseRule { trace_rate: -1.0, ..usual }, "the trace rate"),
    ] {
        let error = rule.begin(network(3, 0.5, Firing::default(), 1)).unwrap_err();
        assert!(error.to_string().starts_with(quantity), "{error}");
    }
    let with_inputs = Network::draw_with_inputs(3, 2, Firing::default(), &mut rng(1)).unwrap();
    assert!(matches!(usual.begin(with_inputs), Err(Error::HasInputs { inputs: 2 })));
}
