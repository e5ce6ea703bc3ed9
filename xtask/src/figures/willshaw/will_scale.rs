//! Networks up to tens of millions of units, on synapses that are never stored.

use anyhow::Result;
use synaptome_willshaw::{Association, BlockCode, Usage};

use super::large::run;
use super::load_curve::LAMBDA;
use super::series::{colored, triples};
use super::simulation::{Method, Network};
use crate::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use crate::figure::{Caption, Figure, Job, Measurement, Point, Scale};
use crate::statistics::{mean, std_error};
use crate::table::{Rows, Table, row};

/// Sets of keys, or networks, for each setting.
const NETWORKS: usize = 5;
/// Where implicit and explicit matrices are compared: k, N, f.
const COMPARED: (usize, usize, f64) = (22, 2048, 0.74);

/// k, N, loads, queries for each set of keys, seconds for each, the smallest scale.
type Size = (usize, usize, &'static [f64], usize, f64, Scale);
const SIZES: [Size; 11] = [
    (16, 256, &[0.64, 0.68, 0.72], 400, 0.2, Scale::Quick),
    (20, 1024, &[0.66, 0.70, 0.74], 200, 0.4, Scale::Quick),
    (24, 4096, &[0.68, 0.70, 0.72], 100, 0.5, Scale::Quick),
    (28, 16_384, &[0.70], 60, 1.0, Scale::Quick),
    (30, 32_768, &[0.70], 40, 1.5, Scale::Quick),
    (32, 65_536, &[0.70, 0.71, 0.72, 0.73], 200, 20.0, Scale::Paper),
    (34, 131_072, &[0.71, 0.72], 200, 40.0, Scale::Beyond),
    (36, 262_144, &[0.71, 0.72], 150, 80.0, Scale::Beyond),
    (38, 524_288, &[0.72], 100, 130.0, Scale::Beyond),
    (40, 1_048_576, &[0.72], 50, 150.0, Scale::Beyond),
    (30, 32_768, &[0.69, 0.71, 0.72, 0.73], 300, 12.0, Scale::Paper),
];

const COLUMNS: &[&str] =
    &["synapses", "method", "k", "N", "n", "f", "network", "patterns", "noise", "bits", "bytes"];

pub(super) struct LargeNetworks;

impl Figure for LargeNetworks {
    fn id(&self) -> &'static str {
        "will-scale"
    }

    fn source(&self) -> &'static str {
        "beyond Knoblauch & Palm 2020, §5.5"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Networks of any size",
            seen: "Completion capacity of IRB with half cues and k = 2 ld N, on matrices that are \
                   recomputed from keys when they are needed; standard errors over five sets of \
                   keys. Right: the bytes of the keys beside those of an explicit matrix.",
            paper: "Simulated up to n = 2,097,152 on a machine with 1.5 TB of memory; where the \
                    maximum of IRB lies was left open.",
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let (k, size, f) = COMPARED;
        let mut points = Vec::new();
        for network in 0..NETWORKS {
            for (synapses, queries, seconds) in [("explicit", 4000, 3.0), ("multinomial", 500, 1.2)]
            {
                points.push(
                    point(synapses, "R1", k, size, f, network)
                        .set("queries", queries)
                        .takes(seconds),
                );
            }
            for (k, size, loads, queries, seconds, smallest) in SIZES {
                for &f in loads.iter().filter(|_| smallest <= scale) {
                    let usage = if size < 4096 { "multinomial" } else { "balanced" };
                    points.push(
                        point(usage, "IRB", k, size, f, network)
                            .set("queries", queries)
                            .takes(seconds),
                    );
                }
            }
        }
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let method = if point.text("method")? == "R1" { Method::R1 } else { Method::Iterative };
        let (k, size, f) = (point.count("k")?, point.count("N")?, point.number("f")?);
        let (patterns, noise, bits, bytes) = match point.text("synapses")? {
            "explicit" => explicit(point, job)?,
            other => {
                let usage = if other == "balanced" { Usage::Balanced } else { Usage::Multinomial };
                let sample = run(point, job, usage, method)?;
                (sample.patterns, sample.tally.noise(), sample.bits, sample.bytes)
            }
        };
        let network = point.count("network")?;
        let synapses = point.text("synapses")?;
        Ok(vec![row![
            synapses,
            method.name(),
            k,
            size,
            k * size,
            f,
            network,
            patterns,
            noise,
            bits,
            bytes
        ]])
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let compared = table.filter("method", "R1")?;
        let noise = |synapses: &str| -> Result<Vec<f64>> {
            compared.filter("synapses", synapses)?.numbers("noise")
        };
        let (a, b) = (noise("multinomial")?, noise("explicit")?);
        let difference = (mean(&a) - mean(&b)) / std_error(&a).hypot(std_error(&b));
        let mut all = vec![Measurement::new("X13", difference)];
        let largest = curve(table)?.into_iter().filter(|(n, ..)| *n == 9_437_184.0);
        let best = largest.max_by(|a, b| a.1.total_cmp(&b.1));
        all.extend(best.map(|(_, bits, error)| Measurement::new("X14", bits).with_error(error)));
        let sizes = table.numbers("n")?;
        all.push(Measurement::new("X15", sizes.into_iter().fold(0.0, f64::max)));
        Ok(all)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let curve = curve(table)?;
        let line = curve.iter().map(|dot| (dot.0, dot.1)).collect();
        let capacity = Panel::new(
            "largest capacity of IRB",
            Axis::log("n, number of units"),
            Axis::linear("C_u, bit per synapse").range(0.15, 0.19),
        )
        .with(colored(Series::line("IRB", line), "IRB"))
        .with(colored(Series::measured("", &curve), "IRB"))
        .reference(Reference::horizontal(2_f64.ln() / 4.0, "ln 2/4"))
        .legend(Legend::Hidden);
        let implicit = table.filter("method", "IRB")?;
        let explicit = implicit.numbers("n")?.into_iter().map(|n| (n, n * n / 8.0)).collect();
        let keys =
            triples(&implicit, "n", "bytes", "bytes")?.into_iter().map(|(n, bytes, _)| (n, bytes));
        let memory = Panel::new("memory", Axis::log("n, number of units"), Axis::log("bytes"))
            .with(Series::line("explicit matrix", explicit).dashed().color("#555555"))
            .with(Series::points("keys and counts", keys.collect()).color("#0072B2"))
            .legend(Legend::TopLeft);
        Ok(Chart::new(vec![capacity, memory]))
    }
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

