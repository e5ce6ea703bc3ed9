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
            seen: "Completion capacity of IRB, λ = ½, near its best load: how much more of it a balanced \
                   implicit matrix shows than a multinomial one, whose patterns are independent; 95 % \
                   intervals over sets of keys. Dashed: a tenth of a per cent.",
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
        let mut dots = Vec::new();
        for (n, rows) in table.groups("n")? {
            let found = Estimate::mean(&rows.numbers("difference_percent")?);
            let half =
                found.interval().map_or(0.0, |interval| (interval.high - interval.low) / 2.0);
            dots.push((n.number().unwrap_or_default(), found.value, half));
        }
        let y = Axis::linear("balanced over multinomial − 1, %");
        let panel =
            Panel::new("capacity of IRB, 95 % intervals", Axis::log("n, number of units"), y)
                .reference(Reference::horizontal(0.1, ""))
                .reference(Reference::horizontal(-0.1, "0.1 %"))
                .with(Series::measured("sets of keys of the same seeds", &dots));
        Ok(Chart::new(vec![panel]))
    }
}
