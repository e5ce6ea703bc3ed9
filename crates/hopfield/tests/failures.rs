//! Every kind of bad input ends in its own typed error, not in a panic.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    Batch, Constraint, DenseMemory, Dependent, Dynamics, Ease, Error, HopfieldNetwork,
    IncrementalRule, Interaction, MaxMargin, Memories, MinimumProbabilityFlow, Noise,
    ProjectorDiagonal, PseudoInverse, PseudoLikelihood, Schedule, State, TrainedRecurrent,
    Unrolled, WritingRule,
};

fn rng() -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(1)
}

fn memories(units: usize, count: usize) -> Memories {
    Memories::random(units, count, &mut rng()).unwrap()
}

fn refusal(rule: &dyn WritingRule) -> Error {
    rule.write(&memories(8, 2), &mut rng()).unwrap_err()
}

#[test]
fn no_messages() {
    assert_eq!(Memories::new(Vec::new()), Err(Error::NoMessages));
    assert_eq!(Memories::random(5, 0, &mut rng()), Err(Error::NoMessages));
    assert_eq!(Batch::new(&[], &[]), Err(Error::NoMessages));
}

#[test]
fn no_units() {
    assert_eq!(State::new(Vec::new()), Err(Error::NoUnits));
    assert_eq!(Memories::from_spins(&[[0_i8; 0]]), Err(Error::NoUnits));
    assert_eq!(HopfieldNetwork::from_weights(Mat::zeros(0, 0)), Err(Error::NoUnits));
}

#[test]
fn messages_of_unequal_length() {
    let (what, found, expected) = ("a message", 3, 2);
    let error = Error::Length { what, found, expected };
    assert_eq!(Memories::from_spins(&[vec![1, 1], vec![1, 1, 1]]), Err(error));
}

#[test]
fn entries_other_than_spins() {
    for value in [0, 2, -2, i8::MIN, i8::MAX] {
        let error = Error::NotASpin { unit: 1, value };
        assert_eq!(State::new(vec![1, value]), Err(error));
    }
}

#[test]
fn dependent_messages() {
    let message = State::new(vec![1, -1, 1, 1]).unwrap();
    let twice = Memories::new(vec![message.clone(), message.negated()]).unwrap();
    let dependent = Dependent::Refuse;
    let strict = PseudoInverse { dependent, ..Default::default() };
    let (messages, rank) = (2, 1);
    let error = Error::DependentMessages { messages, rank };
    assert_eq!(strict.write(&twice, &mut rng()), Err(error));
    assert!(PseudoInverse::default().write(&twice, &mut rng()).is_ok());
    let crowded = strict.write(&memories(4, 9), &mut rng()).unwrap_err();
    assert!(matches!(crowded, Error::DependentMessages { messages: 9, .. }));
}

#[test]
fn weights_that_are_not_finite_or_not_square() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut weights = Mat::zeros(2, 2);
        weights[(1, 0)] = value;
        let error = HopfieldNetwork::from_weights(weights).unwrap_err();
        assert!(matches!(error, Error::NotFinite { row: 1, column: 0, .. }));
        let error = HopfieldNetwork::with_bias(Mat::zeros(2, 2), vec![0.0, value]).unwrap_err();
        assert!(matches!(error, Error::NotFinite { what: "bias", row: 1, .. }));
    }
    let (rows, columns) = (2, 3);
    let error = Error::NotSquare { rows, columns };
    assert_eq!(HopfieldNetwork::from_weights(Mat::zeros(2, 3)), Err(error));
}

#[test]
fn states_of_another_length() {
    let network = HopfieldNetwork::from_weights(Mat::zeros(3, 3)).unwrap();
    let state = State::new(vec![1, 1]).unwrap();
    assert!(network.recall(&state, &Dynamics::default(), &mut rng()).is_err());
    assert!(network.energy(&state).is_err());
    assert!(network.is_fixed_point(&state).is_err());
    assert!(PseudoInverse::default().add(&mut network.clone(), &state).is_err());
    let memory = DenseMemory::new(memories(3, 1), Interaction::Exponential).unwrap();
    assert!(memory.recall(&state, &Dynamics::default(), &mut rng()).is_err());
    assert!(state.clone().flipped(2).is_err());
    let batch = Batch::new(&[], &[state]).unwrap();
    assert!(Unrolled::default().gradient(&network, &batch).is_err());
}

