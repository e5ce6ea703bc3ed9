//! Points in one file.

use std::fs;

use tempfile::TempDir;

use super::{FIGURE, reference, run, succeed, table};

#[test]
fn one_file_carries_the_points_to_another_folder() {
    let (from, expected) = reference();
    let to = tempfile::tempdir().unwrap();
    let file = to.path().join("points.jsonl");
    let file = file.to_str().unwrap();
    let out = |folder: &TempDir| folder.path().to_str().unwrap().to_owned();
    let (success, said, _) = run(&["export", file, "--only", FIGURE, "--out", &out(&from)]);
    assert!(success && said.starts_with("10 points in "), "{said}");
    let (success, said, _) = run(&["import", file, "--out", &out(&to)]);
    assert!(success && said.starts_with("10 points added to "), "{said}");
    let log = succeed(to.path(), &[]);
    assert!(log.contains("10 points at quick, 10 of them stored"), "{log}");
    assert_eq!(table(to.path()), expected);
}

#[test]
fn an_export_that_fails_leaves_an_earlier_file_as_it_was() {
    let (from, _) = reference();
    let folder = from.path().to_str().unwrap();
    let file = from.path().join("points.jsonl");
    fs::write(&file, "an earlier export").unwrap();
    let name = file.to_str().unwrap();
    let (success, _, errors) = run(&["export", name, "--only", "nothing", "--out", folder]);
    assert!(!success && errors.contains("nothing"), "{errors}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "an earlier export");
    let (success, _, errors) = run(&["export", folder, "--only", FIGURE, "--out", folder]);
    assert!(!success && errors.contains(folder), "{errors}");
}
