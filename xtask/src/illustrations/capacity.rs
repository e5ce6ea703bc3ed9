//! Information that a Willshaw memory retrieves, against its load and against the completeness of the cue.

use synaptome_lab::Result;
use synaptome_lab::Table;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::{mean, std_error};

use super::tables::table;

const CLIQUES: &str = include_str!("../../../docs/figures/paper/will-clique.csv");
const RIVALS: &str = include_str!("../../../docs/figures/paper/will-rivals.csv");

/// Mean, standard error and position of the rows of each value of a column.
type Means = Vec<(f64, f64, f64)>;

pub(super) fn chart() -> Result<Chart> {
    Ok(Chart::new(vec![against_load()?, against_completeness()?]))
}

fn against_load() -> Result<Panel> {
    let x = Axis::linear("load f, stored patterns per N²").range(0.58, 0.9);
    let y = Axis::linear("retrieved bits per synapse").range(0.14, 0.28);
    let panel = Panel::new("from 6 of 16 units", x, y).legend(Legend::TopLeft);
    let own = table(CLIQUES)?.filter("k", 16.0)?.filter("N", 256.0)?.filter("cues", 6.0)?;
    let own = own.filter("wrong", 0.0)?.filter("rule", "exactly")?;
    let local = means(&own.filter("kind", "IRB-SMX")?, "f")?;
    let complete = means(&own.filter("kind", "block")?, "f")?;
    let panel = panel.with_all(curve("complete search", &complete, "#000000"));
    Ok(panel.with_all(curve("sum-of-max", &local, "#D55E00")))
}

pub(super) fn against_completeness() -> Result<Panel> {
    let x = Axis::linear("completeness λ of the cue").range(0.15, 0.6);
    let y = Axis::linear("largest retrieved bits per synapse").range(0.0, 0.36);
    let panel = Panel::new("each retrieval at its best load", x, y).legend(Legend::BottomLeft);
    let own = table(RIVALS)?;
    let limit = |lambda: f64| std::f64::consts::LN_2 * (1.0 - lambda * lambda) / 2.0;
    let limit = (15..=55).map(|i| f64::from(i) / 100.0).map(|lambda| (lambda, limit(lambda)));
    let dashed = Series::line("limit of complete search", limit.collect()).dashed();
    let panel = panel.with_all(curve("complete search", &best(&own, "clique search")?, "#000000"));
    let panel = panel.with_all(curve("first clique", &best(&own, "first clique")?, "#009E73"));
    let panel = panel.with_all(curve("sum-of-max", &best(&own, "IRB-SMX")?, "#D55E00"));
    Ok(panel.with(dashed.color("#777777")))
}

/// A line through means with their standard errors.
fn curve(name: &str, means: &[(f64, f64, f64)], color: &str) -> [Series; 2] {
    let line = means.iter().map(|&(x, y, _)| (x, y)).collect();
    [Series::line(name, line).color(color), Series::measured("", means).color(color)]
}

fn means(rows: &Table, column: &str) -> Result<Means> {
    let mut means = Vec::new();
    for (_, own) in rows.groups(column)? {
        let (x, bits) = (own.numbers(column)?, own.numbers("bits")?);
        means.push((mean(&x), mean(&bits), std_error(&bits)));
    }
    means.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(means)
}

/// The largest mean over loads and numbers of blocks, at each completeness.
fn best(rows: &Table, method: &str) -> Result<Means> {
    let mut best = Vec::new();
    for (_, own) in rows.filter("method", method)?.groups("lambda")? {
        let lambda = mean(&own.numbers("lambda")?);
        let mut settings = Vec::new();
        for (_, blocks) in own.groups("k")? {
            settings.extend(means(&blocks, "f")?);
        }
        let largest = settings.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        best.extend(largest.map(|(_, bits, error)| (lambda, bits, error)));
    }
    Ok(best)
}
