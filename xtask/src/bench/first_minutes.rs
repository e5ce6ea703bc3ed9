//! The first ten minutes: how long the commands of a newcomer take in a clean clone.

mod environment;
mod processor;
mod sources;
mod step;
mod steps;
mod stored;

use anyhow::Result;

use super::machine::Machine;
use super::places::folder;
use crate::experiment::repository;
use sources::Sources;
use step::STEPS;
use stored::FirstMinutes;

/// Measures the steps in a clean clone and stores their times beside the document.
pub(super) fn store() -> Result<()> {
    let sources = Sources::of(repository())?;
    sources.fetch()?;
    let times = steps::run(&STEPS, sources.folder())?;
    let commit = sources.commit().to_owned();
    FirstMinutes { commit, machine: Machine::this(""), times }.write(&folder())
}

/// The stored times as a table, after a sentence that says where they were measured.
pub(super) fn markdown() -> Result<String> {
    Ok(FirstMinutes::read(&folder())?.markdown())
}
