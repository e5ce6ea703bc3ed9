//! Sparse matrices as `scipy.sparse.save_npz` writes them.

use std::io::{Read, Seek, Write};

use super::SparseMatrix;
use crate::npy::reserve;
use crate::{
    AnyArray, Array, Compression, ElementType, Error, Layout, NpzReader, ToNpy, write_npz,
};

/// What is read.
const QUANTITY: &str = "the sparse matrix";
/// The type of the name of a format, the only text that is read from an archive.
const FORMAT: &str = "|S3";

/// Reads a matrix that `scipy.sparse.save_npz` wrote, in any of its formats: csr, csc, coo, bsr or dia.
///
/// # Errors
/// [`Error::Missing`] if the archive is no sparse matrix, [`Error::Damaged`] if its arrays do not fit
/// each other, [`Error::IndexOutOfRange`], [`Error::NotExact`] for an integer that no `f64` holds; as
/// [`NpzReader::read`].
pub fn read_sparse_npz(source: impl Read + Seek) -> Result<SparseMatrix, Error> {
    let mut archive = NpzReader::new(source)?;
    let format = archive.read_with("format", format)?;
    let shape = integers(&mut archive, "shape")?;
    let [rows, columns] = shape[..] else {
        return Err(damaged(format!("its shape has {} axes", shape.len())));
    };
    let shape = (rows, columns);
    let data = archive.read_any("data")?.to_f64()?;
    let entries = match &format {
        b"coo" => coordinates(&mut archive, &data)?,
        b"csr" => compressed(&mut archive, &data, rows)?,
        b"csc" => turned(compressed(&mut archive, &data, columns)?),
        b"bsr" => blocks(&mut archive, &data, rows)?,
        b"dia" => diagonals(&mut archive, &data, shape)?,
        other => return Err(damaged(format!("its format {:?} is unknown", text(other)))),
    };
    SparseMatrix::new(shape, entries)
}

/// Writes a matrix in the format csr, as `scipy.sparse.load_npz` reads it.
///
/// # Errors
/// [`Error::OutOfMemory`] for more rows than memory holds; as [`write_npz`].
///
/// ```
/// use std::io::Cursor;
/// use synaptome_interchange::{Compression, SparseMatrix, read_sparse_npz, write_sparse_npz};
///
/// let weights = SparseMatrix::new((2, 3), vec![(0, 2, 1.5), (1, 0, -2.0)])?;
/// let mut file = Cursor::new(Vec::new());
/// write_sparse_npz(&weights, Compression::Deflate, &mut file)?;
/// assert_eq!(read_sparse_npz(file)?, weights);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
pub fn write_sparse_npz(
    matrix: &SparseMatrix,
    compression: Compression,
    sink: impl Write + Seek,
) -> Result<(), Error> {
    let (rows, columns) = matrix.shape();
    let entries = matrix.entries();
    let mut starts = Vec::new();
    reserve(&mut starts, rows.saturating_add(1))?;
    let start = |row| entries.partition_point(|entry| entry.0 < row) as i64;
    starts.extend((0..=rows).map(start));
    let indices: Array<i64> = entries.iter().map(|entry| entry.1 as i64).collect();
    let data: Array<f64> = entries.iter().map(|entry| entry.2).collect();
    let shape = Array::vector(vec![rows as i64, columns as i64]);
    let arrays: [(&str, &dyn ToNpy); 5] = [
        ("indices", &indices),
        ("indptr", &Array::vector(starts)),
        ("format", &Format),
        ("shape", &shape),
        ("data", &data),
    ];
    write_npz(&arrays, compression, sink)
}

/// The name of the format csr, an array without axes.
struct Format;

impl ToNpy for Format {
    fn to_npy(&self, sink: &mut dyn Write) -> Result<(), Error> {
        let text = format!("{{'descr': '{FORMAT}', 'fortran_order': False, 'shape': (), }}");
        let header = format!("{text:<117}\n");
        sink.write_all(&[b"\x93NUMPY\x01\x00\x76\x00", header.as_bytes(), b"csr"].concat())?;
        Ok(())
    }
}

type Entries = Vec<(usize, usize, f64)>;

