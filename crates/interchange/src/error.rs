//! Errors of arrays and files.

use std::fmt::Display;
use std::io;

/// What can be wrong with an array or a file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The number of values is not that of the shape, or that of names not that of columns.
    #[error("{quantity} has {found} entries, expected {expected}")]
    LengthMismatch {
        /// What does not fit.
        quantity: &'static str,
        /// The length that fits.
        expected: usize,
        /// Its length.
        found: usize,
    },
    /// The shape has more entries than can be addressed.
    #[error("{quantity} is {value}, above the limit of {limit}")]
    TooLarge {
        /// What is counted.
        quantity: &'static str,
        /// The number asked for; the largest of its type if it is beyond that.
        value: u128,
        /// The largest number allowed.
        limit: u128,
    },
    /// A matrix was asked for.
    #[error("a matrix has two axes, but the shape of the array is {shape:?}")]
    NotAMatrix {
        /// Length along every axis.
        shape: Vec<usize>,
    },
    /// A file is not of its format, is damaged, or holds numbers of another type.
    #[error("{quantity} cannot be read: {reason}")]
    Damaged {
        /// What was to be read.
        quantity: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The archive has no array of this name.
    #[error("the archive has no array {name}; it has {present:?}")]
    Missing {
        /// The name asked for.
        name: String,
        /// The names that the archive has.
        present: Vec<String>,
    },
    /// A field of a table is no number.
    #[error("row {row}, column {column} of the CSV table is \"{field}\", which is no number")]
    NotANumber {
        /// Counted from 0, without the names of columns.
        row: usize,
        /// Counted from 0.
        column: usize,
        /// The text of the field.
        field: String,
    },
    /// Reading or writing failed.
    #[error("reading or writing failed: {reason}")]
    Io {
        /// The kind of failure.
        kind: io::ErrorKind,
        /// What the system said.
        reason: String,
    },
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io { kind: error.kind(), reason: error.to_string() }
    }
}

impl Error {
    /// A file that cannot be read, for the reason that a reader gave.
    pub(crate) fn damaged(quantity: &'static str, reason: &impl Display) -> Self {
        Self::Damaged { quantity, reason: reason.to_string() }
    }

    /// What a reader reported as a failure of input: damage, unless the source itself failed.
    pub(crate) fn reading(quantity: &'static str, error: io::Error) -> Self {
        use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
        match error.kind() {
            UnexpectedEof => Self::damaged(quantity, &"it ends too early"),
            InvalidData | InvalidInput | Other => Self::damaged(quantity, &error),
            _ => error.into(),
        }
    }
}

/// Accepts a container of the expected length.
pub(crate) fn require_len(
    quantity: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), Error> {
    let valid = found == expected;
    if valid { Ok(()) } else { Err(Error::LengthMismatch { quantity, expected, found }) }
}
