//! Few messages of many units, which rules write by factors of low rank.

use synaptome_hopfield::{
    Constraint, Ease, Error, Hebbian, MaxMargin, Messages, MinimumProbabilityFlow, Noise,
    PseudoInverse, PseudoLikelihood, State, Storkey, WritingRule,
};

use super::given::{flow, rng, write};

fn rules() -> Vec<Box<dyn WritingRule>> {
    vec![
        Box::new(Hebbian::default()),
        Box::new(Storkey),
        Box::new(PseudoInverse::default()),
        Box::new(MaxMargin::default()),
        Box::new(PseudoLikelihood::default()),
        Box::new(Ease::default()),
        Box::new(flow(3.0)),
        Box::new(flow(0.0)),
        Box::new(MinimumProbabilityFlow { thresholds: true, ..Default::default() }),
    ]
}

#[test]
fn every_rule_makes_strict_minima_of_three_pictures_of_1500_pixels() {
    let messages = Messages::draw(1_500, 3, &mut rng(1)).unwrap();
    for rule in rules() {
        let network = write(rule.as_ref(), &messages);
        assert_eq!(network.strict_minimum_fraction(&messages).unwrap(), 1.0, "{}", rule.name());
    }
}

#[test]
fn units_that_agree_in_all_messages_have_equal_weights() {
    // The optimum is unique, so that it has the symmetry of the messages.
    let messages = Messages::draw(1_200, 2, &mut rng(2)).unwrap();
    let agree = |i: usize, j: usize| messages.iter().all(|x: &State| x[i] == x[j]);
    let (a, b) = (0, (1..1_200).find(|&j| agree(0, j)).unwrap());
    for rule in rules() {
        let network = write(rule.as_ref(), &messages);
        let w = network.weights();
        let largest = w.norm_max();
        for k in (0..1_200).filter(|&k| k != a && k != b) {
            let error = (w[(a, k)] - w[(b, k)]).abs();
            assert!(error < 1e-6 * largest, "{}: {error}", rule.name());
        }
    }
}

#[test]
fn the_flow_of_factors_is_stationary_by_its_full_gradient() {
    let messages = Messages::draw(1_100, 4, &mut rng(3)).unwrap();
    for thresholds in [false, true] {
        let rule = MinimumProbabilityFlow { thresholds, ..flow(3.0) };
        let fitted = rule.minimise(&messages).unwrap();
        assert!(fitted.report.converged());
        let full = rule.objective(&messages, &fitted.network).unwrap();
        assert!((full.value / fitted.report.objective - 1.0).abs() < 1e-12);
        let start = rule.objective(&messages, &write(&zero(), &messages)).unwrap();
        assert!(full.weights.norm_max() < 1e-4 * start.weights.norm_max());
        let largest = full.bias.iter().fold(0.0, |most: f64, g| g.abs().max(most));
        assert!(largest < 1e-3, "{largest}");
    }
}

/// A rule that stops before its first iteration.
fn zero() -> MinimumProbabilityFlow {
    let mut rule = flow(0.0);
    rule.lbfgs.iterations = 0;
    rule
}

#[test]
fn degenerate_sets_of_few_messages_end_too() {
    let one = State::draw(1_100, &mut rng(4)).unwrap();
    let alone = vec![one.clone()];
    let repeated = vec![one.clone(); 9];
    let opposite = vec![one.clone(), one.clone().negated()];
    let neighbours = vec![one.clone(), one.flipped(17).unwrap()];
    let alike = vec![State::new(vec![1; 1_100]).unwrap(); 2];
    for messages in [alone, repeated, opposite, neighbours, alike] {
        let messages = Messages::new(messages).unwrap();
        for rule in rules() {
            let network = write(rule.as_ref(), &messages);
            assert!(network.weights().norm_max().is_finite(), "{}", rule.name());
            let fixed = network.fixed_fraction(&messages).unwrap();
            assert_eq!(
                fixed,
                if contradictory(&messages) { fixed } else { 1.0 },
                "{}",
                rule.name()
            );
        }
    }
}

/// Whether two messages differ in one unit alone.
fn contradictory(messages: &Messages) -> bool {
    messages.smallest_distance() == Some(1)
}

#[test]
fn a_ridge_that_is_nothing_keeps_messages_or_names_a_pivot() {
    let drawn = Messages::draw(1_100, 5, &mut rng(5)).unwrap();
    let rule = Ease { flip_rate: 1e-300 };
    let network = write(&rule, &drawn);
    assert_eq!(network.strict_minimum_fraction(&drawn).unwrap(), 1.0);
    let mut twice = Vec::from(drawn);
    twice.push(twice[1].clone());
    let twice = Messages::new(twice).unwrap();
    match rule.write(&twice, &mut rng(1)) {
        Ok(network) => assert_eq!(network.fixed_fraction(&twice).unwrap(), 1.0),
        Err(error) => assert!(matches!(error, Error::NotPositiveDefinite { pivot: 5, .. })),
    }
}

#[test]
fn every_constraint_holds_for_weights_of_factors() {
    let messages = Messages::draw(1_100, 3, &mut rng(6)).unwrap();
    for constraint in [
        Constraint::Free,
        Constraint::ZeroDiagonal,
        Constraint::Symmetric,
        Constraint::SymmetricZeroDiagonal,
    ] {
        let rule = PseudoLikelihood { constraint, noise: Noise::Flips(20), ..Default::default() };
        let network = write(&rule, &messages);
        let w = network.weights();
        assert!(!constraint.is_symmetric() || w == w.transpose());
        let has_diagonal = (0..1_100).any(|i| w[(i, i)] != 0.0);
        assert_eq!(has_diagonal, !constraint.is_zero_diagonal());
        assert_eq!(network.fixed_fraction(&messages).unwrap(), 1.0);
    }
}
