//! Arrays of NumPy, copied before Python's lock is released: another thread may write to them.

use numpy::ndarray::{Array1, Array2, Array3};
use numpy::{
    Element, IntoPyArray, PyArray1, PyArray2, PyArray3, PyReadonlyArray1, PyReadonlyArray2,
};
use pyo3::prelude::*;

use crate::error::Raise;

/// A copy of a vector.
pub fn vector<T: Copy + Element>(array: &PyReadonlyArray1<'_, T>) -> Vec<T> {
    array.as_array().iter().copied().collect()
}

/// A copy of a matrix, row after row, with its shape.
pub struct Matrix<T> {
    /// All entries, row after row.
    pub entries: Vec<T>,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
}

impl<T: Copy + Element> Matrix<T> {
    /// Copies a matrix.
    pub fn of(array: &PyReadonlyArray2<'_, T>) -> Self {
        let view = array.as_array();
        let (rows, columns) = view.dim();
        Self { entries: view.iter().copied().collect(), rows, columns }
    }

    /// One row.
    pub fn row(&self, row: usize) -> &[T] {
        &self.entries[row * self.columns..(row + 1) * self.columns]
    }

    /// The rows in order, also where they are empty.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[T]> {
        (0..self.rows).map(|row| self.row(row))
    }
}

/// A vector for Python, without a copy.
pub fn to_vector<T: Element>(py: Python<'_>, entries: Vec<T>) -> Bound<'_, PyArray1<T>> {
    Array1::from_vec(entries).into_pyarray(py)
}

/// Two vectors for Python.
pub type Pair<'py> = (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>);

/// The first and the second numbers of pairs.
pub fn to_pair(py: Python<'_>, pairs: Vec<(f64, f64)>) -> Pair<'_> {
    let (first, second) = pairs.into_iter().unzip();
    (to_vector(py, first), to_vector(py, second))
}

/// A matrix for Python from its rows.
pub fn to_matrix<T: Element>(
    py: Python<'_>,
    shape: (usize, usize),
    entries: Vec<T>,
) -> PyResult<Bound<'_, PyArray2<T>>> {
    Ok(Array2::from_shape_vec(shape, entries).raised()?.into_pyarray(py))
}

/// A three-dimensional array for Python, last axis fastest.
pub fn to_cube<T: Element>(
    py: Python<'_>,
    shape: (usize, usize, usize),
    entries: Vec<T>,
) -> PyResult<Bound<'_, PyArray3<T>>> {
    Ok(Array3::from_shape_vec(shape, entries).raised()?.into_pyarray(py))
}