fn damaged(reason: impl AsRef<str>) -> Error {
    Error::damaged(QUANTITY, &reason.as_ref())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The name of the format: three bytes, or three characters of four bytes each.
fn format(layout: &Layout, source: &mut dyn Read) -> Result<[u8; 3], Error> {
    let width = match &layout.element {
        ElementType::Other(code) if code == FORMAT && layout.shape.is_empty() => 1,
        ElementType::Other(code) if code.ends_with("U3") && layout.shape.is_empty() => 4,
        other => return Err(damaged(format!("its format is of the type {other}"))),
    };
    let mut bytes = [0; 12];
    let bytes = &mut bytes[..3 * width];
    source.read_exact(bytes).map_err(|error| Error::reading(QUANTITY, error))?;
    let offset = if layout.big_endian { width - 1 } else { 0 };
    Ok([0, 1, 2].map(|position| bytes[position * width + offset]))
}

/// Indices and lengths: a vector of integers, none of them negative.
fn integers<R: Read + Seek>(archive: &mut NpzReader<R>, name: &str) -> Result<Vec<usize>, Error> {
    let index = |value: i64| {
        usize::try_from(value).map_err(|_| damaged(format!("its {name} has the entry {value}")))
    };
    signed(archive, name)?.into_iter().map(index).collect()
}

fn signed<R: Read + Seek>(archive: &mut NpzReader<R>, name: &str) -> Result<Vec<i64>, Error> {
    match archive.read_any(name)? {
        AnyArray::I32(array) => Ok(array.iter().map(|&value| value.into()).collect()),
        AnyArray::I64(array) => Ok(array.into_values()),
        other => Err(damaged(format!("its {name} is of the type {}", other.element()))),
    }
}

fn coordinates<R: Read + Seek>(
    archive: &mut NpzReader<R>,
    data: &Array<f64>,
) -> Result<Entries, Error> {
    let (rows, columns) = (integers(archive, "row")?, integers(archive, "col")?);
    let lengths = [rows.len(), columns.len(), data.values().len()];
    if lengths != [lengths[0]; 3] {
        return Err(damaged(format!("it has {lengths:?} rows, columns and values")));
    }
    Ok(rows.into_iter().zip(columns).zip(data.iter()).map(|((i, j), &x)| (i, j, x)).collect())
}

/// The position of each value by major axis (rows in csr) and minor axis.
fn places<R: Read + Seek>(
    archive: &mut NpzReader<R>,
    values: usize,
    majors: usize,
) -> Result<Vec<(usize, usize)>, Error> {
    let (starts, indices) = (integers(archive, "indptr")?, integers(archive, "indices")?);
    let ascending = starts.is_sorted() && starts.first() == Some(&0);
    let ends = starts.last() == Some(&values) && indices.len() == values;
    if starts.len() != majors.saturating_add(1) || !ascending || !ends {
        let lengths = (starts.len(), indices.len(), values);
        let text = "its indptr, indices and data do not fit each other or its shape";
        return Err(damaged(format!("{text}: their lengths are {lengths:?}")));
    }
    let mut places = Vec::with_capacity(values);
    for (major, bounds) in starts.windows(2).enumerate() {
        places.extend(indices[bounds[0]..bounds[1]].iter().map(|&minor| (major, minor)));
    }
    Ok(places)
}

fn compressed<R: Read + Seek>(
    archive: &mut NpzReader<R>,
    data: &Array<f64>,
    majors: usize,
) -> Result<Entries, Error> {
    let places = places(archive, data.values().len(), majors)?;
    Ok(places.into_iter().zip(data.iter()).map(|((i, j), &value)| (i, j, value)).collect())
}

fn turned(entries: Entries) -> Entries {
    entries.into_iter().map(|(i, j, value)| (j, i, value)).collect()
}

/// Dense blocks at the places of a compressed matrix.
fn blocks<R: Read + Seek>(
    archive: &mut NpzReader<R>,
    data: &Array<f64>,
    rows: usize,
) -> Result<Entries, Error> {
    let [count, height, width] = data.shape()[..] else {
        return Err(damaged(format!("its data have the shape {:?}, not blocks", data.shape())));
    };
    if height == 0 || width == 0 || !rows.is_multiple_of(height) {
        return Err(damaged(format!("blocks of {height} x {width} do not fit {rows} rows")));
    }
    let places = places(archive, count, rows / height)?;
    let inside = (0..height).flat_map(|i| (0..width).map(move |j| (i, j)));
    let all = places.into_iter().flat_map(|(i, j)| {
        inside
            .clone()
            .map(move |(di, dj)| (i * height + di, j.saturating_mul(width).saturating_add(dj)))
    });
    Ok(all.zip(data.iter()).map(|((i, j), &value)| (i, j, value)).collect())
}

/// One row of data per diagonal; entry `j` of diagonal `o` stands in column `j` and row `j - o`.
fn diagonals<R: Read + Seek>(
    archive: &mut NpzReader<R>,
    data: &Array<f64>,
    (rows, columns): (usize, usize),
) -> Result<Entries, Error> {
    let offsets = signed(archive, "offsets")?;
    if data.matrix_shape()?.0 != offsets.len() {
        let shape = data.shape();
        return Err(damaged(format!("{} offsets do not fit data of {shape:?}", offsets.len())));
    }
    let mut entries = Vec::new();
    for (values, offset) in data.rows()?.zip(offsets) {
        for (column, &value) in values.iter().enumerate().take(columns) {
            let row = (column as i64).checked_sub(offset).and_then(|row| usize::try_from(row).ok());
            entries.extend(row.filter(|&row| row < rows).map(|row| (row, column, value)));
        }
    }
    Ok(entries)
}
