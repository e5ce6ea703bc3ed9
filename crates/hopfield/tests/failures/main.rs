//! Every kind of bad input ends in its own typed error, not in a panic.

mod checkpoints;
mod memories;

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    Batch, Capacity, CliqueNetwork, Cliques, Constraint, Cues, DenseMemory, Dependent, Dynamics,
    Ease, Error, HopfieldNetwork, IncrementalRule, Interaction, KernelMemory, MaxMargin, Messages,
    MinimumProbabilityFlow, Noise, NoiseTraining, ProjectorDiagonal, PseudoInverse,
    PseudoLikelihood, Schedule, State, TrainedRecurrent, Unlearning, Unrolled, Update, UpdateOrder,
    WritingRule,
};

fn rng() -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(1)
}

fn drawn(units: usize, count: usize) -> Messages {
    Messages::draw(units, count, &mut rng()).unwrap()
}

fn refusal(rule: &dyn WritingRule) -> Error {
    rule.write(&drawn(8, 2), &mut rng()).unwrap_err()
}

#[test]
fn no_messages() {
    let error = Error::Empty { quantity: "the list of messages" };
    assert_eq!(error.to_string(), "the list of messages must not be empty");
    assert_eq!(Messages::new(Vec::new()), Err(error.clone()));
    assert_eq!(Messages::draw(5, 0, &mut rng()), Err(error));
    assert_eq!(Batch::new(&[], &[]), Err(Error::Empty { quantity: "the batch" }));
}

#[test]
fn no_units() {
    let error = Error::Empty { quantity: "a state" };
    assert_eq!(State::new(Vec::new()), Err(error.clone()));
    let error = Error::InMessage { message: 0, error: Box::new(error) };
    assert_eq!(error.to_string(), "message 0: a state must not be empty");
    assert_eq!(Messages::from_spins(&[[0_i8; 0]]), Err(error));
    let error = Error::Empty { quantity: "the network" };
    assert_eq!(HopfieldNetwork::from_weights(Mat::zeros(0, 0)), Err(error));
}

#[test]
fn messages_of_unequal_length() {
    let (quantity, expected, found) = ("a message", 2, 3);
    let error = Error::LengthMismatch { quantity, expected, found };
    assert_eq!(error.to_string(), "a message has 3 entries, expected 2");
    assert_eq!(Messages::from_spins(&[vec![1, 1], vec![1, 1, 1]]), Err(error));
}

#[test]
fn a_unit_that_does_not_exist_is_named_by_its_index() {
    let error = State::new(vec![1, -1, 1, 1, 1]).unwrap().flipped(7).unwrap_err();
    assert_eq!(error.to_string(), "unit index 7 is out of range: there are 5");
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
    let twice = Messages::new(vec![message.clone(), message.negated()]).unwrap();
    let dependent = Dependent::Refuse;
    let strict = PseudoInverse { dependent, ..Default::default() };
    let (messages, rank) = (2, 1);
    let error = Error::DependentMessages { messages, rank };
    assert_eq!(strict.write(&twice, &mut rng()), Err(error));
    assert!(PseudoInverse::default().write(&twice, &mut rng()).is_ok());
    let crowded = strict.write(&drawn(4, 9), &mut rng()).unwrap_err();
    assert!(matches!(crowded, Error::DependentMessages { messages: 9, .. }));
}

#[test]
fn weights_that_are_not_finite_or_not_square() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut weights = Mat::zeros(2, 2);
        weights[(1, 0)] = value;
        let error = HopfieldNetwork::from_weights(weights).unwrap_err();
        assert!(matches!(error, Error::NotFinite { quantity: "a weight", .. }));
        let error = HopfieldNetwork::with_bias(Mat::zeros(2, 2), vec![0.0, value]).unwrap_err();
        assert!(matches!(error, Error::NotFinite { quantity: "a bias", .. }));
    }
    let (rows, columns) = (2, 3);
    let error = Error::NotSquare { quantity: "the weights", rows, columns };
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
    let memory = DenseMemory::new(drawn(3, 1), Interaction::Exponential).unwrap();
    assert!(memory.recall(&state, &Dynamics::default(), &mut rng()).is_err());
    assert!(state.clone().flipped(2).is_err());
    let batch = Batch::new(&[], &[state]).unwrap();
    assert!(Unrolled::default().gradient(&network, &batch).is_err());
}

