//! Messages that depend on each other, repeat, contradict or do not vary.

use synaptome_hopfield::{
    Dependent, Ease, Error, Hebbian, IncrementalRule, MaxMargin, Messages, MinimumProbabilityFlow,
    Noise, PseudoInverse, PseudoLikelihood, State, Storkey, TrainedRecurrent, WritingRule,
};

use super::given::{flow, rng};

/// 1,797 pictures of 64 pixels like those of handwritten digits: noisy copies of ten ancestors, ten
/// pixels of one colour in all, rank 55.
fn pictures() -> Messages {
    let ancestors = Messages::draw_chains(54, 10, 0.7, &mut rng(1)).unwrap();
    let drawn = ancestors.draw_descendants(180, 0.7, &mut rng(2)).unwrap();
    let picture = |x: &State| {
        let mut spins = vec![-1; 10];
        spins.extend(x.spins());
        State::new(spins).unwrap()
    };
    Messages::new(drawn.iter().take(1_797).map(picture).collect()).unwrap()
}

fn rules() -> Vec<Box<dyn WritingRule>> {
    let trained = TrainedRecurrent { steps: 3, ..TrainedRecurrent::default() };
    vec![
        Box::new(Hebbian::default()),
        Box::new(Storkey),
        Box::new(PseudoInverse::default()),
        Box::new(MaxMargin::default()),
        Box::new(MaxMargin { penalty: 1.0, ..Default::default() }),
        Box::new(PseudoLikelihood::default()),
        Box::new(PseudoLikelihood { ridge: 0.0, ..Default::default() }),
        Box::new(PseudoLikelihood { noise: Noise::Flips(1), copies: 2, ..Default::default() }),
        Box::new(Ease::default()),
        Box::new(flow(3.0)),
        Box::new(flow(0.0)),
        Box::new(MinimumProbabilityFlow { thresholds: true, ..Default::default() }),
        Box::new(trained),
    ]
}

/// Every rule ends, in finite weights.
fn check(messages: &Messages) {
    for rule in rules() {
        let network = rule.write(messages, &mut rng(3)).unwrap();
        let finite = network.weights().norm_max().is_finite();
        assert!(finite && network.bias().iter().all(|b| b.is_finite()), "{}", rule.name());
    }
}

#[test]
fn every_rule_ends_on_many_pictures_with_constant_pixels() {
    check(&pictures());
}

#[test]
fn a_pseudo_inverse_refuses_dependent_pictures_with_their_number_and_rank() {
    let rule = PseudoInverse { dependent: Dependent::Refuse, ..Default::default() };
    let error = rule.write(&pictures(), &mut rng(1)).unwrap_err();
    assert_eq!(error, Error::DependentMessages { messages: 1_797, rank: 55 });
    let text = error.to_string();
    assert!(text.contains("1797 messages span only 55 dimensions"), "{text}");
    // The singular values know nothing of the rule.
    let singular = pictures().to_matrix().svd().unwrap();
    let rank = singular.S().column_vector().iter().filter(|s| **s > 1e-9).count();
    assert_eq!(rank, 55);
}

#[test]
fn every_rule_ends_on_degenerate_messages() {
    let message = State::draw(12, &mut rng(4)).unwrap();
    let one = vec![message.clone()];
    let opposite = vec![message.clone(), message.clone().negated()];
    let repeated = vec![message.clone(); 5];
    let neighbours = (0..12).map(|i| message.clone().flipped(i).unwrap()).collect();
    let alike = vec![State::new(vec![1; 12]).unwrap(); 2];
    let alone = vec![State::new(vec![1]).unwrap(), State::new(vec![-1]).unwrap()];
    let crowd = Vec::from(Messages::draw(5, 60, &mut rng(5)).unwrap());
    for messages in [one, opposite, repeated, neighbours, alike, alone, crowd] {
        check(&Messages::new(messages).unwrap());
    }
}

#[test]
fn no_messages_are_refused_before_any_rule() {
    assert!(matches!(Messages::new(Vec::new()), Err(Error::Empty { .. })));
    assert!(matches!(Messages::from_bits::<u8, [u8; 3]>(&[]), Err(Error::Empty { .. })));
}

#[test]
fn margins_that_cannot_be_met_are_counted() {
    // A message and its neighbour contradict each other about one unit alone.
    let message = State::draw(12, &mut rng(4)).unwrap();
    let pair = vec![message.clone(), message.flipped(7).unwrap()];
    let margins = MaxMargin::default().maximise(&Messages::new(pair).unwrap()).unwrap();
    assert_eq!(margins.unfinished, [7]);
    let drawn = Messages::draw(60, 20, &mut rng(5)).unwrap();
    assert!(MaxMargin::default().maximise(&drawn).unwrap().unfinished.is_empty());
}

#[test]
fn a_message_added_twice_changes_a_projector_only_once() {
    let message = State::draw(12, &mut rng(4)).unwrap();
    let rule = PseudoInverse::default();
    let one = Messages::new(vec![message.clone()]).unwrap();
    let mut network = rule.write(&one, &mut rng(1)).unwrap();
    let before = network.clone();
    rule.add(&mut network, &message).unwrap();
    assert_eq!(network, before);
}
