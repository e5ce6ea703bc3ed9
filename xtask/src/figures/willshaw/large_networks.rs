//! Networks up to tens of millions of units, on synapses that are never stored.

mod best;

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_willshaw::trial::GrowingMemory;
use synaptome_willshaw::{Association, BlockCode, CueQuality, OneStep, PatternCode, Usage};

use super::implicit::{self, Queries, Sample};
use super::series::{colored, triples};
use best::curve;

/// Sets of keys, or networks, for each setting.
const NETWORKS: usize = 5;
/// Where implicit and explicit matrices are compared: k, N, f.
const COMPARED: (usize, usize, f64) = (22, 2048, 0.74);

/// k, N, loads, patterns for each set of keys (`MORE` times as many above `quick`), cues for each
/// of them, the smallest scale.
type Size = (usize, usize, &'static [f64], usize, usize, Scale);
const MORE: usize = 4;
const IRB: [Size; 10] = [
    (16, 256, &[0.66, 0.68, 0.70], 100, 20, Scale::Quick),
    (20, 1024, &[0.69, 0.71, 0.73], 40, 40, Scale::Quick),
    (24, 4096, &[0.70, 0.72, 0.74], 20, 60, Scale::Quick),
    (28, 16_384, &[0.71, 0.72, 0.73], 8, 150, Scale::Quick),
    (30, 32_768, &[0.71, 0.72, 0.73], 8, 200, Scale::Quick),
    (32, 65_536, &[0.71, 0.72, 0.73], 6, 200, Scale::Paper),
    (34, 131_072, &[0.71, 0.72, 0.73], 5, 200, Scale::Beyond),
    (36, 262_144, &[0.71, 0.72, 0.73], 4, 200, Scale::Beyond),
    (38, 524_288, &[0.71, 0.72, 0.73], 3, 200, Scale::Beyond),
    (40, 1_048_576, &[0.71, 0.72, 0.73], 2, 150, Scale::Beyond),
];
/// IRB-SMX needs the rows of wrong units too, so that a pattern's rows help little.
const SUM_OF_MAX: [Size; 5] = [
    (16, 256, &[0.80, 0.82, 0.84], 25, 5, Scale::Quick),
    (20, 1024, &[0.82, 0.83], 6, 5, Scale::Quick),
    (24, 4096, &[0.82, 0.83], 4, 5, Scale::Paper),
    (28, 16_384, &[0.81, 0.82], 1, 10, Scale::Beyond),
    (32, 65_536, &[0.80, 0.81], 1, 5, Scale::Beyond),
];
/// By clique search, from the first number of cue units.
const CLIQUES: [(usize, Size); 2] = [
    (4, (16, 256, &[0.74], 10, 20, Scale::Quick)),
    (10, (24, 65_536, &[0.70], 1, 5, Scale::Beyond)),
];

const COLUMNS: &[&str] = &[
    "synapses", "method", "k", "N", "n", "cues", "f", "network", "patterns", "noise", "bits",
    "bytes",
];

pub(super) struct LargeNetworks;

impl DataSet for LargeNetworks {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let mut points = compared();
        points.extend(IRB.iter().flat_map(|size| sized("IRB", size, scale)));
        points.extend(SUM_OF_MAX.iter().flat_map(|size| sized("IRB-SMX", size, scale)));
        for (units, size) in &CLIQUES {
            points.extend(
                sized("clique search", size, scale).into_iter().map(|p| p.set("units", *units)),
            );
        }
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let usage = match point.text("synapses")? {
            "explicit" => return Ok(vec![row_of(point, &explicit(point, job)?)?]),
            "balanced" => Usage::Balanced,
            _ => Usage::Multinomial,
        };
        let sample = match point.text("method")? {
            "clique search" => implicit::cliques(point, job, usage, point.count("units")?)?,
            method => implicit::run(point, job, usage, method)?,
        };
        Ok(vec![row_of(point, &sample)?])
    }
}

impl Figure for LargeNetworks {
    fn id(&self) -> &str {
        "will-scale"
    }

