//! `cargo xtask claims`.

use synaptome_lab::{Judgement, Lab, Result, Run, Verdict, counted, short};

use super::output::print;
use crate::cli::StoredOptions;
use crate::experiment::synaptome;

/// Prints the claims with their verdicts from stored results.
pub(super) fn run(options: &StoredOptions) -> Result<()> {
    let (run, lab) = (options.run(), synaptome()?);
    let chosen = lab.select(&run.only)?;
    lab.store(&run).output().require()?;
    let mut judged = lab.judge(&lab.store(&run), run.scale)?;
    judged.retain(|claim| chosen.iter().any(|figure| figure.id() == claim.figure));
    let lines = judged.iter().map(|claim| line(claim) + "\n");
    print(&(lines.collect::<String>() + &counts(&judged)))?;
    warn_of_stale_points(&lab, &run)
}

/// Says how many stored points are of other sources than those of now.
fn warn_of_stale_points(lab: &Lab<'_>, run: &Run) -> Result<()> {
    let plan = lab.plan(run)?;
    if plan.stale > 0 {
        let (stale, points) = (plan.stale, counted(plan.points.len(), "point"));
        eprintln!("warning: {stale} of {points} were computed by other sources than those of now");
    }
    Ok(())
}

fn line(claim: &Judgement) -> String {
    let number = |x: Option<f64>| x.map_or("-".to_owned(), short);
    let error = claim.std_error.map_or(String::new(), |e| format!(" ± {}", short(e)));
    let bounds = interval(claim.low, claim.high);
    let found = claim.interval_low.zip(claim.interval_high).filter(|_| claim.units.is_some());
    let found = found.map_or("-".to_owned(), |(low, high)| interval(low, high));
    let units =
        claim.units.zip(claim.units_of).map_or("-".to_owned(), |(n, of)| format!("{n} {of}"));
    let measured = number(claim.measured) + &error;
    let Judgement { id, verdict, statement, published, .. } = claim;
    let (verdict, published) = (verdict.word(), number(*published));
    format!(
        "{id:<13} {verdict:<9} {measured:<22} {found:<20} of {units:<20} in {bounds:<20} paper {published:<9} {statement}"
    )
}

fn interval(low: f64, high: f64) -> String {
    format!("[{}, {}]", short(low), short(high))
}

/// How many claims have each verdict, and which fail or are undecided, in a line.
pub(super) fn counts(judged: &[Judgement]) -> String {
    let ids = |verdict| -> Vec<&str> {
        judged.iter().filter(|claim| claim.verdict == verdict).map(|claim| &*claim.id).collect()
    };
    let named = |verdict| {
        let ids = ids(verdict);
        let names = if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(", ")) };
        format!("{}{names}", ids.len())
    };
    let (holds, open) = (ids(Verdict::Holds).len(), ids(Verdict::NotRun).len());
    let (fails, undecided) = (named(Verdict::Fails), named(Verdict::Undecided));
    format!("claims: {holds} hold, {fails} fail, {undecided} undecided, {open} not run\n")
}
