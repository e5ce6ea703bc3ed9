//! What writing rules promise.

use proptest::prelude::{any, prop_assert, proptest};
use rand::seq::SliceRandom;
use synaptome_hopfield::faer::{Mat, Scale};
use synaptome_hopfield::{
    Ease, Hebbian, HopfieldNetwork, IncrementalRule, MaxMargin, Messages, PseudoInverse,
    PseudoLikelihood, State, Storkey, WritingRule,
};

use super::given::{flow, messages, network, rng, symmetric_weights, write};

/// Largest difference of weights relative to the largest weight.
fn difference(x: &HopfieldNetwork, y: &HopfieldNetwork) -> f64 {
    (x.weights() - y.weights()).norm_max() / x.weights().norm_max().max(1e-300)
}

/// The rules that draw nothing and that no order of messages or gauge of spins can matter to.
fn covariant_rules() -> Vec<Box<dyn WritingRule>> {
    vec![
        Box::new(Hebbian::default()),
        Box::new(PseudoInverse::default()),
        Box::new(Ease::default()),
        Box::new(flow(1.0)),
        Box::new(PseudoLikelihood::default()),
    ]
}

/// The gradients of convex objectives are followed to a tolerance, not to the last digit.
const COVARIANT: f64 = 1e-3;

proptest! {
    #![proptest_config(crate::cases(64))]

    #[test]
    fn a_pseudo_inverse_keeps_every_independent_message(messages in messages()) {
        let network = write(&PseudoInverse::default(), &messages);
        for message in &messages {
            prop_assert!(network.is_fixed_point(message).unwrap());
        }
    }

    #[test]
    fn a_pseudo_inverse_is_a_projector_of_the_rank_of_the_messages(
        messages in messages(), copies in 1_usize..4,
    ) {
        let mut doubled = messages.as_slice().to_vec();
        doubled.extend(messages.iter().take(copies).cloned().map(State::negated));
        let network = write(&PseudoInverse::default(), &Messages::new(doubled).unwrap());
        let w = network.weights();
        prop_assert!((w * w - w).norm_max() < 1e-9);
        let rank = messages.to_matrix().svd().unwrap().S().column_vector().iter().filter(|s| **s > 1e-9).count();
        prop_assert!((w.diagonal().column_vector().iter().sum::<f64>() - rank as f64).abs() < 1e-9);
    }

    #[test]
    fn flipping_a_neuron_in_all_messages_only_conjugates_the_weights(
        messages in messages(), at in any::<proptest::sample::Index>(),
    ) {
        let unit = at.index(messages.units());
        let flipped = messages.iter().map(|x| x.clone().flipped(unit).unwrap());
        let flipped = Messages::new(flipped.collect()).unwrap();
        let sign = |i: usize| if i == unit { -1.0 } else { 1.0 };
        for rule in covariant_rules() {
            let w = write(rule.as_ref(), &messages).into_parts().0;
            let conjugated = Mat::from_fn(w.nrows(), w.ncols(), |i, j| sign(i) * w[(i, j)] * sign(j));
            let error = difference(&write(rule.as_ref(), &flipped), &network(conjugated));
            prop_assert!(error < COVARIANT, "{}: {error}", rule.name());
        }
    }

    #[test]
    fn the_order_of_messages_does_not_matter(messages in messages(), seed in any::<u64>()) {
        let mut shuffled = messages.as_slice().to_vec();
        shuffled.shuffle(&mut rng(seed));
        let shuffled = Messages::new(shuffled).unwrap();
        for rule in covariant_rules() {
            let error = difference(&write(rule.as_ref(), &messages), &write(rule.as_ref(), &shuffled));
            prop_assert!(error < COVARIANT, "{}: {error}", rule.name());
        }
    }

    #[test]
    fn adding_messages_one_by_one_is_writing_them_together(messages in messages()) {
        let rules: [&dyn IncrementalRule; 3] = [&Hebbian::default(), &PseudoInverse::default(), &Storkey];
        let first = Messages::new(messages.as_slice()[..1].to_vec()).unwrap();
        for rule in rules {
            let mut grown = write(rule, &first);
            for message in &messages.as_slice()[1..] {
                rule.add(&mut grown, message).unwrap();
            }
            let together = write(rule, &messages);
            prop_assert!((grown.weights() - together.weights()).norm_max() < 1e-9, "{}", rule.name());
        }
    }

    #[test]
    fn storkey_weights_are_its_definition(messages in messages()) {
        let n = messages.units();
        let mut w = Mat::<f64>::zeros(n, n);
        for x in &messages {
            let spin = |i: usize| f64::from(x[i]);
            let local = |i: usize, j: usize| -> f64 {
                (0..n).filter(|&k| k != i && k != j).map(|k| w[(i, k)] * spin(k)).sum()
            };
            let change = Mat::from_fn(n, n, |i, j| {
                if i == j { return 0.0; }
                (spin(i) * spin(j) - spin(i) * local(j, i) - spin(j) * local(i, j)) / n as f64
            });
            w += change;
        }
        prop_assert!((write(&Storkey, &messages).weights() - w).norm_max() < 1e-12);
    }

    #[test]
    fn the_flow_is_convex_along_segments(messages in messages(), seed in any::<u64>(), t in 0.0..1.0) {
        let (from, to) = (symmetric_weights(messages.units(), seed), symmetric_weights(messages.units(), !seed));
        let between = &from * Scale(1.0 - t) + &to * Scale(t);
        let value = |w: &Mat<f64>| flow(0.0).objective(&messages, &network(w.clone())).unwrap().value;
        let chord = (1.0 - t) * value(&from) + t * value(&to);
        prop_assert!(value(&between) <= chord * (1.0 + 1e-12));
    }

    #[test]
    fn the_flow_gradient_agrees_with_finite_differences(
        messages in messages(), seed in any::<u64>(), ridge in 0.0..5.0,
    ) {
        let weights = symmetric_weights(messages.units(), seed);
        let gradient = flow(ridge).objective(&messages, &network(weights.clone())).unwrap().weights;
        let (i, j) = (seed as usize % messages.units(), (seed >> 32) as usize % messages.units());
        // The public objective is that of the full matrix, in which every weight stands twice.
        if i != j {
            let along = |step: f64| {
                let mut moved = weights.clone();
                moved[(i, j)] += step;
                moved[(j, i)] += step;
                flow(ridge).objective(&messages, &network(moved)).unwrap().value
            };
            let slope = (along(1e-5) - along(-1e-5)) / 2e-5;
            prop_assert!((slope - gradient[(i, j)]).abs() < 1e-6 * (1.0 + slope.abs()));
        }
    }

    #[test]
    fn distant_messages_are_strict_minima_after_minimum_probability_flow(
        units in 8_usize..30, count in 1_usize..5, seed in any::<u64>(),
    ) {
        let messages = Messages::draw(units, count, &mut rng(seed)).unwrap();
        // Without thresholds the complement of a message has its energy: distant messages are distant from these too.
        let distances = messages.iter().enumerate().flat_map(|(m, x)| {
            messages.as_slice()[..m].iter().map(move |y| x.distance(y).unwrap())
        });
        let separable = distances.map(|distance| distance.min(units - distance)).all(|near| near > 2);
        if separable && count * 6 <= units {
            let network = write(&flow(0.0), &messages);
            for message in &messages {
                prop_assert!(network.is_strict_minimum(message).unwrap());
            }
        }
    }

    #[test]
    fn the_largest_margin_is_met_by_every_message_and_by_no_shorter_weights(messages in messages()) {
        let rule = MaxMargin { sweeps: 100_000, tolerance: 1e-10, ..Default::default() };
        let network = write(&rule, &messages);
        let zero_diagonal = write(&PseudoInverse::default(), &messages);
        for i in 0..messages.units() {
            let margins = messages.iter().map(|x| f64::from(x[i]) * network.field(x).unwrap()[i]);
            let smallest = margins.fold(f64::INFINITY, f64::min);
            let length = network.weights().row(i).norm_l2();
            // A comparison vector: the pseudo-inverse row without its own entry.
            let mut other = zero_diagonal.weights().row(i).to_owned();
            other[i] = 0.0;
            let reached = messages.iter().map(|x| {
                f64::from(x[i]) * (0..messages.units()).map(|j| other[j] * f64::from(x[j])).sum::<f64>()
            }).fold(f64::INFINITY, f64::min);
            if smallest > 0.5 {
                prop_assert!((smallest - 1.0).abs() < 1e-6);
                prop_assert!(smallest / length >= reached / other.norm_l2().max(1e-12) - 1e-6);
            }
        }
    }
}
