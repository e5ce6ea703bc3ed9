//! Tables of text.

use std::sync::Arc;

use numpy::{PyArray1, PyArray2, PyReadonlyArray2};
use pyo3::prelude::*;
use synaptome_interchange::{
    Array, Delimiter, Dialect, Header, Table as Model, write_csv as write,
};

use super::arrays::Source;
use super::failure::failure;
use crate::arrays::{Matrix, to_matrix, to_vector};
use crate::interruptible::interruptible;

/// Delimiter (none for blanks), header (none to guess), comment, decimal character, and missing numbers.
type Options = (Option<char>, Option<bool>, Option<char>, char, Vec<String>);

fn dialect(options: Options) -> Dialect {
    let (delimiter, header, comment, decimal, missing) = options;
    let delimiter = match delimiter {
        None => Delimiter::Blanks,
        Some(',') => Delimiter::Comma,
        Some(';') => Delimiter::Semicolon,
        Some('\t') => Delimiter::Tab,
        Some(character) => Delimiter::Character(character),
    };
    let header = match header {
        None => Header::Guess,
        Some(true) => Header::Yes,
        Some(false) => Header::No,
    };
    Dialect { delimiter, header, comment, decimal, missing }
}

/// A table that never changes.
#[pyclass(frozen)]
pub struct Table(Arc<Model>);

#[pymethods]
impl Table {
    #[new]
    fn new(py: Python<'_>, source: Source, options: Options) -> PyResult<Self> {
        let read = move |_: &_| Model::read(source.open()?, &dialect(options));
        Ok(Self(Arc::new(interruptible(py, read)?.map_err(failure)?)))
    }

    #[getter]
    fn names(&self) -> Vec<String> {
        self.0.names().to_vec()
    }

    #[getter]
    fn shape(&self) -> (usize, usize) {
        self.0.shape()
    }

    fn text(&self, name: &str) -> PyResult<Vec<String>> {
        let text = self.0.text(name).map_err(failure)?;
        Ok(text.into_iter().map(str::to_owned).collect())
    }

    fn numbers<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyArray1<f64>>> {
        Ok(to_vector(py, self.0.numbers(name).map_err(failure)?))
    }

    fn matrix<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let table = Arc::clone(&self.0);
        let matrix = interruptible(py, move |_| table.matrix())?.map_err(failure)?;
        to_matrix(py, self.0.shape(), matrix.into_values())
    }
}

/// What a file of a table holds.
#[pyfunction]
pub fn write_csv(
    py: Python<'_>,
    names: Vec<String>,
    values: PyReadonlyArray2<'_, f64>,
) -> PyResult<Vec<u8>> {
    let values = Matrix::of(&values);
    let work = move |_: &_| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let array = Array::new(vec![values.rows, values.columns], values.entries)?;
        let mut file = Vec::new();
        write(&names, &array, &mut file)?;
        Ok::<_, synaptome_interchange::Error>(file)
    };
    interruptible(py, work)?.map_err(failure)
}
