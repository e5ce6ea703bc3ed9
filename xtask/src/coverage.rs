//! `cargo xtask coverage`: which lines of the library crates their tests run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail, ensure};

use crate::experiment::repository;
use crate::library::{packages, require_crates};
use crate::output::print;
use crate::process::{process, quietly, timed};

/// The least percentage of lines that must run, in all crates together and in each.
const LEAST: f64 = 92.0;

/// Lines of one file or crate.
#[derive(Clone, Debug, Default, PartialEq)]
struct Lines {
    run: usize,
    /// Numbers of lines that never ran.
    missed: Vec<usize>,
}

impl Lines {
    fn percent(&self) -> f64 {
        100.0 * self.run as f64 / (self.run + self.missed.len()).max(1) as f64
    }

    fn add(&mut self, other: &Self) {
        self.run += other.run;
        self.missed.extend(&other.missed);
    }
}

/// Runs the tests of the library crates with counters in them and says which lines never ran. Lines of the
/// tests themselves, which stand at the end of a file, do not count.
pub(crate) fn run(only: &[String]) -> Result<()> {
    require_crates(only)?;
    if !quietly(&mut process("cargo llvm-cov --version")) {
        bail!(
            "cargo-llvm-cov is not installed; `cargo install cargo-llvm-cov` and `rustup component \
             add llvm-tools` install it"
        );
    }
    let report = repository().join("target/coverage.lcov");
    let command = "cargo llvm-cov --profile once --all-features --lib --tests --lcov --output-path";
    let mut process = process(command);
    process.arg(&report).args(packages(only));
    timed("coverage", command, &mut process)?;
    let mut files = lines(&fs::read_to_string(&report)?, repository());
    files.retain(|file, _| only.is_empty() || only.iter().any(|name| is_of(file, name)));
    judge(&files)
}

fn is_of(file: &str, name: &str) -> bool {
    file.strip_prefix("crates/").is_some_and(|rest| rest.starts_with(&format!("{name}/")))
}

/// Prints each file with missed lines, each crate and the sum, and refuses less than [`LEAST`].
fn judge(files: &BTreeMap<String, Lines>) -> Result<()> {
    let (mut crates, mut all) = (BTreeMap::<&str, Lines>::new(), Lines::default());
    for (file, lines) in files {
        if !lines.missed.is_empty() {
            print(&format!("{file}: {:.1} %, not {}\n", lines.percent(), ranges(&lines.missed)))?;
        }
        crates.entry(file.split('/').nth(1).unwrap_or_default()).or_default().add(lines);
        all.add(lines);
    }
    let line = |name: &str, lines: &Lines| {
        let total = lines.run + lines.missed.len();
        print(&format!(
            "{name:<13} {:>6} of {total:>6} lines, {:.1} %\n",
            lines.run,
            lines.percent()
        ))
    };
    crates.iter().try_for_each(|(name, lines)| line(name, lines))?;
    line("all", &all)?;
    let short: Vec<_> =
        crates.iter().filter(|(_, l)| l.percent() < LEAST).map(|(n, _)| *n).collect();
    ensure!(short.is_empty(), "less than {LEAST} % of the lines run of {}", short.join(", "));
    Ok(())
}

/// The lines of each source of a library crate in a report in the format of lcov.
fn lines(report: &str, root: &Path) -> BTreeMap<String, Lines> {
    let mut files = BTreeMap::new();
    for record in report.split("end_of_record") {
        let Some((path, lines)) = source(record, root) else { continue };
        files.insert(path, lines);
    }
    files
}

/// A record begins with `SF:` and the path, and has a line `DA:<line>,<count>` for each line with code.
fn source(record: &str, root: &Path) -> Option<(String, Lines)> {
    let path = Path::new(record.lines().find_map(|line| line.strip_prefix("SF:"))?);
    let name = path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
    let end = first_test(&fs::read_to_string(path).unwrap_or_default());
    let mut lines = Lines::default();
    for entry in record.lines().filter_map(|line| line.strip_prefix("DA:")) {
        let (number, count) = entry.split_once(',')?;
        match number.parse().ok()? {
            number if number >= end => {}
            _ if count != "0" => lines.run += 1,
            number => lines.missed.push(number),
        }
    }
    (name.starts_with("crates/") && name.contains("/src/")).then_some((name, lines))
}

/// The number of the line at which tests begin, one behind the end if there are none.
fn first_test(text: &str) -> usize {
    let at = text.lines().position(|line| line.starts_with("#[cfg(test)]"));
    at.unwrap_or_else(|| text.lines().count()) + 1
}

/// Ascending numbers as `3-5, 9`.
fn ranges(numbers: &[usize]) -> String {
    let mut ends: Vec<[usize; 2]> = Vec::new();
    for &number in numbers {
        match ends.last_mut() {
            Some([_, last]) if *last + 1 == number => *last = number,
            _ => ends.push([number; 2]),
        }
    }
    let text = |[a, b]: &[usize; 2]| if a == b { a.to_string() } else { format!("{a}-{b}") };
    ends.iter().map(text).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_tests_and_of_other_folders_do_not_count() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("crates/some/src");
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("lib.rs");
        fs::write(&path, "fn a() {}\nfn b() {}\n#[cfg(test)]\nmod tests {}\n").unwrap();
        let report = format!("SF:{}\nDA:1,7\nDA:2,0\nDA:4,0\nend_of_record\n", path.display());
        let other = format!("SF:{}/xtask/src/lib.rs\nDA:1,0\nend_of_record", root.path().display());
        let found = lines(&(report + &other), root.path());
        let expected = Lines { run: 1, missed: vec![2] };
        assert_eq!(found, BTreeMap::from([("crates/some/src/lib.rs".to_owned(), expected)]));
    }

    #[test]
    fn a_crate_below_the_least_is_refused() {
        let file = |run| {
            let lines = Lines { run, missed: vec![1, 2, 4] };
            BTreeMap::from([("crates/some/src/lib.rs".to_owned(), lines)])
        };
        assert!(judge(&file(34)).is_err() && judge(&file(35)).is_ok());
    }

    #[test]
    fn numbers_of_lines_are_joined_to_ranges() {
        assert_eq!(ranges(&[3, 4, 5, 9, 11, 12]), "3-5, 9, 11-12");
    }
}
