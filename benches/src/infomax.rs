//! Steps of recurrent infomax, and the gradient of a block.

use std::hint::black_box;
use std::ops::ControlFlow;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{
    Firing, Gradient, Learner, Learning, Moments, Network, PaperGradient, Raster, Schedule,
};

use crate::work::Work;

/// A network at rate 0.02, with its generator.
pub(crate) fn network(neurons: usize) -> (Network, ChaCha8Rng) {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let firing = Firing { target_rate: 0.02, ..Firing::default() };
    (Network::draw(neurons, firing, &mut rng).expect("the size is small"), rng)
}

pub(crate) fn works() -> Vec<Work> {
    let steps = [50, 100, 432, 1_000].map(steps);
    let others = [
        block(50, 40_000),
        Work::once("C and E of 10,000 steps, N = 1000", || {
            let raster = raster();
            move || moments(&raster)
        }),
        Work::once("gradient from C and E, N = 1000", || {
            let moments = moments(&raster());
            move || PaperGradient::of(&moments).map(|gradient| gradient.whole())
        }),
    ];
    let several = [1, 2].into_iter().flat_map(|threads| {
        [recorded_steps(50, NETWORKS, threads), blocks(50, 20_000, NETWORKS, threads)]
    });
    let recorded = recorded_steps(50, 1, 1);
    steps.into_iter().chain(others).chain([recorded]).chain(several).collect()
}

/// The number of networks that are run together.
const NETWORKS: usize = 16;

/// What a work is called that several networks do on so many threads.
fn by_networks(name: &str, networks: usize, threads: usize) -> String {
    let of_networks =
        if networks == 1 { String::new() } else { format!(" of {networks} networks") };
    let of_threads = if threads == 1 { "" } else { ", two threads" };
    format!("{name}{of_networks}, N = 50{of_threads}")
}

/// Steps of several networks, all of which are recorded.
fn recorded_steps(neurons: usize, count: usize, threads: usize) -> Work {
    Work::counted(by_networks("a recorded step", count, threads), move || {
        let steps = 400_000 / count;
        let (mut networks, mut rngs) = networks(neurons, count);
        let mut inputs = vec![Spontaneous; count];
        move || {
            let all = Network::run_all(&mut networks, steps, &mut inputs, threads, &mut rngs);
            black_box(all.expect("the lengths agree"));
            (steps * count) as u64
        }
    })
}

fn networks(neurons: usize, count: usize) -> (Vec<Network>, Vec<ChaCha8Rng>) {
    (0..count).map(|_| network(neurons)).unzip()
}

/// A block of learning of several networks, per step.
fn blocks(neurons: usize, block_steps: usize, count: usize, threads: usize) -> Work {
    Work::counted(by_networks("a step and its part of learning", count, threads), move || {
        let (networks, mut rngs) = networks(neurons, count);
        let mut networks: Vec<_> =
            networks.into_iter().map(|network| still(network, block_steps)).collect();
        let mut inputs = vec![Spontaneous; count];
        move || {
            let one_block = |_, _: &_| ControlFlow::Break(());
            let done = Learning::run_all(&mut networks, &mut inputs, threads, one_block, &mut rngs);
            done.expect("the lengths agree");
            (block_steps * count) as u64
        }
    })
}

/// Learning that goes on and on and leaves weights as they are.
fn still(network: Network, block_steps: usize) -> Learning {
    let schedule = Schedule { settling_blocks: 0, ..Schedule::default() };
    let still = Learner { learning_rate: 0.0, blocks: usize::MAX, schedule, ..Learner::default() };
    let learner = Learner { block_steps, gradient: Gradient::TwoPass, ..still };
    learner.begin(network).expect("the settings are valid")
}

/// Steps of a network, whose thresholds move.
pub(crate) fn steps(neurons: usize) -> Work {
    Work::counted(format!("a step, N = {neurons}"), move || {
        let steps = (5_000_000 / neurons).min(100_000);
        let (mut network, mut rng) = network(neurons);
        move || {
            network.advance(steps, &mut Spontaneous, |_| (), &mut rng);
            steps as u64
        }
    })
}

/// A whole block of learning, per step of it: simulation, statistics, gradient.
fn block(neurons: usize, block_steps: usize) -> Work {
    Work::counted(format!("a step and its part of learning, N = {neurons}"), move || {
        let (network, mut rng) = network(neurons);
        let mut learning = still(network, block_steps);
        move || {
            learning.advance(&mut Spontaneous, &mut rng);
            block_steps as u64
        }
    })
}

/// 10,000 steps of 1,000 neurons: half a block.
pub(crate) fn raster() -> Raster {
    let (mut network, mut rng) = network(1_000);
    network.run(10_000, &mut Spontaneous, &mut rng)
}

pub(crate) fn moments(raster: &Raster) -> Moments {
    let rates = vec![0.02; raster.neurons()];
    let moments = Moments::of(raster, &rates, 1).expect("the lengths agree");
    moments.with_ridge(1e-3)
}