    fn source(&self) -> &str {
        "beyond Knoblauch & Palm 2020, §5.5"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Networks of any size",
            seen: "Completion capacity on matrices that are recomputed from keys when they are needed: IRB and IRB-SMX \
                   with half cues and k = 2 log₂ N, at their best loads, and clique search from fewer cue units; \
                   standard errors over five sets of keys. Last: the bytes of the keys, compared with those of an \
                   explicit matrix.",
            paper: "The paper simulates networks of up to n = 2,097,152 on a machine with 1.5 TB of memory and leaves \
                    open where the maximum of IRB lies.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let compared = table.filter("method", "R1")?;
        let noise = |synapses: &str| -> Result<Vec<f64>> {
            Ok(compared.filter("synapses", synapses)?.numbers("noise")?)
        };
        let (a, b) = (noise("multinomial")?, noise("explicit")?);
        let difference = Estimate::mean(&a).minus(Estimate::mean(&b));
        // Measured in its own standard error, the difference has the standard error 1.
        let difference = difference.times(difference.std_error.recip());
        let mut all = vec![Measurement::estimated("X13", difference, "networks")];
        for (claim, n) in [("X14", 9_437_184.0), ("X15", 41_943_040.0)] {
            let best = curve(table, "IRB")?.into_iter().find(|best| best.0 == n);
            let best = best.map(|(_, bits, error)| Estimate::new(bits, error, NETWORKS));
            all.extend(best.map(|best| Measurement::estimated(claim, best, "sets of keys")));
        }
        Ok(all)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let x = || Axis::log("n, number of units");
        let y = || Axis::linear("C_u, bits per synapse");
        let sizes = table.numbers("n")?;
        let ends = [f64::min, f64::max].map(|end| sizes.iter().copied().reduce(end).unwrap_or(1.0));
        let limit = || {
            let line = ends.map(|n| (n, 2_f64.ln() / 4.0));
            Series::line("ln 2/4", line.to_vec()).dashed().color("#555555")
        };
        let zoom = Panel::new("IRB at its best load", x(), y().range(0.155, 0.185))
            .with(limit())
            .with_all(series(table, "IRB")?)
            .legend(Legend::BottomRight);
        let mut all = Panel::new("All retrievals", x(), y().range(0.15, 0.3))
            .with(limit())
            .legend(Legend::Right);
        for method in ["IRB", "IRB-SMX", "clique search"] {
            all = all.with_all(series(table, method)?);
        }
        let implicit = table.filter("method", "IRB")?;
        let explicit = implicit.numbers("n")?.into_iter().map(|n| (n, n * n / 8.0)).collect();
        let keys =
            triples(&implicit, "n", "bytes", "bytes")?.into_iter().map(|(n, bytes, _)| (n, bytes));
        let memory = Panel::new("Memory", x(), Axis::log("bytes"))
            .with(Series::line("explicit matrix", explicit).dashed().color("#555555"))
            .with(Series::points("keys and counts", keys.collect()).color("#0072B2"))
            .legend(Legend::TopLeft);
        Ok(Chart::new(vec![zoom, all, memory]))
    }
}

fn series(table: &Table, method: &str) -> Result<Vec<Series>> {
    let dots = curve(table, method)?;
    let line = dots.iter().map(|dot| (dot.0, dot.1)).collect();
    let all = [Series::line(method, line), Series::measured("", &dots)];
    Ok(all.into_iter().map(|series| colored(series, method)).collect())
}

fn compared() -> Vec<Point> {
    let (k, size, f) = COMPARED;
    let mut points = Vec::new();
    for network in 0..NETWORKS {
        let queries = Queries { patterns: 125, cues: 4 };
        let implicit = point("multinomial", "R1", k, size, f, network).takes(2.0);
        points.push(point("explicit", "R1", k, size, f, network).set("queries", 4000).takes(3.0));
        points.push(queries.set(implicit));
    }
    points
}

/// The points of one size, if it is computed at this scale.
fn sized(method: &str, size: &Size, scale: Scale) -> Vec<Point> {
    let &(k, size, loads, patterns, cues, smallest) = size;
    let patterns = scale.pick(patterns, MORE * patterns);
    let usage = if size < 4096 { "multinomial" } else { "balanced" };
    let (rows, words) = ((k * k * size) as f64, (k * size) as f64);
    let query = if method == "IRB" { 2.7e-10 * words } else { 6e-9 * rows };
    let mut points = Vec::new();
    for &f in loads.iter().filter(|_| smallest <= scale) {
        for network in 0..NETWORKS {
            let seconds = patterns as f64 * (3e-9 * f * rows + cues as f64 * (query + 5e-6));
            let point = point(usage, method, k, size, f, network).takes(seconds);
            points.push(Queries { patterns, cues }.set(point));
        }
    }
    points
}

fn point(synapses: &str, method: &str, k: usize, size: usize, f: f64, network: usize) -> Point {
    Point::new()
        .key("synapses", synapses)
        .key("method", method)
        .key("k", k)
        .key("N", size)
        .key("f", f)
        .key("network", network)
}

fn row_of(point: &Point, sample: &Sample) -> Result<Vec<synaptome_lab::Value>> {
    let (method, k, size) = (point.text("method")?, point.count("k")?, point.count("N")?);
    Ok(row![
        point.text("synapses")?,
        method,
        k,
        size,
        k * size,
        if method == "clique search" { point.count("units")? } else { k / 2 },
        point.number("f")?,
        point.count("network")?,
        sample.patterns,
        sample.noise,
        sample.bits,
        sample.bytes
    ])
}

/// R1 on a stored matrix.
fn explicit(point: &Point, job: &Job) -> Result<Sample> {
    let code = BlockCode::new(point.count("k")?, point.count("N")?)?;
    let per_unit = (point.number("f")? * code.block_size() as f64).round() as usize;
    let mut memory = GrowingMemory::new(code, Association::Auto)?;
    memory.grow_to(per_unit * code.block_size(), &mut job.rng("patterns"))?;
    let queries = point.count("queries")?;
    let outcome =
        memory.trial(queries, CueQuality::default(), &mut job.rng("cues"))?.run(&OneStep)?;
    Ok(Sample {
        patterns: outcome.patterns as f64,
        noise: outcome.noise(),
        bits: outcome.bits_per_synapse()?,
        bytes: code.units().pow(2) / 8,
    })
}
