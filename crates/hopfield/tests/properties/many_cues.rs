//! Recall from many cues is that of one after another.

use std::ops::ControlFlow;

use proptest::prelude::{any, prop_assert_eq, proptest};
use synaptome_hopfield::faer::{Mat, Scale};
use synaptome_hopfield::{
    DenseMemory, Dynamics, Ending, Error, Hebbian, HopfieldNetwork, Interaction, Messages, State,
    Update, UpdateOrder,
};

use super::given::{random_weights, rng, symmetric_weights, write};

fn order(units: usize, which: u8) -> Update {
    match which {
        0 => Update::Synchronous,
        1 => Update::Random,
        2 => Update::Sequential,
        _ => Update::Given(UpdateOrder::new((0..units).rev().collect()).unwrap()),
    }
}

proptest! {
    #![proptest_config(crate::cases(48))]

    #[test]
    fn many_cues_at_once_are_recalled_as_one_by_one(
        units in 1_usize..300, count in 0_usize..450, threads in 0_usize..4, which in 0_u8..4,
        seed in any::<u64>(),
    ) {
        let bias: Vec<f64> = (0..units).map(|i| ((i * 7) % 5) as f64 * 0.01 - 0.02).collect();
        let network = HopfieldNetwork::with_bias(random_weights(units, seed), bias).unwrap();
        let draw = |k: usize| State::draw(units, &mut rng(seed ^ k as u64)).unwrap();
        let cues: Vec<State> = (0..count).map(draw).collect();
        let dynamics = Dynamics { update: order(units, which), max_sweeps: 6 };
        let keyed = |cue: usize| rng(seed.wrapping_add(cue as u64));
        let together = network.recall_all(&cues, &dynamics, threads, keyed).unwrap();
        let alone = |(k, cue): (usize, &State)| network.recall(cue, &dynamics, &mut keyed(k)).unwrap();
        let alone: Vec<_> = cues.iter().enumerate().map(alone).collect();
        prop_assert_eq!(together, alone);
    }
}

proptest! {
    #![proptest_config(crate::cases(48))]

    #[test]
    fn weights_and_biases_that_differ_by_orders_of_magnitude_are_recalled_as_one_by_one(
        units in 1_usize..200, power in 1_i32..9, scale in -250_i32..250, bias in -4_i32..5,
        which in 0_u8..4, seed in any::<u64>(),
    ) {
        let drawn = random_weights(units, seed);
        let scale = 10.0_f64.powi(scale);
        let weight = |i, j| scale * f64::powi(drawn[(i, j)], power);
        let weights = Mat::from_fn(units, units, weight);
        let bias = (0..units).map(|i| scale * 10.0_f64.powi(bias) * drawn[(i, 0)]).collect();
        let network = HopfieldNetwork::with_bias(weights, bias).unwrap();
        let draw = |k: usize| State::draw(units, &mut rng(seed ^ k as u64)).unwrap();
        let cues: Vec<State> = (0..40).map(draw).collect();
        let dynamics = Dynamics { update: order(units, which), max_sweeps: 6 };
        let together = network.recall_all(&cues, &dynamics, 2, |cue| rng(cue as u64)).unwrap();
        for (k, (cue, recall)) in cues.iter().zip(together).enumerate() {
            prop_assert_eq!(recall, network.recall(cue, &dynamics, &mut rng(k as u64)).unwrap());
        }
    }
}

#[test]
fn fields_that_only_rounding_decides_are_decided_as_one_by_one() {
    // Tenths have no exact sums, and many fields of two or four messages are zero.
    for (count, scale) in [(2, 1.0), (2, 0.1), (4, 0.1), (4, 0.3), (4, 0.1e30)] {
        let messages = Messages::draw(101, count, &mut rng(1)).unwrap();
        let hebb = write(&Hebbian::default(), &messages).into_parts().0;
        let network = HopfieldNetwork::from_weights(hebb * Scale(scale)).unwrap();
        let cues: Vec<State> = (0..300).map(|k| State::draw(101, &mut rng(k)).unwrap()).collect();
        let zero = |cue| network.field(cue).unwrap().iter().any(|h| h.abs() < 1e-12 * scale);
        assert!(cues.iter().filter(|cue| zero(cue)).count() > 20);
        for which in 0..4 {
            let dynamics = Dynamics { update: order(101, which), max_sweeps: 20 };
            require_as_one_by_one(&network, &cues, &dynamics);
            // Fields of few cues are sums of `f64`.
            cues.chunks(20).for_each(|few| require_as_one_by_one(&network, few, &dynamics));
        }
    }
}

