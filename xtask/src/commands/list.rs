//! `cargo xtask list`.

use std::fmt::Write as _;
use std::thread::available_parallelism;

use synaptome_lab::{Figure, Result, Scale, counted, duration};

use crate::cli::Selection;
use crate::experiment::synaptome;
use crate::output::print;

/// Lists the figures, their sources, points and estimated times.
pub(super) fn run(selection: &Selection) -> Result<()> {
    let mut text = String::new();
    writeln!(
        text,
        "{:<20} {:<44} {:>17} {:>17} {:>17}",
        "figure", "source", "quick", "paper", "beyond"
    )?;
    for figure in synaptome()?.select(&selection.only)? {
        let [quick, paper, beyond] = Scale::ALL.map(|scale| estimate(figure, scale));
        let (id, source) = (figure.id(), figure.source());
        writeln!(text, "{id:<20} {source:<44} {quick:>17} {paper:>17} {beyond:>17}")?;
    }
    writeln!(
        text,
        "\npoints, and estimated time on {}; figures that share points share the time",
        counted(cores(), "core")
    )?;
    Ok(print(&text)?)
}

fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

fn estimate(figure: &dyn Figure, scale: Scale) -> String {
    let points = figure.data().points(scale);
    let seconds = points.iter().map(|point| point.seconds).sum::<f64>() / cores() as f64;
    format!("{} / {}", points.len(), duration(seconds))
}
