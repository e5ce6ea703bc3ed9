//! Our side: the criterion benches, built once and run for one work at a time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::process::process;

/// The programs of `benches`, by name.
pub(super) struct Programs(BTreeMap<String, PathBuf>);

/// How long criterion measures a work in one round.
#[derive(Clone, Copy)]
pub(super) struct Effort {
    pub(super) warm_up_seconds: f64,
    pub(super) measured_seconds: f64,
}

/// The seconds that are counted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Clock {
    Processor,
    Wall,
}

impl Clock {
    /// Those of a row; threads that work together need time as it passes, on both sides of a ratio.
    pub(super) fn of(work: &str) -> Self {
        if work.ends_with("two threads") { Self::Wall } else { Self::Processor }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Processor => "processor",
            Self::Wall => "wall",
        }
    }
}

/// What brings programs and benches, as lines of JSON.
const BUILD: &str = "cargo build --release --locked --package synaptome-benches --bins --benches \
                     --message-format json-render-diagnostics";

impl Programs {
    /// Builds them.
    pub(super) fn build() -> Result<Self> {
        let output = process(BUILD).stderr(Stdio::inherit()).output().context("cargo")?;
        ensure!(output.status.success(), "the benches do not compile");
        let lines = String::from_utf8_lossy(&output.stdout);
        let programs: BTreeMap<_, _> = lines.lines().filter_map(program).collect();
        ensure!(!programs.is_empty(), "cargo built no bench");
        Ok(Self(programs))
    }

    /// A program as a command.
    pub(super) fn command(&self, name: &str) -> Result<Command> {
        let path = self.0.get(name).with_context(|| format!("there is no program {name}"))?;
        Ok(Command::new(path))
    }

    /// Refuses works that the programs do not have, before anything is measured.
    pub(super) fn require(&self, works: &[String]) -> Result<()> {
        let mut known = BTreeMap::new();
        for work in works {
            let (group, name) =
                work.split_once('/').with_context(|| format!("no group: {work}"))?;
            if !known.contains_key(group) {
                known.insert(group, self.list(group)?);
            }
            let is_known = known[group].lines().any(|line| line == format!("{name}: benchmark"));
            ensure!(is_known, "there is no program called {work:?}");
        }
        Ok(())
    }

    fn list(&self, group: &str) -> Result<String> {
        let mut command = self.command(group)?;
        let output = command.args(["--bench", "--list", "--format", "terse"]).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Seconds of one element of a work: of the processor, or as they pass where threads work together.
    pub(super) fn measure(&self, work: &str, effort: Effort, clock: Clock) -> Result<f64> {
        let (group, name) = work.split_once('/').with_context(|| format!("no group: {work}"))?;
        let home = tempfile::tempdir()?;
        let mut command = self.command(group)?;
        command.args(["--bench", "--noplot", "--sample-size", "10", "--exact", name]);
        command.args(["--warm-up-time", &effort.warm_up_seconds.to_string()]);
        command.args(["--measurement-time", &effort.measured_seconds.to_string()]);
        command.env("SYNAPTOME_CLOCK", clock.name());
        let output = command.env("CRITERION_HOME", home.path()).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{work} failed: {complaint}");
        let elements =
            elements(&text).with_context(|| format!("there is no program called {work:?}"))?;
        Ok(median_seconds(home.path())? / elements)
    }
}

/// Name and path of a program that a message of cargo tells of.
fn program(line: &str) -> Option<(String, PathBuf)> {
    let message: Value = serde_json::from_str(line).ok()?;
    let path = message.get("executable")?.as_str()?;
    let name = message.get("target")?.get("name")?.as_str()?;
    Some((name.to_owned(), PathBuf::from(path)))
}

/// How many elements one call has, which the bench printed.
pub(super) fn elements(text: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix("elements: ")?.parse().ok())
}

/// What criterion stored: one bench was run, so one file holds its estimates.
fn median_seconds(home: &Path) -> Result<f64> {
    let path = find(home)?.with_context(|| format!("nothing was measured: {}", home.display()))?;
    let estimates: Value = serde_json::from_slice(&fs::read(path)?)?;
    let median = &estimates["median"]["point_estimate"];
    Ok(1e-9 * median.as_f64().context("criterion stored no median")?)
}

/// The file `new/estimates.json` somewhere below a folder.
fn find(folder: &Path) -> Result<Option<PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if let Some(found) = find(&path)? {
                return Ok(Some(found));
            }
        } else if path.ends_with("new/estimates.json") {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_criterion_is_found_wherever_it_lies() {
        let home = tempfile::tempdir().unwrap();
        assert!(median_seconds(home.path()).is_err());
        for (which, value) in [("base", 7.0), ("new", 250.0)] {
            let folder = home.path().join("a step").join(which);
            fs::create_dir_all(&folder).unwrap();
            let text = format!("{{\"median\": {{\"point_estimate\": {value}}}}}");
            fs::write(folder.join("estimates.json"), text).unwrap();
        }
        assert_eq!(median_seconds(home.path()).unwrap(), 250.0 * 1e-9);
    }

    #[test]
    fn programs_and_elements_are_read_from_what_is_printed() {
        let line =
            r#"{"reason":"compiler-artifact","target":{"name":"mi"},"executable":"/t/mi-1"}"#;
        assert_eq!(program(line), Some(("mi".to_owned(), PathBuf::from("/t/mi-1"))));
        assert_eq!(program(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(elements("Benchmarking\nelements: 40\n"), Some(40.0));
    }
}
