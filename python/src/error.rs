//! One exception for every typed error of the crates.

use pyo3::exceptions::PyValueError;
use pyo3::{PyErr, PyResult};

pyo3::create_exception!(
    synaptome,
    SynaptomeError,
    PyValueError,
    "An input is invalid, or a result does not exist; the message names the offending value."
);

/// Turns the errors of the crates into [`SynaptomeError`].
pub trait Raise<T> {
    /// The value, or an exception with the message of the error.
    fn raised(self) -> PyResult<T>;
}

impl<T, E: std::error::Error> Raise<T> for Result<T, E> {
    fn raised(self) -> PyResult<T> {
        self.map_err(|error| SynaptomeError::new_err(error.to_string()))
    }
}

/// A word that the Python layer should have refused.
pub fn unknown(quantity: &str, word: &str) -> PyErr {
    SynaptomeError::new_err(format!("there is no {quantity} {word:?}"))
}
