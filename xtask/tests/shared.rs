//! `cargo xtask figures` and the tests share every dependency that they compile.

use std::collections::BTreeSet;
use std::process::Command;

/// The packages behind a command with the features that it compiles them with.
fn packages(arguments: &[&str]) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p} {f}"]);
    let output = command.args(arguments).output().expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("names are UTF-8");
    // A package that stands in the tree already has a star, which is no feature.
    text.lines().map(|line| line.trim_end_matches(" (*)").trim_end().to_owned()).collect()
}

#[test]
fn tests_compile_no_dependency_of_the_runner_with_other_features() {
    let runner = packages(&["--package", "xtask", "--edges", "normal,build"]);
    for features in [&["--workspace"][..], &["--workspace", "--all-features"]] {
        let tests = packages(&[&["--edges", "normal,build,dev"], features].concat());
        let compiled_again: Vec<_> = runner.difference(&tests).collect();
        assert!(compiled_again.is_empty(), "compiled with other features: {compiled_again:#?}");
    }
}
