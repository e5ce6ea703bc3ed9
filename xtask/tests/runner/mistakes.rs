//! What the command line refuses, and names.

use std::fs;

use super::xtask;

#[test]
fn mistakes_on_the_command_line_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let file = file.to_str().unwrap();
    for (arguments, named) in [
        (vec!["figures", "--only", "absent-*"], "absent-*"),
        (vec!["figures", "--only", "absent-*"], "mi-2a, mi-2b"),
        (vec!["figures", "--only", "[a"], "[a"),
        (vec!["figures", "--shard", "4/3"], "4/3"),
        (vec!["figures", "--jobs", "0"], "0"),
        (vec!["figures", "--jobs", "100000"], "100000"),
        (vec!["figures", "--shard", "0/0"], "0/0"),
        (vec!["figures", "--seed", "-1"], "-1"),
        (vec!["figures", "--only", ""], "\"\""),
        (vec!["figures", "--out", ""], "--out"),
        (vec!["properties", "--cases", "0"], "0"),
        (vec!["properties", "--only", "absent"], "absent"),
        (vec!["properties", "--only", "synaptome-mi"], "lognormal, mi, willshaw"),
        (vec!["coverage", "--only", "absent"], "absent"),
        (vec!["mutants", "--only", "absent"], "absent"),
        (vec!["fuzz", "--target", "absent"], "absent"),
        (vec!["bits", "--only", "absent-*"], "absent-*"),
        (vec!["fuzz", "--seconds", "0"], "0"),
        (vec!["faults", "--kills", "0"], "0"),
        (vec!["mutants", "--each", "0"], "0"),
        (vec!["mutants", "--minutes", "0"], "0"),
        (vec!["figures", "--scale", "huge"], "huge"),
        (vec!["figures", "--only", "mi-2c", "--out", file], file),
    ] {
        let output = xtask(&arguments).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(text.contains(named), "{text}");
    }
}
