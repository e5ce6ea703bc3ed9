//! Every writing rule, on arbitrary spins and with arbitrary options.

use synaptome_hopfield::{
    Constraint, Dependent, Ease, Hebbian, HebbianDiagonal, IncrementalRule, Lbfgs, MaxMargin,
    Messages, MinimumProbabilityFlow, Noise, NoiseTraining, ProjectorDiagonal, PseudoInverse,
    PseudoLikelihood, Schedule, Start, State, Storkey, TrainedRecurrent, Unlearning, Unrolled,
    WritingRule,
};

use crate::bytes::Bytes;

/// Writes a few messages of up to sixteen units, with rules that end soon.
pub fn writing(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let (units, count) = (1 + bytes.below(16), bytes.below(8));
    let choice = bytes.below(11);
    let rule = rule(choice, &mut bytes);
    let states = (0..count).map(|_| State::new(bytes.spins(units))).collect::<Result<_, _>>();
    let Ok(messages) = Messages::new(states.expect("spins")) else { return };
    let Ok(mut network) = rule.write(&messages, &mut bytes.rng()) else { return };
    assert_eq!(network.units(), units);
    let weights = network.weights();
    let finite = |i: usize| (0..units).all(|j| weights[(i, j)].is_finite());
    assert!((0..units).all(finite), "{} wrote what is not finite", rule.name());
    let _ = Hebbian::default().add(&mut network, &messages[0]);
}

fn rule(choice: usize, bytes: &mut Bytes<'_>) -> Box<dyn WritingRule> {
    let lbfgs = Lbfgs {
        iterations: bytes.below(8),
        gradient: bytes.number(),
        objective: bytes.number(),
        flatness: bytes.number(),
    };
    let noise = match bytes.below(2) {
        0 => Noise::Flips(bytes.count()),
        _ => Noise::Probability(bytes.number()),
    };
    let constraints = [
        Constraint::ZeroDiagonal,
        Constraint::Symmetric,
        Constraint::SymmetricZeroDiagonal,
        Constraint::Free,
    ];
    let constraint = constraints[bytes.below(4)];
    match choice {
        0 => Box::new(Hebbian {
            diagonal: [HebbianDiagonal::Zero, HebbianDiagonal::Notes][bytes.below(2)],
        }),
        1 => Box::new(Storkey),
        2 => Box::new(PseudoInverse {
            diagonal: [ProjectorDiagonal::Kept, ProjectorDiagonal::Zero][bytes.below(2)],
            dependent: [Dependent::Project, Dependent::Refuse][bytes.below(2)],
        }),
        3 => Box::new(Ease { flip_rate: bytes.number() }),
        4 => Box::new(PseudoLikelihood {
            ridge: bytes.number(),
            noise,
            copies: bytes.below(4),
            constraint,
            lbfgs,
        }),
        5 => Box::new(MinimumProbabilityFlow {
            ridge: bytes.number(),
            thresholds: bytes.is_true(),
            lbfgs,
        }),
        6 => Box::new(MaxMargin {
            sweeps: bytes.below(20),
            tolerance: bytes.number(),
            penalty: bytes.number(),
        }),
        7 => Box::new(NoiseTraining {
            noise,
            rate: bytes.number(),
            steps: bytes.below(30),
            averaged: bytes.is_true(),
            relaxation: None,
        }),
        8 => Box::new(Unlearning {
            rate: bytes.number(),
            dreams_per_unit: bytes.below(4),
            ..Unlearning::default()
        }),
        _ => Box::new(TrainedRecurrent {
            unrolled: Unrolled {
                steps: bytes.below(4),
                gain: bytes.number(),
                ..Unrolled::default()
            },
            probes: bytes.below(4),
            noise,
            fresh: bytes.is_true(),
            anchored: bytes.is_true(),
            start: start(bytes),
            constraint,
            bias: bytes.is_true(),
            steps: bytes.below(6),
            learning_rate: bytes.number(),
            schedule: Schedule::Constant,
        }),
    }
}

fn start(bytes: &mut Bytes<'_>) -> Start {
    match bytes.below(4) {
        0 => Start::Zero,
        1 => Start::Random(bytes.number()),
        2 => Start::Hebbian,
        _ => Start::Ease(Ease { flip_rate: bytes.number() }),
    }
}
