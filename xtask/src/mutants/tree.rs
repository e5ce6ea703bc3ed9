//! A copy of the sources that mutants are made in.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::experiment::repository;
use crate::process::process;

/// Copies what Git knows into `target/mutants/tree`. Files that are the same stay as they are, so that little is
/// compiled again.
pub(super) fn copy() -> Result<PathBuf> {
    let (from, to) = (repository(), repository().join("target/mutants/tree"));
    let command = "git ls-files --cached --others --exclude-standard";
    let output = process(command).output().context(command)?;
    ensure!(output.status.success(), "{command} failed");
    let paths = String::from_utf8(output.stdout)?;
    for path in paths.lines().filter(|path| from.join(path).is_file()) {
        renew(&from.join(path), &to.join(path)).with_context(|| path.to_owned())?;
    }
    Ok(to)
}

fn renew(from: &Path, to: &Path) -> Result<()> {
    let bytes = fs::read(from)?;
    if fs::read(to).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    fs::create_dir_all(to.parent().context("a file is in a folder")?)?;
    Ok(fs::write(to, bytes)?)
}
