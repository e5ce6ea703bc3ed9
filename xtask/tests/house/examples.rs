//! Examples that run, in the documents of the crates.

use crate::crates::folders;
use crate::surface::{self, Kind, Shown};

#[test]
fn every_public_type_has_an_example_in_its_documents_or_in_those_of_a_constructor() {
    for package in folders("crates") {
        let shown = surface::of(&package.sources);
        let types: Vec<_> = shown.iter().filter(|item| item.kind == Kind::Type).collect();
        let without = types.iter().filter(|item| !is_shown_at_work(item, &shown));
        let without: Vec<_> = without.map(|item| &item.name).collect();
        println!("{}: {} types", package.name, types.len());
        assert!(types.len() > 5 && without.is_empty(), "{}: {without:?}", package.name);
    }
}

/// What takes nothing but the value that it belongs to, such as a length, is obvious.
#[test]
fn at_least_every_third_public_function_that_takes_an_argument_has_an_example() {
    for package in folders("crates") {
        let shown = surface::of(&package.sources);
        let functions = shown.iter().filter(|item| item.kind != Kind::Type && item.takes_arguments);
        let (with, without): (Vec<_>, Vec<_>) = functions.partition(|item| item.has_example);
        println!("{}: {} of {}", package.name, with.len(), with.len() + without.len());
        let names: Vec<_> = without.iter().map(|item| &item.name).collect();
        assert!(2 * with.len() >= without.len(), "{}: choose from {names:?}", package.name);
    }
}

fn is_shown_at_work(item: &Shown, shown: &[Shown]) -> bool {
    let made = |other: &Shown| other.kind == Kind::Constructor && other.owner() == Some(&item.name);
    item.has_example || shown.iter().any(|other| made(other) && other.has_example)
}

#[test]
fn what_no_test_runs_is_no_example() {
    let of = |fence: &str| {
        let text = format!("/// Doubles.\n///\n/// {fence}\n/// 1\n/// ```\npub fn double() {{}}");
        surface::shown(&syn::parse_str(&text).expect("a function"))[0].has_example
    };
    assert!(of("```") && of("```rust"));
    assert!(!of("```text") && !of("```ignore") && !of("```no_run"));
}
