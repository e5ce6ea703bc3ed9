//! Figures of the notes on writing to the Hopfield memory (Bao et al. 2019).

mod basins;
mod capacity;
mod cost;
mod curves;
mod protocol;
mod recovery;
mod trn_ablation;

use synaptome_hopfield::Messages;
use synaptome_lab::{Figure, Job, Point, Result, Scale};

/// In reading order.
pub(crate) static FIGURES: &[&dyn Figure] = &[
    &recovery::Recovery,        // hop-recovery
    &capacity::Capacity,        // hop-capacity
    &basins::Basins,            // hop-basins
    &cost::Cost,                // hop-cost
    &trn_ablation::TrnAblation, // hop-trn-ablation
];

/// The size of the network in the claims.
const UNITS: usize = 128;

/// The messages of a point at a load M/N.
fn messages(job: &Job, units: usize, load: f64) -> Result<Messages> {
    Ok(Messages::draw(units, messages_at(load, units), &mut job.rng("messages"))?)
}

/// Number of messages at a load M/N.
fn messages_at(load: f64, units: usize) -> usize {
    (load * units as f64).round() as usize
}

/// Points for every network, from points without one.
fn for_networks(points: &[Point], count: usize) -> Vec<Point> {
    let networks = (1..=count).flat_map(|network| {
        let with = move |point: &Point| point.clone().key("network", network);
        points.iter().map(with).collect::<Vec<_>>()
    });
    networks.collect()
}

/// The sizes of networks drawn at a scale.
fn sizes(scale: Scale) -> &'static [usize] {
    if scale == Scale::Quick { &[UNITS] } else { &[64, UNITS, 256] }
}
