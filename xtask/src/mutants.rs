//! `cargo xtask mutants`: whether the tests of the library crates notice changed lines.

mod ledger;
mod sample;
mod tree;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::experiment::repository;
use crate::library::require_crates;
use crate::output::print;
use crate::process::{process, quietly};
use ledger::{Ledger, Verdict};
use sample::Mutant;

/// How many lines to change, chosen how, in which crates, for how long.
#[derive(clap::Args, Debug)]
pub(crate) struct Sample {
    /// The seed of the choice of mutants.
    #[arg(long, default_value_t = 20)]
    seed: u64,
    /// How many mutants of each crate.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    each: u32,
    /// Only these crates, such as 'lognormal'.
    #[arg(long, num_args = 1.., value_name = "CRATE")]
    only: Vec<String>,
    /// Judges no further mutant after so many minutes [default: when all are judged].
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: Option<u64>,
    /// Judges again those that survived or took too long and for which no reason is given.
    #[arg(long)]
    survivors: bool,
}

/// The library crates, that with the fastest tests first.
const CRATES: [&str; 7] =
    ["interchange", "lab", "mi", "lognormal", "hopfield", "willshaw", "infomax"];

/// Changes lines of each crate, one at a time, and runs its tests. What was judged is in a file of the repository, and a
/// later run goes on behind it.
pub(crate) fn run(sample: &Sample) -> Result<()> {
    require_crates(&sample.only)?;
    if !quietly(&mut process("cargo mutants --version")) {
        bail!("cargo-mutants is not installed; `cargo install cargo-mutants` installs it");
    }
    let tree = tree::copy()?;
    let mut ledger = Ledger::read()?;
    for mutant in turns(&tree, sample, &mut ledger)? {
        if sample.minutes.is_some_and(|minutes| ledger.age() > Duration::from_secs(60 * minutes)) {
            break;
        }
        let (start, verdict) = (Instant::now(), judge(&tree, &mutant)?);
        let seconds = start.elapsed().as_secs_f64();
        print(&format!("{verdict}, {seconds:.0} s: {}\n", mutant.name()))?;
        ledger.set(&mutant, verdict, sample.seed);
        ledger.write()?;
    }
    Ok(print(&ledger.summary(&CRATES))?)
}

/// The mutants to be judged, the crates taking turns: a run that is stopped has judged as many of each.
fn turns(tree: &Path, sample: &Sample, ledger: &mut Ledger) -> Result<Vec<Mutant>> {
    let is_chosen = |name: &&str| sample.only.is_empty() || sample.only.iter().any(|o| o == name);
    let mut turns = Vec::new();
    for name in CRATES.iter().copied().filter(is_chosen) {
        let all = listed(tree, name)?;
        ledger.renumber(name, &all);
        let is_due = |mutant: &Mutant| ledger.is_due(mutant, sample.survivors);
        let chosen = if sample.survivors {
            all
        } else {
            sample::draw(all, sample.seed, sample.each as usize)
        };
        turns.extend(chosen.into_iter().filter(is_due).enumerate());
    }
    turns.sort_by_key(|(turn, _)| *turn);
    Ok(turns.into_iter().map(|(_, mutant)| mutant).collect())
}

fn listed(tree: &Path, name: &str) -> Result<Vec<Mutant>> {
    let command = format!("cargo mutants --list --json --package synaptome-{name}");
    let output = process(&command).current_dir(tree).output().with_context(|| command.clone())?;
    ensure!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    let list: Vec<Value> =
        serde_json::from_slice(&output.stdout).with_context(|| command.clone())?;
    let names = list.iter().filter_map(|mutant| mutant["name"].as_str());
    Ok(sample::mutants(names))
}

/// Changes one line of the copy and runs the tests of its crate.
fn judge(tree: &Path, mutant: &Mutant) -> Result<Verdict> {
    let out = repository().join("target/mutants");
    let command = format!(
        "cargo mutants --in-place --baseline skip --package synaptome-{} --all-features --profile \
         once --build-timeout 1200 --timeout 300 --no-times --colors never",
        mutant.package()
    );
    let mut process = process(&command);
    process.current_dir(tree).arg("--output").arg(&out);
    process.args(["--re", &format!("^{}$", sample::escaped(&mutant.name()))]);
    process.args(["--", "--lib", "--tests"]);
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(out.join("build"), Into::into);
    process.env("CARGO_TARGET_DIR", target);
    process.envs([("PROPTEST_CASES", "16"), ("PROPTEST_RNG_SEED", "1")]);
    let output = process.output().with_context(|| command.clone())?;
    let outcomes = out.join("mutants.out/outcomes.json");
    let text = fs::read_to_string(&outcomes).with_context(|| outcomes.display().to_string())?;
    let value: Value = serde_json::from_str(&text)?;
    let summary = value["outcomes"].as_array().and_then(|all| all.last());
    let summary = summary.and_then(|last| last["summary"].as_str()).unwrap_or_default();
    Verdict::of(summary).with_context(|| {
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        format!("{}: {summary} {said}", mutant.name())
    })
}
