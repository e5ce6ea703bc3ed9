//! Complete search: beyond what local retrieval can bring out.

mod panels;
mod settings;
mod trial;

pub(super) use trial::run;

use settings::SETTINGS;
use synaptome_lab::chart::Chart;
use synaptome_lab::statistics::{Estimate, mean, std_error};
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table,
};

pub(super) const COLUMNS: &[&str] = &[
    "kind",
    "k",
    "N",
    "cues",
    "wrong",
    "rule",
    "f",
    "network",
    "patterns",
    "bits",
    "bits_list",
    "nodes",
    "ms",
    "cut",
    "missed",
];

pub(super) struct Cliques;

/// The mean over the networks of one setting and load.
#[derive(Clone)]
struct Mean {
    kind: &'static str,
    k: usize,
    size: usize,
    cues: usize,
    wrong: usize,
    rule: &'static str,
    f: f64,
    bits: f64,
    error: f64,
    networks: usize,
    milliseconds: f64,
}

impl Mean {
    fn n(&self) -> usize {
        self.k * self.size
    }

    fn estimate(&self) -> Estimate {
        Estimate::new(self.bits, self.error, self.networks)
    }

    /// Whether the number of false cue units was known.
    fn is_told(&self) -> bool {
        self.rule == "exactly"
    }
}

impl DataSet for Cliques {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        COLUMNS
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        settings::points(scale)
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        run(point, job)
    }
}

impl Figure for Cliques {
    fn id(&self) -> &str {
        "will-clique"
    }

    fn source(&self) -> &str {
        "beyond Knoblauch & Palm 2020, §5.1 and §6"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Complete search",
            seen: "Information per synapse beyond a cue of c units, from a search for all cliques (the union of the \
                   cliques) and from IRB-SMX, with standard errors over five networks: against the load; against λ = \
                   c/k and n, each at the best load and k of those tried; against the mean time per query on one core; \
                   with false cue units whose number is known, bounded, or unknown; and for pairs. The stored pattern \
                   was in every output, except that the rule of fewest false units may miss it; Fano's inequality \
                   bounds the loss.",
            paper: "The best retrieval of the paper reaches 0.204, and the paper expects no efficient retrieval \
                    beyond. The limit of complete search is ln 2 (1 − λ²)/2.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let means = means(table)?;
        let best = |claim, test: &dyn Fn(&Mean) -> bool| {
            let found = means.iter().filter(|mean| test(mean));
            let best = found.max_by(|a, b| a.bits.total_cmp(&b.bits));
            best.map(|mean| Measurement::estimated(claim, mean.estimate(), "networks"))
        };
        let cliques = |mean: &Mean| mean.kind == "block" && mean.wrong == 0 && mean.is_told();
        let large = |mean: &Mean| cliques(mean) && (40_000..50_000).contains(&mean.n());
        let small = |mean: &Mean| cliques(mean) && (4000..4200).contains(&mean.n());
        let misled = |mean: &Mean| mean.kind == "block" && mean.wrong == 1 && mean.is_told();
        let all = [
            best("X10", &|mean| large(mean) && mean.milliseconds <= 3.0),
            best("X11", &|mean| large(mean) && mean.size < 2371 && mean.milliseconds <= 50.0),
            best("X12", &|mean| small(mean) && mean.milliseconds <= 1.5),
            best("X16", &|mean| mean.kind == "random" && mean.wrong == 0),
            best("X17", &|mean| misled(mean) && mean.milliseconds <= 1.0),
            best("X18", &|mean| mean.kind == "hetero"),
        ];
        Ok(all.into_iter().flatten().collect())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        Ok(panels::chart(&means(table)?))
    }
}

/// All settings and loads of the table, setting after setting.
fn means(table: &Table) -> Result<Vec<Mean>> {
    let mut means = Vec::new();
    for setting in &SETTINGS {
        let rows = table
            .filter("kind", setting.kind)?
            .filter("k", setting.k)?
            .filter("N", setting.size)?
            .filter("cues", setting.cues)?
            .filter("wrong", setting.wrong)?
            .filter("rule", setting.rule)?;
        for (_, rows) in rows.groups("f")? {
            let bits = rows.numbers("bits")?;
            means.push(Mean {
                kind: setting.kind,
                k: setting.k,
                size: setting.size,
                cues: setting.cues,
                wrong: setting.wrong,
                rule: setting.rule,
                f: mean(&rows.numbers("f")?),
                bits: mean(&bits),
                error: std_error(&bits),
                networks: bits.len(),
                milliseconds: mean(&rows.numbers("ms")?),
            });
        }
    }
    Ok(means)
}
