//! What learning does, block by block.

use std::ops::ControlFlow;

use rand::RngExt;
use synaptome_infomax::information::network_nats;
use synaptome_infomax::input::{Input, Spontaneous};
use synaptome_infomax::{
    Decorrelation, Error, Firing, Learner, Learning, LocalRule, Network, Outcome, Schedule,
};

use crate::given::{learned, network, rng, weights};

#[test]
fn learning_saved_and_resumed_after_every_block_is_the_whole_run() {
    let learner = Learner { blocks: 12, block_steps: 3000, ..Learner::default() };
    let start = network(12, 0.5, Firing::default(), 1);
    let mut whole = learner.begin(start.clone()).unwrap();
    let end = whole.run(&mut Spontaneous, |_| ControlFlow::Continue(()), &mut rng(9));
    assert!(end.is_continue() && whole.is_finished());
    let (mut parts, mut random) = (learner.begin(start).unwrap(), rng(9));
    while !parts.is_finished() {
        let progress = parts.advance(&mut Spontaneous, &mut random);
        assert_eq!((progress.block, progress.blocks), (parts.block(), 12));
        assert_eq!(Some(&progress.information_nats), parts.course_nats().last());
        let mut saved = Vec::new();
        parts.save(&mut saved).unwrap();
        parts = learner.resume(saved.as_slice()).unwrap();
    }
    assert_eq!(whole, parts);
}

