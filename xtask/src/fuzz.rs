//! `cargo xtask fuzz`: arbitrary bytes for every reader, retrieval and rule.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::experiment::repository;
use crate::output::print;
use crate::process::{process, quietly, timed};

/// The most memory of a target in megabytes, and the longest time of one input in seconds. The time is that
/// of a wall clock, and a machine may be busy.
const LIMITS: &str = "-rss_limit_mb=512 -malloc_limit_mb=256 -timeout=5 -print_final_stats=1";

/// What fuzzing a target came to.
struct Outcome {
    target: String,
    executions: u64,
    /// Whether an input broke a limit or a promise; its file is in `fuzz/artifacts`.
    found: bool,
}

/// Runs the targets of `fuzz` one after the other, all if none is named, for so many seconds each, and says how
/// many inputs each was given.
pub(crate) fn run(seconds: u64, chosen: &[String]) -> Result<()> {
    let targets = targets()?;
    if let Some(unknown) = chosen.iter().find(|name| !targets.contains(name)) {
        bail!("there is no fuzz target {unknown:?}; there are {}", targets.join(", "));
    }
    if !quietly(&mut process("cargo fuzz --version")) {
        bail!("cargo-fuzz is not installed; `cargo install cargo-fuzz` installs it");
    }
    let is_chosen = |name: &&String| chosen.is_empty() || chosen.contains(name);
    let programs = build()?;
    let outcome = |target: &String| one(&programs, target, seconds);
    let outcomes = targets.iter().filter(is_chosen).map(outcome).collect::<Result<Vec<_>>>()?;
    print(&table(&outcomes))?;
    let found: Vec<_> = outcomes.iter().filter(|o| o.found).map(|o| o.target.as_str()).collect();
    ensure!(found.is_empty(), "inputs were found for {}; see fuzz/artifacts", found.join(", "));
    Ok(())
}

/// The names of the programs in `fuzz/fuzz_targets`, in alphabetical order.
fn targets() -> Result<Vec<String>> {
    let folder = repository().join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
    let stem = |path: PathBuf| path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let mut names: Vec<_> = entries.flatten().filter_map(|entry| stem(entry.path())).collect();
    names.sort();
    ensure!(!names.is_empty(), "there is no target in {}", folder.display());
    Ok(names)
}

/// Builds all programs and returns their folder. The instrumentation is an option that Rust has not stabilised.
fn build() -> Result<PathBuf> {
    let target = repository().join("target/fuzz");
    let command = "cargo fuzz build --sanitizer none --debug-assertions \
                   --features libfuzzer,command-line --target-dir";
    let mut process = process(command);
    timed("fuzz", command, process.arg(&target).env("RUSTC_BOOTSTRAP", "1"))?;
    let programs = |entry: fs::DirEntry| entry.path().join("release");
    let mut folders = fs::read_dir(&target)?.flatten().map(programs);
    folders.find(|path| path.join("arrays").exists()).context("cargo-fuzz built no program")
}

/// New inputs are kept in `fuzz/corpus`, those that break something in `fuzz/artifacts`, and what the fuzzer says in
/// `target/fuzz`.
fn one(programs: &Path, target: &str, seconds: u64) -> Result<Outcome> {
    let folders =
        ["corpus", "artifacts"].map(|name| repository().join("fuzz").join(name).join(target));
    folders.iter().try_for_each(fs::create_dir_all)?;
    let log = repository().join(format!("target/fuzz/{target}.log"));
    let options = format!("-max_total_time={seconds} {LIMITS}");
    let program = programs.join(target).display().to_string();
    let mut process = process(&program);
    process.arg(&folders[0]).arg(repository().join("fuzz/seeds").join(target));
    process.args(options.split(' ')).arg(format!("-artifact_prefix={}/", folders[1].display()));
    memory_folder(&mut process);
    let ended = timed("fuzz", &format!("{target} {options}"), process.stderr(File::create(&log)?));
    let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    Ok(Outcome { target: target.to_owned(), executions: executions(&said), found: ended.is_err() })
}

/// Files that a target writes and removes stay in memory where the system has a folder for them.
fn memory_folder(process: &mut std::process::Command) {
    let folder = Path::new("/dev/shm");
    if folder.is_dir() {
        process.env("TMPDIR", folder);
    }
}

/// The number of executions that the fuzzer says at its end.
fn executions(said: &str) -> u64 {
    let number =
        |line: &str| line.strip_prefix("stat::number_of_executed_units:")?.trim().parse().ok();
    said.lines().find_map(number).unwrap_or(0)
}

/// The outcomes as lines of a table.
fn table(outcomes: &[Outcome]) -> String {
    let line = |o: &Outcome| {
        let found = if o.found { "an input was found" } else { "nothing was found" };
        format!("{:<14} {:>12} executions, {found}\n", o.target, o.executions)
    };
    let total: u64 = outcomes.iter().map(|o| o.executions).sum();
    let lines: String = outcomes.iter().map(line).collect();
    format!("\n{lines}{:<14} {total:>12} executions\n", "all")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executions_are_those_that_the_fuzzer_says_and_none_without_its_word() {
        let said = "Done 31 runs in 2 second(s)\nstat::number_of_executed_units: 31\nstat::x: 4\n";
        assert_eq!([executions(said), executions("INFO: Seed: 3\n")], [31, 0]);
    }

    #[test]
    fn the_table_says_the_sum_and_where_an_input_was_found() {
        let outcome = |executions, found| Outcome { target: "sums".into(), executions, found };
        let table = table(&[outcome(30, false), outcome(12, true)]);
        assert!(table.contains("30 executions, nothing") && table.contains("12 executions, an"));
        assert!(table.trim_end().ends_with("42 executions"));
    }
}
