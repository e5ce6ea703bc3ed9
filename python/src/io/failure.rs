//! Errors of files in the words of Python.

use pyo3::PyErr;
use synaptome_interchange::Error;

use crate::error::SynaptomeError;

/// What may help in the words of Rust, and of Python.
const DIALECT: &str = "name the texts of missing numbers in the dialect";
const OPTION: &str = "name the texts of missing numbers with missing=[...]";

/// An exception, which names Python's options where the error names those of Rust.
pub fn failure(error: Error) -> PyErr {
    SynaptomeError::new_err(match error {
        Error::AmbiguousHeader { line, hint } => format!(
            "line {line} of the table may be a header or not: say header=True or header=False{hint}"
        ),
        other => other.to_string().replace(DIALECT, OPTION),
    })
}
