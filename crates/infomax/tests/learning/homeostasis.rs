//! Rates while weights change.

use faer::Mat;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Error, Firing, Homeostasis, Learner, Network, Outcome, Schedule};

use crate::given::{entries, network, rng, weights};

/// A learner that may change weights from its first block on.
fn eager(homeostasis: Homeostasis, weight_limit: f64) -> Learner {
    let schedule = Schedule { settling_blocks: 0, ..Schedule::default() };
    Learner { block_steps: 2_000, schedule, homeostasis, weight_limit, ..Learner::default() }
}

/// The network after one block, and what the block did.
fn after(learner: &Learner, network: &Network, seed: u64) -> (Network, Outcome) {
    let mut learning = learner.begin(network.clone()).unwrap();
    let progress = learning.advance(&mut Spontaneous, &mut rng(seed));
    (learning.into_network(), progress.outcome)
}

#[test]
fn a_compensated_step_leaves_the_mean_input_less_the_threshold_as_it_was() {
    let firing = Firing { target_rate: 0.1, ..Firing::default() };
    // The lower limit on weights cuts steps off.
    for (seed, limit) in [(1, 100.0), (2, 0.55)] {
        let start = network(20, 0.5, firing, seed);
        let (adaptive, _) = after(&eager(Homeostasis::Adaptive, limit), &start, seed);
        let (compensated, _) = after(&eager(Homeostasis::Compensated, limit), &start, seed);
        assert_eq!(weights(&adaptive), weights(&compensated));
        let (then, now) = (weights(&start), weights(&compensated));
        assert!(limit > 1.0 || now.iter().any(|weight| weight.abs() == limit));
        for neuron in 0..20 {
            let row = neuron * 20..(neuron + 1) * 20;
            let added: f64 = row.map(|at| (now[at] - then[at]) * firing.target_rate).sum();
            let raised = compensated.thresholds()[neuron] - adaptive.thresholds()[neuron];
            assert!(added != 0.0 && (raised - added).abs() < 1e-12, "{neuron}: {raised} {added}");
        }
    }
}

/// Six neurons, five of which keep each other firing and silence the first; thresholds rest.
fn one_silent() -> Network {
    let weight = |i: usize, j: usize| if i == 0 && j > 0 { -60.0 } else { 1.0 };
    let firing = Firing { target_rate: 0.4, threshold_rate: 0.0, ..Firing::default() };
    Network::from_weights(Mat::from_fn(6, 6, weight).as_ref(), firing).unwrap()
}

#[test]
fn the_others_learn_while_a_neuron_is_silent_if_steps_are_compensated() {
    let start = one_silent();
    let before = weights(&start);
    let (resting, outcome) = after(&eager(Homeostasis::Adaptive, 100.0), &start, 4);
    let silent = matches!(outcome, Outcome::Skipped(Error::Silent { neuron: 0, .. }));
    assert!(silent && weights(&resting) == before, "{outcome:?}");
    let (learned, outcome) = after(&eager(Homeostasis::Compensated, 100.0), &start, 4);
    assert!(matches!(outcome, Outcome::Learned(largest) if largest > 0.0), "{outcome:?}");
    for (at, (now, then)) in weights(&learned).iter().zip(&before).enumerate() {
        assert_eq!(now != then, at / 6 > 0 && at % 6 > 0, "{at}");
    }
}

#[test]
fn a_block_in_which_every_neuron_is_silent_is_skipped_however_steps_are_made() {
    let firing = Firing { target_rate: 1e-9, threshold_rate: 0.0, ..Firing::default() };
    let silent = network(4, 0.5, firing, 1);
    for homeostasis in [Homeostasis::Adaptive, Homeostasis::Compensated] {
        let (network, outcome) = after(&eager(homeostasis, 100.0), &silent, 1);
        let named = matches!(outcome, Outcome::Skipped(Error::Silent { neuron: 0, steps: 1001 }));
        assert!(named && weights(&network) == weights(&silent), "{outcome:?}");
    }
}

/// The sums are those of the replay of all rows at once, which took the place of a replay by groups of 64.
#[test]
fn a_replay_by_groups_of_neurons_gives_the_gradient_of_a_whole_replay() {
    let firing = Firing { target_rate: 0.02, ..Firing::default() };
    let mut source = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    let mut network = Network::draw(200, firing, &mut source).unwrap();
    let learner = Learner { ridge: 1e-2, ..Learner::default() };
    let (value, nats) =
        learner.measure_gradient(&mut network, &mut Spontaneous, &mut source).unwrap();
    let total: f64 = entries(&value).iter().map(|entry| entry.abs()).sum();
    assert!((nats - 0.649_124_584_283_299_6).abs() < 1e-9, "{nats}");
    assert!((total - 2.522_360_319_905_468_3).abs() < 1e-9, "{total}");
}
