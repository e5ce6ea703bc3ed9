//! Laws of networks, recall and writing rules.

use std::ops::ControlFlow;

use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::faer::{Mat, Scale};
use synaptome_hopfield::{
    Batch, Constraint, DenseMemory, Dynamics, Ease, FirstStep, Hebbian, HopfieldNetwork,
    IncrementalRule, Interaction, Loss, MaxMargin, Memories, MinimumProbabilityFlow, Noise,
    PseudoInverse, PseudoLikelihood, Start, State, Stop, Storkey, TrainedRecurrent, Unrolled,
    Update, WritingRule,
};

fn rng(seed: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(seed)
}

/// Random messages of a few units, fewer than these.
fn messages() -> impl Strategy<Value = Memories> {
    (4_usize..24, 1_usize..12, any::<u64>())
        .prop_map(|(n, m, seed)| Memories::random(n, m.min(n / 2), &mut rng(seed)).unwrap())
}

/// Weights with entries uniform in ±1, scaled by 1/√N.
fn random_weights(units: usize, seed: u64) -> Mat<f64> {
    use rand::RngExt;
    let rng = &mut rng(seed);
    let scale = 2.0 / (units as f64).sqrt();
    Mat::from_fn(units, units, |_, _| scale * (rng.random::<f64>() - 0.5))
}

fn symmetric_weights(units: usize, seed: u64) -> Mat<f64> {
    let w = random_weights(units, seed);
    let entry = |i, j| if i == j { 0.0 } else { w[(i, j)] + w[(j, i)] };
    Mat::from_fn(units, units, entry)
}

fn network(weights: Mat<f64>) -> HopfieldNetwork {
    HopfieldNetwork::from_weights(weights).unwrap()
}

fn write(rule: &dyn WritingRule, memories: &Memories) -> HopfieldNetwork {
    rule.write(memories, &mut rng(7)).unwrap()
}

