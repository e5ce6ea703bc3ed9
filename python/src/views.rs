//! Matrices of faer as arrays of NumPy without a copy: the one file with `unsafe`.
#![expect(unsafe_code, reason = "an array borrows from the Python object that owns its numbers")]

use numpy::ndarray::{ArrayView2, ShapeBuilder};
use numpy::{PyArray2, PyArrayMethods};
use pyo3::PyClass;
use pyo3::prelude::*;
use synaptome_hopfield::faer::MatRef;

/// A read-only array in Fortran order over a matrix that `owner` keeps alive and never changes: only a
/// frozen class can be an owner, and what it hands out must not be behind a lock.
pub fn view<'py, T: PyClass<Frozen = pyo3::pyclass::boolean_struct::True> + Sync>(
    owner: &Bound<'py, T>,
    matrix: impl Fn(&T) -> MatRef<'_, f64>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let numbers = matrix(owner.get());
    let strides = (1, numbers.col_stride().unsigned_abs());
    let shape = (numbers.nrows(), numbers.ncols()).strides(strides);
    // SAFETY: the columns of a faer matrix are contiguous and `col_stride` apart, and they live as
    // long as the frozen owner, which the array keeps a reference to.
    let array = unsafe {
        let view = ArrayView2::from_shape_ptr(shape, numbers.as_ptr());
        PyArray2::borrow_from_array(&view, owner.clone().into_any())
    };
    array.try_readwrite().map_err(PyErr::from)?.make_nonwriteable();
    Ok(array)
}
