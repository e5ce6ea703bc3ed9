//! Other programs.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::experiment::repository;
use crate::output::print;

/// Runs a line of words that must succeed, in the repository.
pub(crate) fn step(name: &str, command: &str, environment: Option<(&str, &str)>) -> Result<()> {
    timed(name, command, process(command).envs(environment))
}

/// Runs a command that must succeed, and says how long it took.
pub(crate) fn timed(name: &str, command: &str, process: &mut Command) -> Result<()> {
    print(&format!("\n== {name}: {command}\n"))?;
    let start = Instant::now();
    let status = process.status().with_context(|| command.to_owned())?;
    ensure!(status.success(), "{name} failed: {command}");
    Ok(print(&format!("== {name}: {:.0} s\n", start.elapsed().as_secs_f64()))?)
}

/// Whether a command succeeds; nothing of it is seen.
pub(crate) fn quietly(process: &mut Command) -> bool {
    process
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// A line of words as a command in the repository.
pub(crate) fn process(command: &str) -> Command {
    let mut words = command.split(' ');
    let mut process = Command::new(words.next().unwrap_or_default());
    process.args(words).current_dir(repository());
    process
}
