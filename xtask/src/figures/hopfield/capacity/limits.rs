//! The load up to which nearly all messages are kept, from the curves of several networks.

use std::collections::BTreeMap;

use synaptome_hopfield::largest_load;
use synaptome_lab::statistics::mean;
use synaptome_lab::{Result, Table};

use super::super::curves::text;

/// The fraction of messages that has to be kept.
const KEPT: f64 = 0.99;

/// Of one network, (load, fraction of messages kept) by protocol.
pub(super) type Curves = BTreeMap<String, Vec<(f64, f64)>>;

/// The curves of every network of a table.
pub(super) fn curves(table: &Table, column: &str) -> Result<Vec<Curves>> {
    let networks = table.groups("network")?;
    let one = |own: &Table| -> Result<Curves> {
        let protocols = own.groups("protocol")?;
        let curve = |(name, own): &(_, Table)| Ok((text(name), own.pairs("load", column)?));
        protocols.iter().map(curve).collect()
    };
    networks.iter().map(|(_, own)| one(own)).collect()
}

/// The mean curve of a protocol, by rising load.
fn average(networks: &[&Curves], protocol: &str) -> Vec<(f64, f64)> {
    let points = networks.iter().filter_map(|own| own.get(protocol)).flatten().copied();
    let mut points: Vec<(f64, f64)> = points.collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let equal = points.chunk_by(|a, b| a.0 == b.0);
    equal.map(|at| (at[0].0, mean(&at.iter().map(|p| p.1).collect::<Vec<_>>()))).collect()
}

/// The largest load of the grid at which enough messages are kept on average; 0 if none.
pub(super) fn limit(networks: &[&Curves], protocol: &str) -> f64 {
    largest_load(&average(networks, protocol), KEPT)
}

/// The load at which the mean curve first falls below, interpolated between loads of the grid; 0 if it
/// does so before the first, and the last load if it never does.
pub(super) fn crossing(networks: &[&Curves], protocol: &str) -> f64 {
    let curve = average(networks, protocol);
    let below = curve.iter().position(|point| point.1 < KEPT);
    match below {
        Some(0) => 0.0,
        Some(at) => {
            let (a, b) = (curve[at - 1], curve[at]);
            a.0 + (b.0 - a.0) * (a.1 - KEPT) / (a.1 - b.1)
        }
        None => curve.last().map_or(0.0, |point| point.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_lies_between_the_loads_around_it() {
        let network = |values: &[f64]| {
            let loads = values.iter().enumerate().map(|(i, y)| (i as f64, *y)).collect();
            Curves::from([("A".to_owned(), loads)])
        };
        let (a, b) = (network(&[1.0, 1.0, 0.96, 0.2]), network(&[1.0, 0.99, 1.0, 0.2]));
        // The means are 1, 0.995, 0.98 and 0.2.
        assert!((crossing(&[&a, &b], "A") - (1.0 + 0.005 / 0.015)).abs() < 1e-12);
        assert_eq!((limit(&[&a, &b], "A"), crossing(&[&b], "B")), (1.0, 0.0));
        assert_eq!(crossing(&[&network(&[1.0, 1.0])], "A"), 1.0);
    }
}
