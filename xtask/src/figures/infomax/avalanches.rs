//! ri-8: bursts before and after learning.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use synaptome_lab::statistics::{Estimate, OneWay, curve};
use synaptome_lab::{Caption, DataSet, Figure, Measurement, Result, Table};

use super::bursts::{Bursts, COMMON, CRITICAL, OF_PAPER, OTHER_LENGTH, PEAKED, view};
use crate::figures::palette::color_of;

/// The sizes of bursts, N = 50.
pub(super) struct BurstSizes;

/// The exponent that claims are about, and the distance from its power law.
const EXPONENT: &str = "exponent on 2-100";
const DISTANCE: &str = "distance on 2-100";

impl Figure for BurstSizes {
    fn id(&self) -> &str {
        "ri-8"
    }

    fn source(&self) -> &str {
        "Tanaka et al. 2009, Fig 8"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Neuronal avalanches, and where they are not critical",
            seen: "Fraction of bursts against their number of spikes, before and after learning (50 neurons, five \
                   networks; twenty above `quick`). Dashed: the power law with exponent −3/2. At p_max = 0.95 the \
                   sizes have peaks. The exponent changes while the network learns, so its value after the short \
                   schedule of `quick`, near −3/2, is a transient. Above `quick`: the exponent at each rate and after schedules of \
                   other lengths.",
            paper: "After learning at p_max = 0.5 the sizes follow a power law with exponent about −3/2, before \
                    learning an exponential; each neuron keeps about two strong inputs.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        &Bursts
    }

    fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
        let seeds = |claim, phase, quantity| -> Result<Measurement> {
            Ok(Measurement::mean(claim, &of_common(table, CRITICAL, phase, quantity)?, "seeds"))
        };
        let distance = Estimate::median(&of_common(table, PEAKED, "after", DISTANCE)?);
        let mut measured = vec![
            seeds("T05-before", "before", "exponential less power")?,
            seeds("T05-after", "after", EXPONENT)?,
            seeds("T06", "after", "strong inputs")?,
            Measurement::estimated("T07", distance, "seeds").within(0.0..=1.0),
        ];
        let by_rate = exponents(table, COMMON, "rate")?;
        if let [_, _, ..] = by_rate[..] {
            let ends = [f64::max, f64::min].map(|end| extreme(&by_rate, end));
            let range = ends[0].minus(ends[1]);
            let found = Measurement::estimated("T05-universal", range, "seeds");
            measured.push(found.within(0.0..=f64::INFINITY));
        }
        Ok(measured)
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let mut panels = vec![
            panel(table, CRITICAL, "p_max = 0.5, rate 0.002")?,
            panel(table, PEAKED, "p_max = 0.95, rate 0.02: peaks")?,
        ];
        if exponents(table, COMMON, "rate")?.len() > 1 {
            panels.extend([by_rate(table)?, by_length(table)?]);
        }
        Ok(Chart::new(panels).columns(2))
    }
}

/// Values of networks that learned with the schedule of all rates, all neurons seen step by step.
fn of_common(table: &Table, setting: (f64, f64), phase: &str, quantity: &str) -> Result<Vec<f64>> {
    let own = view(table, setting, COMMON, (1.0, 1))?;
    Ok(own.filter("phase", phase)?.filter("quantity", quantity)?.numbers("y")?)
}

/// (rate or blocks, exponent of each seed) at p_max = 0.5 after learning with a schedule.
fn each_exponent(
    table: &Table,
    schedule: &str,
    by: &str,
    quantity: &str,
) -> Result<Vec<(f64, Vec<f64>)>> {
    let own = table.filter("p_max", CRITICAL.0)?.filter("schedule", schedule)?;
    let own = own.filter("seen", 1.0)?.filter("bin", 1.0)?.filter("phase", "after")?;
    let groups = own.filter("quantity", quantity)?.groups(by)?;
    let values = |(_, group): &(_, Table)| Ok((group.numbers(by)?[0], group.numbers("y")?));
    groups.iter().map(values).collect()
}

