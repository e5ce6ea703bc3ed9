//! Output noise against the number of patterns, and the accuracy of the theory.

mod networks;

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table,
};
use synaptome_willshaw::Association::{self, Auto, Hetero};

use super::implicit::Queries;
use super::series::triples;

const NOISE: f64 = 0.01;
/// M over its largest value by theory; larger networks are not saturated.
const LOADS: [f64; 24] = [
    0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2,
    1.4, 1.7, 2.0, 3.0, 5.0, 10.0, 20.0,
];
/// The number of loads at which IR-KWTA, whose noise grows without limit, is tested.
const UNSATURATED: usize = 19;
/// Loads of the largest networks, k = 28, on implicit matrices at `paper`.
const LARGE_LOADS: [f64; 5] = [0.90, 0.92, 0.94, 0.96, 0.98];
const LARGE: (usize, Queries) = (28, Queries { patterns: 20, cues: 100 });
/// k, networks at `quick` and at `paper` (0: not at this scale), loads.
const SIZES: [(usize, usize, usize, usize); 5] =
    [(10, 60, 400, 24), (12, 25, 200, 24), (16, 4, 20, 24), (20, 0, 5, 16), (24, 0, 5, 16)];

/// k and colour of each curve.
const CURVES: [(usize, &str); 6] = [
    (10, "#56B4E9"),
    (12, "#009E73"),
    (16, "#0072B2"),
    (20, "#E69F00"),
    (24, "#D55E00"),
    (28, "#000000"),
];

pub(super) struct Accuracy;

impl DataSet for Accuracy {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &[
            "association",
            "method",
            "k",
            "M over M_th",
            "noise",
            "error",
            "address",
            "content",
            "networks",
        ]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let mut points = Vec::new();
        for (k, quick, paper, loads) in SIZES {
            for association in [Auto, Hetero] {
                for kind in ["block", "random"] {
                    // The claims are about blocks; large random networks learn slowly.
                    let (networks, queries) = match (k, kind) {
                        (..=16, _) => (scale.pick(quick, paper), 500_usize),
                        (24, "random") => (scale.pick(quick, 2), 5000),
                        _ => (scale.pick(quick, paper), 10_000),
                    };
                    let (size, slower) = (2_f64.powi(k as i32), k as f64 / 16.0);
                    let dearer = if (association, kind) == (Auto, "block") { 1.5 } else { 4.5 };
                    let cost = dearer
                        * (3e-7 * size * slower.powi(3) + queries as f64 * 1.5e-4 * slower.powi(4));
                    let point = Point::new()
                        .key("association", association.to_string())
                        .key("k", k)
                        .key("kind", kind)
                        .set("networks", networks)
                        .set("queries", queries)
                        .set("loads", loads)
                        .takes(networks as f64 * cost + 0.01);
                    points.extend((networks > 0).then_some(point));
                }
            }
        }
        points.extend(if scale == Scale::Quick { Vec::new() } else { large_points() });
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        networks::run(point, job)
    }
}

impl Figure for Accuracy {
    fn id(&self) -> &str {
        "will-4"
    }

