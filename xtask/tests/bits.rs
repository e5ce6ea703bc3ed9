//! No bit of a table depends on instructions or threads, and random streams are what they were. `cargo xtask bits`
//! compares more.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use rand::Rng;
use synaptome_lab::Streams;

/// Sums of log-normal variables, a memory, a network and a recurrent network, of a second together.
const FIGURES: [&str; 4] = ["mi-2c", "will-recognition", "hop-basins", "ri-10"];

fn run(instructions: &str, jobs: &str, out: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["figures", "--jobs", jobs, "--out"]).arg(out).arg("--only").args(FIGURES);
    command.env("SYNAPTOME_INSTRUCTIONS", instructions).output().unwrap()
}

fn tables(instructions: &str, jobs: &str) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let output = run(instructions, jobs, folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    FIGURES.map(|name| fs::read(folder.path().join(format!("{name}.csv"))).unwrap()).to_vec()
}

#[test]
fn narrower_instructions_and_fewer_threads_change_no_bit() {
    let expected = tables("avx512", "2");
    assert_eq!(tables("avx2", "1"), expected);
    assert_eq!(tables("portable", "2"), expected);
}

#[test]
fn an_unknown_instruction_set_is_refused() {
    let output = run("mmx", "1", Path::new("."));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("must be avx512 or avx2 or portable, got mmx"), "{said}");
}

/// Each name with the first two numbers of its stream, from `golden/streams.py`.
fn golden() -> BTreeMap<&'static str, [u64; 2]> {
    let number = |text: &str| u64::from_str_radix(text.trim_start_matches("0x"), 16).unwrap();
    let lines = include_str!("golden/streams.csv").lines().skip(1);
    let columns = lines.map(|line| line.split(',').collect::<Vec<_>>());
    columns.map(|c| (c[0], [number(c[1]), number(c[2])])).collect()
}

#[test]
fn the_first_numbers_of_every_named_stream_are_those_of_an_independent_program() {
    for (name, expected) in golden() {
        let mut rng = Streams::new(1, "data", "label").rng(name);
        assert_eq!([rng.next_u64(), rng.next_u64()], expected, "{name}");
    }
}

/// The names in calls such as `job.rng("cues")` and `rng(job, "weights")` of a folder of sources.
fn names(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            names(&entry, found);
            continue;
        }
        if entry.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(entry).unwrap();
        let calls = text.split("rng(").skip(1);
        let calls = calls.map(|call| call.trim_start_matches('&').trim_start_matches("job, "));
        let literal = calls.filter_map(|call| call.strip_prefix('"')?.split_once('"'));
        found.extend(literal.map(|(name, _)| name.to_owned()));
    }
}

#[test]
fn no_stream_of_a_figure_is_without_its_first_numbers() {
    let (golden, mut found) = (golden(), Vec::new());
    names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/figures"), &mut found);
    assert!(found.len() > 50, "{} calls", found.len());
    for name in found {
        assert!(golden.contains_key(name.as_str()), "{name}: `golden/streams.py` has its numbers");
    }
}
