//! `cargo xtask claims`.

use std::error::Error;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

use synaptome_lab::{
    Figure, Judgement, Lab, Measurement, Result, Run, Scale, Table, Value, Verdict, counted,
    measure, open_file, row, short, with_error,
};

use super::damage::warn_of_damage;
use crate::cli::ClaimsOptions;
use crate::experiment::synaptome;
use crate::output::{print, say};

/// Prints the claims with their verdicts from stored results, or from tables.
pub(super) fn run(options: &ClaimsOptions) -> Result<()> {
    let (run, lab) = (options.stored.run(), synaptome()?);
    let chosen = lab.select(&run.only)?;
    let mut judged = match &options.tables {
        Some(folder) => of_tables(&lab, &chosen, folder, run.scale)?,
        None => of_stored_points(&lab, &run)?,
    };
    judged.retain(|claim| chosen.iter().any(|figure| figure.id() == claim.figure));
    print(&if options.csv { values(&judged)? } else { lines(&judged) })?;
    if options.tables.is_none() { warn_of_points(&lab, &run) } else { Ok(()) }
}

fn of_stored_points(lab: &Lab<'_>, run: &Run) -> Result<Vec<Judgement>> {
    Ok(lab.judge(&lab.store(run), run.scale)?)
}

/// The claims of the chosen figures whose table is in a folder.
fn of_tables(
    lab: &Lab<'_>,
    chosen: &[&dyn Figure],
    folder: &Path,
    scale: Scale,
) -> Result<Vec<Judgement>> {
    fs::read_dir(folder).map_err(|error| named(folder, error))?;
    let (mut measured, mut found) = (Vec::new(), 0);
    for figure in chosen {
        if let Some(file) = table_of(lab, *figure, folder) {
            measured.extend(measured_in(*figure, &file)?);
            found += 1;
        }
    }
    if found == 0 {
        return Err(named(folder, "it holds no table <figure>.csv of these figures"));
    }
    Ok(lab.claims.iter().map(|claim| Judgement::of(claim, &measured, scale)).collect())
}

fn measured_in(figure: &dyn Figure, file: &Path) -> Result<Vec<Measurement>> {
    let table = Table::from_csv(open_file(file)?);
    table.and_then(|table| measure(figure, &table)).map_err(|error| named(file, error))
}

/// The table of a figure, under the name of any figure that draws it.
pub(super) fn table_of(lab: &Lab<'_>, figure: &dyn Figure, folder: &Path) -> Option<PathBuf> {
    let same = lab.figures().filter(|other| other.data().name() == figure.data().name());
    same.map(|other| folder.join(format!("{}.csv", other.id()))).find(|file| file.exists())
}

/// An error that names its file.
pub(super) fn named(path: &Path, error: impl Display) -> Box<dyn Error + Send + Sync> {
    format!("{}: {error}", path.display()).into()
}

/// What was measured, as a table that documents quote from.
pub(super) fn values(judged: &[Judgement]) -> Result<String> {
    let number = |x: Option<f64>| x.map_or(Value::from(""), Value::Number);
    let row = |claim: &Judgement| {
        let verdict = claim.verdict.word();
        let units = claim.units.map_or(Value::from(""), Value::from);
        let mut row = row![&*claim.id, verdict];
        row.extend([claim.measured, claim.std_error].map(number));
        row.extend([units, claim.units_of.unwrap_or_default().into()]);
        row.extend([claim.interval_low, claim.interval_high].map(number));
        row
    };
    let found = judged.iter().filter(|claim| claim.measured.is_some());
    let table = Table::new(COLUMNS, found.map(row).collect())?;
    Ok(String::from_utf8(table.to_csv()?)?)
}

const COLUMNS: &[&str] =
    &["claim", "verdict", "value", "std_error", "units", "of", "interval_low", "interval_high"];

fn lines(judged: &[Judgement]) -> String {
    let lines: String = judged.iter().map(|claim| line(claim) + "\n").collect();
    lines + &counts(judged)
}

