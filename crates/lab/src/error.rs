//! Errors of experiments: what is wrong, and where.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use crate::text::{counted, mebibytes};

/// The result of an experiment's own code, which may fail with any error.
pub type Result<T, E = Box<dyn StdError + Send + Sync>> = std::result::Result<T, E>;

/// What can be wrong with an experiment, its tables, its claims or its folder.
///
/// ```
/// use synaptome_lab::{Point, Shard};
///
/// let error = Point::new().key("N", 128_usize).count("M").unwrap_err();
/// assert!(error.to_string().contains("M"));
/// assert!("3/2".parse::<Shard>().is_err()); // there is no third part of two
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read, written or removed.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// `"read"`, `"write"` or `"remove"`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A row of a table has another number of cells than there are columns.
    #[error("row {row} has {}, expected {expected}, one per column", counted(*found, "cell"))]
    RowLength {
        /// The row, counted from zero.
        row: usize,
        /// The number of columns.
        expected: usize,
        /// The number of cells.
        found: usize,
    },
    /// A text is no table with as many cells in each row.
    #[error("the text is not a table in CSV: {reason}")]
    NotATable {
        /// What is wrong.
        reason: String,
    },
    /// A table has no column of that name.
    #[error("the table has no column {column:?}; it has {known:?}")]
    UnknownColumn {
        /// The requested name.
        column: String,
        /// The columns that there are.
        known: Vec<String>,
    },
    /// A point has no parameter of that name.
    #[error("point {label:?} has no parameter {parameter:?}")]
    UnknownParameter {
        /// The label of the point.
        label: String,
        /// The requested name.
        parameter: String,
    },
    /// A parameter of a point is of another kind than expected.
    #[error("parameter {parameter:?} of point {label:?} is {value:?}, expected {expected}")]
    ParameterKind {
        /// The label of the point.
        label: String,
        /// The name of the parameter.
        parameter: String,
        /// Its value as text.
        value: String,
        /// The requested kind.
        expected: &'static str,
    },
    /// A text names no scale.
    #[error("unknown scale {0:?}: expected quick, paper or beyond")]
    UnknownScale(String),
    /// A text is not a shard.
    #[error("{0:?} is not a shard: expected I/K with 1 <= I <= K")]
    NotAShard(String),
    /// A pattern of figure identifiers is malformed.
    #[error("{pattern:?} is not a pattern: {reason}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No figure has the requested identifier.
    #[error("no figure matches {patterns:?}; there are {}", or_none(known))]
    UnknownFigure {
        /// The patterns.
        patterns: Vec<String>,
        /// The identifiers that there are.
        known: Vec<String>,
    },
    /// A figure or data set has a name that is no file name.
    #[error("{name:?} cannot name files: use 1 to 100 letters, digits, '-', '_' and '.'")]
    Name {
        /// The name.
        name: String,
    },
    /// Two figures, data sets, points, columns or parameters have one name.
    #[error("two {kind}s are called {name:?}")]
    Duplicate {
        /// `"figure"`, `"data set"`, `"point"`, `"column"`, `"parameter"` or `"measurement"`.
        kind: &'static str,
        /// The name or label.
        name: String,
    },
    /// The file of claims is not what it should be.
    #[error("the claims cannot be read: {reason}")]
    Claims {
        /// Where and why.
        reason: String,
    },
    /// A figure measured a claim that the file of claims does not assign to it.
    #[error("figure {figure:?} measures claim {claim:?}, which the claims do not list for it")]
    UnknownClaim {
        /// The figure.
        figure: String,
        /// The claim.
        claim: String,
    },
    /// Storing failed, so that no further points were computed and nothing was drawn.
    #[error(
        "storing failed: {}\n{} stored by this run and all points stored before are safe; when the \
         folder can be written again, the same command resumes with the rest",
        chain(&**cause),
        counted(*stored, "point")
    )]
    StorageFailed {
        /// How many points this run had stored.
        stored: usize,
        /// What could not be written, and why. Its text is part of this error's.
        cause: Box<Error>,
    },
    /// The output folder was removed during a run.
    #[error(
        "{} was removed during the run, and the results stored in it are lost; the same command \
         computes them again",
        path.display()
    )]
    FolderRemoved {
        /// The folder.
        path: PathBuf,
    },
    /// What a run would write is more than the disk has room for.
    #[error(
        "{} has room for {}, but the run would write about {}: make room, or choose another folder",
        path.display(), mebibytes(*free_bytes), mebibytes(*needed_bytes)
    )]
    NoRoom {
        /// The folder.
        path: PathBuf,
        /// About how many bytes the run would write.
        needed_bytes: u64,
        /// How many bytes are free.
        free_bytes: u64,
    },
    /// Some points could not be computed; the others are stored.
    #[error("{} failed:\n  {}", counted(failures.len(), "point"), failures.join("\n  "))]
    PointsFailed {
        /// One line for each: data set, label and reason.
        failures: Vec<String>,
    },
    /// A figure could not read its table or draw its chart.
    #[error("{part} of figure {figure:?}: {}", chain(&**source))]
    Figure {
        /// The figure.
        figure: String,
        /// `"table"`, `"claims"` or `"chart"`.
        part: &'static str,
        /// What went wrong. Its text is part of this error's.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// A figure is incomplete after all of its points were computed.
    #[error(
        "points of figure {figure:?} are missing though all were computed: DataSet::points must return the same \
         points in every call"
    )]
    Incomplete {
        /// The figure.
        figure: String,
    },
    /// Several things failed; everything else was done.
    #[error("{}", failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Several {
        /// What failed.
        failures: Vec<Error>,
    },
    /// A chart could not be drawn.
    #[error("the chart cannot be drawn: {reason}")]
    Drawing {
        /// Why not.
        reason: String,
    },
    /// A file of exported points cannot be read.
    #[error("line {line} of the exported points cannot be read: {reason}")]
    Import {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A folder holds no stored results.
    #[error("{} holds no stored results: compute them first, or name another folder", path.display())]
    NoResults {
        /// The folder.
        path: PathBuf,
    },
    /// A stored file does not hold what its name says, or is damaged.
    #[error("{} does not hold this point: {reason}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

impl Error {
    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }

    /// Whether a run had to stop as nothing more could be stored.
    pub(crate) fn is_of_storage(&self) -> bool {
        match self {
            Self::StorageFailed { .. } | Self::FolderRemoved { .. } => true,
            Self::Several { failures } => failures.iter().any(Self::is_of_storage),
            _ => false,
        }
    }
}

/// An error with all its causes, in one line.
///
/// ```
/// use synaptome_lab::{Error, chain};
/// let source = std::io::Error::other("no space left");
/// let error = Error::Io { action: "write", path: "out".into(), source };
/// assert_eq!(chain(&error), "cannot write out: no space left");
/// ```
pub fn chain(error: &dyn StdError) -> String {
    let (mut text, mut next) = (error.to_string(), error.source());
    while let Some(cause) = next {
        let said = cause.to_string();
        if !text.ends_with(&said) {
            let _ = write!(text, ": {said}");
        }
        next = cause.source();
    }
    text
}

fn or_none(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
