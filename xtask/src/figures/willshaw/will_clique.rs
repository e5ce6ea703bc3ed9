//! Complete search: beyond what local retrieval can bring out.

use anyhow::Result;

use super::trial::run;
use crate::chart::{Axis, Chart, Legend, Panel, Reference, Series};
use crate::figure::{Caption, Figure, Job, Measurement, Point, Scale};
use crate::statistics::{mean, std_error};
use crate::table::{Rows, Table};

/// Networks for each setting.
const NETWORKS: usize = 5;

/// One kind of memory and cue, over several loads.
struct Setting {
    kind: &'static str,
    k: usize,
    size: usize,
    cues: usize,
    wrong: usize,
    loads: &'static [f64],
    queries: usize,
    /// Estimated core-seconds of a network.
    seconds: f64,
    scale: Scale,
}

const fn setting(
    (kind, k, size): (&'static str, usize, usize),
    (cues, wrong): (usize, usize),
    loads: &'static [f64],
    queries: usize,
    seconds: f64,
    scale: Scale,
) -> Setting {
    Setting { kind, k, size, cues, wrong, loads, queries, seconds, scale }
}

const BLOCK: (&str, usize, usize) = ("block", 16, 256);
const VOTES: (&str, usize, usize) = ("IRB-SMX", 16, 256);
const SETTINGS: [Setting; 16] = [
    setting(VOTES, (8, 0), &[0.66, 0.74, 0.80, 0.83, 0.86, 0.90], 400, 0.05, Scale::Quick),
    setting(VOTES, (6, 0), &[0.60, 0.66, 0.70, 0.74, 0.78, 0.84], 400, 0.05, Scale::Quick),
    setting(BLOCK, (8, 0), &[0.74, 0.82, 0.88, 0.92, 0.96, 1.0], 200, 0.05, Scale::Quick),
    setting(BLOCK, (6, 0), &[0.66, 0.74, 0.80, 0.83, 0.86, 0.90], 200, 0.06, Scale::Quick),
    setting(BLOCK, (4, 0), &[0.60, 0.68, 0.72, 0.76, 0.80], 200, 0.08, Scale::Quick),
    setting(BLOCK, (3, 0), &[0.55, 0.62, 0.68, 0.70, 0.72, 0.75], 150, 0.12, Scale::Quick),
    setting(BLOCK, (6, 1), &[0.66, 0.70, 0.74, 0.76], 200, 0.06, Scale::Quick),
    setting(("random", 16, 256), (6, 0), &[0.66, 0.70, 0.74, 0.78], 60, 0.1, Scale::Quick),
    setting(("random", 16, 256), (5, 0), &[0.60, 0.64, 0.68, 0.70], 60, 0.1, Scale::Quick),
    setting(("random", 16, 256), (4, 0), &[0.56, 0.60, 0.63], 50, 0.4, Scale::Quick),
    setting(("hetero", 16, 256), (8, 0), &[0.76, 0.80, 0.82, 0.84, 0.86], 60, 0.15, Scale::Quick),
    setting(("block", 16, 2816), (8, 0), &[0.63, 0.67, 0.71], 1000, 5.0, Scale::Paper),
    setting(("block", 18, 2496), (6, 0), &[0.64, 0.66, 0.68, 0.70], 500, 5.0, Scale::Paper),
    setting(("block", 18, 2496), (5, 0), &[0.60, 0.62, 0.64, 0.645], 500, 6.0, Scale::Paper),
    setting(("block", 19, 2371), (5, 0), &[0.66, 0.68], 300, 8.0, Scale::Beyond),
    setting(("block", 20, 2252), (5, 0), &[0.71, 0.72, 0.725], 300, 20.0, Scale::Beyond),
];

const COLUMNS: &[&str] = &[
    "kind",
    "k",
    "N",
    "cues",
    "wrong",
    "f",
    "network",
    "patterns",
    "bits",
    "bits_list",
    "nodes",
    "ms",
    "cut",
];

pub(super) struct Cliques;

/// The mean over the networks of one setting and load.
struct Mean {
    kind: String,
    k: usize,
    size: usize,
    cues: usize,
    wrong: usize,
    f: f64,
    bits: f64,
    error: f64,
    milliseconds: f64,
}

impl Figure for Cliques {
    fn id(&self) -> &'static str {
        "will-clique"
    }

    fn source(&self) -> &'static str {
        "beyond Knoblauch & Palm 2020, §5.1 and §6"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Complete search",
            seen: "Information per synapse of a search for all cliques that complete a cue of c \
                   units (the union of the cliques, per block), and of IRB-SMX, against the \
                   load; the mean time of a query on one core against the capacity. Standard \
                   errors over five networks; the stored pattern was in every output.",
            paper: "The paper's best retrieval reaches .204 and it expects nothing efficient \
                    beyond. The limit of complete search is ln 2 (1 − λ²)/2.",
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let mut points = Vec::new();
        for setting in SETTINGS.iter().filter(|setting| setting.scale <= scale) {
            for &f in setting.loads {
                for network in 0..NETWORKS {
                    points.push(
                        Point::new()
                            .key("kind", setting.kind)
                            .key("k", setting.k)
                            .key("N", setting.size)
                            .key("cues", setting.cues)
                            .key("wrong", setting.wrong)
                            .key("f", f)
                            .key("network", network)
                            .set("queries", setting.queries)
                            .takes(setting.seconds),
                    );
                }
            }
        }
        points
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        run(point, job)
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let means = means(table)?;
        let best = |claim, test: &dyn Fn(&Mean) -> bool| {
            let found = means.iter().filter(|mean| test(mean));
            let best = found.max_by(|a, b| a.bits.total_cmp(&b.bits));
            best.map(|mean| Measurement::new(claim, mean.bits).with_error(mean.error))
        };
        let cliques = |mean: &Mean| mean.kind == "block" && mean.wrong == 0;
        let large = |mean: &Mean| cliques(mean) && (40_000..50_000).contains(&(mean.k * mean.size));
        let small = |mean: &Mean| cliques(mean) && mean.k * mean.size == 4096;
        let all = [
            best("X10", &|mean| large(mean) && mean.milliseconds <= 3.0),
            best("X11", &|mean| large(mean) && mean.size < 2371 && mean.milliseconds <= 50.0),
            best("X12", &|mean| small(mean) && mean.milliseconds <= 1.5),
            best("X16", &|mean| mean.kind == "random"),
            best("X17", &|mean| mean.wrong == 1 && mean.milliseconds <= 1.0),
            best("X18", &|mean| mean.kind == "hetero"),
        ];
        Ok(all.into_iter().flatten().collect())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let means = means(table)?;
        let axis = |label: &str| Axis::linear(label).range(0.1, 0.36);
        let mut load = Panel::new(
            "capacity against load",
            Axis::linear("f = M/N²"),
            axis("C_u, bit per synapse"),
        )
        .reference(Reference::horizontal(2_f64.ln() / 2.0, "ln 2/2"))
        .reference(Reference::horizontal(0.204, "best of the paper"))
        .legend(Legend::Right);
        let mut cost = Panel::new(
            "cost of a query",
            axis("C_u, bit per synapse"),
            Axis::log("ms on one core"),
        )
        .legend(Legend::Hidden);
        let mut pairs = Panel::new(
            "heteroassociation",
            Axis::linear("f = M/N²"),
            Axis::linear("C_uv, bit per synapse").range(0.4, 0.72),
        )
        .reference(Reference::horizontal(2_f64.ln(), "ln 2"))
        .legend(Legend::Right);
        let mut colors = COLORS.into_iter().cycle();
        for setting in &SETTINGS {
            let color = colors.next().unwrap_or("#000000");
            let found: Vec<&Mean> = means.iter().filter(|mean| mean.is_of(setting)).collect();
            if found.is_empty() {
                continue;
            }
            let curve: Vec<_> = found.iter().map(|mean| (mean.f, mean.bits, mean.error)).collect();
            let line = curve.iter().map(|dot| (dot.0, dot.1)).collect();
            let drawn = [
                Series::line(setting.name(), line).color(color),
                Series::measured("", &curve).color(color),
            ];
            if setting.kind == "hetero" {
                pairs = pairs.with_all(drawn);
                continue;
            }
            load = load.with_all(drawn);
            let times = found.iter().map(|mean| (mean.bits, mean.milliseconds)).collect::<Vec<_>>();
            cost = cost
                .with(Series::line("", times.clone()).color(color))
                .with(Series::points("", times).color(color));
        }
        Ok(Chart::new(vec![load, cost, pairs]))
    }
}

