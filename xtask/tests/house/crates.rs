//! The packages of the workspace.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::modules::Source;

/// A package: its folder's name, what it depends on, and its sources.
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) dependencies: BTreeSet<String>,
    pub(crate) sources: Vec<Source>,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

/// The packages in a folder of the repository; in the root, the runner.
pub(crate) fn folders(folder: &str) -> Vec<Crate> {
    let folder = root().join(folder);
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let packages =
        paths.filter(|path| path.join("Cargo.toml").exists() && path.join("src").exists());
    packages.map(|path| read(&path)).collect()
}

fn read(path: &Path) -> Crate {
    let text = fs::read_to_string(path.join("Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = text.parse().expect("TOML");
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    Crate {
        name: path.file_name().expect("a name").to_string_lossy().into_owned(),
        dependencies: dependencies.into_iter().flat_map(toml::Table::keys).cloned().collect(),
        sources: Source::below(&path.join("src")),
    }
}
