//! Sparse matrices of SciPy.

use std::io::Cursor;

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use synaptome_interchange::{Compression, Error, SparseMatrix, read_sparse_npz, write_sparse_npz};

use super::arrays::Source;
use super::failure::failure;
use crate::arrays::{to_vector, vector};
use crate::interruptible::interruptible;

/// Rows, columns and values of the entries, and the shape.
type Entries<'py> = (
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<f64>>,
    (usize, usize),
);

/// Reads a matrix.
#[pyfunction]
pub fn read_sparse(py: Python<'_>, source: Source) -> PyResult<Entries<'_>> {
    let read = move |_: &_| read_sparse_npz(source.open()?);
    let matrix = interruptible(py, read)?.map_err(failure)?;
    let entries = matrix.entries().iter();
    Ok((
        to_vector(py, entries.clone().map(|entry| entry.0 as i64).collect()),
        to_vector(py, entries.clone().map(|entry| entry.1 as i64).collect()),
        to_vector(py, entries.map(|entry| entry.2).collect()),
        matrix.shape(),
    ))
}

/// What a file of a matrix holds.
#[pyfunction]
pub fn write_sparse(
    py: Python<'_>,
    shape: (usize, usize),
    rows: PyReadonlyArray1<'_, i64>,
    columns: PyReadonlyArray1<'_, i64>,
    values: PyReadonlyArray1<'_, f64>,
    compressed: bool,
) -> PyResult<Vec<u8>> {
    let (rows, columns, values) = (vector(&rows), vector(&columns), vector(&values));
    let write = move |_: &_| {
        let places =
            rows.iter().zip(&columns).map(|(&row, &column)| (row as usize, column as usize));
        let entries = places.zip(values).map(|((row, column), value)| (row, column, value));
        let matrix = SparseMatrix::new(shape, entries.collect())?;
        let mut file = Cursor::new(Vec::new());
        let compression = if compressed { Compression::Deflate } else { Compression::None };
        write_sparse_npz(&matrix, compression, &mut file)?;
        Ok::<_, Error>(file.into_inner())
    };
    interruptible(py, write)?.map_err(failure)
}
