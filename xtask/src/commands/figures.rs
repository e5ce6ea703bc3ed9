//! `cargo xtask figures`.

use std::time::Instant;

use synaptome_lab::{Lab, Result, Run, Work, counted};

use super::claims::print_counts;
use crate::cli::FigureOptions;
use crate::experiment::synaptome;
use crate::figures::infomax::photographs;

/// Computes what is missing, judges the claims and writes the report.
pub(super) fn run(options: &FigureOptions) -> Result<()> {
    let (start, run, lab) = (Instant::now(), options.run(), synaptome()?);
    lab.select(&run.only)?;
    options.images.as_deref().map_or(Ok(()), photographs::choose)?;
    announce(&lab, &run)?;
    let summary = lab.run(&run)?;
    if run.shard.is_none() {
        print_counts(&summary.judgements);
        println!("report: {}", run.out.join("index.html").display());
    }
    eprintln!("done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn announce(lab: &Lab<'_>, run: &Run) -> Result<()> {
    let (all, missing) = lab.plan(run)?;
    if !run.fresh {
        warn_of_other_sources(lab, run, &all);
        warn_of_damage(lab, run, &missing);
    }
    let (points, stored) = (all.len(), all.len() - missing.len());
    eprintln!("{} at {}, {stored} of them stored", counted(points, "point"), run.scale);
    Ok(())
}

/// Code may have changed without changing a parameter; only the reader can know.
fn warn_of_other_sources(lab: &Lab<'_>, run: &Run, all: &[Work<'_>]) {
    let store = lab.store(run);
    let stored = all.iter().filter_map(|work| store.load(work.data, &work.point));
    let others = stored.filter(|stored| stored.revision != lab.revision).count();
    if others > 0 {
        eprintln!("{others} stored results come from other sources; --fresh computes them again");
    }
}

fn warn_of_damage(lab: &Lab<'_>, run: &Run, missing: &[Work<'_>]) {
    let store = lab.store(run);
    for damage in missing.iter().filter_map(|work| store.damage(work.data, &work.point)) {
        eprintln!("warning: {damage}; it is computed again");
    }
}
