//! What was judged: `docs/reliability/mutants.tsv`, with the reasons why some survivors may survive.

use std::fmt::{self, Display};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::sample::Mutant;
use crate::experiment::repository;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verdict {
    /// A test failed.
    Caught,
    /// All tests passed.
    Missed,
    /// A test took much longer than before: a loop does not end.
    Timeout,
    /// It cannot be compiled.
    Unviable,
}

const NAMES: [(Verdict, &str, &str); 4] = [
    (Verdict::Caught, "caught", "CaughtMutant"),
    (Verdict::Missed, "missed", "MissedMutant"),
    (Verdict::Timeout, "timeout", "Timeout"),
    (Verdict::Unviable, "unviable", "Unviable"),
];

impl Verdict {
    /// That of which cargo-mutants, or this file, speaks so.
    pub(super) fn of(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, ours, theirs)| *ours == name || *theirs == name).map(|entry| entry.0)
    }
}

impl Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        NAMES.iter().filter(|entry| entry.0 == *self).try_for_each(|entry| f.write_str(entry.1))
    }
}

/// A mutant with its verdict.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    mutant: Mutant,
    verdict: Verdict,
    seed: u64,
    /// Why it may survive; empty if it does not, or is not understood yet.
    reason: String,
}

/// All that was judged.
#[derive(Debug)]
pub(super) struct Ledger {
    entries: Vec<Entry>,
    start: Instant,
}

const HEAD: &str = "file\tplace\tcopy\tchange\tverdict\tseed\treason\n";

fn path() -> PathBuf {
    repository().join("docs/reliability/mutants.tsv")
}

impl Ledger {
    /// Reads the file; without one nothing was judged.
    pub(super) fn read() -> Result<Self> {
        Self::parse(&fs::read_to_string(path()).unwrap_or_default())
    }

    fn parse(text: &str) -> Result<Self> {
        let entry = |line: &str| entry(line).with_context(|| format!("no verdict: {line}"));
        let entries = text.lines().skip(1).map(entry).collect::<Result<_>>()?;
        Ok(Self { entries, start: Instant::now() })
    }

    /// Writes the file anew, in the order of the sources.
    pub(super) fn write(&mut self) -> Result<()> {
        self.entries.sort_by(|a, b| a.mutant.cmp(&b.mutant));
        fs::create_dir_all(path().parent().context("the file is in a folder")?)?;
        let path = path();
        fs::write(&path, self.text()).with_context(|| path.display().to_string())
    }

    fn text(&self) -> String {
        HEAD.to_owned() + &self.entries.iter().map(line).collect::<String>()
    }

    /// How long ago this program read it.
    pub(super) fn age(&self) -> Duration {
        self.start.elapsed()
    }

    fn find(&self, mutant: &Mutant) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.mutant.is(mutant))
    }

    /// Whether a mutant is to be judged: one without a verdict, or a survivor without a reason.
    pub(super) fn is_due(&self, mutant: &Mutant, survivors: bool) -> bool {
        let has_survived = |entry: &Entry| {
            matches!(entry.verdict, Verdict::Missed | Verdict::Timeout) && entry.reason.is_empty()
        };
        self.find(mutant).map_or(!survivors, |entry| survivors && has_survived(entry))
    }

    /// Moves entries of a crate to where their lines are now, and removes those whose lines are gone.
    pub(super) fn renumber(&mut self, package: &str, mutants: &[Mutant]) {
        self.entries.retain_mut(|entry| {
            let now = mutants.iter().find(|mutant| mutant.is(&entry.mutant));
            if let Some(now) = now {
                entry.mutant.place.clone_from(&now.place);
            }
            now.is_some() || entry.mutant.package() != package
        });
    }

    /// Adds a verdict, or replaces that of the same mutant.
    pub(super) fn set(&mut self, mutant: &Mutant, verdict: Verdict, seed: u64) {
        let seed = self.find(mutant).map_or(seed, |entry| entry.seed);
        self.entries.retain(|entry| !entry.mutant.is(mutant));
        let (mutant, reason) = (mutant.clone(), String::new());
        self.entries.push(Entry { mutant, verdict, seed, reason });
    }

    /// How many of each crate were caught: a mutant that takes too long would be noticed as well.
    pub(super) fn summary(&self, crates: &[&str]) -> String {
        let all: Vec<&Entry> = self.entries.iter().collect();
        let of = |name: &str| -> Vec<&Entry> {
            all.iter().copied().filter(|entry| entry.mutant.package() == name).collect()
        };
        let lines: String = crates.iter().map(|name| counts(name, &of(name))).collect();
        lines + &counts("all", &all)
    }
}

