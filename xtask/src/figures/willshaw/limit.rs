//! How far complete search stays below its limit, within a tenth of a second per query.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table,
};

use super::clique_search;

pub(super) struct Limit;

/// Milliseconds that a query may take in the mean.
const BUDGET: f64 = 100.0;

/// Code, k, N, cue units, loads, networks, queries and core-seconds of each network, the smallest scale.
type Setting = (&'static str, usize, usize, usize, &'static [f64], usize, (usize, f64), Scale);
const QUICK: (usize, f64) = (40, 0.1);
const SETTINGS: [Setting; 14] = [
    ("block", 12, 85, 3, &[0.64], 5, QUICK, Scale::Quick),
    ("block", 14, 73, 2, &[0.66, 0.70], 5, QUICK, Scale::Quick),
    ("block", 16, 256, 3, &[0.70, 0.72], 5, QUICK, Scale::Quick),
    ("block", 16, 256, 2, &[0.66, 0.68], 5, (60, 0.6), Scale::Paper),
    ("block", 18, 910, 4, &[0.68, 0.70], 5, (60, 1.5), Scale::Paper),
    ("block", 18, 910, 3, &[0.63, 0.64], 5, (60, 4.0), Scale::Paper),
    ("block", 20, 819, 4, &[0.77], 5, (60, 5.0), Scale::Paper),
    ("block", 19, 2371, 5, &[0.68], 4, (60, 8.0), Scale::Paper),
    ("block", 20, 2252, 5, &[0.725], 4, (60, 10.0), Scale::Paper),
    ("block", 21, 2145, 5, &[0.75], 4, (60, 15.0), Scale::Paper),
    ("random", 16, 256, 4, &[0.60, 0.63], 5, (20, 0.3), Scale::Quick),
    ("random", 18, 2496, 7, &[0.62, 0.66], 3, (40, 20.0), Scale::Paper),
    ("random", 18, 2496, 6, &[0.58, 0.60, 0.62], 3, (40, 20.0), Scale::Paper),
    ("block", 20, 4915, 6, &[0.70], 3, (60, 40.0), Scale::Beyond),
];

impl DataSet for Limit {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        clique_search::COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        SETTINGS.iter().filter(|setting| setting.7 <= scale).flat_map(points_of).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        clique_search::run(point, job)
    }
}

fn points_of(setting: &Setting) -> impl Iterator<Item = Point> {
    let &(kind, k, size, cues, loads, networks, (queries, seconds), _) = setting;
    let each = loads.iter().flat_map(move |&f| (0..networks).map(move |network| (f, network)));
    each.map(move |(f, network)| {
        Point::new()
            .key("kind", kind)
            .key("k", k)
            .key("N", size)
            .key("cues", cues)
            .key("wrong", 0_usize)
            .key("rule", "exactly")
            .key("f", f)
            .key("network", network)
            .set("queries", queries)
            .takes(seconds)
    })
}

impl Figure for Limit {
    fn id(&self) -> &str {
        "will-limit"
    }

    fn source(&self) -> &str {
        "beyond Knoblauch & Palm 2020, §6"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Distance of complete search to its limit",
            seen: "Left: information per synapse of complete search (union of the cliques). For each n the figure \
                   shows the best of the tried settings that take at most 100 ms per query on one core; standard \
                   errors over networks. Right: the same divided by ln 2 (1 − λ²)/2, the limit at the completeness λ \
                   of that setting. The stored pattern is in every output, as in that of any halo.",
            paper: "Not in the paper. Times vary between runs and machines, so a setting near 100 ms may be included \
                    or not.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let n = || Axis::log("n, number of units");
        let half = 2_f64.ln() / 2.0;
        let capacity = Axis::linear("C_u, bits per synapse").range(0.24, 0.36);
        let mut left = Panel::new("At most 100 ms per query", n(), capacity)
            .reference(Reference::horizontal(half, "ln 2/2"))
            .reference(Reference::horizontal(0.31, "0.31"))
            .legend(Legend::BottomRight);
        let mut right =
            Panel::new("Fraction of the limit at the same λ", n(), Axis::linear("C/C_limit"))
                .legend(Legend::BottomRight);
        for (kind, name, color) in
            [("block", "blocks", "#000000"), ("random", "random code", "#009E73")]
        {
            let best = best(&table.filter("kind", kind)?)?;
            let dots: Vec<_> = best.iter().map(|b| (b.n, b.bits.value, b.bits.std_error)).collect();
            let limit = |b: &Best| half * (1.0 - b.lambda * b.lambda);
            let fractions: Vec<_> = best
                .iter()
                .map(|b| (b.n, b.bits.value / limit(b), b.bits.std_error / limit(b)))
                .collect();
            left = left.with_all(drawn(name, color, &dots));
            right = right.with_all(drawn(name, color, &fractions));
        }
        Ok(Chart::new(vec![left, right]))
    }
}

fn drawn(name: &str, color: &str, dots: &[(f64, f64, f64)]) -> [Series; 2] {
    let line = dots.iter().map(|dot| (dot.0, dot.1)).collect();
    [Series::line(name, line).color(color), Series::measured("", dots).color(color)]
}

/// The best setting of about one n.
struct Best {
    n: f64,
    lambda: f64,
    bits: Estimate,
}

/// The best setting within the budget for each n, to two digits.
fn best(table: &Table) -> Result<Vec<Best>> {
    let mut best: Vec<Best> = Vec::new();
    for (k, of_k) in table.groups("k")? {
        for (size, of_size) in of_k.groups("N")? {
            for (cues, of_cues) in of_size.groups("cues")? {
                for (_, rows) in of_cues.groups("f")? {
                    let time = Estimate::mean(&rows.numbers("ms")?).value;
                    let [k, size, cues] =
                        [&k, &size, &cues].map(|value| value.number().unwrap_or(f64::NAN));
                    let bits = Estimate::mean(&rows.numbers("bits")?);
                    let found = Best { n: k * size, lambda: cues / k, bits };
                    if time <= BUDGET {
                        keep(&mut best, found);
                    }
                }
            }
        }
    }
    best.sort_by(|a, b| a.n.total_cmp(&b.n));
    Ok(best)
}

fn keep(best: &mut Vec<Best>, found: Best) {
    match best.iter_mut().find(|other| (other.n / found.n).ln().abs() < 0.1) {
        Some(other) if other.bits.value < found.bits.value => *other = found,
        Some(_) => {}
        None => best.push(found),
    }
}
