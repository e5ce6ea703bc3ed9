//! Files of NumPy, of which nothing is executed.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::PathBuf;

use numpy::{Element as Numpy, PyArray1};
use pyo3::prelude::*;
use synaptome_interchange::{AnyArray, Array, Element, Error, Layout, NpzReader};

use super::failure::failure;
use crate::interruptible::interruptible;

/// What is read from.
#[derive(FromPyObject)]
pub enum Source {
    /// What is in a file.
    Bytes(Vec<u8>),
    /// Where a file is.
    Path(PathBuf),
}

/// What can be read from any place.
pub trait Input: Read + Seek + Send {}
impl<T: Read + Seek + Send> Input for T {}

impl Source {
    /// Opens it.
    pub fn open(self) -> Result<Box<dyn Input>, Error> {
        Ok(match self {
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Self::Path(path) => Box::new(BufReader::new(File::open(path)?)),
        })
    }
}

/// Elements of any type in one row, and their shape.
type Found<'py> = (Bound<'py, PyAny>, Vec<usize>);

/// The array of a `.npy` file.
#[pyfunction]
pub fn read_npy(py: Python<'_>, source: Source) -> PyResult<Found<'_>> {
    let read = move |_: &_| AnyArray::read_npy(source.open()?);
    found(py, interruptible(py, read)?.map_err(failure)?)
}

/// Some arrays of an `.npz` file, or all, with their names.
#[pyfunction]
pub fn read_npz(
    py: Python<'_>,
    source: Source,
    names: Option<Vec<String>>,
) -> PyResult<Vec<(String, Found<'_>)>> {
    let read = move |stop: &crate::interruptible::Stop| {
        let mut archive = NpzReader::new(source.open()?)?;
        let names = names.unwrap_or_else(|| archive.names());
        let wanted = names.into_iter().take_while(|_| !stop.is_set());
        let one = |name: String| archive.read_any(&name).map(|array| (name, array));
        wanted.map(one).collect::<Result<Vec<_>, Error>>()
    };
    let arrays = interruptible(py, read)?.map_err(failure)?;
    arrays.into_iter().map(|(name, array)| Ok((name, found(py, array)?))).collect()
}

/// Element type, whether Fortran's order, and shape.
type Described = (String, bool, Vec<usize>);

fn described(layout: Layout) -> Described {
    (layout.element.to_string(), layout.fortran_order, layout.shape)
}

/// What the header of a `.npy` file says.
#[pyfunction]
pub fn npy_layout(source: Source) -> PyResult<Described> {
    let layout = source.open().and_then(Layout::read_npy).map_err(failure)?;
    Ok(described(layout))
}

/// What the headers of an `.npz` file say.
#[pyfunction]
pub fn npz_layouts(source: Source) -> PyResult<Vec<(String, Described)>> {
    let mut archive = source.open().and_then(NpzReader::new).map_err(failure)?;
    let names = archive.names();
    let one = |name: String| archive.layout(&name).map(|layout| (name, described(layout)));
    names.into_iter().map(one).collect::<Result<_, _>>().map_err(failure)
}

fn found(py: Python<'_>, array: AnyArray) -> PyResult<Found<'_>> {
    Ok(match array {
        AnyArray::Bool(array) => elements(py, array),
        AnyArray::I8(array) => elements(py, array),
        AnyArray::I16(array) => elements(py, array),
        AnyArray::I32(array) => elements(py, array),
        AnyArray::I64(array) => elements(py, array),
        AnyArray::U8(array) => elements(py, array),
        AnyArray::U16(array) => elements(py, array),
        AnyArray::U32(array) => elements(py, array),
        AnyArray::U64(array) => elements(py, array),
        AnyArray::F32(array) => elements(py, array),
        AnyArray::F64(array) => elements(py, array),
        other => {
            return Err(crate::error::unknown("type of elements", &other.element().to_string()));
        }
    })
}

fn elements<T: Element + Numpy>(py: Python<'_>, array: Array<T>) -> Found<'_> {
    let shape = array.shape().to_vec();
    (PyArray1::from_vec(py, array.into_values()).into_any(), shape)
}
