//! `cargo xtask export` and `cargo xtask import`.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Error as IoError};
use std::path::Path;

use synaptome_lab::{Result, counted};

use super::output::print;
use crate::cli::ExchangeOptions;
use crate::experiment::synaptome;

/// Writes the stored points into one file.
pub(super) fn export(options: &ExchangeOptions) -> Result<()> {
    let (lab, run, file) = (synaptome()?, options.stored.run(), &options.file);
    lab.store(&run).output().require()?;
    let sink = BufWriter::new(File::create(file).map_err(|error| named(file, &error))?);
    match lab.export(&run, sink) {
        Ok(count) => print(&format!("{} in {}\n", counted(count, "point"), file.display())),
        Err(error) => {
            // Half a file would look like a whole one.
            fs::remove_file(file)?;
            Err(error.into())
        }
    }
}

/// Stores the points of a file.
pub(super) fn import(options: &ExchangeOptions) -> Result<()> {
    let (lab, run, file) = (synaptome()?, options.stored.run(), &options.file);
    let source = BufReader::new(File::open(file).map_err(|error| named(file, &error))?);
    let imported = lab.import(&run, source)?;
    for refused in &imported.refused {
        eprintln!("warning: not imported: {refused}");
    }
    let (added, known) = (counted(imported.added, "point"), imported.known);
    print(&format!("{added} added to {}, {known} were there\n", run.out.display()))
}

fn named(file: &Path, error: &IoError) -> IoError {
    IoError::new(error.kind(), format!("{}: {error}", file.display()))
}
