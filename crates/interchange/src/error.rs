use std::io;

/// What can be wrong with an array or a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The number of values is not that of the shape.
    #[error("an array of shape {shape:?} has not {values} values")]
    Shape {
        /// Length along every axis.
        shape: Vec<usize>,
        /// Number of values given.
        values: usize,
    },
    /// The shape has more entries than can be addressed.
    #[error("an array of shape {shape:?} is too large")]
    TooLarge {
        /// Length along every axis.
        shape: Vec<u64>,
    },
    /// A matrix was asked for.
    #[error("an array of shape {shape:?} is no matrix")]
    NotAMatrix {
        /// Length along every axis.
        shape: Vec<usize>,
    },
    /// The file is no .npy file, is damaged, or holds numbers of another type.
    #[error("the .npy data cannot be read: {0}")]
    Npy(#[source] io::Error),
    /// The archive has no array of this name.
    #[error("the archive has no array {name}; it has {present:?}")]
    Missing {
        /// The name asked for.
        name: String,
        /// The names that the archive has.
        present: Vec<String>,
    },
    /// The archive is damaged or cannot be written.
    #[error("the .npz archive: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A row has another number of fields than the first, or the file cannot be read.
    #[error("the CSV table: {0}")]
    Csv(#[from] ::csv::Error),
    /// A field is no number.
    #[error("row {row}, column {column} of the CSV table is «{field}», which is no number")]
    NotANumber {
        /// Counted from 0, without the names of columns.
        row: usize,
        /// Counted from 0.
        column: usize,
        /// What stands there.
        field: String,
    },
    /// The sink failed.
    #[error("cannot write: {0}")]
    Write(#[source] io::Error),
}
