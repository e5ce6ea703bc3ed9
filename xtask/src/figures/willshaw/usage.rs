//! Does it matter that an implicit matrix uses each unit equally often?

use synaptome_lab::chart::{Axis, Chart, Panel, Reference, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};
use synaptome_willshaw::Usage;

use super::implicit::{self, Queries};

const COLUMNS: &[&str] =
    &["k", "N", "n", "f", "network", "balanced", "multinomial", "difference_percent"];

/// k, N, the load near IRB's maximum, sets of keys, patterns and cues of each of them, the smallest scale.
type Size = (usize, usize, f64, usize, Queries, Scale);
const SIZES: [Size; 6] = [
    (16, 256, 0.68, 10, Queries { patterns: 100, cues: 20 }, Scale::Quick),
    (20, 1024, 0.71, 10, Queries { patterns: 60, cues: 60 }, Scale::Quick),
    (18, 512, 0.70, 80, Queries { patterns: 60, cues: 60 }, Scale::Paper),
    (22, 2048, 0.71, 40, Queries { patterns: 60, cues: 100 }, Scale::Paper),
    (24, 4096, 0.72, 40, Queries { patterns: 60, cues: 100 }, Scale::Paper),
    (28, 16_384, 0.72, 100, Queries { patterns: 30, cues: 150 }, Scale::Beyond),
];
/// More sets of keys of the small sizes above `quick`.
const MORE: usize = 8;

pub(super) struct UsageOfUnits;

impl DataSet for UsageOfUnits {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let sizes = SIZES.iter().filter(|size| size.5 <= scale);
        sizes.flat_map(|size| points_of(size, scale)).collect()
    }

    /// Both kinds of matrix, from the same streams of keys and cues.
    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let bits = |usage| -> Result<f64> { Ok(implicit::run(point, job, usage, "IRB")?.bits) };
        let (balanced, multinomial) = (bits(Usage::Balanced)?, bits(Usage::Multinomial)?);
        let (k, size) = (point.count("k")?, point.count("N")?);
        Ok(vec![row![
            k,
            size,
            k * size,
            point.number("f")?,
            point.count("network")?,
            balanced,
            multinomial,
            100.0 * (balanced - multinomial) / multinomial
        ]])
    }
}

fn points_of(size: &Size, scale: Scale) -> Vec<Point> {
    let &(k, size, f, networks, queries, smallest) = size;
    let networks =
        if smallest == Scale::Quick { scale.pick(networks, MORE * networks) } else { networks };
    let rows = (k * k * size) as f64;
    let seconds = queries.patterns as f64 * (8e-9 * f * rows + queries.cues as f64 * 1e-5);
    let point = |network| {
        let point = Point::new().key("k", k).key("N", size).key("f", f).key("network", network);
        queries.set(point).takes(seconds)
    };
    (0..networks).map(point).collect()
}

impl Figure for UsageOfUnits {
    fn id(&self) -> &str {
        "will-usage"
    }

    fn source(&self) -> &str {
        "beyond Knoblauch & Palm 2020, §5.5"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Implicit matrices that use all units equally often",
            seen: "Completion capacity of IRB at λ = ½, near its best load: the relative excess of a balanced implicit \
                   matrix over a multinomial one, whose patterns are independent; 95 % intervals over sets of keys. \
                   Dashed: a line proportional to (λk)²/N.",
            paper: "Not in the paper: an explicit matrix of independent patterns corresponds to the \
                    multinomial kind.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let found = differences(table)?;
        let dots: Vec<_> = found.iter().map(|d| (d.n, d.percent.value, d.half())).collect();
        let scale = scale_of(&found);
        let line = LAW.iter().map(|&(k, size)| ((k * size) as f64, scale * expected(k, size)));
        let y = Axis::linear("balanced over multinomial − 1, %");
        let panel =
            Panel::new("Capacity of IRB, 95 % intervals", Axis::log("n, number of units"), y)
                .reference(Reference::horizontal(0.0, ""))
                .reference(Reference::horizontal(0.1, "0.1 %"))
                .with(Series::measured("same seeds for both", &dots))
                .with(Series::line(format!("{scale:.1} % (λk)²/N"), line.collect()).dashed());
        Ok(Chart::new(vec![panel]))
    }
}

/// k and N of the line, k = 2 log₂ N.
const LAW: [(usize, usize); 7] =
    [(16, 256), (18, 512), (20, 1024), (22, 2048), (24, 4096), (28, 16_384), (32, 65_536)];

/// How the difference grows with λk and N. A unit of a multinomial matrix is used m times with a variance of M/N,
/// so that ln p₁ of its row has a variance in proportion to 1/N, and the mean of p₁^{λk} exceeds that of
/// equal uses by half of (λk)² times this variance.
fn expected(k: usize, size: usize) -> f64 {
    (k as f64 / 2.0).powi(2) / size as f64
}

struct Difference {
    n: f64,
    expected: f64,
    percent: Estimate,
}

impl Difference {
    /// Half of the 95 % interval.
    fn half(&self) -> f64 {
        self.percent.interval().map_or(0.0, |interval| (interval.high - interval.low) / 2.0)
    }
}

fn differences(table: &Table) -> Result<Vec<Difference>> {
    let mut all = Vec::new();
    for (k, of_k) in table.groups("k")? {
        for (size, rows) in of_k.groups("N")? {
            let [k, size] = [&k, &size].map(|value| value.number().unwrap_or_default() as usize);
            let percent = Estimate::mean(&rows.numbers("difference_percent")?);
            all.push(Difference { n: (k * size) as f64, expected: expected(k, size), percent });
        }
    }
    Ok(all)
}

/// The factor of the expected differences, by least squares with the errors as weights.
fn scale_of(found: &[Difference]) -> f64 {
    let sum = |of: &dyn Fn(&Difference) -> f64| -> f64 {
        found.iter().map(|d| of(d) / d.percent.std_error.powi(2)).sum()
    };
    sum(&|d| d.expected * d.percent.value) / sum(&|d| d.expected.powi(2))
}