/// Says which stored points cannot be read, and how many are of other sources than those of now.
fn warn_of_points(lab: &Lab<'_>, run: &Run) -> Result<()> {
    let plan = lab.plan(run)?;
    warn_of_damage(lab, run, &plan.missing, "its figure is not judged");
    if plan.stale > 0 {
        let found = of_other_sources(plan.stale, plan.points.len());
        say(&format!("warning: {found} than those of now"));
    }
    Ok(())
}

/// How many stored points are of other sources, in words.
pub(super) fn of_other_sources(stale: usize, points: usize) -> String {
    let verb = if stale == 1 { "was" } else { "were" };
    format!("{stale} of {} {verb} computed by other sources", counted(points, "point"))
}

fn line(claim: &Judgement) -> String {
    let number = |x: Option<f64>| x.map_or("-".to_owned(), short);
    let measured = match (claim.measured, claim.std_error) {
        (Some(value), Some(error)) => with_error(value, error),
        (value, _) => number(value),
    };
    let bounds = interval(claim.low, claim.high);
    let found = claim.interval_low.zip(claim.interval_high).filter(|_| claim.units.is_some());
    let found = found.map_or("-".to_owned(), |(low, high)| interval(low, high));
    let units =
        claim.units.zip(claim.units_of).map_or("-".to_owned(), |(n, of)| format!("{n} {of}"));
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

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;
    use crate::experiment::repository;

    #[test]
    fn committed_values_are_those_of_the_committed_tables() {
        let (lab, docs) = (synaptome().unwrap(), repository().join("docs"));
        let all: Vec<_> = lab.figures().collect();
        let judged = of_tables(&lab, &all, &docs.join("figures/paper"), Scale::Beyond).unwrap();
        let found = values(&judged).unwrap();
        let committed = fs::read_to_string(docs.join("findings/values-paper.csv")).unwrap();
        let mut lines = found.lines().zip(committed.lines());
        let differs = lines.find(|(found, committed)| !equal(found, committed));
        let command = "cargo xtask claims --scale beyond --tables docs/figures/paper --csv";
        assert_eq!(differs, None, "docs/findings/values-paper.csv is made by `{command}`");
        assert_eq!(found.lines().count(), committed.lines().count());
    }

    /// Their tables are not committed, but their verdicts follow from their intervals and from the claims of today.
    #[test]
    fn committed_values_of_large_tables_have_the_verdicts_of_the_claims() {
        let (lab, findings) = (synaptome().unwrap(), repository().join("docs/findings"));
        let table = |name: &str| Table::from_csv(File::open(findings.join(name)).unwrap()).unwrap();
        let (large, paper) = (table("values-large.csv"), table("values-paper.csv"));
        for (id, row) in large.groups("claim").unwrap() {
            assert_eq!(
                (row.len(), paper.filter("claim", id.clone()).unwrap().len()),
                (1, 0),
                "{id}"
            );
            let claim = lab.claims.iter().find(|claim| claim.id == id.to_string()).unwrap();
            let cell = |column: &str| row.numbers(column).unwrap()[0];
            let (value, low, high) = (cell("value"), cell("interval_low"), cell("interval_high"));
            let (low, high) = if low.is_nan() { (value, value) } else { (low, high) };
            let verdict = match () {
                () if claim.low <= low && high <= claim.high => "holds",
                () if high < claim.low || claim.high < low => "fails",
                () => "undecided",
            };
            assert_eq!(row.filter("verdict", verdict).unwrap().len(), 1, "{id}: {verdict}");
            assert!(low <= value && value <= high && claim.scale <= Scale::Paper, "{id}");
        }
    }

    /// Whether two lines agree, numbers to ten digits: other machines round otherwise.
    fn equal(a: &str, b: &str) -> bool {
        let near = |(a, b): (&str, &str)| match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(a), Ok(b)) => a == b || (a - b).abs() <= 1e-10 * a.abs().max(1e-10),
            _ => a == b,
        };
        a.split(',').count() == b.split(',').count() && a.split(',').zip(b.split(',')).all(near)
    }
}