#[test]
fn sizes_beyond_any_memory() {
    for (units, count) in [(usize::MAX, 1), (1, usize::MAX), (1 << 40, 2), (1 << 20, 2)] {
        let error = Memories::random(units, count, &mut rng()).unwrap_err();
        assert!(matches!(error, Error::TooLarge { .. }));
    }
    let copies = usize::MAX;
    let rule = PseudoLikelihood { copies, ..Default::default() };
    assert!(matches!(refusal(&rule), Error::TooLarge { .. }));
    let probes = usize::MAX;
    let rule = TrainedRecurrent { probes, ..Default::default() };
    assert!(matches!(refusal(&rule), Error::TooLarge { .. }));
}

#[test]
fn noise_out_of_range() {
    let message = State::new(vec![1, -1]).unwrap();
    let (flips, units) = (3, 2);
    let error = Error::TooManyFlips { flips, units };
    assert_eq!(Noise::Flips(3).damage(&message, &mut rng()), Err(error));
    for p in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert!(Noise::Probability(p).damage(&message, &mut rng()).is_err());
    }
}

#[test]
fn settings_out_of_range() {
    for bad in [-1.0, f64::NAN, f64::INFINITY] {
        let ridge = bad;
        let flow = MinimumProbabilityFlow { ridge, ..Default::default() };
        let likelihood = PseudoLikelihood { ridge, ..Default::default() };
        let learning_rate = bad;
        let trained = TrainedRecurrent { learning_rate, ..Default::default() };
        let rules: [&dyn WritingRule; 4] = [&flow, &likelihood, &trained, &Ease { flip_rate: bad }];
        for rule in rules {
            assert!(matches!(refusal(rule), Error::Setting { .. }), "{}", rule.name());
        }
    }
    let penalty = 0.0;
    assert!(matches!(refusal(&MaxMargin { penalty, ..Default::default() }), Error::Setting { .. }));
    for steps in [0, usize::MAX] {
        let unrolled = Unrolled { steps, ..Default::default() };
        let rule = TrainedRecurrent { unrolled, ..Default::default() };
        assert!(matches!(refusal(&rule), Error::Setting { .. }));
    }
    assert!(DenseMemory::new(memories(4, 1), Interaction::Polynomial(0)).is_err());
}

#[test]
fn a_message_cannot_join_a_projector_without_its_diagonal() {
    let diagonal = ProjectorDiagonal::Zero;
    let rule = PseudoInverse { diagonal, ..Default::default() };
    let mut network = rule.write(&memories(8, 2), &mut rng()).unwrap();
    let message = State::random(8, &mut rng()).unwrap();
    let error = rule.add(&mut network, &message).unwrap_err();
    assert!(matches!(error, Error::NotIncremental { .. }));
}

#[test]
fn diverging_training_keeps_the_last_good_weights() {
    let rule = TrainedRecurrent {
        learning_rate: 1e6,
        schedule: Schedule::Constant,
        constraint: Constraint::Free,
        ..Default::default()
    };
    let rng = &mut rng();
    let mut training = rule.begin(&memories(16, 12), rng).unwrap();
    let mut good = training.network().unwrap();
    let error = loop {
        let before = training.network().unwrap();
        match training.advance(rng) {
            Ok(_) => good = before,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::Diverged { step: 1, .. }));
    assert_eq!(training.network().unwrap(), good);
}

#[test]
fn damaged_checkpoints() {
    let (rule, messages) = (TrainedRecurrent::default(), memories(8, 3));
    let training = rule.begin(&messages, &mut rng()).unwrap();
    let mut stored = Vec::new();
    training.save(&mut stored).unwrap();
    assert!(rule.resume(&messages, stored.as_slice()).is_ok());
    let half = &stored[..stored.len() / 2];
    let other = memories(9, 3);
    let mut unfinished = stored.clone();
    unfinished[40..48].copy_from_slice(&f64::NAN.to_le_bytes());
    for (bytes, messages) in
        [(&[][..], &messages), (half, &messages), (&stored, &other), (&unfinished, &messages)]
    {
        let error = rule.resume(messages, bytes).unwrap_err();
        assert!(matches!(error, Error::Checkpoint { .. }));
    }
}