/// R1 on a stored matrix.
fn explicit(point: &Point, job: &Job) -> Result<(f64, f64, f64, usize)> {
    let code = BlockCode::new(point.count("k")?, point.count("N")?)?;
    let per_unit = (point.number("f")? * code.block_size() as f64).round() as usize;
    let mut network = Network::new(code, Association::Auto)?;
    network.grow_to(per_unit * code.block_size(), &mut job.rng("patterns"))?;
    let outcome =
        network.test(Method::R1, point.count("queries")?, LAMBDA, &mut job.rng("cues"))?;
    let stored = network.stored;
    let bits = outcome.bits_per_synapse(code, Method::R1, stored, LAMBDA, Association::Auto)?;
    let units = point.count("k")? * point.count("N")?;
    Ok((stored as f64, outcome.content.noise(), bits, units * units / 8))
}

/// The largest mean capacity of IRB over the loads for each n, with its standard error.
fn curve(table: &Table) -> Result<Vec<(f64, f64, f64)>> {
    let mut curve = Vec::new();
    for (_, rows) in table.filter("method", "IRB")?.groups("n")? {
        let mut best = (0.0, 0.0, 0.0);
        for (_, rows) in rows.groups("f")? {
            let bits = rows.numbers("bits")?;
            if mean(&bits) > best.1 {
                best = (mean(&rows.numbers("n")?), mean(&bits), std_error(&bits));
            }
        }
        curve.push(best);
    }
    curve.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(curve)
}
