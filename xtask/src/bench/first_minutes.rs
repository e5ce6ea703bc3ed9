//! The first ten minutes: how long the commands of a newcomer take in a clean clone.

mod environment;
mod processor;
mod sources;
mod steps;
mod stored;

use anyhow::Result;

use super::document::folder;
use super::machine::Machine;
use crate::experiment::repository;
use sources::Sources;
use steps::Step;
use stored::FirstMinutes;

/// What a newcomer runs, in this order: each step uses what the steps before it have compiled.
const STEPS: [Step; 4] = [
    Step {
        name: "compile the runner",
        command: "cargo build --quiet --package xtask --locked",
        aim: "200 s",
    },
    Step {
        name: "compute and draw the figures at `quick`",
        command: "cargo xtask figures",
        aim: "200 s",
    },
    Step {
        name: "compile the tests",
        command: "cargo test --quiet --workspace --locked --no-run",
        aim: "",
    },
    Step { name: "run the tests", command: "cargo test --quiet --workspace --locked", aim: "" },
];

/// The sum of the last two steps.
const TESTS: Step = Step { name: "compile and run the tests", command: "", aim: "300 s" };

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
