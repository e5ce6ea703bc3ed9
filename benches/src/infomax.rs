//! Steps of recurrent infomax, and the gradient of a block.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{
    Firing, Gradient, Learner, Moments, Network, PaperGradient, Raster, Schedule,
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
    steps.into_iter().chain(others).collect()
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
        let schedule = Schedule { settling_blocks: 0, ..Schedule::default() };
        let still = Learner { learning_rate: 0.0, schedule, ..Learner::default() };
        let learner = Learner { block_steps, gradient: Gradient::TwoPass, ..still };
        let mut learning = learner.begin(network).expect("the settings are valid");
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
