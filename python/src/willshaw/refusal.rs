//! Why a memory does not do what it is told.

use std::fmt::{Display, Formatter, Result};
use std::io;

use synaptome_willshaw::Error;

/// An error of the crate, or a memory that nothing can be stored in.
#[derive(Debug)]
pub enum Refusal {
    /// Of the crate.
    Crate(Error),
    /// Of one row of an argument.
    Row {
        /// The argument.
        name: &'static str,
        /// Which of its rows.
        row: usize,
        /// What is wrong with the row.
        error: Error,
    },
    /// Synapses that are recomputed from keys.
    FromKeys,
}

impl Display for Refusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Crate(error) => error.fmt(f),
            Self::Row { name, row, error } => write!(f, "{name}[{row}]: {error}"),
            Self::FromKeys => {
                f.write_str("synapses that are recomputed from keys are neither changed nor saved")
            }
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Crate(error)
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Crate(error.into())
    }
}
