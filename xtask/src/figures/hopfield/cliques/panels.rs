//! What hop-cliques shows.

use synaptome_hopfield::Cliques;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};
use synaptome_lab::{Result, Table, statistics::Estimate};

use super::{LEARNT, SAMPLED, THREE, UNBIASED, WRITTEN};
use crate::figures::hopfield::curves::{means, without_errors};

pub(super) fn chart(table: &Table) -> Result<Chart> {
    let panels = vec![learning(table)?, needed(table)?, recovery(table)?, counts()?];
    Ok(Chart::new(panels).columns(2))
}

/// Samples per unit at which all cliques are fixed points in half of the runs, interpolated between the numbers that were
/// tried, with its jackknife over runs.
pub(super) fn samples_needed(table: &Table, v: usize) -> Result<Estimate> {
    let own = table.filter("series", "samples")?.filter("v", v)?;
    let mut runs = Vec::new();
    for (_, run) in own.groups("network")? {
        let all = run.pairs("samples", "fixed")?.into_iter();
        runs.push(
            all.map(|(samples, fixed)| (samples, f64::from(fixed >= 1.0))).collect::<Vec<_>>(),
        );
    }
    let units = Cliques::halves(v)?.units() as f64;
    Ok(Estimate::jackknife(&runs, |kept| half(kept) / units))
}

/// The number of samples at which the fraction of runs first passes one half.
fn half(runs: &[&Vec<(f64, f64)>]) -> f64 {
    let steps = runs.first().map_or(0, |run| run.len());
    let at = |k: usize| {
        let sum: f64 = runs.iter().map(|run| run[k].1).sum();
        (runs[0][k].0, sum / runs.len() as f64)
    };
    let mut before = (0.0, 0.0);
    for k in 0..steps {
        let here = at(k);
        if here.1 >= 0.5 {
            return before.0 + (here.0 - before.0) * (0.5 - before.1) / (here.1 - before.1);
        }
        before = here;
    }
    f64::NAN
}

fn learning(table: &Table) -> Result<Panel> {
    let own = table.filter("series", "samples")?;
    let mut panel = Panel::new(
        "Learning from samples",
        Axis::linear("sampled cliques per unit"),
        Axis::linear("fraction of all cliques that are fixed points").range(0.0, 1.02),
    )
    .legend(Legend::BottomRight);
    for (position, (v, _)) in SAMPLED.into_iter().enumerate() {
        let units = Cliques::halves(v)?.units() as f64;
        let points = means(&own.filter("v", v)?, "samples", "fixed")?;
        let points: Vec<_> =
            points.into_iter().map(|(m, y, error)| (m / units, y, error)).collect();
        let name = format!("v = {v}, {} cliques", Cliques::halves(v)?.all()?.len());
        let color = color_at(position);
        panel = panel
            .with(Series::error_band("", &points).color(color))
            .with(Series::line(name, without_errors(&points)).color(color));
    }
    Ok(panel)
}

fn needed(table: &Table) -> Result<Panel> {
    let (mut points, mut shares) = (Vec::new(), Vec::new());
    for (v, _) in SAMPLED {
        let (found, cliques) = (samples_needed(table, v)?, Cliques::halves(v)?);
        let error = if found.std_error.is_finite() { found.std_error } else { 0.0 };
        points.push((v as f64, found.value, error));
        let share = found.value * cliques.units() as f64 / cliques.log2_count().exp2();
        shares.push((v as f64, share));
    }
    Ok(Panel::new(
        "Samples needed for all cliques",
        Axis::linear("vertices v"),
        Axis::log("samples").range(0.005, 5.0),
    )
    .reference(Reference::horizontal(1.0, "1"))
    .legend(Legend::BottomLeft)
    .with(Series::measured("per unit", &points))
    .with(Series::line("as a fraction of all cliques", shares).dashed()))
}

fn recovery(table: &Table) -> Result<Panel> {
    let mut panel = Panel::new(
        "Recovery of random cliques",
        Axis::linear("flip probability of a unit"),
        Axis::linear("fraction of cliques recovered").range(0.0, 1.02),
    )
    .legend(Legend::Right);
    let learnt = table.filter("series", "learnt")?;
    for (rule, color) in [(LEARNT, "#D55E00"), (UNBIASED, "#E69F00")] {
        let points = means(&learnt.filter("rule", rule)?, "flip_rate", "recovered")?;
        panel = panel
            .with(Series::error_band("", &points).color(color))
            .with(Series::line(format!("{rule}, v = 16"), without_errors(&points)).color(color));
    }
    let written = table.filter("series", "written")?.filter("rule", THREE)?;
    for (v, color) in WRITTEN.into_iter().zip(["#9ECAE1", "#6BAED6", "#2171B5", "#08306B"]) {
        let points = written.filter("v", v)?.pairs("flip_rate", "recovered")?;
        let series = Series::line(format!("{THREE}, v = {v}"), points);
        panel = panel.with(series.color(color).dashed());
    }
    Ok(panel)
}

/// The number of cliques, 2^√(2n), and the number of random patterns that Gardner's bound allows.
fn counts() -> Result<Panel> {
    let sizes: Vec<usize> = (8..=128).step_by(4).collect();
    let cliques = sizes.iter().map(|&v| Cliques::halves(v)).collect::<Result<Vec<_>, _>>()?;
    let against = |y: &dyn Fn(&Cliques) -> f64| -> Vec<(f64, f64)> {
        cliques.iter().map(|cliques| (cliques.units() as f64, y(cliques))).collect()
    };
    let units = |c: &Cliques| 2.0 * c.units() as f64;
    Ok(Panel::new(
        "Number of memories",
        Axis::log("units n"),
        Axis::linear("log₂ of the number").range(0.0, 130.0),
    )
    .legend(Legend::TopLeft)
    .with(Series::line("cliques, C(v, v/2)", against(&Cliques::log2_count)))
    .with(Series::line("2^√(2n)", against(&|c| units(c).sqrt())).dashed())
    .with(Series::line("2n random patterns", against(&|c| units(c).log2()))))
}