    fn source(&self) -> &str {
        "Knoblauch & Palm 2020, Fig 4 and §5.2"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Output noise against load",
            seen: "Output noise against the number of patterns relative to theory (4.10, A.22), \
                   for N = 2^(k/2) and half cues; error bars over networks.",
            paper: "The noise turns into a step function with growing k. Accuracies of theory: \
                    71, 80, 89, 92, 94, 95 % for heteroassociative sIRB with k = 10, 12, 16, 20, \
                    24, 28; saturation at 1 (sIRB), 0.75 (IRB) and 0.5 (autoassociation).",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let mut all = Vec::new();
        for (claim, association, method, k) in [
            ("K06-k10", Hetero, "sIRB", 10_usize),
            ("K06-k12", Hetero, "sIRB", 12),
            ("K06-k16", Hetero, "sIRB", 16),
            ("K06-k20", Hetero, "sIRB", 20),
            ("K06-k24", Hetero, "sIRB", 24),
            ("K07-k10", Auto, "IRB", 10),
            ("K06-k28", Hetero, "sIRB", 28),
            ("K07-k28", Auto, "IRB", 28),
        ] {
            let rows = curve(table, association, method, k)?;
            let networks = networks(table, association, method, k)?;
            let found = crossing(&rows).map(|(x, error)| Estimate::new(x, error, networks));
            all.extend(found.map(|found| Measurement::estimated(claim, found, "networks")));
        }
        for (claim, association, method) in
            [("K05-sirb", Hetero, "sIRB"), ("K05-irb", Hetero, "IRB"), ("K05-auto", Auto, "IRB")]
        {
            let rows = curve(table, association, method, 16)?;
            let networks = networks(table, association, method, 16)?;
            let found = rows.last().map(|last| Estimate::new(last.1, last.2, networks));
            all.extend(found.map(|found| Measurement::estimated(claim, found, "networks")));
        }
        Ok(all)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut panels = Vec::new();
        for (association, method, title) in [
            (Auto, "IRB", "Autoassociation, IRB = sIRB"),
            (Auto, "IR-KWTA", "Autoassociation, IR-KWTA"),
            (Hetero, "sIRB", "Heteroassociation, sIRB"),
            (Hetero, "IRB", "Heteroassociation, IRB"),
            (Hetero, "IR-KWTA", "Heteroassociation, IR-KWTA"),
        ] {
            let x = Axis::log("M / M_max by theory").range(0.28, 22.0);
            let y = Axis::log("ε̂, output noise").range(1e-4, 20.0);
            let mut panel = Panel::new(title, x, y).legend(Legend::Right);
            for (k, color) in CURVES {
                let rows = curve(table, association, method, k)?;
                let line = rows.iter().map(|row| (row.0, row.1)).collect();
                panel = panel
                    .with(
                        Series::line(
                            if rows.is_empty() { String::new() } else { format!("k = {k}") },
                            line,
                        )
                        .color(color),
                    )
                    .with(Series::measured("", &rows).color(color));
            }
            panels.push(panel.reference(Reference::horizontal(NOISE, "ε = 0.01")));
        }
        Ok(Chart::new(panels))
    }
}

fn large_points() -> Vec<Point> {
    let (k, queries) = LARGE;
    let both = [Auto, Hetero].into_iter().flat_map(|a| LARGE_LOADS.map(|load| (a, load)));
    both.map(|(association, load)| {
        let point = Point::new()
            .key("association", association.to_string())
            .key("k", k)
            .key("kind", "implicit")
            .key("load", load)
            .set("networks", 5_usize)
            .takes(if association == Auto { 3.0 } else { 8.0 });
        queries.set(point)
    })
    .collect()
}

fn curve(
    table: &Table,
    association: Association,
    method: &str,
    k: usize,
) -> Result<Vec<(f64, f64, f64)>> {
    triples(&part(table, association, method, k)?, "M over M_th", "noise", "error")
}

fn part(table: &Table, association: Association, method: &str, k: usize) -> Result<Table> {
    let own = table.filter("association", association.to_string())?;
    Ok(own.filter("method", method)?.filter("k", k)?)
}

/// How many networks a curve is the mean of.
fn networks(table: &Table, association: Association, method: &str, k: usize) -> Result<usize> {
    let counts = part(table, association, method, k)?.numbers("networks")?;
    Ok(counts.first().map_or(0, |count| *count as usize))
}

/// Where the curve passes ε, linear in ln ε̂, with the error of the noise there.
fn crossing(rows: &[(f64, f64, f64)]) -> Option<(f64, f64)> {
    let pair = rows.windows(2).find(|pair| pair[0].1 < NOISE && pair[1].1 >= NOISE)?;
    let (a, b) = (pair[0], pair[1]);
    let slope = (b.1.ln() - a.1.max(1e-9).ln()) / (b.0 - a.0);
    let x = a.0 + (NOISE.ln() - a.1.max(1e-9).ln()) / slope;
    let relative_error = 0.5 * (a.2 / a.1 + b.2 / b.1);
    Some((x, relative_error / slope))
}
