//! `cargo xtask export` and `cargo xtask import`.

use std::error::Error as StdError;
use std::fs::{self, File};
use std::io::{BufReader, Error as IoError};
use std::path::Path;

use synaptome_lab::{Error, Result, counted, write_atomically};

use super::damage::warn_of_damage;
use crate::cli::ExchangeOptions;
use crate::experiment::synaptome;
use crate::output::{print, say};

/// Writes the stored points into one file.
pub(super) fn export(options: &ExchangeOptions) -> Result<()> {
    let (lab, run, file) = (synaptome()?, options.stored.run(), &options.file);
    let mut content = Vec::new();
    let count = lab.export(&run, &mut content)?;
    write(file, &content)?;
    warn_of_damage(&lab, &run, &lab.plan(&run)?.missing, "it is not exported");
    Ok(print(&format!("{} in {}\n", counted(count, "point"), file.display()))?)
}

/// Writes the file whole or not at all, so that half of one never looks like a whole one; a pipe or a
/// device as it is.
fn write(file: &Path, content: &[u8]) -> Result<()> {
    let is_special = fs::metadata(file).is_ok_and(|found| !found.is_file() && !found.is_dir());
    if is_special {
        return Ok(fs::write(file, content).map_err(|error| named(file, &error))?);
    }
    Ok(write_atomically(file, content)?)
}

/// Stores the points of a file.
pub(super) fn import(options: &ExchangeOptions) -> Result<()> {
    let (lab, run, file) = (synaptome()?, options.stored.run(), &options.file);
    let source = BufReader::new(File::open(file).map_err(|error| named(file, &error))?);
    let imported = lab.import(&run, source).map_err(|error| in_file(file, error))?;
    for refused in &imported.refused {
        say(&format!("warning: not imported: {refused}"));
    }
    let (added, known) = (counted(imported.added, "point"), imported.known);
    Ok(print(&format!("{added} added to {}, there before: {known}\n", run.out.display()))?)
}

/// What is wrong with a line is wrong in a file; other errors name a file themselves.
fn in_file(file: &Path, error: Error) -> Box<dyn StdError + Send + Sync> {
    match error {
        Error::Import { .. } => format!("{}: {error}", file.display()).into(),
        other => other.into(),
    }
}

fn named(file: &Path, error: &IoError) -> IoError {
    IoError::new(error.kind(), format!("{}: {error}", file.display()))
}
