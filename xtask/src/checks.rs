//! `cargo xtask ci`: what gates a change and, with `--release`, a release.

use std::process::{Command, Stdio};
use std::time::SystemTime;

use anyhow::{Context, Result, ensure};

use crate::accessibility;
use crate::bench;
use crate::library::{crates, names, packages, require_crates};
use crate::output::print;
use crate::process::{process, quietly, step, timed};
use crate::python;

/// A command that must succeed.
struct Check {
    name: &'static str,
    command: &'static str,
    environment: Option<(&'static str, &'static str)>,
    /// A command that succeeds where the tool is installed; without it the check is skipped.
    needs: Option<&'static str>,
}

impl Check {
    const fn new(name: &'static str, command: &'static str) -> Self {
        Self { name, command, environment: None, needs: None }
    }

    const fn with(self, name: &'static str, value: &'static str) -> Self {
        Self { environment: Some((name, value)), ..self }
    }

    const fn needs(self, command: &'static str) -> Self {
        Self { needs: Some(command), ..self }
    }
}

/// What a change must pass; the lints know the minimum Rust version.
const CHANGE: &[Check] = &[
    Check::new("formatting", "cargo fmt --all --check"),
    Check::new(
        "lints",
        "cargo clippy --workspace --all-targets --all-features --locked -- -D warnings",
    ),
    Check::new("documentation", "cargo doc --workspace --no-deps --all-features --locked")
        .with("RUSTDOCFLAGS", "-D warnings"),
    Check::new("spelling", "typos").needs("typos --version"),
    // The advisories of the day are no property of a change.
    Check::new("licences", "cargo deny --all-features check licenses bans sources")
        .needs("cargo deny --version"),
    Check::new(
        "licences of the Python package",
        "cargo deny --manifest-path python/Cargo.toml --config deny.toml --all-features check licenses bans sources",
    )
    .needs("cargo deny --version"),
];

/// What a release must pass besides.
const RELEASE: &[Check] = &[
    Check::new(
        "tests with assertions on overflow",
        "cargo test --workspace --all-features --locked --profile checked",
    )
    .with("PROPTEST_RNG_SEED", "1"),
    // A minute for the fifteen targets together.
    Check::new("fuzzing", "cargo xtask fuzz --seconds 4").needs("cargo fuzz --version"),
    Check::new(
        "packages",
        "cargo publish --workspace --exclude xtask --exclude synaptome-benches --dry-run --locked",
    ),
    Check::new("minimum Rust version", "cargo +1.89 check --workspace --all-features --locked")
        .needs("cargo +1.89 --version"),
    Check::new(
        "oldest dependencies that Cargo.toml allows",
        "cargo minimal-versions check --direct --workspace --all-features",
    )
    // To resolve to the oldest versions is an option that Cargo has not stabilised.
    .with("RUSTC_BOOTSTRAP", "1")
    .needs("cargo minimal-versions --version"),
    Check::new("compatibility with the last release", "cargo semver-checks --workspace")
        .needs("cargo semver-checks --version"),
    Check::new("licences and advisories", "cargo deny check").needs("cargo deny --version"),
    Check::new("the book", "cargo xtask docs").needs("mdbook --version"),
];

/// Opens files and starts threads, which browsers do not.
const LAB: &str = "synaptome-lab";
/// The target of browsers.
const WASM: &str = "wasm32-unknown-unknown";

/// Runs the checks in order and stops at the first that fails.
pub(crate) fn run(release: bool, seed: Option<u64>) -> Result<()> {
    let seed = seed.unwrap_or_else(fresh_seed);
    CHANGE.iter().try_for_each(perform)?;
    tests("cargo test --workspace --all-features --locked", seed, None)?;
    examples()?;
    accessibility::run(&[])?;
    python::checks(seed)?;
    if release {
        alone()?;
        RELEASE.iter().try_for_each(perform)?;
        bench::check_instructions()?;
    }
    Ok(())
}

