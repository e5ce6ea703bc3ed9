//! The house rules that a program can check: layers, circles, sizes, and one dialect.

mod circles;
mod crates;
mod dialect;
mod examples;
mod imports;
mod modules;
mod rules;
mod surface;

use crates::{Crate, folders};

#[test]
fn library_crates_never_depend_on_the_runner_and_the_lab_on_no_model() {
    const MODELS: [&str; 5] = ["lognormal", "mi", "hopfield", "willshaw", "infomax"];
    for Crate { name, dependencies, .. } in folders("crates") {
        let allowed = |other: &str| match name.as_str() {
            "mi" => other == "lognormal",
            _ => false,
        };
        assert!(!dependencies.contains("xtask"), "{name} depends on the runner");
        for other in MODELS.iter().chain(&["lab", "interchange"]) {
            let depends = dependencies.contains(&format!("synaptome-{other}"));
            assert!(!depends || allowed(other), "{name} depends on {other}");
        }
    }
}

#[test]
fn no_more_than_two_files_import_each_other_in_a_circle() {
    let mut found = Vec::new();
    for Crate { sources, .. } in folders("crates").into_iter().chain(folders("")) {
        found.extend(circles::larger_than_two(&imports::arrows(&sources)));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_circle_of_three_files_is_found() {
    let arrow = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let arrows = [arrow("a", "b"), arrow("b", "c"), arrow("c", "a"), arrow("c", "d")];
    assert_eq!(circles::larger_than_two(&arrows), [["a", "b", "c"]]);
    assert!(circles::larger_than_two(&[arrow("a", "b"), arrow("b", "a")]).is_empty());
}

#[test]
fn functions_are_short_and_no_file_has_more_than_three_hundred_lines() {
    let sources = modules::all();
    let long: Vec<_> = sources.iter().filter(|s| s.lines() > 300).map(|s| &s.path).collect();
    assert!(long.is_empty(), "{long:?}");
    let mut lengths: Vec<usize> = sources.iter().flat_map(rules::function_lines).collect();
    lengths.sort_unstable();
    let (median, most) = (lengths[lengths.len() / 2], lengths[lengths.len() * 9 / 10]);
    assert!(median <= 6 && most <= 17, "median {median}, 90th percentile {most} lines");
}

/// Lines outside of docstrings.
fn lines_of_python(path: &std::path::PathBuf) -> usize {
    let mut is_document = false;
    let text = std::fs::read_to_string(path).expect("a file");
    let of_code = text.lines().filter(|line| {
        let marks = line.matches(r#"""""#).count();
        let was_document = is_document;
        is_document ^= marks % 2 == 1;
        !was_document && marks == 0
    });
    of_code.count()
}

#[test]
fn no_file_of_python_has_more_than_three_hundred_lines_beside_its_documents() {
    let files = modules::files(&crates::root().join("python"), "py");
    let long: Vec<_> = files.iter().filter(|path| lines_of_python(path) > 300).collect();
    assert!(files.len() > 10 && long.is_empty(), "{long:?}");
}

#[test]
fn every_file_says_what_it_is_and_every_derive_is_in_alphabetical_order() {
    let defects: Vec<String> = modules::all().iter().flat_map(rules::defects).collect();
    assert!(defects.is_empty(), "{}", defects.join("\n"));
}

#[test]
fn one_kind_of_fault_has_one_message_in_all_crates() {
    let differing = dialect::faults_with_several_messages(&folders("crates"));
    assert!(differing.is_empty(), "{differing:#?}");
}