/// (rate or blocks, mean exponent over seeds).
fn exponents(table: &Table, schedule: &str, by: &str) -> Result<Vec<(f64, Estimate)>> {
    Ok(means(&each_exponent(table, schedule, by, EXPONENT)?))
}

fn means(each: &[(f64, Vec<f64>)]) -> Vec<(f64, Estimate)> {
    each.iter().map(|(x, values)| (*x, Estimate::mean(values))).collect()
}

fn by_rate(table: &Table) -> Result<Panel> {
    let exponent = Axis::linear("exponent of sizes").range(-1.6, -0.8);
    let axes = (Axis::log("firing rate per step"), exponent);
    let mut panel =
        Panel::new("The exponent at each rate, and whether it is the same", axes.0, axes.1)
            .legend(Legend::TopLeft)
            .reference(Reference::horizontal(-1.5, "paper −3/2"));
    for (position, range) in ["2-100", "10-100"].into_iter().enumerate() {
        let each = each_exponent(table, COMMON, "rate", &format!("exponent on {range}"))?;
        let test = OneWay::of(&each.iter().map(|(_, values)| values.clone()).collect::<Vec<_>>());
        let name = format!("{} spikes: {test}", range.replace('-', "–"));
        panel = panel.with(series(&name, &means(&each), position));
    }
    let published = exponents(table, OF_PAPER, "rate")?;
    Ok(panel.with(series("2–100 spikes, the paper's schedule", &published, 2)))
}

fn by_length(table: &Table) -> Result<Panel> {
    let common = table.filter("rate", CRITICAL.1)?;
    let mut found = exponents(&common, OTHER_LENGTH, "blocks")?;
    found.extend(exponents(&common, COMMON, "blocks")?);
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let exponent = Axis::linear("exponent on 2–100 spikes").range(-1.6, -1.2);
    let axes = (Axis::log("blocks of 100,000 steps"), exponent);
    Ok(Panel::new("After each length of learning, rate 0.002", axes.0, axes.1)
        .legend(Legend::TopLeft)
        .with(series("whole schedules", &found, 0))
        .reference(Reference::horizontal(-1.5, "paper −3/2")))
}

fn series(name: &str, found: &[(f64, Estimate)], position: usize) -> Series {
    let points: Vec<_> = found.iter().map(|(x, y)| (*x, y.value, y.std_error)).collect();
    Series::measured(name, &points).color(color_at(position))
}

/// The largest or smallest of the exponents.
fn extreme(by_rate: &[(f64, Estimate)], end: fn(f64, f64) -> f64) -> Estimate {
    let all = by_rate.iter().map(|(_, found)| *found);
    let better = |a: Estimate, b: Estimate| if end(a.value, b.value) == a.value { a } else { b };
    all.reduce(better).unwrap_or(Estimate::mean(&[]))
}

fn panel(table: &Table, setting: (f64, f64), title: &str) -> Result<Panel> {
    let own = view(table, setting, COMMON, (1.0, 1))?;
    let densities = own.filter("quantity", "share")?.filter_by("y", |density| density > 0.0)?;
    let axes = (Axis::log("spikes in a burst"), Axis::log("fraction of bursts"));
    let mut panel = Panel::new(title, axes.0, axes.1).legend(Legend::BottomLeft);
    for phase in ["before", "after"] {
        let curve = curve(&densities.filter("phase", phase)?, "x", "y")?;
        let color = color_of(phase).unwrap_or(color_at(0));
        panel = panel.with(Series::measured(phase, &curve).color(color));
        if phase == "after" {
            let anchor = curve.iter().find(|p| p.0 >= 3.0).map_or((3.0, 0.1), |p| (p.0, p.1));
            let power = |s: f64| (s, anchor.1 * (s / anchor.0).powf(-1.5));
            panel = panel.with(
                Series::line("s^(-3/2)", vec![power(1.0), power(300.0)]).color("#000000").dashed(),
            );
        }
    }
    Ok(panel)
}
