//! `cargo xtask fuzz`: arbitrary bytes for every reader, retrieval and rule.

use std::fs;

use anyhow::{Context, Result, bail, ensure};

use crate::experiment::repository;
use crate::process::{process, quietly, timed};

/// The most memory of a target in megabytes, and the longest time of one input in seconds. The time is that
/// of a wall clock, and a machine may be busy.
const LIMITS: &str = "-rss_limit_mb=512 -malloc_limit_mb=256 -timeout=5 -print_final_stats=1";

/// Runs the targets of `fuzz` one after the other, all if none is named, for so many seconds each.
pub(crate) fn run(seconds: u64, chosen: &[String]) -> Result<()> {
    if !quietly(&mut process("cargo fuzz --version")) {
        bail!("cargo-fuzz is not installed; `cargo install cargo-fuzz` installs it");
    }
    let targets = targets()?;
    if let Some(unknown) = chosen.iter().find(|name| !targets.contains(name)) {
        bail!("there is no fuzz target {unknown:?}; there are {}", targets.join(", "));
    }
    let is_chosen = |name: &&String| chosen.is_empty() || chosen.contains(name);
    targets.iter().filter(is_chosen).try_for_each(|target| one(target, seconds))
}

/// The names of the programs in `fuzz/fuzz_targets`, in alphabetical order.
fn targets() -> Result<Vec<String>> {
    let folder = repository().join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
    let stem =
        |path: std::path::PathBuf| path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let mut names: Vec<_> = entries.flatten().filter_map(|entry| stem(entry.path())).collect();
    names.sort();
    ensure!(!names.is_empty(), "there is no target in {}", folder.display());
    Ok(names)
}

/// New inputs are kept in `fuzz/corpus`. The instrumentation is an option that Rust has not stabilised.
fn one(target: &str, seconds: u64) -> Result<()> {
    let features = if target == "command_line" { "libfuzzer,command-line" } else { "libfuzzer" };
    fs::create_dir_all(repository().join("fuzz/corpus").join(target))?;
    let command = format!(
        "cargo fuzz run --sanitizer none --debug-assertions --features {features} {target} \
         fuzz/corpus/{target} fuzz/seeds/{target} -- -max_total_time={seconds} {LIMITS}"
    );
    timed("fuzz", &command, process(&command).env("RUSTC_BOOTSTRAP", "1"))
}
