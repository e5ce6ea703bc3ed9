//! Trains a network without input, then counts repeated sequences and bursts.

use std::ops::ControlFlow;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::observables::{AvalancheOptions, Avalanches, Repeats};
use synaptome_infomax::{Error, Firing, Learner, Network, Progress};

fn main() -> Result<(), Error> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let firing = Firing { target_rate: 0.02, ..Firing::default() };
    let mut network = Network::draw(50, firing, &mut rng)?;
    report("before", &mut network, &mut rng)?;
    let learner = Learner { blocks: 300, block_steps: 40_000, ..Learner::default() };
    let mut learning = learner.begin(network)?;
    let observer = |progress: &Progress| {
        if progress.block.is_multiple_of(50) {
            println!("block {:3}: {:6.2} nats", progress.block, progress.information_nats);
        }
        ControlFlow::Continue(())
    };
    let _ = learning.run(&mut Spontaneous, observer, &mut rng);
    report("after", &mut learning.into_network(), &mut rng)
}

fn report(when: &str, network: &mut Network, rng: &mut ChaCha8Rng) -> Result<(), Error> {
    let raster = network.run(50_000, &mut Spontaneous, rng);
    let repeats = Repeats::new(&raster);
    let sizes = Avalanches::of(&raster, &AvalancheOptions::default())?.size_counts();
    println!("{when}: {} repeats of sequences of 4 patterns", repeats.sequences(4));
    println!("{when}: {} bursts, {} of them of 10 spikes", sizes.total(), sizes.count(10));
    Ok(())
}
