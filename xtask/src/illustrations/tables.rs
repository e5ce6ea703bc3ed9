//! Committed tables of the `paper` scale.

use std::io::Cursor;

use synaptome_lab::{Result, Table};

/// A table from its text.
pub(super) fn table(csv: &str) -> Result<Table> {
    Ok(Table::from_csv(Cursor::new(csv))?)
}