fn counts(name: &str, entries: &[&Entry]) -> String {
    let count = |verdict| entries.iter().filter(|entry| entry.verdict == verdict).count();
    let [caught, missed, timeout, unviable] = NAMES.map(|(verdict, ..)| count(verdict));
    let viable = caught + missed + timeout;
    let explained = entries.iter().filter(|entry| !entry.reason.is_empty()).count();
    let percent = 100.0 * (caught + timeout) as f64 / viable.max(1) as f64;
    format!(
        "{name:<12} {viable:>4} viable, {caught:>4} caught, {timeout:>2} too long, {missed:>3} missed \
         ({explained} with a reason), {percent:.1} %; {unviable} unviable\n"
    )
}

fn entry(line: &str) -> Option<Entry> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [file, place, copy, change, verdict, seed, reason] = fields.try_into().ok()?;
    let [file, place, change, reason] = [file, place, change, reason].map(str::to_owned);
    let mutant = Mutant { file, change, copy: copy.parse().ok()?, place };
    Some(Entry { mutant, verdict: Verdict::of(verdict)?, seed: seed.parse().ok()?, reason })
}

fn line(entry: &Entry) -> String {
    let Entry { mutant: Mutant { file, change, copy, place }, verdict, seed, reason } = entry;
    format!("{file}\t{place}\t{copy}\t{change}\t{verdict}\t{seed}\t{reason}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant(copy: usize, place: &str) -> Mutant {
        let (file, change) = ("crates/mi/src/a.rs".to_owned(), "replace + with -".to_owned());
        Mutant { file, change, copy, place: place.to_owned() }
    }

    fn ledger() -> Ledger {
        let mut ledger = Ledger::parse(HEAD).unwrap();
        ledger.set(&mutant(0, "3:4"), Verdict::Caught, 20);
        ledger.set(&mutant(1, "5:4"), Verdict::Missed, 20);
        ledger
    }

    #[test]
    fn what_is_written_is_read_again() {
        let ledger = ledger();
        assert_eq!(Ledger::parse(&ledger.text()).unwrap().entries, ledger.entries);
        assert!(Ledger::parse("head\nno entry\n").is_err());
    }

    #[test]
    fn a_later_run_judges_what_is_new_and_survivors_only_when_asked() {
        let mut ledger = ledger();
        let due = |ledger: &Ledger, survivors| {
            [0, 1, 2].map(|copy| ledger.is_due(&mutant(copy, "9:9"), survivors))
        };
        assert_eq!(due(&ledger, false), [false, false, true]);
        assert_eq!(due(&ledger, true), [false, true, false]);
        ledger.entries[1].reason = "the same".to_owned();
        assert_eq!(due(&ledger, true), [false; 3]);
    }

    #[test]
    fn the_summary_counts_what_was_caught_among_what_could_be() {
        let mut ledger = ledger();
        ledger.set(&mutant(2, "7:4"), Verdict::Unviable, 20);
        let summary = ledger.summary(&["mi"]);
        assert!(summary.starts_with("mi              2 viable,    1 caught"), "{summary}");
        assert!(summary.contains("1 missed") && summary.contains("50.0 %; 1 unviable"));
    }

    #[test]
    fn entries_follow_their_lines_and_end_with_them() {
        let mut ledger = ledger();
        ledger.renumber("lab", &[]);
        ledger.renumber("mi", &[mutant(1, "12:8")]);
        assert_eq!(ledger.find(&mutant(1, "")).unwrap().mutant.place, "12:8");
        assert!(ledger.find(&mutant(0, "")).is_none());
    }
}
