//! Minimum probability flow with thresholds.

use proptest::prelude::{any, prop_assert, proptest};
use synaptome_hopfield::{HopfieldNetwork, Messages, MinimumProbabilityFlow, State, WritingRule};

use super::given::{flow, messages, network, rng, symmetric_weights, write};

fn thresholds(ridge: f64) -> MinimumProbabilityFlow {
    MinimumProbabilityFlow { thresholds: true, ..flow(ridge) }
}

fn biased(units: usize, seed: u64) -> HopfieldNetwork {
    let bias = (0..units).map(|i| ((seed as usize + 13 * i) % 7) as f64 * 0.1 - 0.3).collect();
    HopfieldNetwork::with_bias(symmetric_weights(units, seed), bias).unwrap()
}

/// The flow of Hillar & Tran on patterns of 0 and 1: Σ exp((½ - x) (Σ J x - θ)), as half a change of
/// the energy -½ xᵀJx + θᵀx.
fn flow_of_bits(messages: &Messages, network: &HopfieldNetwork) -> f64 {
    let n = network.units();
    let coupling = |i, j| 4.0 * network.weights()[(i, j)];
    let threshold = |i: usize| {
        2.0 * ((0..n).map(|j| network.weights()[(i, j)]).sum::<f64>() - network.bias()[i])
    };
    let term = |x: &[u8], i: usize| {
        let input: f64 = (0..n).map(|j| coupling(i, j) * f64::from(x[j])).sum();
        ((0.5 - f64::from(x[i])) * (input - threshold(i))).exp()
    };
    let patterns = messages.iter().map(State::to_bits);
    patterns.map(|x| (0..n).map(|i| term(&x, i)).sum::<f64>()).sum()
}

proptest! {
    #![proptest_config(crate::cases(64))]

    #[test]
    fn the_flow_of_spins_is_that_of_bits(messages in messages(), seed in any::<u64>()) {
        let network = biased(messages.units(), seed);
        let spins = thresholds(0.0).objective(&messages, &network).unwrap().value;
        let bits = flow_of_bits(&messages, &network);
        prop_assert!((spins / bits - 1.0).abs() < 1e-12, "{spins} {bits}");
    }

    #[test]
    fn the_gradient_of_thresholds_agrees_with_finite_differences(
        messages in messages(), seed in any::<u64>(), ridge in 0.0..5.0,
    ) {
        let at = biased(messages.units(), seed);
        let gradient = thresholds(ridge).objective(&messages, &at).unwrap();
        let (i, j) = (seed as usize % messages.units(), (seed >> 32) as usize % messages.units());
        let along = |weight: f64, bias: f64| {
            let (mut w, mut b) = at.clone().into_parts();
            if i != j {
                w[(i, j)] += weight;
                w[(j, i)] += weight;
            }
            b[i] += bias;
            let moved = HopfieldNetwork::with_bias(w, b).unwrap();
            thresholds(ridge).objective(&messages, &moved).unwrap().value
        };
        let slope = (along(0.0, 1e-5) - along(0.0, -1e-5)) / 2e-5;
        prop_assert!((slope - gradient.bias[i]).abs() < 1e-6 * (1.0 + slope.abs()));
        let slope = (along(1e-5, 0.0) - along(-1e-5, 0.0)) / 2e-5;
        prop_assert!((slope - gradient.weights[(i, j)]).abs() < 1e-6 * (1.0 + slope.abs()));
    }

    #[test]
    fn without_the_option_a_bias_changes_nothing(messages in messages(), seed in any::<u64>()) {
        let with = biased(messages.units(), seed);
        let without = network(symmetric_weights(messages.units(), seed));
        let value = |network| flow(1.0).objective(&messages, network).unwrap();
        prop_assert!(value(&with) == value(&without));
        prop_assert!(write(&flow(1.0), &messages).bias().iter().all(|b| *b == 0.0));
    }

    #[test]
    fn thresholds_only_lower_the_flow(messages in messages()) {
        let without = flow(1.0).minimise(&messages).unwrap().report.objective;
        let with = thresholds(1.0).minimise(&messages).unwrap().report.objective;
        prop_assert!(with <= without * (1.0 + 1e-6));
    }
}

#[test]
fn a_minimum_with_thresholds_is_stationary_and_its_network_keeps_them() {
    let messages = Messages::draw_biased(40, 10, 0.2, &mut rng(1)).unwrap();
    let fitted = thresholds(0.5).minimise(&messages).unwrap();
    assert!(fitted.report.converged());
    let gradient = thresholds(0.5).objective(&messages, &fitted.network).unwrap();
    assert!(gradient.weights.norm_max() < 1e-2, "{}", gradient.weights.norm_max());
    // Most spins are -1, and so are most biases.
    let negative = fitted.network.bias().iter().filter(|b| **b < 0.0).count();
    assert!(negative > 30);
    let (network, message) = (&fitted.network, &messages[3]);
    assert!(network.is_strict_minimum(message).unwrap());
    // The energy has the bias, and with it changes by twice spin times field.
    let flipped = message.clone().flipped(5).unwrap();
    let change = network.energy(&flipped).unwrap() - network.energy(message).unwrap();
    let field = network.field(message).unwrap()[5];
    assert!((change - 2.0 * f64::from(message[5]) * field).abs() < 1e-12);
}

#[test]
fn a_unit_with_the_same_spin_in_all_messages_ends_with_a_finite_bias() {
    let rows: Vec<Vec<u8>> = (0..6_u8).map(|k| vec![1, k & 1, k >> 1 & 1, k >> 2, 0]).collect();
    let messages = Messages::from_bits(&rows).unwrap();
    for ridge in [0.0, 1.0] {
        let rule = thresholds(ridge);
        let fitted = rule.minimise(&messages).unwrap();
        let network = rule.write(&messages, &mut rng(1)).unwrap();
        assert_eq!(network, fitted.network);
        assert!(network.bias().iter().all(|b| b.is_finite()));
        assert!(network.bias()[0] > 0.0 && network.bias()[4] < 0.0);
    }
}