#[test]
fn an_observer_can_stop_learning() {
    let learner = Learner { blocks: 1000, block_steps: 1000, ..Learner::default() };
    let mut learning = learner.begin(network(5, 0.5, Firing::default(), 1)).unwrap();
    let mut seen = 0;
    let stop = |progress: &synaptome_infomax::Progress| {
        seen += 1;
        if progress.block == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert!(learning.run(&mut Spontaneous, stop, &mut rng(1)).is_break());
    assert_eq!((seen, learning.block()), (3, 3));
}

/// Learning that may change weights from its first block on.
fn eager(network: Network) -> Learning {
    let schedule = Schedule { settling_blocks: 0, ..Schedule::default() };
    let learner = Learner { block_steps: 1000, schedule, ..Learner::default() };
    learner.begin(network).unwrap()
}

#[test]
fn a_silent_neuron_skips_the_block_and_keeps_the_weights() {
    let firing = Firing { target_rate: 1e-9, threshold_rate: 0.0, ..Firing::default() };
    let silent = network(4, 0.5, firing, 1);
    let before = weights(&silent);
    let mut learning = eager(silent);
    let progress = learning.advance(&mut Spontaneous, &mut rng(1));
    let skipped = matches!(progress.outcome, Outcome::Skipped(Error::Silent { neuron: 0, .. }));
    assert!(skipped && progress.information_nats.is_nan(), "{progress:?}");
    assert_eq!(weights(learning.network()), before);
}

/// Forces neuron 1 at every step.
struct Always;

impl Input for Always {
    fn impose(&mut self, _: usize, firing: &mut Vec<u16>, _: &mut dyn rand::Rng) {
        if !firing.contains(&1) {
            firing.push(1);
            firing.sort_unstable();
        }
    }
}

#[test]
fn a_locked_neuron_is_named_and_its_threshold_counts_forced_spikes() {
    let start = network(4, 0.5, Firing::default(), 1);
    let (before, threshold) = (weights(&start), start.thresholds()[1]);
    let mut learning = eager(start);
    let progress = learning.advance(&mut Always, &mut rng(1));
    let skipped = matches!(progress.outcome, Outcome::Skipped(Error::Locked { neuron: 1, .. }));
    assert!(skipped, "{progress:?}");
    let locked = learning.network();
    assert_eq!(weights(locked), before);
    let Firing { target_rate, threshold_rate, .. } = locked.firing();
    let counted = threshold + 1000.0 * threshold_rate * (1.0 - target_rate);
    assert!((locked.thresholds()[1] - counted).abs() < 1e-3, "{:?}", locked.thresholds());
}

#[test]
fn neurons_that_do_not_learn_keep_their_weights() {
    let network = network(10, 0.5, Firing::default(), 4);
    let before = weights(&network);
    let learner =
        Learner { learning: vec![0, 3, 7], blocks: 8, block_steps: 4000, ..Learner::default() };
    let network = learned(&learner, network, &mut rng(2));
    let learns = |i: usize| [0, 3, 7].contains(&i);
    for (at, (now, then)) in weights(&network).iter().zip(&before).enumerate() {
        assert_eq!(now != then, learns(at / 10) && learns(at % 10), "{at}");
    }
}

#[test]
fn learning_multiplies_information_by_the_gradient_and_by_the_local_rule() {
    let firing = Firing { target_rate: 0.05, ..Firing::default() };
    let nats = |network: &Network| {
        let mut network = network.clone();
        let raster = network.settle_and_run(20_000, &mut Spontaneous, &mut rng(1));
        network_nats(&network, &raster, 1, 1e-3).unwrap()
    };
    let start = network(20, 0.5, firing, 1);
    let learner = Learner { blocks: 60, block_steps: 10_000, ..Learner::default() };
    let gradient = nats(&learned(&learner, start.clone(), &mut rng(3)));
    let decorrelation = Decorrelation::Sweeps(2);
    let rule = LocalRule { steps: 1_500_000, decorrelation, ..LocalRule::default() };
    let mut learning = rule.begin(start.clone()).unwrap();
    let end = learning.run(|_| ControlFlow::Continue(()), &mut rng(4));
    assert_eq!(end, Ok(ControlFlow::Continue(())));
    let (before, rule) = (nats(&start), nats(learning.network()));
    assert!(gradient > 50.0 * before, "{before} {gradient}");
    assert!(rule > 0.5 * gradient, "{rule} {gradient}");
}

#[test]
fn local_learning_saved_and_resumed_after_every_stretch_is_the_whole_run() {
    let rule = LocalRule { steps: 25_000, ..LocalRule::default() };
    let start = network(9, 0.5, Firing::default(), 3);
    let mut whole = rule.begin(start.clone()).unwrap();
    let mut steps = Vec::new();
    let observer = |progress: &synaptome_infomax::LocalProgress| {
        steps.push(progress.step);
        ControlFlow::Continue(())
    };
    assert!(whole.run(observer, &mut rng(5)).unwrap().is_continue());
    assert_eq!(steps, [10_000, 20_000, 25_000]);
    let (mut parts, mut random) = (rule.begin(start).unwrap(), rng(5));
    while !parts.is_finished() {
        parts.advance(&mut random).unwrap();
        let mut saved = Vec::new();
        parts.save(&mut saved).unwrap();
        parts = rule.resume(saved.as_slice()).unwrap();
        let half = &saved[..saved.len() / 2];
        assert!(matches!(rule.resume(half), Err(Error::Damaged { .. })));
    }
    assert_eq!(whole, parts);
}

#[test]
fn saved_learning_with_a_few_changed_bytes_is_always_refused() {
    let start = || network(6, 0.5, Firing::default(), 2);
    let (learner, rule) = (Learner::default(), LocalRule::default());
    let (mut saved, mut saved_local) = (Vec::new(), Vec::new());
    learner.begin(start()).unwrap().save(&mut saved).unwrap();
    rule.begin(start()).unwrap().save(&mut saved_local).unwrap();
    let random = &mut rng(3);
    for round in 0..20_000 {
        for file in [&saved, &saved_local] {
            let mut changed = file.clone();
            for _ in 0..=round % 3 {
                changed[random.random_range(0..file.len())] ^= random.random_range(1..=255_u8);
            }
            let (one, other) = (learner.resume(&changed[..]), rule.resume(&changed[..]));
            assert!(changed == *file || one.is_err() && other.is_err(), "{round}");
        }
    }
    for cut in 0..saved.len() {
        assert!(learner.resume(&saved[..cut]).is_err());
    }
    assert!(learner.resume(&[&saved[..], &[0]].concat()[..]).is_err());
    assert!(learner.resume(&saved[..]).is_ok() && rule.resume(&saved_local[..]).is_ok());
}
