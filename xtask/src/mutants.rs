//! `cargo xtask mutants`: whether the tests of the library crates notice changed lines.

use anyhow::{Context, Result, bail, ensure};

use crate::output::print;
use crate::process::{process, quietly, timed};

/// How many lines to change, chosen how, in which crates.
#[derive(clap::Args, Debug)]
pub(crate) struct Sample {
    /// The seed of the choice of mutants.
    #[arg(long, default_value_t = 20)]
    seed: u64,
    /// How many mutants of each crate.
    #[arg(long, default_value_t = 100)]
    each: usize,
    /// Only these crates, such as 'lognormal'.
    #[arg(long, num_args = 1.., value_name = "CRATE")]
    only: Vec<String>,
}

/// The library crates.
const CRATES: [&str; 7] =
    ["hopfield", "infomax", "interchange", "lab", "lognormal", "mi", "willshaw"];

/// Changes lines of each crate, one at a time, and runs its tests.
pub(crate) fn run(sample: &Sample) -> Result<()> {
    if !quietly(&mut process("cargo mutants --version")) {
        bail!("cargo-mutants is not installed; `cargo install cargo-mutants` installs it");
    }
    let is_known = |name: &String| CRATES.contains(&name.as_str());
    if let Some(unknown) = sample.only.iter().find(|name| !is_known(name)) {
        bail!("there is no crate {unknown:?}; there are {}", CRATES.join(", "));
    }
    let is_chosen = |name: &&str| sample.only.is_empty() || sample.only.iter().any(|o| o == name);
    CRATES.iter().copied().filter(is_chosen).try_for_each(|name| one(name, sample))
}

fn one(name: &str, sample: &Sample) -> Result<()> {
    let names = chosen(listed(name)?, sample);
    print(&format!("\n== {name}: {} mutants of seed {}\n", names.len(), sample.seed))?;
    let command = format!(
        "cargo mutants --package synaptome-{name} --all-features --timeout 240 --no-times --output \
         target/mutants/{name}"
    );
    let mut process = process(&command);
    for mutant in names {
        process.args(["--re", &format!("^{}$", escaped(&mutant))]);
    }
    // The status says whether a mutant survived; what it was is in the output folder.
    timed("mutants", &command, &mut process)
        .or_else(|error| print(&format!("{error}\n")).map_err(Into::into))
}

fn listed(name: &str) -> Result<Vec<String>> {
    let command = format!("cargo mutants --list --package synaptome-{name}");
    let output = process(&command).output().with_context(|| command.clone())?;
    ensure!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

/// The mutants with the smallest keys, which are drawn from the seed (SplitMix64).
fn chosen(names: Vec<String>, sample: &Sample) -> Vec<String> {
    let mut state = sample.seed;
    let mut key = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let mut keyed: Vec<_> = names.into_iter().map(|name| (key(), name)).collect();
    keyed.sort();
    keyed.into_iter().take(sample.each).map(|(_, name)| name).collect()
}

/// A text as a regular expression that only this text matches.
fn escaped(text: &str) -> String {
    let escape = |c: char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_depends_on_its_seed_and_the_list_alone() {
        let names = || (0..50).map(|i| format!("src/a.rs:{i}: replace + with -")).collect();
        let draw = |seed| chosen(names(), &Sample { seed, each: 5, only: Vec::new() });
        assert_eq!(draw(1), draw(1));
        assert!(draw(1) != draw(2) && draw(1).len() == 5);
        assert_eq!(escaped("a -> b"), "a \\-\\> b");
    }
}
