//! `cargo xtask claims`.

use synaptome_lab::{Judgement, Result, Verdict, short};

use crate::cli::StoredOptions;
use crate::experiment::synaptome;

/// Prints the claims with their verdicts from stored results.
pub(super) fn run(options: &StoredOptions) -> Result<()> {
    let (run, lab) = (options.run(), synaptome()?);
    let chosen = lab.select(&run.only)?;
    let judged = lab.judge(&lab.store(&run), run.scale)?;
    let is_chosen = |claim: &&Judgement| chosen.iter().any(|figure| figure.id() == claim.figure);
    for claim in judged.iter().filter(is_chosen) {
        println!("{}", line(claim));
    }
    print_counts(&judged);
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

/// Prints how many claims have each verdict, and which fail.
pub(super) fn print_counts(judged: &[Judgement]) {
    let ids = |verdict| -> Vec<&str> {
        judged.iter().filter(|claim| claim.verdict == verdict).map(|claim| &*claim.id).collect()
    };
    let (holds, fails, open) =
        (ids(Verdict::Holds), ids(Verdict::Fails), ids(Verdict::NotRun).len());
    let names = if fails.is_empty() { String::new() } else { format!(" ({})", fails.join(", ")) };
    println!("claims: {} hold, {} fail{names}, {open} not run", holds.len(), fails.len());
}
