//! Training through time.

use std::ops::ControlFlow;

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    Batch, Constraint, Dynamics, Ending, FirstStep, HopfieldNetwork, Loss, Messages, Noise,
    Progress, Schedule, Start, State, TrainedRecurrent, Unrolled, Update,
};

use super::given::{messages, network, random_weights, rng, write};

proptest! {
    #![proptest_config(crate::cases(64))]

    #[test]
    fn the_unrolled_gradient_agrees_with_finite_differences(
        messages in messages(), seed in any::<u64>(), steps in 1_usize..5, anchors in 0_usize..3,
        squared in any::<bool>(), product in any::<bool>(), gain in 0.3..1.5,
    ) {
        let unrolled = Unrolled {
            steps, gain,
            first: if product { FirstStep::Product } else { FirstStep::Cue },
            loss: if squared { Loss::Squared } else { Loss::Logarithmic },
        };
        let rng = &mut rng(seed);
        let pairs = messages.iter().map(|x| {
            (Noise::Probability(0.2).damage(x, rng).unwrap(), x.clone())
        });
        let pairs: Vec<_> = pairs.collect();
        let anchors = &messages.as_slice()[..anchors.min(messages.len())];
        let batch = Batch::new(&pairs, anchors).unwrap();
        let (n, weights) = (messages.units(), random_weights(messages.units(), seed));
        let bias: Vec<f64> = (0..n).map(|i| 0.1 * i as f64 / n as f64).collect();
        let at = |w: &Mat<f64>, b: &[f64]| {
            let network = HopfieldNetwork::with_bias(w.clone(), b.to_vec()).unwrap();
            unrolled.gradient(&network, &batch).unwrap()
        };
        let gradient = at(&weights, &bias);
        let (i, j) = (seed as usize % n, (seed >> 32) as usize % n);
        let (step, mut losses) = (1e-5, [0.0; 4]);
        for (loss, (dw, db)) in losses.iter_mut().zip([(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)]) {
            let (mut w, mut b) = (weights.clone(), bias.clone());
            w[(i, j)] += dw;
            b[i] += db;
            *loss = at(&w, &b).loss;
        }
        let by_weight = (losses[0] - losses[1]) / (2.0 * step);
        let by_bias = (losses[2] - losses[3]) / (2.0 * step);
        prop_assert!((by_weight - gradient.weights[(i, j)]).abs() < 1e-6 * (1.0 + by_weight.abs()));
        prop_assert!((by_bias - gradient.bias[i]).abs() < 1e-6 * (1.0 + by_bias.abs()));
    }

    #[test]
    fn an_unrolled_network_on_spins_takes_the_steps_of_synchronous_recall(
        units in 2_usize..20, seed in any::<u64>(), steps in 1_usize..4,
    ) {
        // At a huge gain tanh is the sign, and the loss counts the wrong units: (±2)² each.
        let network = network(random_weights(units, seed));
        let (cue, target) = (State::draw(units, &mut rng(seed)).unwrap(), State::draw(units, &mut rng(!seed)).unwrap());
        let dynamics = Dynamics { update: Update::Synchronous, max_sweeps: steps };
        let end = network.recall(&cue, &dynamics, &mut rng(1)).unwrap();
        if end.ending == Ending::OutOfSweeps {
            let unrolled = Unrolled { steps, gain: 1e9, first: FirstStep::Cue, loss: Loss::Squared };
            let wrong = end.state.distance(&target).unwrap();
            let loss = unrolled.gradient(&network, &Batch::new(&[(cue, target)], &[]).unwrap()).unwrap().loss;
            prop_assert!((loss - 4.0 * wrong as f64).abs() < 1e-6);
        }
    }

    #[test]
    fn interrupted_training_gives_the_same_bits(
        seed in any::<u64>(), stop in 0_usize..20, fresh in any::<bool>(), anchored in any::<bool>(),
    ) {
        let messages = Messages::draw(12, 4, &mut rng(seed)).unwrap();
        let rule = TrainedRecurrent { steps: 20, fresh, anchored, bias: true, ..TrainedRecurrent::default() };
        let whole = write(&rule, &messages);
        let rng = &mut rng(7);
        let mut training = rule.begin(&messages, rng).unwrap();
        let _ = training.run(|progress| {
            if progress.step == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }, rng).unwrap();
        let mut stored = Vec::new();
        training.save(&mut stored).unwrap();
        let mut resumed = rule.resume(&messages, stored.as_slice()).unwrap();
        while !resumed.is_finished() {
            resumed.advance(rng).unwrap();
        }
        prop_assert_eq!(resumed.network().unwrap(), whole);
    }

    #[test]
    fn training_keeps_its_constraint(seed in any::<u64>(), case in 0_usize..4) {
        let constraint = [
            Constraint::Free, Constraint::ZeroDiagonal, Constraint::Symmetric, Constraint::SymmetricZeroDiagonal,
        ][case];
        let messages = Messages::draw(10, 4, &mut rng(seed)).unwrap();
        let start = Start::Random(1.0);
        let rule = TrainedRecurrent { steps: 10, constraint, start, ..TrainedRecurrent::default() };
        let network = write(&rule, &messages);
        let w = network.weights();
        prop_assert!(!constraint.is_symmetric() || (w - w.transpose()).norm_max() == 0.0);
        prop_assert_eq!(constraint.is_zero_diagonal(), (0..10).all(|i| w[(i, i)] == 0.0));
    }
}

#[test]
fn training_lowers_the_loss() {
    let messages = Messages::draw(40, 20, &mut rng(3)).unwrap();
    let rng = &mut rng(3);
    let mut losses = Vec::new();
    let mut training = TrainedRecurrent::default().begin(&messages, rng).unwrap();
    let observer = |progress: &Progress| {
        losses.push(progress.loss);
        ControlFlow::Continue(())
    };
    let end = training.run(observer, rng);
    assert_eq!(end, Ok(ControlFlow::Continue(())));
    assert_eq!(losses.len(), 100);
    assert!(losses[99] < 0.2 * losses[0]);
}

/// The first step has the whole rate, and those behind it less: of one step both schedules make the same weights.
#[test]
fn schedules_differ_from_the_second_step_on() {
    let messages = Messages::draw(12, 4, &mut rng(5)).unwrap();
    let trained = |schedule, steps| {
        let rule = TrainedRecurrent { schedule, steps, ..TrainedRecurrent::default() };
        write(&rule, &messages).weights().to_owned()
    };
    let difference =
        |steps| (trained(Schedule::Constant, steps) - trained(Schedule::Cosine, steps)).norm_max();
    assert_eq!(difference(1), 0.0);
    assert!(difference(2) > 1e-6, "{}", difference(2));
}
