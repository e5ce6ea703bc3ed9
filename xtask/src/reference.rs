//! The reference of the crates, with a page that lists them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::experiment::repository;
use crate::output::print;
use crate::process::step;

/// Builds the reference of all crates and its index page, and says where it is.
pub(crate) fn build() -> Result<()> {
    let command = "cargo doc --workspace --no-deps --all-features --locked";
    step("the reference of the crates", command, None)?;
    let page = folder()?.join("index.html");
    fs::write(&page, index(&crates()?)).with_context(|| page.display().to_string())?;
    Ok(print(&format!("reference: {}\n", page.display()))?)
}

/// The folder that `cargo doc` writes into.
fn folder() -> Result<PathBuf> {
    let program = std::env::current_exe().context("the path of this program is unknown")?;
    let target = program.ancestors().nth(2).context("the program is in no target folder")?;
    Ok(target.join("doc"))
}

/// The library crates with what their manifests say of them, in alphabetical order.
fn crates() -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(repository().join("crates"))? {
        let path = entry?.path();
        let manifest = fs::read_to_string(path.join("Cargo.toml"))?;
        let described = manifest.lines().find_map(|line| line.strip_prefix("description = \""));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        found.push((name, described.unwrap_or_default().trim_end_matches('"').to_owned()));
    }
    found.sort();
    Ok(found)
}

/// A page with a link to each crate.
fn index(crates: &[(String, String)]) -> String {
    let item = |(name, described): &(String, String)| {
        format!(
            "<li><a href=\"synaptome_{name}/index.html\">synaptome-{name}</a>: {described}</li>\n"
        )
    };
    let items: String = crates.iter().map(item).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>Synaptome: the crates</title></head>\n\
         <body style=\"font: 1.1rem/1.6 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem\">\n\
         <main><h1>Synaptome: the crates</h1>\n<ul>\n{items}</ul></main></body></html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_lists_every_crate_with_its_description() {
        let crates = crates().unwrap();
        let page = index(&crates);
        assert_eq!(crates.len(), 7);
        for (name, described) in crates {
            assert!(described.len() > 20, "{name} has no description");
            assert!(
                page.contains(&format!("synaptome_{name}/index.html")) && page.contains(&described)
            );
        }
    }
}
