//! Numbers in documents: those that are followed by a mark are the numbers of committed tables.
//!
//! A mark is a comment right behind a number, `0.014 ± 0.005<!--B5 paper-->`: the claim and the table of
//! values, `docs/findings/values-paper.csv` or `values-quick.csv`. With a table of a figure it names the file in
//! `docs/figures/paper`, a column and the rows: `0.2828 ± 0.0004<!--will-clique bits k=16 cues=3 f=0.72-->` is the
//! mean over these rows with its standard error. Conditions behind `less` or `over` name other rows: those that differ in
//! these columns and agree in all conditions before. `less` is the mean difference, paired by network or seed; `over` is the
//! quotient of the means, whose errors are taken as independent. `thousand` at the end says that the number counts thousands.
//! Where a table of means has a column `COLUMN_error`, a single row has its error from there. A percent sign may follow the
//! number. `103<!--claims holds-->` counts the claims with this verdict at `paper`, or at `quick` where no table of `paper` is
//! committed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use synaptome_lab::Table;
use synaptome_lab::statistics::{mean, std_error};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").canonicalize().expect("the documents")
}

/// Documents that quote results.
fn quoting() -> Vec<PathBuf> {
    let in_folder =
        |name| fs::read_dir(docs().join(name)).expect("a folder").map(|e| e.unwrap().path());
    let pages = ["findings", "guides", "concepts", "paths"].into_iter().flat_map(in_folder);
    let single =
        ["../README.md", "findings.md", "limits.md", "primer.md"].map(|name| docs().join(name));
    let all = pages.chain(single).filter(|path| path.extension().is_some_and(|e| e == "md"));
    let mut all: Vec<_> = all.collect();
    all.sort();
    all
}

/// A number in a document, with its error, and the mark that says where it is from.
#[derive(Debug)]
struct Quotation {
    value: Number,
    error: Option<Number>,
    mark: String,
}

/// A number as it is printed: its value, and half of a unit of its last digit.
#[derive(Debug)]
struct Number {
    value: f64,
    half: f64,
}

impl Number {
    fn read(text: &str, factor: f64) -> Option<Self> {
        let digits = text.replace(',', "").replace('−', "-").replace('+', "");
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        // A bare 0 or 1 is a fraction, exact to the three digits that other fractions have.
        let is_fraction = factor == 1.0 && ["0", "1"].contains(&&*digits);
        let decimals = if is_fraction { 3 } else { decimals };
        let half = 0.5 * 10_f64.powi(-(decimals as i32)) * factor;
        Some(Self { value: digits.parse::<f64>().ok()? * factor, half })
    }

    fn agrees(&self, found: f64) -> bool {
        (found - self.value).abs() <= self.half * (1.0 + 1e-9)
    }
}

/// The number, an error or a percent sign that stand right before a mark.
fn quotation(before: &str, mark: &str) -> Option<Quotation> {
    let line = before.rsplit('\n').next()?.trim_end_matches(['*', ' ']);
    let (line, factor) = line.strip_suffix(" %").map_or((line, 1.0), |line| (line, 0.01));
    let last = |text: &str| -> Option<(Number, usize)> {
        let is_part = |c: char| c.is_ascii_digit() || ".,−-+".contains(c);
        let start = text.char_indices().rev().take_while(|(_, c)| is_part(*c)).last()?.0;
        Some((Number::read(text[start..].trim_start_matches(','), factor)?, start))
    };
    let (value, start) = last(line)?;
    let error = line[..start].strip_suffix("± ").map(str::trim_end);
    match error {
        Some(rest) => {
            Some(Quotation { value: last(rest)?.0, error: Some(value), mark: mark.to_owned() })
        }
        None => Some(Quotation { value, error: None, mark: mark.to_owned() }),
    }
}

/// All quotations of a text, or the mark that follows no number.
fn quotations(text: &str) -> Vec<Result<Quotation, String>> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices("<!--") {
        let mark = text[start + 4..].split("-->").next().unwrap_or_default().trim();
        found.push(
            quotation(&text[..start], mark).ok_or_else(|| format!("no number before {mark}")),
        );
    }
    found
}