const COLORS: [&str; 9] = [
    "#D55E00", "#E69F00", "#56B4E9", "#0072B2", "#009E73", "#000000", "#CC79A7", "#8C510A",
    "#555555",
];

impl Setting {
    fn name(&self) -> String {
        let Self { kind, k, size, cues, wrong, .. } = self;
        let wrong = if *wrong > 0 { format!(", {wrong} false") } else { String::new() };
        let kind = if *kind == "block" { "cliques" } else { kind };
        format!("{kind}, {k}×{size}, c = {cues}{wrong}")
    }
}

impl Mean {
    fn is_of(&self, setting: &Setting) -> bool {
        let mine = (self.kind.as_str(), self.k, self.size, self.cues, self.wrong);
        mine == (setting.kind, setting.k, setting.size, setting.cues, setting.wrong)
    }
}

fn means(table: &Table) -> Result<Vec<Mean>> {
    let mut means = Vec::new();
    for setting in &SETTINGS {
        let rows = table
            .filter("kind", setting.kind)?
            .filter("k", setting.k)?
            .filter("N", setting.size)?
            .filter("cues", setting.cues)?
            .filter("wrong", setting.wrong)?;
        for (_, rows) in rows.groups("f")? {
            let bits = rows.numbers("bits")?;
            means.push(Mean {
                kind: setting.kind.to_owned(),
                k: setting.k,
                size: setting.size,
                cues: setting.cues,
                wrong: setting.wrong,
                f: mean(&rows.numbers("f")?),
                bits: mean(&bits),
                error: std_error(&bits),
                milliseconds: mean(&rows.numbers("ms")?),
            });
        }
    }
    Ok(means)
}
