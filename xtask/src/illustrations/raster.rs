//! Spikes of a small network before and after recurrent infomax.

use std::ops::ControlFlow;

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use synaptome_infomax::input::Spontaneous;
use synaptome_infomax::{Firing, Learner, Network, Raster};
use synaptome_lab::Result;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};

const NEURONS: usize = 20;
const STEPS: usize = 150;

pub(super) fn chart() -> Result<Chart> {
    Ok(Chart::new(panels()?))
}

pub(super) fn panels() -> Result<Vec<Panel>> {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let firing = Firing { target_rate: 0.05, ..Firing::default() };
    let network = Network::draw(NEURONS, firing, rng)?;
    let before = network.clone().settle_and_run(STEPS, &mut Spontaneous, rng);
    let learner = Learner { blocks: 60, block_steps: 10_000, ..Learner::default() };
    let mut learning = learner.begin(network)?;
    let _ = learning.run(&mut Spontaneous, |_: &_| ControlFlow::Continue(()), rng);
    let after = learning.into_network().settle_and_run(STEPS, &mut Spontaneous, rng);
    let panels = [("before learning", before), ("after learning", after)];
    Ok(panels.map(|(title, raster)| panel(title, &raster)).into())
}

fn panel(title: &str, raster: &Raster) -> Panel {
    let spikes = raster.iter().enumerate().flat_map(|(step, firing)| {
        firing.iter().map(move |&neuron| (step as f64, f64::from(neuron) + 1.0))
    });
    let x = Axis::linear("step").range(0.0, STEPS as f64);
    let y = Axis::linear("neuron").range(0.0, NEURONS as f64 + 1.0);
    let spikes = Series::points("", spikes.collect()).color("#0072B2");
    Panel::new(title, x, y).with(spikes).legend(Legend::Hidden)
}
