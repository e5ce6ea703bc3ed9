//! Figure 9: capacity against load in networks of growing size.

use anyhow::Result;
use synaptome_willshaw::capacity::{BlockTheory, Criterion};
use synaptome_willshaw::{Association, BlockCode, Usage};

use super::large::{self, Queries};
use super::load_curve::{COLUMNS, LAMBDA, means, point, run};
use super::series::{at_largest, triples};
use super::simulation::Method;
use crate::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use crate::figure::{Caption, Figure, Job, Measurement, Point, Scale};
use crate::table::{Rows, Table, row};

/// The data set shared by Figures 9 and 10.
pub(super) const DATA: &str = "will-9";

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

pub(super) struct CapacityCurves;

/// The points of both figures.
pub(super) fn points(scale: Scale) -> Vec<Point> {
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

/// One network.
pub(super) fn grow(point: &Point, job: &Job) -> Result<Rows> {
    if point.text("kind")? == "implicit" {
        return implicit_row(point, job);
    }
    let block = [Method::R1, Method::Iterative, Method::SumOfMax];
    let random = [Method::R1, Method::Winners, Method::LkPlus];
    let (k, kind) = (point.count("k")?, point.text("kind")?);
    run(point, job, loads(k, kind), if kind == "block" { &block } else { &random })
}

/// IRB on a matrix that is never stored.
fn implicit_row(point: &Point, job: &Job) -> Result<Rows> {
    let (k, size, f) = (point.count("k")?, point.count("N")?, point.number("f")?);
    let sample = large::run(point, job, Usage::Balanced, Method::Iterative)?;
    let (noise, network) = (sample.noise, point.count("network")?);
    let n = k * size;
    Ok(vec![row!["block", "IRB", k, n, f, sample.patterns, noise, sample.bits, f64::NAN, network]])
}

/// The largest mean C_u of a method for one k, as (C_u, its error, f).
pub(super) fn largest(means: &Table, method: &str, k: usize) -> Result<Option<[f64; 3]>> {
    let kind = if method.starts_with("IRB") { "block" } else { "random" };
    let rows = means.filter("method", method)?.filter("kind", kind)?.filter("k", k)?;
    let found = at_largest(&rows, "bits", &["bits", "bits_error", "f"])?;
    Ok(found.map(|found| [found[0], found[1], found[2]]))
}

impl Figure for CapacityCurves {
    fn id(&self) -> &'static str {
        "will-9"
    }

    fn source(&self) -> &'static str {
        "Knoblauch & Palm 2020, Fig 9"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Capacity against load",
            seen: "Completion capacity of autoassociative networks with k = 2 ld N against the \
                   number of patterns relative to the theory of IRB; standard errors over \
                   networks.",
            paper: "The same for n up to 2,097,152: the largest capacities are .191 (IR-LK+) and \
                    .200 (IR-KWTA) at n = 98,304; IRB falls towards ln 2/4.",
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        points(scale)
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        grow(point, job)
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let means = means(table)?;
        let mut all = Vec::new();
        for (claim, method, k) in [
            ("K18", "IR-LK+", 24),
            ("K19", "IR-KWTA", 24),
            ("K20-983k", "IRB", 30),
            ("K20-2M", "IRB", 32),
        ] {
            let found = largest(&means, method, k)?;
            all.extend(found.map(|best| Measurement::new(claim, best[0]).with_error(best[1])));
        }
        Ok(all)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let means = means(table)?;
        let mut panels = Vec::new();
        for (title, method, kind) in [
            ("IRB", "IRB", "block"),
            ("IR-KWTA", "IR-KWTA", "random"),
            ("IR-LK+", "IR-LK+", "random"),
            ("R1", "R1", "random"),
        ] {
            let rows = means.filter("method", method)?.filter("kind", kind)?;
            panels.push(panel(title, &rows)?);
        }
        Ok(Chart::new(panels))
    }
}

fn panel(title: &str, rows: &Table) -> Result<Panel> {
    let y = Axis::linear("C_u, bit per synapse").range(0.0, 0.22);
    let mut panel = Panel::new(title, Axis::linear("M / M_max by theory of IRB"), y)
        .reference(Reference::horizontal(2_f64.ln() / 4.0, "ln 2/4"))
        .legend(Legend::Right);
    let implicit = IMPLICIT.map(|(k, size)| (k, size, 0, 0));
    let colors =
        ["#8C510A", "#CC79A7", "#555555", "#56B4E9", "#009E73", "#0072B2", "#E69F00", "#D55E00"];
    for ((k, size, ..), color) in SIZES.into_iter().chain(implicit).zip(colors.into_iter().cycle())
    {
        let theory = BlockTheory::new(
            BlockCode::new(k, size)?,
            Association::Auto,
            LAMBDA,
            Criterion::default(),
        )?;
        let most = theory.optimum().patterns;
        let dots = triples(&rows.filter("k", k)?, "patterns", "bits", "bits_error")?;
        let dots: Vec<_> = dots.into_iter().map(|(m, c, e)| (m / most, c, e)).collect();
        let line = dots.iter().map(|dot| (dot.0, dot.1)).collect();
        let name = if dots.is_empty() { String::new() } else { format!("n = {}", k * size) };
        panel = panel
            .with(Series::line(name, line).color(color))
            .with(Series::measured("", &dots).color(color));
    }
    Ok(panel)
}