fn require_as_one_by_one(network: &HopfieldNetwork, cues: &[State], dynamics: &Dynamics) {
    let together = network.recall_all(cues, dynamics, 2, |cue| rng(cue as u64)).unwrap();
    for (k, (cue, recall)) in cues.iter().zip(together).enumerate() {
        assert_eq!(recall, network.recall(cue, dynamics, &mut rng(k as u64)).unwrap());
    }
}

/// In networks of so many units, several flips of a sweep are followed in one pass over the field.
#[test]
fn few_cues_at_once_are_recalled_as_one_by_one() {
    for (units, seed) in (20..220).step_by(10).zip(0..) {
        let network = HopfieldNetwork::from_weights(symmetric_weights(units, seed)).unwrap();
        let draw = |k: u64| State::draw(units, &mut rng(seed ^ k)).unwrap();
        let cues: Vec<State> = (0..10).map(draw).collect();
        let dynamics = Dynamics { update: Update::Synchronous, max_sweeps: 30 };
        require_as_one_by_one(&network, &cues, &dynamics);
    }
}

#[test]
fn a_dense_memory_recalls_many_cues_as_one_by_one() {
    let messages = Messages::draw(40, 30, &mut rng(1)).unwrap();
    let cues: Vec<State> = (0..250).map(|k| State::draw(40, &mut rng(k)).unwrap()).collect();
    let memory = DenseMemory::new(messages, Interaction::Exponential).unwrap();
    let dynamics = Dynamics { update: Update::Random, ..Dynamics::default() };
    let together = memory.recall_all(&cues, &dynamics, 3, |cue| rng(cue as u64)).unwrap();
    for (k, (cue, recall)) in cues.iter().zip(together).enumerate() {
        assert_eq!(recall, memory.recall(cue, &dynamics, &mut rng(k as u64)).unwrap());
    }
}

#[test]
fn a_cue_of_another_length_is_refused() {
    let network = HopfieldNetwork::from_weights(Mat::zeros(3, 3)).unwrap();
    let cues = [State::new(vec![1; 3]).unwrap(), State::new(vec![1; 2]).unwrap()];
    let error = Error::LengthMismatch { quantity: "a cue", expected: 3, found: 2 };
    assert_eq!(network.recall_all(&cues, &Dynamics::default(), 2, |_| rng(1)), Err(error));
}

#[test]
fn an_observer_hears_of_every_block_and_can_break_off() {
    let network = HopfieldNetwork::from_weights(random_weights(50, 1)).unwrap();
    let cues: Vec<State> = (0..1_000).map(|k| State::draw(50, &mut rng(k)).unwrap()).collect();
    for threads in [1, 3] {
        let mut seen = Vec::new();
        let observer = |progress: &synaptome_hopfield::RecallProgress| {
            seen.push(progress.done);
            ControlFlow::Continue(())
        };
        let dynamics = Dynamics::default();
        let all = network.recall_all_watched(&cues, &dynamics, threads, observer, |_| rng(1));
        assert_eq!(seen.last(), Some(&1_000));
        let observer = |_: &synaptome_hopfield::RecallProgress| ControlFlow::Break(());
        let some = network.recall_all_watched(&cues, &dynamics, threads, observer, |_| rng(1));
        let (all, some) = (all.unwrap(), some.unwrap());
        assert_eq!(some.len(), cues.len());
        assert!(some.iter().any(|recall| recall.ending == Ending::Stopped));
        for ((recall, whole), cue) in some.iter().zip(&all).zip(&cues) {
            assert!(recall == whole || recall.ending == Ending::Stopped);
            assert!(recall.sweeps > 0 || recall.state == *cue);
        }
    }
}

#[test]
fn a_recall_that_would_last_for_ever_can_be_broken_off() {
    // A unit that is driven against its own spin never rests, and random orders are no cycles.
    let weights = Mat::from_fn(2, 2, |i, j| if i == j { -1.0 } else { 0.0 });
    let network = HopfieldNetwork::from_weights(weights).unwrap();
    let dynamics = Dynamics { update: Update::Random, max_sweeps: usize::MAX };
    let cues = vec![State::new(vec![1, 1]).unwrap(); 3];
    // Four times the last number is 0 where it overflows.
    for threads in [1, 2, usize::MAX / 4 + 1] {
        let observer = |_: &synaptome_hopfield::RecallProgress| ControlFlow::Break(());
        let recalls =
            network.recall_all_watched(&cues, &dynamics, threads, observer, |_| rng(1)).unwrap();
        assert!(recalls.iter().all(|recall| recall.ending == Ending::Stopped));
    }
}