fn flow(ridge: f64) -> MinimumProbabilityFlow {
    MinimumProbabilityFlow { ridge, ..Default::default() }
}

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
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn energy_never_rises_in_asynchronous_recall(
        units in 2_usize..40, seed in any::<u64>(), sequential in any::<bool>(),
    ) {
        let network = network(symmetric_weights(units, seed));
        let update = if sequential { Update::Sequential } else { Update::Random };
        let rng = &mut rng(seed);
        let mut state = State::random(units, rng).unwrap();
        loop {
            let before = network.energy(&state).unwrap();
            let one = Dynamics { update, max_sweeps: 1 };
            let recall = network.recall(&state, &one, rng).unwrap();
            prop_assert!(network.energy(&recall.state).unwrap() <= before + 1e-12);
            if recall.stop == Stop::FixedPoint { break; }
            state = recall.state;
        }
    }

    #[test]
    fn asynchronous_recall_on_symmetric_weights_ends_in_a_fixed_point(
        units in 2_usize..40, seed in any::<u64>(),
    ) {
        let network = network(symmetric_weights(units, seed));
        let cue = State::random(units, &mut rng(seed)).unwrap();
        let dynamics = Dynamics { update: Update::Random, max_sweeps: 10_000 };
        let recall = network.recall(&cue, &dynamics, &mut rng(seed)).unwrap();
        prop_assert_eq!(recall.stop, Stop::FixedPoint);
        prop_assert!(network.is_fixed_point(&recall.state).unwrap());
    }

    #[test]
    fn synchronous_recall_on_symmetric_weights_ends_in_a_fixed_point_or_a_cycle_of_two(
        units in 2_usize..40, seed in any::<u64>(),
    ) {
        let network = network(symmetric_weights(units, seed));
        let cue = State::random(units, &mut rng(seed)).unwrap();
        let dynamics = Dynamics { max_sweeps: 10_000, ..Default::default() };
        let recall = network.recall(&cue, &dynamics, &mut rng(seed)).unwrap();
        let ended = matches!(recall.stop, Stop::FixedPoint | Stop::Cycle { period: 2 });
        prop_assert!(ended);
    }

    #[test]
    fn a_rotation_of_units_is_a_cycle_of_its_own_length(units in 2_usize..40) {
        let next = |i: usize, j: usize| if (j + 1) % units == i { 1.0 } else { 0.0 };
        let network = network(Mat::from_fn(units, units, next));
        let mut spins = vec![-1; units];
        spins[0] = 1;
        let cue = State::new(spins).unwrap();
        let recall = network.recall(&cue, &Dynamics::default(), &mut rng(1)).unwrap();
        prop_assert_eq!(recall.stop, Stop::Cycle { period: units });
        prop_assert!(!recall.recovered(&recall.state));
    }

    #[test]
    fn one_flip_changes_the_energy_by_twice_spin_times_field(
        units in 2_usize..40, seed in any::<u64>(), at in any::<proptest::sample::Index>(),
    ) {
        let network = network(symmetric_weights(units, seed));
        let state = State::random(units, &mut rng(seed)).unwrap();
        let i = at.index(units);
        let expected = 2.0 * f64::from(state[i]) * network.field(&state).unwrap()[i];
        let flipped = state.clone().flipped(i).unwrap();
        let change = network.energy(&flipped).unwrap() - network.energy(&state).unwrap();
        prop_assert!((change - expected).abs() < 1e-12);
    }

    #[test]
    fn a_pseudo_inverse_keeps_every_independent_message(memories in messages()) {
        let network = write(&PseudoInverse::default(), &memories);
        for message in memories.messages() {
            prop_assert!(network.is_fixed_point(message).unwrap());
        }
    }

    #[test]
    fn a_pseudo_inverse_is_a_projector_of_the_rank_of_the_messages(
        memories in messages(), copies in 1_usize..4,
    ) {
        let mut doubled = memories.messages().to_vec();
        doubled.extend(memories.messages().iter().take(copies).cloned().map(State::negated));
        let network = write(&PseudoInverse::default(), &Memories::new(doubled).unwrap());
        let w = network.weights();
        prop_assert!((w * w - w).norm_max() < 1e-9);
        let rank = memories.to_matrix().svd().unwrap().S().column_vector().iter().filter(|s| **s > 1e-9).count();
        prop_assert!((w.diagonal().column_vector().iter().sum::<f64>() - rank as f64).abs() < 1e-9);
    }

    #[test]
    fn flipping_a_neuron_in_all_messages_only_conjugates_the_weights(
        memories in messages(), at in any::<proptest::sample::Index>(),
    ) {
        let unit = at.index(memories.units());
        let flipped = memories.messages().iter().map(|x| x.clone().flipped(unit).unwrap());
        let flipped = Memories::new(flipped.collect()).unwrap();
        let sign = |i: usize| if i == unit { -1.0 } else { 1.0 };
        for rule in covariant_rules() {
            let w = write(rule.as_ref(), &memories).into_parts().0;
            let conjugated = Mat::from_fn(w.nrows(), w.ncols(), |i, j| sign(i) * w[(i, j)] * sign(j));
            let error = difference(&write(rule.as_ref(), &flipped), &network(conjugated));
            prop_assert!(error < COVARIANT, "{}: {error}", rule.name());
        }
    }

    #[test]
    fn the_order_of_messages_does_not_matter(memories in messages(), seed in any::<u64>()) {
        let mut shuffled = memories.messages().to_vec();
        shuffled.shuffle(&mut rng(seed));
        let shuffled = Memories::new(shuffled).unwrap();
        for rule in covariant_rules() {
            let error = difference(&write(rule.as_ref(), &memories), &write(rule.as_ref(), &shuffled));
            prop_assert!(error < COVARIANT, "{}: {error}", rule.name());
        }
    }

    #[test]
    fn adding_messages_one_by_one_is_writing_them_together(memories in messages()) {
        let rules: [&dyn IncrementalRule; 3] = [&Hebbian::default(), &PseudoInverse::default(), &Storkey];
        let first = Memories::new(memories.messages()[..1].to_vec()).unwrap();
        for rule in rules {
            let mut grown = write(rule, &first);
            for message in &memories.messages()[1..] {
                rule.add(&mut grown, message).unwrap();
            }
            let together = write(rule, &memories);
            prop_assert!((grown.weights() - together.weights()).norm_max() < 1e-9, "{}", rule.name());
        }
    }

    #[test]
    fn storkey_weights_are_its_definition(memories in messages()) {
        let n = memories.units();
        let mut w = Mat::<f64>::zeros(n, n);
        for x in memories.messages() {
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
        prop_assert!((write(&Storkey, &memories).weights() - w).norm_max() < 1e-12);
    }

    #[test]
    fn the_flow_is_convex_along_segments(memories in messages(), seed in any::<u64>(), t in 0.0..1.0) {
        let (from, to) = (symmetric_weights(memories.units(), seed), symmetric_weights(memories.units(), !seed));
        let between = &from * Scale(1.0 - t) + &to * Scale(t);
        let value = |w: &Mat<f64>| flow(0.0).objective(&memories, &network(w.clone())).unwrap().0;
        let chord = (1.0 - t) * value(&from) + t * value(&to);
        prop_assert!(value(&between) <= chord * (1.0 + 1e-12));
    }

    #[test]
    fn the_flow_gradient_agrees_with_finite_differences(
        memories in messages(), seed in any::<u64>(), ridge in 0.0..5.0,
    ) {
        let weights = symmetric_weights(memories.units(), seed);
        let (_, gradient) = flow(ridge).objective(&memories, &network(weights.clone())).unwrap();
        let (i, j) = (seed as usize % memories.units(), (seed >> 32) as usize % memories.units());
        // The public objective is that of the full matrix, in which every weight stands twice.
        if i != j {
            let along = |step: f64| {
                let mut moved = weights.clone();
                moved[(i, j)] += step;
                moved[(j, i)] += step;
                flow(ridge).objective(&memories, &network(moved)).unwrap().0
            };
            let slope = (along(1e-5) - along(-1e-5)) / 2e-5;
            prop_assert!((slope - gradient[(i, j)]).abs() < 1e-6 * (1.0 + slope.abs()));
        }
    }

    #[test]
    fn distant_messages_are_strict_minima_after_minimum_probability_flow(
        units in 8_usize..30, count in 1_usize..5, seed in any::<u64>(),
    ) {
        let memories = Memories::random(units, count, &mut rng(seed)).unwrap();
        let separable = memories.smallest_distance().is_none_or(|distance| distance > 2);
        if separable && count * 6 <= units {
            let network = write(&flow(0.0), &memories);
            for message in memories.messages() {
                prop_assert!(network.is_strict_minimum(message).unwrap());
            }
        }
    }

    #[test]
    fn the_unrolled_gradient_agrees_with_finite_differences(
        memories in messages(), seed in any::<u64>(), steps in 1_usize..5, anchors in 0_usize..3,
        squared in any::<bool>(), product in any::<bool>(), gain in 0.3..1.5,
    ) {
        let unrolled = Unrolled {
            steps, gain,
            first: if product { FirstStep::Product } else { FirstStep::Cue },
            loss: if squared { Loss::Squared } else { Loss::Logarithmic },
        };
        let rng = &mut rng(seed);
        let pairs = memories.messages().iter().map(|x| {
            (Noise::Probability(0.2).damage(x, rng).unwrap(), x.clone())
        });
        let pairs: Vec<_> = pairs.collect();
        let anchors = &memories.messages()[..anchors.min(memories.len())];
        let batch = Batch::new(&pairs, anchors).unwrap();
        let (n, weights) = (memories.units(), random_weights(memories.units(), seed));
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
        let (cue, target) = (State::random(units, &mut rng(seed)).unwrap(), State::random(units, &mut rng(!seed)).unwrap());
        let dynamics = Dynamics { update: Update::Synchronous, max_sweeps: steps };
        let end = network.recall(&cue, &dynamics, &mut rng(1)).unwrap();
        if end.stop == Stop::OutOfSweeps {
            let unrolled = Unrolled { steps, gain: 1e9, first: FirstStep::Cue, loss: Loss::Squared };
            let wrong = end.state.distance(&target).unwrap();
            let loss = unrolled.gradient(&network, &Batch::new(&[(cue, target)], &[]).unwrap()).unwrap().loss;
            prop_assert!((loss - 4.0 * wrong as f64).abs() < 1e-6);
        }
    }

    #[test]
    fn the_largest_margin_is_met_by_every_message_and_by_no_shorter_weights(memories in messages()) {
        let rule = MaxMargin { sweeps: 100_000, tolerance: 1e-10, ..Default::default() };
        let network = write(&rule, &memories);
        let zero_diagonal = write(&PseudoInverse::default(), &memories);
        for i in 0..memories.units() {
            let margins = memories.messages().iter().map(|x| f64::from(x[i]) * network.field(x).unwrap()[i]);
            let smallest = margins.fold(f64::INFINITY, f64::min);
            let length = network.weights().row(i).norm_l2();
            // A comparison vector: the pseudo-inverse row without its own entry.
            let mut other = zero_diagonal.weights().row(i).to_owned();
            other[i] = 0.0;
            let reached = memories.messages().iter().map(|x| {
                f64::from(x[i]) * (0..memories.units()).map(|j| other[j] * f64::from(x[j])).sum::<f64>()
            }).fold(f64::INFINITY, f64::min);
            if smallest > 0.5 {
                prop_assert!((smallest - 1.0).abs() < 1e-6);
                prop_assert!(smallest / length >= reached / other.norm_l2().max(1e-12) - 1e-6);
            }
        }
    }

    #[test]
    fn noise_flips_exactly_as_many_units_as_asked(units in 1_usize..60, seed in any::<u64>(), share in 0.0..1.0) {
        let message = State::random(units, &mut rng(seed)).unwrap();
        let flips = (share * units as f64) as usize;
        let cue = Noise::Flips(flips).damage(&message, &mut rng(seed)).unwrap();
        prop_assert_eq!(cue.distance(&message), Some(flips));
    }

    #[test]
    fn a_dense_memory_of_degree_two_is_hebb_with_zero_diagonal(
        units in 2_usize..20, count in 1_usize..8, seed in any::<u64>(), sequential in any::<bool>(),
    ) {
        let memories = Memories::random(units, count, &mut rng(seed)).unwrap();
        let hebb = write(&Hebbian::default(), &memories);
        let dense = DenseMemory::new(memories, Interaction::Polynomial(2)).unwrap();
        let update = if sequential { Update::Sequential } else { Update::Synchronous };
        let dynamics = Dynamics { update, max_sweeps: 50 };
        let cue = State::random(units, &mut rng(!seed)).unwrap();
        // (z/N)² rounds unless N is a power of two, so that ties could break otherwise.
        if units.is_power_of_two() {
            prop_assert_eq!(
                hebb.recall(&cue, &dynamics, &mut rng(1)).unwrap(),
                dense.recall(&cue, &dynamics, &mut rng(1)).unwrap()
            );
        }
    }

    #[test]
    fn interrupted_training_gives_the_same_bits(
        seed in any::<u64>(), stop in 0_usize..20, fresh in any::<bool>(), anchored in any::<bool>(),
    ) {
        let memories = Memories::random(12, 4, &mut rng(seed)).unwrap();
        let rule = TrainedRecurrent { steps: 20, fresh, anchored, bias: true, ..TrainedRecurrent::default() };
        let whole = write(&rule, &memories);
        let rng = &mut rng(7);
        let mut training = rule.begin(&memories, rng).unwrap();
        let _ = training.run(rng, |progress| {
            if progress.step == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }).unwrap();
        let mut stored = Vec::new();
        training.save(&mut stored).unwrap();
        let mut resumed = rule.resume(&memories, stored.as_slice()).unwrap();
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
        let memories = Memories::random(10, 4, &mut rng(seed)).unwrap();
        let start = Start::Random(1.0);
        let rule = TrainedRecurrent { steps: 10, constraint, start, ..TrainedRecurrent::default() };
        let network = write(&rule, &memories);
        let w = network.weights();
        prop_assert!(!constraint.is_symmetric() || (w - w.transpose()).norm_max() == 0.0);
        prop_assert_eq!(constraint.is_zero_diagonal(), (0..10).all(|i| w[(i, i)] == 0.0));
    }
}

#[test]
fn training_lowers_the_loss() {
    let memories = Memories::random(40, 20, &mut rng(3)).unwrap();
    let rng = &mut rng(3);
    let mut losses = Vec::new();
    let mut training = TrainedRecurrent::default().begin(&memories, rng).unwrap();
    let end = training.run(rng, |progress| {
        losses.push(progress.loss);
        ControlFlow::Continue(())
    });
    assert_eq!(end, Ok(ControlFlow::Continue(())));
    assert_eq!(losses.len(), 100);
    assert!(losses[99] < 0.2 * losses[0]);
}