fn table(path: &Path) -> Result<Table, String> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Table::from_csv(file).map_err(|error| format!("{}: {error}", path.display()))
}

/// The committed values of a scale. Those of `paper` are in two files: the tables behind `values-large.csv` are too large to be
/// committed.
fn values(scale: &str) -> Result<Vec<Table>, String> {
    let files: &[&str] = if scale == "quick" { &["quick"] } else { &["paper", "large"] };
    files.iter().map(|file| table(&docs().join(format!("findings/values-{file}.csv")))).collect()
}

/// How many claims have a verdict at the largest scale whose values are committed.
fn count(verdict: &str) -> Result<f64, String> {
    let mut has_it = BTreeMap::new();
    for values in [values("quick")?, values("paper")?].into_iter().flatten() {
        for (claim, rows) in values.groups("claim").map_err(|error| error.to_string())? {
            let same = rows.filter("verdict", verdict).map_err(|error| error.to_string())?;
            has_it.insert(claim.to_string(), !same.is_empty());
        }
    }
    Ok(has_it.values().filter(|has_it| **has_it).count() as f64)
}

/// The value and the error that a mark stands for.
fn source(mark: &str) -> Result<(f64, f64), String> {
    let words: Vec<&str> = mark.split(' ').collect();
    match words[..] {
        ["claims", verdict] => Ok((count(verdict)?, f64::NAN)),
        [claim, scale @ ("quick" | "paper")] => {
            let row = |values: &Table| values.filter("claim", claim).ok();
            let rows: Vec<_> = values(scale)?.iter().filter_map(row).collect();
            let cell =
                |column| rows.iter().find_map(|row| row.numbers(column).ok()?.first().copied());
            cell("value")
                .zip(cell("std_error"))
                .ok_or(format!("{claim} is not among the values of {scale}"))
        }
        [figure, column, ref rows @ ..] => {
            let table = table(&docs().join(format!("figures/paper/{figure}.csv")))?;
            of_rows(&table, column, rows)
        }
        _ => Err("a mark is `CLAIM quick|paper`, `claims VERDICT` or `FIGURE COLUMN KEY=VALUE… [less|over KEY=VALUE…]`"
            .to_owned()),
    }
}

/// The mean over rows of a table, or how it differs from that over others, with its standard error.
fn of_rows(table: &Table, column: &str, rows: &[&str]) -> Result<(f64, f64), String> {
    if let [rows @ .., "thousand"] = rows {
        let (value, error) = of_rows(table, column, rows)?;
        return Ok((value * 1e-3, error * 1e-3));
    }
    let Some(at) = rows.iter().position(|word| ["less", "over"].contains(word)) else {
        let own = select(table, rows)?;
        let values = numbers(&own, column)?;
        let error = match own.numbers(&format!("{column}_error")).as_deref() {
            Ok([error]) => *error,
            _ => std_error(&values),
        };
        return Ok((mean(&values), error));
    };
    let key_of = |condition: &str| condition.split('=').next().unwrap_or_default().to_owned();
    let changed: Vec<String> = rows[at + 1..].iter().map(|condition| key_of(condition)).collect();
    let kept = rows[..at].iter().filter(|condition| !changed.contains(&key_of(condition)));
    let others: Vec<&str> = kept.chain(&rows[at + 1..]).copied().collect();
    let (own, others) = (select(table, &rows[..at])?, select(table, &others)?);
    if rows[at] == "less" { paired(&own, &others, column) } else { quotient(&own, &others, column) }
}

/// The rows that meet all conditions `key=value`; an underscore stands for a space.
fn select(table: &Table, conditions: &[&str]) -> Result<Table, String> {
    conditions.iter().try_fold(table.clone(), |rows, condition| {
        let (key, value) = condition.split_once('=').ok_or(format!("{condition} has no ="))?;
        let value = value.replace('_', " ");
        let kept = match value.parse::<f64>() {
            Ok(number) => rows.filter(key, number),
            Err(_) => rows.filter(key, &*value),
        };
        kept.map_err(|error| error.to_string())
    })
}

fn numbers(rows: &Table, column: &str) -> Result<Vec<f64>, String> {
    let values = rows.numbers(column).map_err(|error| error.to_string())?;
    if values.is_empty() { Err("no such row".to_owned()) } else { Ok(values) }
}

