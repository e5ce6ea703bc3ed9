//! `cargo xtask bits`: whether instruction sets, threads and profiles change a bit of a table.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::experiment::{repository, synaptome};
use crate::output::print;
use crate::process::{step, timed};

/// Figures of all model crates that take seconds: linear algebra, sums, searches, training, images.
const FIGURES: [&str; 13] = [
    "mi-2c",
    "mi-2d",
    "mi-large-n",
    "fw-error",
    "pruning",
    "real-synapses",
    "will-3",
    "will-recognition",
    "hop-basins",
    "hop-capacity",
    "hop-kernel",
    "ri-5",
    "ri-10",
];

/// The names of instruction sets that `SYNAPTOME_INSTRUCTIONS` may have.
const INSTRUCTIONS: [&str; 3] = ["avx512", "avx2", "portable"];

/// Refuses an instruction set that no crate knows, which all would take for the widest.
pub(crate) fn require_known_instructions() -> Result<()> {
    let Some(name) = std::env::var_os("SYNAPTOME_INSTRUCTIONS") else { return Ok(()) };
    let is_known = INSTRUCTIONS.iter().any(|known| name == **known);
    ensure!(
        is_known,
        "SYNAPTOME_INSTRUCTIONS must be {}, got {}",
        INSTRUCTIONS.join(" or "),
        name.display()
    );
    Ok(())
}

/// A way to run the figures.
struct Way<'a> {
    name: String,
    words: Vec<&'a str>,
    instructions: &'a str,
    jobs: &'a str,
}

/// Compares the tables of some figures, all of the fixed set if none is named, byte by byte; `others` are
/// further programs, such as this one under an emulator.
pub(crate) fn run(only: &[String], others: &[String]) -> Result<()> {
    synaptome()?.select(only)?;
    let own = std::env::current_exe().context("the path of this program is unknown")?;
    let target = own.ancestors().nth(2).context("the program is in no target folder")?;
    let (profile, folder) = if own.starts_with(target.join("release")) {
        ("dev", "debug")
    } else {
        ("release", "release")
    };
    let command = format!("cargo build --package xtask --locked --profile {profile}");
    step("the other profile", &command, None)?;
    let (own, other) = (own.to_string_lossy(), target.join(folder).join("xtask"));
    let other = other.to_string_lossy();
    let way = |words, instructions, jobs| Way { name: String::new(), words, instructions, jobs };
    let mut ways = vec![
        way(vec![&*own], "avx512", "2"),
        way(vec![&*own], "avx512", "1"),
        way(vec![&*own], "avx2", "2"),
        way(vec![&*own], "portable", "2"),
        way(vec![&*other], "avx512", "2"),
    ];
    ways.extend(others.iter().map(|line| way(line.split(' ').collect(), "avx512", "1")));
    for way in &mut ways {
        way.name = format!("{}, {}, threads: {}", way.words.join(" "), way.instructions, way.jobs);
    }
    compare(&ways, only)
}

fn compare(ways: &[Way<'_>], only: &[String]) -> Result<()> {
    let folder = repository().join("target/bits");
    let only: Vec<&str> = match only {
        [] => FIGURES.to_vec(),
        some => some.iter().map(String::as_str).collect(),
    };
    let mut expected = Vec::new();
    for (way, number) in ways.iter().zip(0..) {
        let tables = tables(way, &only, &folder.join(number.to_string()))?;
        if number == 0 {
            expected.clone_from(&tables);
        }
        require_alike(&expected, &tables, &way.name)?;
    }
    Ok(print(&format!(
        "\n{} tables are alike, byte by byte, in {} ways\n",
        expected.len(),
        ways.len()
    ))?)
}

/// The tables that a way writes, with their names.
fn tables(way: &Way<'_>, only: &[&str], out: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let mut command = Command::new(way.words[0]);
    command.args(&way.words[1..]).args(["figures", "--jobs", way.jobs, "--out"]).arg(out);
    command.arg("--only").args(only).env("SYNAPTOME_INSTRUCTIONS", way.instructions);
    timed("bits", &way.name, command.current_dir(repository()))?;
    let mut paths: Vec<_> = fs::read_dir(out)?.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    paths.sort();
    let read = |path: PathBuf| Ok((path.file_name().unwrap_or_default().into(), fs::read(&path)?));
    paths.into_iter().map(read).collect()
}

fn require_alike(
    expected: &[(PathBuf, Vec<u8>)],
    found: &[(PathBuf, Vec<u8>)],
    name: &str,
) -> Result<()> {
    ensure!(!found.is_empty() && expected.len() == found.len(), "{name} wrote other tables");
    for ((table, expected), (_, found)) in expected.iter().zip(found) {
        let (a, b) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(found));
        if let Some((a, b)) = a.lines().zip(b.lines()).find(|(a, b)| a != b) {
            bail!("{} differs with {name}:\n{a}\n{b}", table.display());
        }
        ensure!(expected == found, "{} differs in length with {name}", table.display());
    }
    Ok(())
}
