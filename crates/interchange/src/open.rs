//! Files by their path, with errors that name them.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use crate::format::Format;
use crate::npz::QUANTITY;
use crate::{AnyArray, Array, Dialect, Error, NpzReader, Table, read_sparse_npz, text};

/// Reads a table from a file, in the dialect that [`Dialect::guess`] finds.
///
/// ```
/// use synaptome_interchange::open_table;
///
/// let error = open_table("weights that do not exist.csv").unwrap_err().to_string();
/// assert!(error.starts_with("weights that do not exist.csv: "));
/// ```
///
/// # Errors
/// Those of [`Table::read`], with the path, as [`Error::InFile`].
pub fn open_table(path: impl AsRef<Path>) -> Result<Table, Error> {
    let path = path.as_ref();
    named(path, contents(path).and_then(|bytes| table(&bytes)))
}

/// Reads a matrix of numbers from a file: the names of its columns, none if it has none, and the numbers. A file whose name
/// ends in `.npy`, or which begins like an array of NumPy, is one; an archive has one array, or is a sparse matrix of SciPy; any
/// other file is a table in the dialect that [`Dialect::guess`] finds.
///
/// ```no_run
/// use synaptome_interchange::open_matrix;
///
/// let (_names, raster) = open_matrix("raster.npy")?;
/// println!("{:?}", raster.shape());
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
///
/// # Errors
/// Those of [`Table::matrix`], or of [`AnyArray::read_npy`] and [`AnyArray::to_f64`], with the path, as [`Error::InFile`]. For an archive
/// those of [`NpzReader::read_any`] and [`read_sparse_npz`], and [`Error::Damaged`] with the names of its arrays if there is not just one.
pub fn open_matrix(path: impl AsRef<Path>) -> Result<(Vec<String>, Array<f64>), Error> {
    let path = path.as_ref();
    let is_named_so = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("npy"));
    let matrix = |bytes: Vec<u8>| {
        if is_named_so || bytes.starts_with(b"\x93NUMPY") {
            return Ok((Vec::new(), AnyArray::read_npy(&bytes[..])?.to_f64()?));
        }
        if Format::is_npz(&bytes) {
            return Ok((Vec::new(), only_array(&bytes)?));
        }
        let table = table(&bytes)?;
        Ok((table.names().to_vec(), table.matrix()?))
    };
    named(path, contents(path).and_then(matrix))
}

/// Reads a text in UTF-8 from a file, without a mark of byte order at its beginning.
///
/// ```
/// use synaptome_interchange::open_text;
///
/// let path = std::env::temp_dir().join("synaptome-words.txt.gz");
/// std::fs::write(&path, b"\x1f\x8b\x08")?;
/// let error = open_text(&path).unwrap_err().to_string();
/// assert!(error.ends_with("the text cannot be read: it is compressed with gzip; decompress it first"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// [`Error::WrongFormat`] for a file of another format that is known, [`Error::Damaged`] for a text that is not UTF-8, with the
/// path, as [`Error::InFile`].
pub fn open_text(path: impl AsRef<Path>) -> Result<String, Error> {
    let path = path.as_ref();
    let text = |bytes: Vec<u8>| text::decode("the text", &bytes).map(str::to_owned);
    named(path, contents(path).and_then(text))
}

fn contents(path: &Path) -> Result<Vec<u8>, Error> {
    Ok(fs::read(path)?)
}

/// The only array of an archive, or its sparse matrix with its zeros.
fn only_array(bytes: &[u8]) -> Result<Array<f64>, Error> {
    let mut archive = NpzReader::new(Cursor::new(bytes))?;
    if archive.is_sparse_matrix() {
        return read_sparse_npz(Cursor::new(bytes))?.to_dense();
    }
    match &archive.names()[..] {
        [name] => archive.read_any(name)?.to_f64(),
        names => {
            let reason =
                format!("it has the arrays {names:?}; save the one that is meant with numpy.save");
            Err(Error::damaged(QUANTITY, &reason))
        }
    }
}

fn table(bytes: &[u8]) -> Result<Table, Error> {
    Table::read(bytes, &Dialect::guess(bytes))
}

/// The error with the path of the file.
fn named<T>(path: &Path, result: Result<T, Error>) -> Result<T, Error> {
    let within = |error| Error::InFile { path: path.display().to_string(), error: Box::new(error) };
    result.map_err(within)
}
