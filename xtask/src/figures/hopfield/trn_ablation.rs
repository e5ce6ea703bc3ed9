//! hop-trn-ablation: what the training of a recurrent network depends on.

use synaptome_hopfield::{
    Constraint, Cues, Dynamics, Loss, Noise, PseudoLikelihood, Recovery, Start, TrainedRecurrent,
    WritingRule,
};
use synaptome_lab::Result;

use super::curves::mean_of;
use super::points::{UNITS, for_networks, messages};
use super::protocol::{ease, mpf, warm};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series, color_at};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{Caption, DataSet, Figure, Job, Measurement, Point, Scale};
use synaptome_lab::{Rows, Table, row};

pub(super) struct TrnAblation;

/// Loads, with the flip rates that TRN bears there.
const LOADS: [(f64, f64); 2] = [(0.5, 0.1), (0.8, 0.02)];

/// What is varied, with the levels it takes.
const FACTORS: [(&str, &[&str]); 5] = [
    ("start", &["zero", "random", "HOP", "MPF", "likelihood", "EASE"]),
    ("L", &["1", "2", "3", "4", "5"]),
    ("K", &["1", "2", "5", "10", "50"]),
    ("loss", &["squared", "logarithmic"]),
    ("weights", &["free", "zero diagonal", "symmetric", "sym., zero diag."]),
];

impl DataSet for TrnAblation {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["factor", "level", "load", "flip_rate", "network", "recovered", "in_cycle"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let points = FACTORS.into_iter().flat_map(|(factor, levels)| {
            levels.iter().flat_map(move |&level| {
                LOADS.map(|(load, flip_rate)| {
                    let point = Point::new().key("factor", factor).key("level", level);
                    let queries = if factor == "K" { level.parse().unwrap_or(2.0) } else { 2.0 };
                    point.key("load", load).key("flip_rate", flip_rate).takes(0.12 * load * queries)
                })
            })
        });
        for_networks(&points.collect::<Vec<_>>(), scale.pick(1, 10))
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (factor, level) = (point.text("factor")?, point.text("level")?);
        let load = point.number("load")?;
        let rule = varied(factor, level, load)?;
        let messages = messages(job, UNITS, load)?;
        let network = rule.write(&messages, &mut job.rng("training"))?;
        let (rate, rng) = (point.number("flip_rate")?, &mut job.rng("cues"));
        let cues = Cues::draw(&messages, Noise::Probability(rate), 8, rng)?;
        let dynamics = Dynamics::default();
        let recovered = Recovery::measure(&network, &cues, &dynamics, rng)?.recovered;
        let in_cycle = Recovery::in_cycles(&network, &cues, &dynamics, rng)?;
        let number = point.number("network")?;
        Ok(vec![row![factor, level, load, rate, number, recovered, in_cycle]])
    }
}

impl Figure for TrnAblation {
    fn id(&self) -> &str {
        "hop-trn-ablation"
    }

    fn source(&self) -> &str {
        "Notes on Bao et al. 2019, TRN and cons 1"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Training a recurrent network: which settings matter",
            seen: "Fraction of cues from which recall ends in the message as a true fixed point, and fraction from \
                   which it ends in a cycle through the message (N = 128). One setting of the cheap recipe varies at a \
                   time: start, steps L, queries K, loss and weights. A test of only the state after L steps would \
                   count such cycles as memories.",
            paper: "We know of no published ablation. The start matters most: zero and random weights fail, Hebbian \
                    weights store less. At M/N = 0.5 training with fifty queries per message recovers hardly more than \
                    training with two, so the O(exp N) of the notes is not needed; at 0.8 more queries make up for the \
                    few steps. An even number of steps L trains cycles of period two.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let table = table.filter("factor", "K")?.filter("load", 0.5)?;
        // Levels are texts, but a table read from a file holds them as numbers.
        let levels = table.groups("level")?;
        let level = |name: &str| -> Result<Estimate> {
            let own = levels.iter().find(|(level, _)| level.to_string() == name);
            let values = own.map(|(_, own)| own.numbers("recovered")).transpose()?;
            Ok(Estimate::mean(&values.unwrap_or_default()))
        };
        Ok(vec![Measurement::estimated("B5", level("50")?.minus(level("2")?), "networks")])
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
        other => return Err(format!("unknown start {other}").into()),
    })
}

fn constraint(level: &str) -> Result<Constraint> {
    Ok(match level {
        "free" => Constraint::Free,
        "zero diagonal" => Constraint::ZeroDiagonal,
        "symmetric" => Constraint::Symmetric,
        "sym., zero diag." => Constraint::SymmetricZeroDiagonal,
        other => return Err(format!("unknown constraint {other}").into()),
    })
}

fn panel(table: &Table, factor: &str, levels: &[&str], legend: bool) -> Result<Panel> {
    let table = table.filter("factor", factor)?;
    let names = levels.iter().map(ToString::to_string).collect();
    let mut panel = Panel::new(
        format!("Varied: {factor}"),
        Axis::categories("", names).range(0.5, levels.len() as f64 + 0.5),
        Axis::linear("fraction of cues").range(-0.02, 1.02),
    )
    .legend(if legend { Legend::Right } else { Legend::Hidden });
    for (k, (load, rate)) in LOADS.into_iter().enumerate() {
        let table = table.filter("load", load)?;
        for (column, name, shift) in
            [("recovered", "recovered", -0.08), ("in_cycle", "in a cycle through it", 0.08)]
        {
            let mut points = Vec::new();
            for (place, level) in levels.iter().enumerate() {
                let (mean, error) = mean_of(&table.filter("level", *level)?, column)?;
                points.push((place as f64 + 1.0 + shift, mean, error));
            }
            let color = color_at(2 * k + usize::from(column == "in_cycle"));
            let name = format!("{name}, M/N = {load}, {} % flips", 100.0 * rate);
            panel = panel.with(Series::measured(name, &points).color(color));
        }
    }
    Ok(panel)
}
