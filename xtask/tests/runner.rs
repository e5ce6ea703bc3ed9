//! The runner from outside: what is computed never depends on how.

#[path = "runner/exchange.rs"]
mod exchange;
#[path = "runner/mistakes.rs"]
mod mistakes;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// A figure of ten points that takes a fraction of a second.
const FIGURE: &str = "mi-2c";

fn xtask(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments);
    command
}

fn figures(out: &Path, more: &[&str]) -> Output {
    let out = out.to_str().expect("temporary paths are UTF-8");
    let mut command = xtask(&["figures", "--only", FIGURE, "--out", out]);
    command.args(more).output().expect("the program starts")
}

fn succeed(out: &Path, more: &[&str]) -> String {
    let output = figures(out, more);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{text}");
    text
}

fn table(out: &Path) -> Vec<u8> {
    fs::read(out.join(format!("{FIGURE}.csv"))).expect("the table was written")
}

fn point_files(out: &Path) -> Vec<PathBuf> {
    let folder = fs::read_dir(out.join("points/mi-set-2")).expect("points were stored");
    let mut files: Vec<_> = folder.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    files
}

/// The table of an undisturbed run on one thread.
fn reference() -> (TempDir, Vec<u8>) {
    let out = tempfile::tempdir().expect("a temporary folder");
    succeed(out.path(), &["--jobs", "1"]);
    let table = table(out.path());
    (out, table)
}

#[test]
fn the_number_of_threads_does_not_change_the_table() {
    let (_one, expected) = reference();
    let out = tempfile::tempdir().unwrap();
    succeed(out.path(), &["--jobs", "4"]);
    assert_eq!(table(out.path()), expected);
}

#[test]
fn shards_into_one_folder_give_the_table_of_a_whole_run() {
    let (_one, expected) = reference();
    let out = tempfile::tempdir().unwrap();
    for shard in ["2/3", "3/3", "1/3"] {
        succeed(out.path(), &["--shard", shard]);
        assert!(!out.path().join("index.html").exists(), "a shard draws nothing");
    }
    let log = succeed(out.path(), &[]);
    assert!(log.contains("10 points at quick, 10 of them stored"), "{log}");
    assert_eq!(table(out.path()), expected);
}

/// Ten kills at moments spread over the run; each later run goes on from there.
#[test]
fn a_run_after_kills_computes_the_rest_and_ends_at_the_same_table() {
    let (_one, expected) = reference();
    let out = tempfile::tempdir().unwrap();
    let path = out.path().to_str().unwrap();
    for moment in 0..10_u64 {
        let mut command = xtask(&["figures", "--only", FIGURE, "--jobs", "1", "--out", path]);
        let mut child = command.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis((moment * 37) % 90));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    succeed(out.path(), &[]);
    assert_eq!(table(out.path()), expected);
}

#[test]
fn missing_and_damaged_points_are_computed_again_and_no_others() {
    let (out, expected) = reference();
    let files = point_files(out.path());
    fs::remove_file(&files[0]).unwrap();
    fs::write(&files[1], "{\"data\": \"mi-set-2\"").unwrap();
    let kept = fs::metadata(&files[2]).unwrap().modified().unwrap();
    let log = succeed(out.path(), &[]);
    assert!(log.contains("8 of them stored"), "{log}");
    let damaged = files[1].file_name().unwrap().to_str().unwrap();
    assert!(log.lines().any(|line| line.contains("warning") && line.contains(damaged)), "{log}");
    assert_eq!(table(out.path()), expected);
    assert_eq!(fs::metadata(&files[2]).unwrap().modified().unwrap(), kept);
}

#[test]
fn another_seed_gives_another_table_and_leaves_the_first_stored() {
    let (out, expected) = reference();
    succeed(out.path(), &["--seed", "2"]);
    assert_ne!(table(out.path()), expected);
    let log = succeed(out.path(), &["--seed", "1"]);
    assert!(log.contains("10 of them stored"), "{log}");
    assert_eq!(table(out.path()), expected);
}

#[test]
fn fresh_computes_everything_again_to_the_same_table() {
    let (out, expected) = reference();
    let log = succeed(out.path(), &["--fresh"]);
    assert!(log.contains("10 of 10 points"), "{log}");
    assert_eq!(table(out.path()), expected);
}

#[test]
fn the_report_is_one_page_that_asks_the_network_for_nothing() {
    let (out, _) = reference();
    let page = fs::read_to_string(out.path().join("index.html")).unwrap();
    for outside in ["<script src", "<link", "src=\"http", "href=\"http", "url(http", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "identifiers repeat");
    assert!(page.contains("<svg") && page.contains("F02-slope"));
}

#[test]
fn every_claim_has_a_verdict_in_the_file_of_claims() {
    let (out, _) = reference();
    let text = fs::read_to_string(out.path().join("claims.json")).unwrap();
    let claims: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let committed = include_str!("../../docs/claims.toml").matches("\n[[claim]]").count();
    assert_eq!(claims.len(), committed);
    for claim in &claims {
        let verdict = claim["verdict"].as_str().unwrap();
        assert!(["holds", "fails", "undecided", "not-run"].contains(&verdict), "{claim}");
        assert_eq!(verdict == "not-run", claim["measured"].is_null(), "{claim}");
    }
}

