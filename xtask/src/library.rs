//! The library crates, as commands name them: by the folder in `crates`, without a prefix.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::experiment::repository;

/// The options with which cargo chooses the named library crates, all if none is named.
pub(crate) fn packages(only: &[String]) -> Vec<String> {
    let all = ["--workspace", "--exclude=xtask", "--exclude=synaptome-benches"];
    if only.is_empty() {
        all.map(str::to_owned).to_vec()
    } else {
        only.iter().map(|name| format!("--package=synaptome-{name}")).collect()
    }
}

/// Refuses a name that is no folder of `crates`.
pub(crate) fn require_crates(only: &[String]) -> Result<()> {
    let known = names(&repository().join("crates"))?;
    match only.iter().find(|name| !known.contains(name)) {
        Some(unknown) => bail!("there is no crate {unknown:?}; there are {}", known.join(", ")),
        None => Ok(()),
    }
}

/// The library crates with their folders.
pub(crate) fn crates() -> Result<Vec<(String, PathBuf)>> {
    let root = repository().join("crates");
    let folders = names(&root)?.into_iter();
    Ok(folders.map(|name| (format!("synaptome-{name}"), root.join(name))).collect())
}

/// The names in a folder, in alphabetical order.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}
