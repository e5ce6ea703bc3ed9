//! Instructions of the hottest paths, counted by callgrind: the same on every quiet or busy machine.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use super::machine::compiler;
use super::own::{Programs, elements};
use super::places;
use super::text::digits;
use crate::output::print;
use crate::process::{process, quietly};

/// The works whose instructions are counted. Valgrind knows no AVX-512, so these are the loops for AVX2.
const PATHS: [&str; 12] = [
    "mi/closed form, N = 25, n = d = 20",
    "mi/one sample of set 3 with its features",
    "infomax/a step, N = 50",
    "infomax/a step, N = 432",
    "growth/MPF, 5 iterations, in N, M = 256/512",
    "hopfield/TRN gradient, N = 128",
    "hopfield/recall of 10,000 cues, Hebb",
    "willshaw/IRB-SMX, n = 4096, k = 16, 6 cue units",
    "willshaw/clique search, 16 × 256, 4 cue units",
    "growth/R1 in units per block, k = 22/512",
    "growth/learning a pattern in k, n = 4096/16",
    "growth/8 implicit rows in units per block, k = 30/1024",
];

/// Largest relative rise that is no fault.
const BOUND: f64 = 0.05;

/// Instructions of one element of each path, and the compiler that made them.
#[derive(Clone, Debug, PartialEq)]
struct Counts {
    compiler: String,
    counts: Vec<(String, f64)>,
}

fn stored() -> PathBuf {
    places::folder().join("instructions.csv")
}

/// Whether there is a valgrind.
fn is_installed() -> bool {
    quietly(&mut process("valgrind --version"))
}

/// Counts and stores what later changes are compared with.
pub(super) fn store() -> Result<()> {
    ensure!(is_installed(), "valgrind, which counts instructions, is not installed");
    let text = Counts::now()?.to_text();
    synaptome_lab::write_atomically(&stored(), text.as_bytes())?;
    Ok(())
}

/// Compares the paths with what is stored: none may take 5 % more instructions.
pub(crate) fn check() -> Result<()> {
    if !is_installed() {
        return Ok(print("\n== instructions: skipped, valgrind is not installed\n")?);
    }
    let before = Counts::stored()?;
    if before.compiler != compiler() {
        let Counts { compiler: before, .. } = before;
        let now = compiler();
        return Ok(print(&format!(
            "\n== instructions: skipped, they were counted with {before} and this is {now}; \
             `cargo xtask bench --instructions` counts again\n"
        ))?);
    }
    let risen = before.risen(&Counts::now()?);
    ensure!(risen.is_empty(), "more instructions than before:\n{}", risen.join("\n"));
    Ok(())
}

/// The stored counts as a table.
pub(super) fn markdown() -> Result<String> {
    let Counts { compiler, counts } = Counts::stored()?;
    let head = format!("| work | instructions per element ({compiler}) |\n| --- | --- |\n");
    let name = |work: &str| work.split_once('/').map_or(work, |(_, name)| name).to_owned();
    let rows =
        counts.iter().map(|(work, count)| format!("| {} | {} |\n", name(work), digits(*count)));
    Ok(rows.fold(head, |text, row| text + &row))
}

impl Counts {
    /// What the paths take now.
    fn now() -> Result<Self> {
        let programs = Programs::build()?;
        let mut counts = Vec::new();
        for work in PATHS {
            let count = count(&programs, work)?;
            print(&format!("{work}: {} instructions\n", digits(count)))?;
            counts.push((work.to_owned(), count));
        }
        Ok(Self { compiler: compiler(), counts })
    }

    fn stored() -> Result<Self> {
        let path = stored();
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        Self::from_text(&text).with_context(|| format!("{} is no table", path.display()))
    }

    /// The compiler in the first line, then a work and its number in each.
    fn to_text(&self) -> String {
        let line = |(work, count): &(String, f64)| format!("{work};{count:.1}\n");
        let lines = self.counts.iter().map(line);
        lines.fold(format!("work;{}\n", self.compiler), |text, line| text + &line)
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(|line| line.split_once(';'));
        let (_, compiler) = lines.next()??;
        let counts = lines.map(|cells| {
            let (work, count) = cells?;
            Some((work.to_owned(), count.parse().ok()?))
        });
        Some(Self { compiler: compiler.to_owned(), counts: counts.collect::<Option<_>>()? })
    }

    /// The works that take more than the bound more than before.
    fn risen(&self, now: &Self) -> Vec<String> {
        let counts = self.counts.iter().filter_map(|(work, before)| {
            let (_, now) = now.counts.iter().find(|(name, _)| name == work)?;
            let rise = now / before - 1.0;
            let percent = 100.0 * rise;
            (rise > BOUND).then(|| format!("{work}: {before:.0} became {now:.0} (+{percent:.1} %)"))
        });
        counts.collect()
    }
}

/// Instructions of one element of a work.
fn count(programs: &Programs, work: &str) -> Result<f64> {
    let (group, name) = work.split_once('/').with_context(|| format!("no group: {work}"))?;
    let paths = programs.command("paths")?;
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("callgrind.out");
    let mut valgrind = process("valgrind --tool=callgrind --toggle-collect=*measured*");
    valgrind.arg(format!("--callgrind-out-file={}", out.display()));
    let output = valgrind.arg(paths.get_program()).args([group, name]).output()?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{work} failed: {complaint}");
    let elements = elements(&String::from_utf8_lossy(&output.stdout)).context("no elements")?;
    let total =
        total(&std::fs::read_to_string(out)?).with_context(|| format!("{work}: no total"))?;
    Ok(total / elements)
}

/// What callgrind wrote last.
fn total(text: &str) -> Option<f64> {
    text.lines().rev().find_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(numbers: [f64; 2]) -> Counts {
        let counts = ["a/x", "b/y"].map(str::to_owned).into_iter().zip(numbers).collect();
        Counts { compiler: "rustc 1.95.0".to_owned(), counts }
    }

    #[test]
    fn a_rise_above_the_bound_is_named() {
        let (before, now) = (counts([100.0, 200.0]), counts([104.9, 211.0]));
        assert_eq!(before.risen(&now), ["b/y: 200 became 211 (+5.5 %)"]);
        assert!(now.risen(&before).is_empty());
    }

    #[test]
    fn counts_are_read_as_they_were_written() {
        let counts = counts([100.0, 0.5]);
        assert_eq!(Counts::from_text(&counts.to_text()), Some(counts));
        assert_eq!(total("events: Ir\nsummary: 7\n\ntotals: 1234\n"), Some(1234.0));
    }
}
