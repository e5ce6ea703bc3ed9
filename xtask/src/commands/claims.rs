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
    let interval = format!("[{}, {}]", short(claim.low), short(claim.high));
    let measured = number(claim.measured) + &error;
    let Judgement { id, verdict, statement, published, .. } = claim;
    let (verdict, published) = (verdict.word(), number(*published));
    format!(
        "{id:<13} {verdict:<8} {measured:<22} in {interval:<20} paper {published:<9} {statement}"
    )
}

/// How many claims have each verdict, and which fail, in a line.
pub(super) fn counts(judged: &[Judgement]) -> String {
    let ids = |verdict| -> Vec<&str> {
        judged.iter().filter(|claim| claim.verdict == verdict).map(|claim| &*claim.id).collect()
    };
    let (holds, fails, open) =
        (ids(Verdict::Holds), ids(Verdict::Fails), ids(Verdict::NotRun).len());
    let names = if fails.is_empty() { String::new() } else { format!(" ({})", fails.join(", ")) };
    format!("claims: {} hold, {} fail{names}, {open} not run\n", holds.len(), fails.len())
}