#[test]
fn sizes_beyond_any_memory() {
    for (units, count) in [(usize::MAX, 1), (1, usize::MAX), (1 << 40, 2), (1 << 20, 2)] {
        let error = Messages::draw(units, count, &mut rng()).unwrap_err();
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
    let error = Error::TooLarge { quantity: "the number of flips", value: 3, limit: 2 };
    assert_eq!(error.to_string(), "the number of flips is 3, above the limit of 2");
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
        let ease = Ease { flip_rate: bad };
        let unlearning = Unlearning { rate: bad, ..Default::default() };
        let noisy = NoiseTraining { rate: bad, ..Default::default() };
        let rules: Vec<&dyn WritingRule> =
            vec![&flow, &likelihood, &trained, &ease, &unlearning, &noisy];
        for rule in rules {
            let error = refusal(rule);
            let refused = matches!(
                error,
                Error::NotFinite { .. } | Error::NotPositive { .. } | Error::OutOfRange { .. }
            );
            assert!(refused, "{}: {error}", rule.name());
        }
    }
    for penalty in [-1.0, f64::NAN] {
        let rule = MaxMargin { penalty, ..Default::default() };
        assert!(matches!(refusal(&rule), Error::OutOfRange { .. }));
    }
    let steps = |steps| {
        let unrolled = Unrolled { steps, ..Default::default() };
        refusal(&TrainedRecurrent { unrolled, ..Default::default() }).to_string()
    };
    assert_eq!(steps(0), "unrolled steps: 0 given, at least 1 needed");
    assert_eq!(steps(10_001), "the number of unrolled steps is 10001, above the limit of 10000");
    let probes = 0;
    let error = refusal(&TrainedRecurrent { probes, ..Default::default() });
    assert_eq!(error, Error::TooFew { quantity: "probes per message", found: 0, needed: 1 });
    assert!(Cues::draw(&drawn(4, 1), Noise::Flips(0), 0, &mut rng()).is_err());
    assert!(Cues::draw(&drawn(4, 1), Noise::Flips(5), 1, &mut rng()).is_err());
    let storkey = &synaptome_hopfield::Storkey;
    for search in [
        Capacity { fraction: 0.0, ..Capacity::default() },
        Capacity { fraction: 1.1, ..Capacity::default() },
        Capacity { networks: 0, ..Capacity::default() },
        Capacity { largest_load: f64::INFINITY, ..Capacity::default() },
    ] {
        assert!(search.search(storkey, 8, &mut rng()).is_err(), "{search:?}");
    }
    assert!(DenseMemory::new(drawn(4, 1), Interaction::Polynomial(0)).is_err());
}

#[test]
fn rules_for_noise_out_of_range() {
    let order = Update::Given(UpdateOrder::new(vec![0, 1]).unwrap());
    let dynamics = Dynamics { update: order, ..Dynamics::default() };
    let wrong = Error::LengthMismatch { quantity: "the order of updates", expected: 8, found: 2 };
    assert_eq!(refusal(&Unlearning { dynamics: dynamics.clone(), ..Default::default() }), wrong);
    let relaxation = Some(dynamics);
    assert_eq!(refusal(&NoiseTraining { relaxation, ..Default::default() }), wrong);
    let many = Unlearning { dreams_per_unit: usize::MAX, ..Default::default() };
    assert!(matches!(refusal(&many), Error::TooLarge { quantity: "the number of dreams", .. }));
    let none = NoiseTraining { steps: 0, ..Default::default() };
    assert!(matches!(refusal(&none), Error::TooFew { quantity: "steps of training", .. }));
    for noise in [Noise::Flips(9), Noise::Probability(f64::NAN), Noise::Probability(-0.1)] {
        assert!(
            NoiseTraining { noise, ..Default::default() }.write(&drawn(8, 2), &mut rng()).is_err()
        );
    }
    for rate in [0.0, f64::MAX] {
        let unlearning = Unlearning { rate, ..Default::default() };
        assert!(unlearning.write(&drawn(8, 2), &mut rng()).is_err(), "{rate}");
    }
    for ridge in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(Ease::for_ridge(ridge, 5), Err(Error::NotPositive { .. })));
    }
    assert!(matches!(Ease::for_ridge(1.0, 0), Err(Error::TooFew { .. })));
    for flip_rate in [0.0, 0.5, f64::NAN] {
        assert!(Ease { flip_rate }.symmetric(&drawn(8, 2)).is_err());
    }
}

#[test]
fn a_message_cannot_join_a_projector_without_its_diagonal() {
    let diagonal = ProjectorDiagonal::Zero;
    let rule = PseudoInverse { diagonal, ..Default::default() };
    let mut network = rule.write(&drawn(8, 2), &mut rng()).unwrap();
    let message = State::draw(8, &mut rng()).unwrap();
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
    let mut training = rule.begin(&drawn(16, 12), rng).unwrap();
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
fn a_pivot_that_is_not_positive_is_named() {
    // So small a flip rate leaves no ridge, and ten messages span only two of eight dimensions.
    let two = drawn(8, 2);
    let messages = Messages::new((0..10).map(|m| two[m % 2].clone()).collect()).unwrap();
    let error = Ease { flip_rate: 1e-300 }.write(&messages, &mut rng()).unwrap_err();
    let Error::NotPositiveDefinite { pivot, value, .. } = error else { panic!("{error}") };
    assert!(pivot >= 2 && value.abs() < 1e-12, "{pivot} {value}");
}

#[test]
fn public_types_can_be_sent_and_shared_between_threads() {
    fn check<T: Send + Sync>() {}
    check::<(State, Messages, HopfieldNetwork, DenseMemory, KernelMemory, CliqueNetwork)>();
    check::<(Cliques, Batch, Error)>();
    check::<(TrainedRecurrent, synaptome_hopfield::Training, Cues<'_>, Capacity)>();
}
