//! What surrounds the sources: the licences of dependencies, the workflow of the continuous integration.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The dependencies of this platform. `cargo deny check` knows those of all platforms.
fn packages() -> Vec<Value> {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(rustc.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", host]);
    let output = cargo.current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Whether a choice of "A OR B", or all of "A AND B", are allowed; older packages write "A/B".
fn is_allowed(licence: &str, allowed: &[&str]) -> bool {
    let licence = licence.replace('/', " OR ").replace(['(', ')'], "");
    let all = |part: &str| part.split(" OR ").any(|one| allowed.contains(&one.trim()));
    licence.split(" AND ").all(all)
}

#[test]
fn the_licence_and_the_source_of_every_dependency_are_allowed() {
    let deny: toml::Table = read("deny.toml").parse().unwrap();
    let list = deny["licenses"]["allow"].as_array().unwrap();
    let allowed: Vec<&str> = list.iter().map(|name| name.as_str().unwrap()).collect();
    let packages = packages();
    assert!(packages.len() > 100, "{} packages", packages.len());
    for package in packages {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or(""));
        assert!(is_allowed(licence, &allowed), "{name}: {licence:?}");
        let source = package["source"].as_str();
        assert!(source.is_none_or(|s| s.starts_with("registry+")), "{name}: {source:?}");
    }
}

#[test]
fn licences_are_choices_or_sums() {
    let allowed = ["MIT", "Zlib"];
    assert!(is_allowed("MIT OR GPL-3.0", &allowed) && is_allowed("GPL-3.0/MIT", &allowed));
    assert!(is_allowed("(MIT OR Apache-2.0) AND Zlib", &allowed));
    assert!(!is_allowed("MIT AND GPL-3.0", &allowed) && !is_allowed("", &allowed));
}

/// The commands of the steps, their indentation being that of a list in a mapping.
#[test]
fn the_workflow_calls_nothing_but_the_checks_of_a_contributor_on_three_systems() {
    let documents =
        yaml_rust2::YamlLoader::load_from_str(&read(".github/workflows/ci.yml")).unwrap();
    let job = &documents[0]["jobs"]["ci"];
    let systems = job["strategy"]["matrix"]["os"].as_vec().unwrap();
    let systems: Vec<_> = systems.iter().map(|system| system.as_str().unwrap()).collect();
    assert_eq!(systems, ["ubuntu-latest", "macos-latest", "windows-latest"]);
    let steps = job["steps"].as_vec().unwrap();
    let commands: Vec<_> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    assert_eq!(commands, ["cargo xtask ci"]);
    let known = |action: &str| action.starts_with("actions/");
    assert!(steps.iter().filter_map(|step| step["uses"].as_str()).all(known));
}