/// Runs the property tests with so many cases each, of a seed that is said, of all library crates if none is named.
pub(crate) fn properties(cases: u32, seed: Option<u64>, only: &[String]) -> Result<()> {
    require_crates(only)?;
    let command = "cargo test --all-features --locked --no-fail-fast --lib --tests";
    let command = format!("{command} {}", packages(only).join(" "));
    tests(&command, seed.unwrap_or_else(fresh_seed), Some(cases))
}

/// Properties are tried on other cases in every run, which find what any fixed ones would miss. A case that
/// fails is kept in `proptest-regressions` beside the test and belongs into the repository.
fn tests(command: &str, seed: u64, cases: Option<u32>) -> Result<()> {
    let mut process = process(command);
    process.env("PROPTEST_RNG_SEED", seed.to_string());
    process.envs(cases.map(|cases| ("PROPTEST_CASES", cases.to_string())));
    timed("tests", &format!("PROPTEST_RNG_SEED={seed} {command}"), &mut process)
}

/// A seed that no earlier run had.
fn fresh_seed() -> u64 {
    let time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    time.map_or(1, |time| time.as_micros() as u64 % 1_000_000_000)
}

fn perform(check: &Check) -> Result<()> {
    if check.needs.is_some_and(|tool| !quietly(&mut process(tool))) {
        let (name, tool) = (check.name, first_word(check));
        return Ok(print(&format!("\n== {name}: skipped, {tool} is not installed\n"))?);
    }
    step(check.name, check.command, check.environment)
}

fn first_word(check: &Check) -> &str {
    check.needs.and_then(|needs| needs.rsplit_once(" --version")).map_or("", |(tool, _)| tool)
}

/// Runs every example of every crate in the target folder: each is a program that a reader would copy.
fn examples() -> Result<()> {
    step("examples", "cargo build --workspace --examples --all-features --locked", None)?;
    let program = std::env::current_exe().context("the path of this program is unknown")?;
    let target = program.ancestors().nth(2).context("the program is in no target folder")?;
    for (_, folder) in crates()? {
        // A folder beside the examples holds their data.
        for file in names(&folder.join("examples"))? {
            let Some(example) = file.strip_suffix(".rs") else { continue };
            let mut program = Command::new(target.join("debug/examples").join(example));
            timed("example", example, program.current_dir(target))?;
            let text = std::fs::read_to_string(folder.join("examples").join(&file))?;
            if READERS.iter().any(|reader| text.contains(reader)) {
                ends_quietly(example, program.current_dir(target))?;
            }
        }
    }
    Ok(())
}

/// With what examples read files of a user, who may look at the first lines of what they print.
const READERS: [&str; 3] = ["open_matrix(", "open_table(", "open_text("];

/// That an example whose output is closed says nothing and does not fail.
fn ends_quietly(example: &str, program: &mut Command) -> Result<()> {
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    drop(child.stdout.take());
    let end = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&end.stderr);
    let quiet = end.status.success() && !said.contains("panicked") && !said.contains("pipe");
    ensure!(quiet, "{example} with closed output: {}\n{said}", end.status);
    Ok(())
}

/// Builds every library crate alone, without default features, and for the web where the target is
/// installed.
fn alone() -> Result<()> {
    let is_usable = |command: String| quietly(&mut process(&command));
    let web = is_usable(format!("rustc --print target-libdir --target {WASM}"))
        && is_usable(format!("cargo check --package synaptome-lognormal --target {WASM}"));
    for (package, _) in crates()? {
        let command = format!("cargo check --locked --no-default-features --package {package}");
        step("alone, without default features", &command, None)?;
        if web && package != LAB {
            step("for the web", &format!("{command} --target {WASM}"), None)?;
        }
    }
    if !web {
        print(&format!("\n== for the web: skipped, the target {WASM} is not installed\n"))?;
    }
    Ok(())
}

/// Runs the fault suite, whose short form is among the tests.
pub(crate) fn faults(seed: u64, kills: u64) -> Result<()> {
    let command = "cargo test --package xtask --locked --test faults -- --nocapture";
    let mut process = process(command);
    process.env("SYNAPTOME_FAULTS_SEED", seed.to_string());
    timed("faults", command, process.env("SYNAPTOME_FAULTS_KILLS", kills.to_string()))
}
