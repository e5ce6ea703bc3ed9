//! Willshaw memories of 512 units: patterns for the page to store, and curves of what retrieval from them reaches.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use serde::Serialize;
use synaptome_lab::Result;
use synaptome_lab::statistics::{mean, std_error};
use synaptome_willshaw::trial::{Query, Trial};
use synaptome_willshaw::{
    Association, BlockCode, CliqueSearch, Cue, CueQuality, Iterative, Memory, OneStep, Patterns,
    Retrieval, SumOfMax,
};

use super::encoding::base64;

/// Blocks and units per block.
pub(super) const LAYOUTS: [(usize, usize); 3] = [(8, 64), (16, 32), (32, 16)];
/// The most stored patterns, in N².
const MOST: f64 = 1.1;
/// Steps of the load up to that.
const LOADS: usize = 11;
/// Completeness of the cues in eighths.
const EIGHTHS: [usize; 5] = [2, 3, 4, 5, 6];
const NETWORKS: u64 = 5;
const QUERIES: usize = 60;

/// The retrievals by their names on the page.
pub(super) fn retrievals() -> [(&'static str, Box<dyn Retrieval<BlockCode>>); 4] {
    let search = CliqueSearch { work_limit: 5_000_000, ..CliqueSearch::default() };
    [
        ("R1", Box::new(OneStep)),
        ("IRB", Box::new(Iterative::default())),
        ("IRB-SMX", Box::new(SumOfMax::default())),
        ("clique search", Box::new(search)),
    ]
}

/// A division of the units into blocks.
#[derive(Debug, Serialize)]
pub(super) struct Layout {
    blocks: usize,
    /// Units per block.
    size: usize,
    /// Patterns one after the other: the unit of each block, in a byte.
    patterns: String,
    loads: Vec<f64>,
    curves: Vec<Curve>,
}

/// Retrieval from cues of one completeness.
#[derive(Debug, Serialize)]
struct Curve {
    retrieval: &'static str,
    /// Completeness of the cues in eighths.
    eighths: usize,
    /// At each load, the means over networks.
    points: Vec<Point>,
}

/// Means over networks with their standard errors.
#[derive(Clone, Copy, Debug, Serialize)]
struct Point {
    /// Retrieved bits per synapse.
    bits: [f64; 2],
    /// Wrong units per active unit.
    noise: [f64; 2],
}

/// What one network reaches.
#[derive(Clone, Copy)]
struct Reached {
    bits: f64,
    noise: f64,
}

/// All layouts.
pub(super) fn layouts() -> Result<Vec<Layout>> {
    LAYOUTS.into_iter().map(layout).collect()
}

/// The patterns that a network stores, in the order in which it does.
pub(super) fn patterns(code: BlockCode, network: u64) -> Result<Patterns<BlockCode>> {
    let rng = &mut ChaCha12Rng::seed_from_u64(network);
    let most = (MOST * (code.block_size() * code.block_size()) as f64) as usize;
    Ok(Patterns::draw(code, most, rng)?)
}

fn layout((blocks, size): (usize, usize)) -> Result<Layout> {
    let code = BlockCode::new(blocks, size)?;
    let loads: Vec<f64> = (1..=LOADS).map(|step| MOST * step as f64 / LOADS as f64).collect();
    let shown = patterns(code, 0)?;
    let bytes: Vec<u8> = shown.iter().flatten().map(|unit| *unit as u8 % size as u8).collect();
    let mut reached = Vec::new();
    for network in 0..NETWORKS {
        reached.push(all_reached(&patterns(code, network)?, &loads, network)?);
    }
    Ok(Layout { blocks, size, patterns: base64(&bytes), curves: curves(&reached), loads })
}

/// What one network reaches: for each load, each completeness and each retrieval.
fn all_reached(
    patterns: &Patterns<BlockCode>,
    loads: &[f64],
    network: u64,
) -> Result<Vec<Vec<Reached>>> {
    let (code, most) = (patterns.code(), loads.last().copied().unwrap_or(1.0));
    let mut memory = Memory::new(code, Association::Auto)?;
    let (mut stored, mut reached) = (0, Vec::new());
    for load in loads {
        let until = (load / most * patterns.len() as f64).round() as usize;
        let flat = (stored..until).filter_map(|i| patterns.get(i)).flatten().copied().collect();
        memory.store(&Patterns::new(code, flat)?)?;
        stored = until;
        reached.push(at_load(&memory, patterns, stored, network)?);
    }
    Ok(reached)
}

fn at_load(
    memory: &Memory<BlockCode>,
    patterns: &Patterns<BlockCode>,
    stored: usize,
    network: u64,
) -> Result<Vec<Reached>> {
    let rng = &mut ChaCha12Rng::seed_from_u64(1_000 + network);
    let mut reached = Vec::new();
    for eighths in EIGHTHS {
        let quality = CueQuality::part(eighths as f64 / 8.0);
        let mut queries = Vec::new();
        for pattern in (0..stored.min(QUERIES)).filter_map(|i| patterns.get(i)) {
            let cue = Cue::draw(memory.code(), pattern, quality, rng)?;
            queries.push(Query::complete(pattern, cue));
        }
        let trial = Trial::new(memory, stored, quality, queries);
        for (_, retrieval) in retrievals() {
            let outcome = trial.run(&*retrieval)?;
            reached.push(Reached { bits: outcome.bits_per_synapse()?, noise: outcome.noise() });
        }
    }
    Ok(reached)
}

/// One curve for each completeness and retrieval, from what each network reaches at each load.
fn curves(networks: &[Vec<Vec<Reached>>]) -> Vec<Curve> {
    let names = retrievals().map(|(name, _)| name);
    let kinds = EIGHTHS.into_iter().flat_map(|eighths| names.map(|name| (eighths, name)));
    let curve = |(kind, (eighths, retrieval)): (usize, (usize, &'static str))| {
        let own = |load: usize| networks.iter().map(move |network| network[load][kind]);
        let points = (0..LOADS).map(|load| point(&own(load).collect::<Vec<_>>())).collect();
        Curve { retrieval, eighths, points }
    };
    kinds.enumerate().map(curve).collect()
}

fn point(networks: &[Reached]) -> Point {
    let estimate = |value: fn(&Reached) -> f64| {
        let values: Vec<f64> = networks.iter().map(value).collect();
        [mean(&values), std_error(&values)].map(|x| (1e5 * x).round() / 1e5)
    };
    Point { bits: estimate(|own| own.bits), noise: estimate(|own| own.noise) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complete_search_retrieves_at_least_as_much_as_one_step() {
        let layout = layout((16, 32)).unwrap();
        let of = |name: &str| {
            let own = layout.curves.iter().filter(move |curve| curve.retrieval == name);
            own.flat_map(|curve| curve.points.iter().map(|point| point.bits[0])).collect::<Vec<_>>()
        };
        let (one, all) = (of("R1"), of("clique search"));
        assert_eq!(one.len(), LOADS * EIGHTHS.len());
        assert!(one.iter().zip(&all).all(|(one, all)| *all >= *one - 1e-9), "{one:?} {all:?}");
    }
}
