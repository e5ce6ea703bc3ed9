//! hop-trn-ablation: what the training of a recurrent network depends on.

use anyhow::{Result, bail};
use synaptome_hopfield::{
    Constraint, Dynamics, HopfieldNetwork, Loss, Memories, Noise, PseudoLikelihood, Start,
    TrainedRecurrent, WritingRule,
};

use super::curves::mean_of;
use super::protocol::{ease, mpf, warm};
use super::trial::{Cue, cues, recall_all};
use super::{UNITS, for_networks};
use crate::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use crate::figure::{Caption, Figure, Job, Measurement, Point, Scale};
use crate::table::{Rows, Table, row};

pub(super) struct TrnAblation;

const LOADS: [f64; 2] = [0.5, 0.7];

/// What is varied, with the levels it takes.
const FACTORS: [(&str, &[&str]); 5] = [
    (
        "start",
        &["zero", "random", "HOP", "MPF", "likelihood", "EASE"],
    ),
    ("L", &["1", "2", "3", "4", "5"]),
    ("K", &["1", "2", "5", "10", "50"]),
    ("loss", &["squared", "logarithmic"]),
    (
        "weights",
        &["free", "zero diagonal", "symmetric", "sym., zero diag."],
    ),
];

impl Figure for TrnAblation {
    fn id(&self) -> &'static str {
        "hop-trn-ablation"
    }

    fn source(&self) -> &'static str {
        "Notes on Bao et al. 2019, TRN and cons 1; spec E5"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "What training a recurrent network depends on",
            seen: "Recovery from 10 % flips (N = 128) as one setting of the cheap recipe varies: start, steps L, queries K, \
                   loss and weights. Filled: true fixed points. Crosses at the same place: cues that stand on the message \
                   after L steps, fixed or not; at even L cycles of period two pass this naive test.",
            paper: "No ablation is published. The start decides: random, zero and Hebbian weights fail. More queries than \
                    two buy nothing, so that the O(exp N) of the notes is not needed.",
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "factor",
            "level",
            "load",
            "network",
            "recovered",
            "naive",
            "cycled",
        ]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let points = FACTORS.into_iter().flat_map(|(factor, levels)| {
            levels.iter().flat_map(move |&level| {
                LOADS.map(|load| {
                    let point = Point::new().key("factor", factor).key("level", level);
                    let queries = if factor == "K" {
                        level.parse().unwrap_or(2.0)
                    } else {
                        2.0
                    };
                    point.key("load", load).takes(0.12 * load * queries)
                })
            })
        });
        for_networks(&points.collect::<Vec<_>>(), scale.pick(1, 10))
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (factor, level) = (point.text("factor")?, point.text("level")?);
        let load = point.number("load")?;
        let rule = varied(factor, level, load)?;
        let count = super::messages_at(load, UNITS);
        let memories = Memories::random(UNITS, count, &mut job.rng("messages"))?;
        let network = rule.write(&memories, &mut job.rng("training"))?;
        let rng = &mut job.rng("cues");
        let cues = cues(&memories, Noise::Probability(0.1), 8, rng)?;
        let outcome = recall_all(&network, &cues, rng)?;
        let naive = naive(&network, &cues, rule.unrolled.steps, rng)?;
        let (number, recovered) = (point.number("network")?, outcome.recovered);
        Ok(vec![row![
            factor,
            level,
            load,
            number,
            recovered,
            naive,
            outcome.cycled
        ]])
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let table = table.filter("factor", "K")?.filter("load", 0.5)?;
        let level = |level: &str| mean_of(&table.filter("level", level)?, "recovered");
        let (many, few) = (level("50")?, level("2")?);
        let measurement = Measurement::new("B5", many.0 - few.0).with_error(many.1.hypot(few.1));
        Ok(vec![measurement])
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let panels = FACTORS.into_iter().enumerate();
        let panels = panels.map(|(k, (factor, levels))| panel(table, factor, levels, k == 1));
        Ok(Chart::new(panels.collect::<Result<_>>()?).columns(2))
    }
}

/// The cheap recipe with one setting changed.
fn varied(factor: &str, level: &str, load: f64) -> Result<TrainedRecurrent> {
    let mut rule = warm(load);
    match factor {
        "start" => rule.start = start(level, load)?,
        "L" => rule.unrolled.steps = level.parse()?,
        "K" => rule.probes = level.parse()?,
        "loss" if level == "squared" => rule.unrolled.loss = Loss::Squared,
        "loss" => rule.unrolled.loss = Loss::Logarithmic,
        _ => rule.constraint = constraint(level)?,
    }
    Ok(rule)
}

fn start(level: &str, load: f64) -> Result<Start> {
    Ok(match level {
        "zero" => Start::Zero,
        "random" => Start::Random(1.0),
        "HOP" => Start::Hebbian,
        "MPF" => Start::MinimumProbabilityFlow(mpf(3.0)),
        "likelihood" => Start::PseudoLikelihood(PseudoLikelihood::default()),
        "EASE" => Start::Ease(ease(load)),
        other => bail!("{other} is no start"),
    })
}

fn constraint(level: &str) -> Result<Constraint> {
    Ok(match level {
        "free" => Constraint::Free,
        "zero diagonal" => Constraint::ZeroDiagonal,
        "symmetric" => Constraint::Symmetric,
        "sym., zero diag." => Constraint::SymmetricZeroDiagonal,
        other => bail!("{other} is no constraint"),
    })
}

/// The share of cues that stand on their message after L steps, whether they stay there or not.
fn naive(
    network: &HopfieldNetwork,
    cues: &[Cue<'_>],
    max_sweeps: usize,
    rng: &mut impl rand::Rng,
) -> Result<f64> {
    let dynamics = Dynamics {
        max_sweeps,
        ..Default::default()
    };
    let mut standing = 0;
    for (cue, message) in cues {
        standing += usize::from(network.recall(cue, &dynamics, rng)?.state == **message);
    }
    Ok(standing as f64 / cues.len() as f64)
}

fn panel(table: &Table, factor: &str, levels: &[&str], legend: bool) -> Result<Panel> {
    let table = table.filter("factor", factor)?;
    let names = levels.iter().map(ToString::to_string).collect();
    let mut panel = Panel::new(
        format!("Varied: {factor}"),
        Axis::categories("", names),
        Axis::linear("share of cues").range(-0.02, 1.02),
    )
    .legend(if legend {
        Legend::Right
    } else {
        Legend::Hidden
    });
    for (k, load) in LOADS.into_iter().enumerate() {
        let table = table.filter("load", load)?;
        for (column, name, shift) in [
            ("recovered", "recovered", -0.08),
            ("naive", "on it after L steps", 0.08),
        ] {
            let mut points = Vec::new();
            for (place, level) in levels.iter().enumerate() {
                let (mean, error) = mean_of(&table.filter("level", *level)?, column)?;
                points.push((place as f64 + 1.0 + shift, mean, error));
            }
            let color = color_at(2 * k + usize::from(column == "naive"));
            let name = format!("{name}, M/N = {load}");
            panel = panel.with(Series::measured(name, &points).color(color));
        }
    }
    Ok(panel)
}
