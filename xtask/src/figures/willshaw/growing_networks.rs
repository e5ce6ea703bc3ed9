//! Networks of growing size, in memory and implicit: the data of Figures 9 and 10.

use synaptome_lab::{DataSet, Job, Point, Result, Rows, Scale, row};
use synaptome_willshaw::Usage;

use super::implicit::{self, Queries};
use super::load_curve::{COLUMNS, point, run};

/// k, N, networks at `quick` and `paper` (0: not at this scale).
const SIZES: [(usize, usize, usize, usize); 8] = [
    (10, 32, 60, 200),
    (12, 64, 20, 60),
    (14, 128, 8, 30),
    (16, 256, 4, 10),
    (18, 512, 2, 10),
    (20, 1024, 0, 10),
    (22, 2048, 0, 5),
    (24, 4096, 0, 5),
];
/// Networks on implicit matrices at `paper`: k, N.
const IMPLICIT: [(usize, usize); 3] = [(28, 16_384), (30, 32_768), (32, 65_536)];
/// For each of five sets of keys.
const IMPLICIT_QUERIES: Queries = Queries { patterns: 15, cues: 300 };
const IMPLICIT_LOADS: [f64; 7] = [0.60, 0.66, 0.70, 0.71, 0.72, 0.73, 0.75];
const LOADS: &[f64] = &[0.45, 0.52, 0.58, 0.62, 0.66, 0.70, 0.74, 0.78, 0.81, 0.84, 0.87, 0.95];
/// Loads of large networks, around the maxima that smaller ones have; from k = `LARGE` on.
const LARGE_BLOCK: &[f64] = &[0.58, 0.66, 0.70, 0.72, 0.74, 0.78, 0.81, 0.83, 0.85];
const LARGE_RANDOM: &[f64] = &[0.52, 0.58, 0.62, 0.64, 0.66, 0.70, 0.74];
const LARGE: usize = 20;

/// One network after the other, each grown over all loads.
pub(super) struct GrowingNetworks;

impl DataSet for GrowingNetworks {
    fn name(&self) -> &str {
        "will-9"
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let mut points = Vec::new();
        for (k, size, quick, paper) in SIZES {
            for kind in ["block", "random"] {
                let networks = scale.pick(quick, paper);
                let (loads, queries) = (loads(k, kind).len(), queries(scale, k, networks));
                for network in 0..networks {
                    let query = 2.2e-5 * (size as f64 / 256.0).max(0.3);
                    let seconds = (loads * queries) as f64 * query + 1e-6 * (size * size) as f64;
                    let point = point(kind, k, size, network);
                    points.push(point.set("queries", queries).set("loads", loads).takes(seconds));
                }
            }
        }
        points.extend(if scale == Scale::Quick { Vec::new() } else { implicit_points() });
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        if point.text("kind")? == "implicit" {
            return implicit_row(point, job);
        }
        let block = ["R1", "IRB", "IRB-SMX"];
        let random = ["R1", "IR-KWTA", "IR-LK+"];
        let (k, kind) = (point.count("k")?, point.text("kind")?);
        run(point, job, loads(k, kind), if kind == "block" { &block } else { &random })
    }
}

/// k and N of all sizes, smallest first.
pub(super) fn sizes() -> impl Iterator<Item = (usize, usize)> {
    SIZES.into_iter().map(|(k, size, ..)| (k, size)).chain(IMPLICIT)
}

fn loads(k: usize, kind: &str) -> &'static [f64] {
    match kind {
        _ if k < LARGE => LOADS,
        "block" => LARGE_BLOCK,
        _ => LARGE_RANDOM,
    }
}

/// 50,000 for each load at `paper`.
fn queries(scale: Scale, k: usize, networks: usize) -> usize {
    if k < 16 { 500 } else { scale.pick(2000, 50_000 / networks.max(1)) }
}

fn implicit_points() -> Vec<Point> {
    let mut points = Vec::new();
    for (k, size) in IMPLICIT {
        for f in IMPLICIT_LOADS {
            for network in 0..5 {
                let rows = 2e-9 * f * (k * k * size) as f64;
                let queries = 300.0 * 1e-10 * (k * size) as f64;
                let seconds = 15.0 * (rows + queries);
                let point = point("implicit", k, size, network).key("f", f);
                points.push(IMPLICIT_QUERIES.set(point).takes(seconds));
            }
        }
    }
    points
}

/// IRB on a matrix that is never stored.
fn implicit_row(point: &Point, job: &Job) -> Result<Rows> {
    let (k, size, f) = (point.count("k")?, point.count("N")?, point.number("f")?);
    let sample = implicit::run(point, job, Usage::Balanced, "IRB")?;
    let (noise, network) = (sample.noise, point.count("network")?);
    let n = k * size;
    Ok(vec![row!["block", "IRB", k, n, f, sample.patterns, noise, sample.bits, f64::NAN, network]])
}
