//! The steps of a newcomer.

/// A command of words without spaces, and how long it should take.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) command: &'static str,
    /// Empty if there is no aim.
    pub(super) aim: &'static str,
}

/// How long a step took.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StepTime {
    pub(super) step: String,
    pub(super) wall_seconds: f64,
    /// Nothing where the system does not tell.
    pub(super) processor_seconds: Option<f64>,
}

/// What a newcomer runs, in this order: each step uses what the steps before it have compiled.
pub(super) const STEPS: [Step; 4] = [
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
pub(super) const TESTS: Step =
    Step { name: "compile and run the tests", command: "", aim: "300 s" };
