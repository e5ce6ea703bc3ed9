//! The largest capacity over the loads, jointly from all loads and sets of keys.

use synaptome_lab::statistics::mean;
use synaptome_lab::{Result, Table};
use synaptome_willshaw::load_search::peak;

/// (n, largest capacity, standard error) for each n of a method.
///
/// The capacity is that of a joint fit ([`peak`]); the error is the jackknife's over sets of keys.
/// With a single load, or none with a loss, it is the largest mean.
pub(super) fn curve(table: &Table, method: &str) -> Result<Vec<(f64, f64, f64)>> {
    let mut curve = Vec::new();
    for (_, rows) in table.filter("method", method)?.groups("n")? {
        let rows = losses(&rows)?;
        let networks: Vec<f64> = rows.iter().map(|row| row.network).collect();
        let without = |out: f64| largest(rows.iter().filter(|row| row.network != out));
        let parts: Vec<f64> =
            (0..5).map(f64::from).filter(|i| networks.contains(i)).map(without).collect();
        curve.push((rows[0].n, largest(rows.iter()), jackknife_error(&parts)));
    }
    curve.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(curve)
}

/// What one set of keys gave at one load.
#[derive(Clone, Copy)]
struct Loss {
    n: f64,
    network: f64,
    f: f64,
    /// The bits per synapse that are conveyed if nothing is lost, divided by f.
    full: f64,
    bits: f64,
}

fn losses(rows: &Table) -> Result<Vec<Loss>> {
    let columns = ["n", "network", "f", "k", "N", "bits", "cues"];
    let columns =
        columns.map(|name| rows.numbers(name)).into_iter().collect::<Result<Vec<_>, _>>()?;
    let row = |i: usize| -> Loss {
        let [n, network, f, k, size, bits, cues] =
            [0, 1, 2, 3, 4, 5, 6].map(|c: usize| columns[c][i]);
        Loss { n, network, f, full: (k - cues) / k.powi(2) * size.log2(), bits }
    };
    Ok((0..columns[0].len()).map(row).collect())
}

fn largest<'a>(rows: impl Iterator<Item = &'a Loss>) -> f64 {
    let rows: Vec<&Loss> = rows.collect();
    let mut loads: Vec<f64> = rows.iter().map(|row| row.f).collect();
    loads.sort_by(f64::total_cmp);
    loads.dedup();
    let at = |f: f64| {
        let bits = rows.iter().filter(|row| row.f == f).map(|row| row.bits);
        mean(&bits.collect::<Vec<f64>>())
    };
    let means: Vec<(f64, f64)> = loads.iter().map(|&f| (f, at(f))).collect();
    rows.first()
        .and_then(|row| peak(row.full, &means))
        .unwrap_or_else(|| means.iter().map(|mean| mean.1).fold(0.0, f64::max))
}

fn jackknife_error(parts: &[f64]) -> f64 {
    let (count, centre) = (parts.len() as f64, mean(parts));
    ((count - 1.0) / count * parts.iter().map(|x| (x - centre).powi(2)).sum::<f64>()).sqrt()
}
