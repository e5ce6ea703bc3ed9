//! Errors of arrays and files.

use std::fmt::Display;
use std::io;

use crate::ElementType;

/// What can be wrong with an array or a file.
///
/// ```
/// use synaptome_interchange::{Array, Error, read_npy, write_npy};
/// let mut file = Vec::new();
/// write_npy(&Array::new(vec![2], vec![1_i64, 2])?, &mut file)?;
/// let error: Error = read_npy::<f64>(&file[..]).unwrap_err(); // it holds integers
/// assert!(error.to_string().contains("int64"));
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
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
        /// The requested number; the largest of its type if it is beyond that.
        value: u128,
        /// The largest number allowed.
        limit: u128,
    },
    /// A matrix was expected.
    #[error("a matrix has two axes, but the shape of the array is {shape:?}")]
    NotAMatrix {
        /// Length along every axis.
        shape: Vec<usize>,
    },
    /// A file is not of its format, or is damaged.
    #[error("{quantity} cannot be read: {reason}")]
    Damaged {
        /// What was to be read.
        quantity: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A file is of another format than its reader expects.
    #[error("{quantity} cannot be read: it is {found}; {advice}")]
    WrongFormat {
        /// What was to be read.
        quantity: &'static str,
        /// The format by its first bytes.
        found: &'static str,
        /// What makes it readable.
        advice: &'static str,
    },
    /// A file is of a version that is not known.
    #[error("{quantity} has the unknown format version {version}")]
    UnknownVersion {
        /// What was to be read.
        quantity: &'static str,
        /// Its version.
        version: u64,
    },
    /// An array has elements of another type than expected.
    #[error(
        "{quantity} holds {found}, but {expected} was requested; request its own type, or read it \
         as AnyArray"
    )]
    WrongType {
        /// What was to be read.
        quantity: &'static str,
        /// The requested type.
        expected: ElementType,
        /// The type of its elements.
        found: ElementType,
    },
    /// An array has elements that are not real numbers.
    #[error("{quantity} holds {found}, which are not real numbers of at most 64 bits; {advice}")]
    UnreadableType {
        /// What was to be read.
        quantity: &'static str,
        /// The type of its elements.
        found: ElementType,
        /// What makes it readable.
        advice: &'static str,
    },
    /// An integer has more digits than an `f64` holds.
    #[error(
        "entry {index} of the array is {value}, which no f64 represents exactly; read the array as its own type"
    )]
    NotExact {
        /// The position of the entry, the last axis running fastest.
        index: usize,
        /// Its value.
        value: i128,
    },
    /// An index is beyond its limit.
    #[error("{quantity} index {index} is out of range: there are {len}")]
    IndexOutOfRange {
        /// What is counted.
        quantity: &'static str,
        /// The index.
        index: usize,
        /// How many there are.
        len: usize,
    },
    /// The allocator refused.
    #[error("the system cannot allocate {bytes} bytes")]
    OutOfMemory {
        /// The requested bytes.
        bytes: u128,
    },
    /// An archive or a table has nothing of this name.
    #[error("{quantity} has no \"{name}\"; it has {present:?}")]
    Missing {
        /// What was searched.
        quantity: &'static str,
        /// The requested name.
        name: String,
        /// The names that it has.
        present: Vec<String>,
    },
    /// Several have the same name.
    #[error("there are several of the {quantity} \"{name}\"")]
    Duplicate {
        /// What bears the name.
        quantity: &'static str,
        /// The name.
        name: String,
    },
    /// There is nothing in it.
    #[error("{quantity} must not be empty")]
    Empty {
        /// What is empty.
        quantity: &'static str,
    },
    /// A field of a table is not a number.
    #[error("line {line}, field {place} of the table is \"{field}\", which is not a number{hint}")]
    NotANumber {
        /// Counted from 1 at the beginning of the file.
        line: usize,
        /// The position of the field in the line, counted from 1.
        place: usize,
        /// The text of the field.
        field: String,
        /// What may help.
        hint: &'static str,
    },
    /// A field of a table is a number beyond the largest `f64`.
    #[error("line {line}, field {place} of the table is \"{field}\", beyond the largest f64")]
    Overflow {
        /// Counted from 1 at the beginning of the file.
        line: usize,
        /// The position of the field in the line, counted from 1.
        place: usize,
        /// The text of the field.
        field: String,
    },
    /// A line of a table has more or fewer fields than the first.
    #[error(
        "the number of fields in line {line} of the table is {found}, expected {expected}{hint}"
    )]
    RaggedRow {
        /// Counted from 1 at the beginning of the file.
        line: usize,
        /// Its number of fields.
        found: usize,
        /// That of the first line.
        expected: usize,
        /// What may help.
        hint: &'static str,
    },
    /// The first line of a table may hold names or numbers.
    #[error(
        "line {line} of the table may be a header or not: write words as names above the columns, or state Header::Yes or Header::No{hint}"
    )]
    AmbiguousHeader {
        /// Counted from 1 at the beginning of the file.
        line: usize,
        /// Why it may be either.
        hint: &'static str,
    },
    /// A dialect gives a character two meanings.
    #[error("the dialect of the table cannot be used: {reason}")]
    Dialect {
        /// What contradicts itself.
        reason: String,
    },
    /// A file cannot be read.
    #[error("{path}: {error}")]
    InFile {
        /// The path of the file.
        path: String,
        /// What is wrong with it.
        error: Box<Error>,
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
