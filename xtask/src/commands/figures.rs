//! `cargo xtask figures`.

use std::time::Instant;

use synaptome_lab::{Lab, Plan, Result, Reuse, Run, counted};

use super::claims::{counts, of_other_sources};
use super::damage::warn_of_damage;
use crate::cli::FigureOptions;
use crate::experiment::synaptome;
use crate::figures::infomax::photographs;
use crate::output::{print, say};
use crate::signals::say_how_to_resume;

/// Computes what is missing, judges the claims and writes the report.
pub(super) fn run(options: &FigureOptions) -> Result<()> {
    let (start, run, lab) = (Instant::now(), options.run(), synaptome()?);
    lab.select(&run.only)?;
    options.images.as_deref().map_or(Ok(()), photographs::choose)?;
    announce(&lab, &run)?;
    say_how_to_resume(&run.out)?;
    let summary = lab.run(&run)?;
    if !summary.judgements.is_empty() {
        let report = run.out.join("index.html");
        print(&format!("{}report: {}\n", counts(&summary.judgements), report.display()))?;
    }
    say(&format!("done in {:.1} s", start.elapsed().as_secs_f64()));
    Ok(())
}

fn announce(lab: &Lab<'_>, run: &Run) -> Result<()> {
    let Plan { points, missing, stale } = lab.plan(run)?;
    if run.reuse != Reuse::Nothing {
        warn_of_damage(lab, run, &missing, "it is computed again");
    }
    let (count, stored) = (counted(points.len(), "point"), points.len() - missing.len());
    say(&format!("{count} at {}, {stored} of them stored", run.scale));
    if stale > 0 && run.reuse != Reuse::Nothing {
        let fate = if run.reuse == Reuse::All {
            "kept, and marked in the report"
        } else {
            "computed again"
        };
        say(&format!("{}: {fate}", of_other_sources(stale, points.len())));
    }
    Ok(())
}