fn paired(own: &Table, others: &Table, column: &str) -> Result<(f64, f64), String> {
    let unit = if own.numbers("network").is_ok() { "network" } else { "seed" };
    let by_unit = |rows: &Table| -> Result<BTreeMap<u64, f64>, String> {
        let units = numbers(rows, unit)?.into_iter().map(|unit| unit as u64);
        let found: BTreeMap<_, _> = units.zip(numbers(rows, column)?).collect();
        (found.len() == rows.len()).then_some(found).ok_or(format!("a {unit} has several rows"))
    };
    let (own, others) = (by_unit(own)?, by_unit(others)?);
    if !own.keys().eq(others.keys()) {
        return Err(format!("the rows differ in their {unit}s"));
    }
    let differences: Vec<f64> = own.iter().map(|(unit, value)| value - others[unit]).collect();
    Ok((mean(&differences), std_error(&differences)))
}

fn quotient(own: &Table, others: &Table, column: &str) -> Result<(f64, f64), String> {
    let (own, others) = (numbers(own, column)?, numbers(others, column)?);
    let relative = |values: &[f64]| std_error(values) / mean(values);
    let ratio = mean(&own) / mean(&others);
    Ok((ratio, ratio.abs() * relative(&own).hypot(relative(&others))))
}

/// What is wrong with a quotation, if anything is.
fn defect(quotation: &Quotation) -> Option<String> {
    let Quotation { value, error, mark } = quotation;
    let (found, found_error) = match source(mark) {
        Ok(found) => found,
        Err(reason) => return Some(format!("<!--{mark}-->: {reason}")),
    };
    let wrong = |quoted: &Number, found: f64| {
        (!quoted.agrees(found))
            .then(|| format!("<!--{mark}-->: {} is quoted for {found}", quoted.value))
    };
    wrong(value, found).or_else(|| error.as_ref().and_then(|error| wrong(error, found_error)))
}

#[test]
fn marked_numbers_are_those_of_the_tables() {
    let (mut defects, mut count) = (Vec::new(), 0);
    for document in quoting() {
        let text = fs::read_to_string(&document).expect("a document is text");
        for found in quotations(&text) {
            count += 1;
            let wrong = found.map_or_else(Some, |quotation| defect(&quotation));
            defects.extend(wrong.map(|wrong| format!("{}: {wrong}", document.display())));
        }
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    assert!(count > 200, "only {count} numbers are marked");
}

#[test]
fn differences_are_paired_and_quotients_carry_both_errors() {
    let header = "network,rule,y\n";
    let rows = "1,a,3\n2,a,7\n1,b,2\n2,b,4\n";
    let table = Table::from_csv(format!("{header}{rows}").as_bytes()).expect("a table");
    let (difference, error) = of_rows(&table, "y", &["rule=a", "less", "rule=b"]).expect("pairs");
    assert_eq!((difference, error), (2.0, 1.0)); // differences 1 and 3
    let (ratio, error) = of_rows(&table, "y", &["rule=a", "over", "rule=b"]).expect("a quotient");
    assert!((ratio - 5.0 / 3.0).abs() < 1e-15); // means 5 ± 2 and 3 ± 1
    assert!((error - 5.0 / 3.0 * (0.16_f64 + 1.0 / 9.0).sqrt()).abs() < 1e-15);
    let unpaired = of_rows(&table, "y", &["rule=a", "less", "rule=b", "network=1"]);
    assert!(unpaired.is_err());
}

#[test]
fn a_wrong_number_and_a_mark_without_one_are_found() {
    let marked = |number: &str| {
        let text = format!("| recovery | **{number}**<!--B5 paper--> |");
        quotations(&text).remove(0).map_or_else(Some, |found| defect(&found))
    };
    assert_eq!(marked("0.014 ± 0.005"), None);
    assert_eq!(marked("1.4 ± 0.5 %"), None);
    assert!(marked("0.015 ± 0.005").is_some());
    assert!(marked("0.014 ± 0.006").is_some());
    assert!(marked("none").is_some());
    assert!(source("B99 paper").is_err());
    assert!(source("will-clique bits k=17").is_err());
}
