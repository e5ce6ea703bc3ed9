//! Points that figures share: sizes, loads, messages and networks.

use synaptome_hopfield::Messages;
use synaptome_lab::{Job, Point, Result, Scale};

/// The size of the network in the claims.
pub(super) const UNITS: usize = 128;

/// The messages of a point at a load M/N.
pub(super) fn messages(job: &Job, units: usize, load: f64) -> Result<Messages> {
    Ok(Messages::draw(units, messages_at(load, units), &mut job.rng("messages"))?)
}

/// Number of messages at a load M/N.
pub(super) fn messages_at(load: f64, units: usize) -> usize {
    (load * units as f64).round() as usize
}

/// Points for every network, from points without one.
pub(super) fn for_networks(points: &[Point], count: usize) -> Vec<Point> {
    let networks = (1..=count).flat_map(|network| {
        let with = move |point: &Point| point.clone().key("network", network);
        points.iter().map(with).collect::<Vec<_>>()
    });
    networks.collect()
}

/// The sizes of networks drawn at a scale.
pub(super) fn sizes(scale: Scale) -> &'static [usize] {
    if scale == Scale::Quick { &[UNITS] } else { &[64, UNITS, 256] }
}