#[test]
fn pictures_are_written_as_svg_and_as_png() {
    let (out, _) = reference();
    let png = fs::read(out.path().join("mi-2c.png")).unwrap();
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let svg = fs::read_to_string(out.path().join("mi-2c.svg")).unwrap();
    assert!(svg.starts_with("<svg viewBox=") && svg.trim_end().ends_with("</svg>"));
}

fn run(arguments: &[&str]) -> (bool, String, String) {
    let output = xtask(arguments).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

/// A table does not say which of its cells were texts.
#[test]
fn claims_of_written_tables_are_those_of_stored_points() {
    let out = tempfile::tempdir().unwrap();
    let out = out.path().to_str().unwrap();
    let figures = ["--only", FIGURE, "mi-2d", "mi-3c", "mi-3d"];
    let claims = |folder| run(&[&["claims", "--csv", folder, out][..], &figures].concat());
    assert!(run(&[&["figures", "--out", out][..], &figures].concat()).0);
    let (stored, written) = (claims("--out"), claims("--tables"));
    assert!(stored.0 && stored.1.contains("F02-slope,") && !stored.1.contains("NaN"), "{stored:?}");
    assert_eq!(stored.1, written.1);
}

#[test]
fn output_that_nobody_reads_any_more_is_no_error() {
    let (one, _) = reference();
    let (out, file) = (one.path().to_str().unwrap(), one.path().join("points.jsonl"));
    let file = file.to_str().unwrap();
    for arguments in [
        &["claims", "--out", out][..],
        &["claims", "--tables", out],
        &["claims", "--csv", "--out", out],
        &["list"],
        &["slurm", "--out", out],
        &["export", file, "--out", out],
        &["import", file, "--out", out],
        &["figures", "--only", FIGURE, "--out", out],
        &["help"],
        &["figures", "--help"],
        &["--version"],
    ] {
        let mut child =
            xtask(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && !errors.contains("panicked"), "{arguments:?}: {errors}");
    }
}

/// What is counted once is one, in words as well.
#[test]
fn one_point_is_no_points() {
    let out = tempfile::tempdir().unwrap();
    let log = succeed(out.path(), &["--shard", "1/10"]);
    assert!(log.contains("1 point at quick") && log.contains("1 of 1 point after"), "{log}");
    let (_, said, _) = run(&["slurm", "--only", FIGURE, "--out", out.path().to_str().unwrap()]);
    assert!(said.contains("An array of 1 task,"), "{said}");
    let file = out.path().join("points.jsonl");
    let (file, out) = (file.to_str().unwrap(), out.path().to_str().unwrap());
    let (_, said, _) = run(&["export", file, "--only", FIGURE, "--out", out]);
    assert!(said.starts_with("1 point in "), "{said}");
}

#[test]
fn a_folder_without_results_is_an_error_that_names_it() {
    let out = tempfile::tempdir().unwrap();
    let (missing, file) = (out.path().join("nothing"), out.path().join("points.jsonl"));
    let (missing, file) = (missing.to_str().unwrap(), file.to_str().unwrap());
    for arguments in [&["claims", "--out", missing][..], &["export", file, "--out", missing]] {
        let (success, _, errors) = run(arguments);
        assert!(!success && errors.contains(missing) && errors.contains("no stored results"));
    }
    assert!(!Path::new(file).exists());
}

#[test]
fn points_of_another_program_are_computed_again_or_kept_and_named() {
    let (out, expected) = reference();
    for file in &point_files(out.path())[..4] {
        let text = fs::read_to_string(file).unwrap();
        let start = text.find("\"sources\": \"").expect("a fingerprint is stored") + 12;
        let other = format!("{}0123456789abcdef{}", &text[..start], &text[start + 16..]);
        fs::write(file, other).unwrap();
    }
    let said = "4 of 10 points were computed by other sources";
    let shown = "4 of 10 points were computed from other sources than the present ones, and kept";
    let log = succeed(out.path(), &["--keep"]);
    assert!(log.contains(&format!("{said}: kept, and marked in the report")), "{log}");
    assert!(fs::read_to_string(out.path().join("index.html")).unwrap().contains(shown));
    let (_, _, warning) = run(&["claims", "--only", FIGURE, "--out", out.path().to_str().unwrap()]);
    assert!(warning.contains(said), "{warning}");
    let log = succeed(out.path(), &[]);
    assert!(log.contains(&format!("{said}: computed again")), "{log}");
    assert!(!fs::read_to_string(out.path().join("index.html")).unwrap().contains(shown));
    assert_eq!(table(out.path()), expected);
}

#[test]
fn claims_of_some_figures_are_counted_without_those_of_others() {
    let (from, _) = reference();
    let folder = from.path().to_str().unwrap();
    let (success, said, _) = run(&["claims", "--only", FIGURE, "--out", folder]);
    let (lines, counts) = said.trim_end().rsplit_once('\n').unwrap();
    let total: usize = counts.split([' ', ',']).filter_map(|word| word.parse::<usize>().ok()).sum();
    assert!(success && total == lines.lines().count(), "{said}");
}
