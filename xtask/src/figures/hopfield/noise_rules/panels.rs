//! What hop-noise-rules shows.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::{Result, Table};

use super::candidates::Rule;
use super::{FLIP_RATES, LOADS};
use crate::figures::hopfield::curves::mean_of;

const COLORS: [&str; 3] = ["#56B4E9", "#0072B2", "#7A0019"];

pub(super) fn chart(table: &Table) -> Result<Chart> {
    let table = table.filter("stage", "reported")?;
    let panels = LOADS.into_iter().map(|load| panel(&table.filter("load", load)?, load));
    Ok(Chart::new(panels.collect::<Result<_>>()?).columns(1))
}

/// Rules from left to right, with one point for each flip rate.
fn panel(table: &Table, load: f64) -> Result<Panel> {
    let there = |rule: &Rule| table.filter("rule", rule.name()).is_ok_and(|own| !own.is_empty());
    let rules: Vec<Rule> = Rule::ALL.into_iter().filter(there).collect();
    let names: Vec<&str> = rules.iter().map(|rule| rule.name()).collect();
    let labels = rules.iter().map(|rule| rule.label().to_owned()).collect();
    let end = names.len() as f64 + 0.5;
    let mut panel = Panel::new(
        format!("M/N = {load}"),
        Axis::categories("", labels).range(0.5, end),
        Axis::linear("fraction recovered").range(-0.02, 1.02),
    )
    .legend(Legend::TopLeft);
    for (rate, color) in FLIP_RATES.into_iter().zip(COLORS) {
        let own = table.filter("flip_rate", rate)?;
        let mut points = Vec::new();
        for (place, name) in names.iter().enumerate() {
            let (mean, error) = mean_of(&own.filter("rule", *name)?, "recovered")?;
            points.push((place as f64 + 1.0, mean, error));
        }
        let name = format!("{} % flips", 100.0 * rate);
        panel = panel.with(Series::measured(name, &points).color(color));
    }
    Ok(panel)
}
