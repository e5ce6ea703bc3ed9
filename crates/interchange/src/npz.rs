//! The .npz format of NumPy: several arrays in one archive.

use std::fmt;
use std::io::{self, Read, Seek, Write};

use zip::read::ZipFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::format::Format;
use crate::npy::read_elements;
use crate::{AnyArray, Array, Element, Error, Layout, write_npy};

/// What is read or written.
pub(crate) const QUANTITY: &str = "the .npz archive";

/// An archive of the arrays that make up one matrix.
const SPARSE: Error = Error::WrongFormat {
    quantity: QUANTITY,
    found: "a sparse matrix of SciPy",
    advice: "read it with read_sparse_npz",
};

/// Whether the arrays of an archive are compressed.
///
/// ```
/// use synaptome_interchange::{Array, Compression, read_npz, write_npz};
/// let weights = Array::new(vec![2], vec![0.5, 1.5])?;
/// let mut file = std::io::Cursor::new(Vec::new());
/// write_npz(&[("weights", &weights)], Compression::Deflate, &mut file)?;
/// assert_eq!(read_npz::<f64>("weights", file)?, weights);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Compression {
    /// As they are: `numpy.savez`.
    #[default]
    None,
    /// Deflated: `numpy.savez_compressed`.
    Deflate,
}

/// What can be written as a `.npy` file: an [`Array`] of any element type, or an [`AnyArray`].
///
/// ```
/// use synaptome_interchange::{Array, ToNpy};
///
/// let arrays: [&dyn ToNpy; 2] =
///     [&Array::vector(vec![1.0, 2.0]), &Array::vector(vec![true, false])];
/// for array in arrays {
///     let mut file = Vec::new();
///     array.to_npy(&mut file)?;
///     assert!(file.starts_with(b"\x93NUMPY"));
/// }
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
pub trait ToNpy {
    /// Writes the array as `numpy.load` reads it.
    ///
    /// # Errors
    /// [`Error::Io`] if the sink fails.
    fn to_npy(&self, sink: &mut dyn Write) -> Result<(), Error>;
}

impl<T: Element> ToNpy for Array<T> {
    fn to_npy(&self, sink: &mut dyn Write) -> Result<(), Error> {
        write_npy(self, sink)
    }
}

/// Writes named arrays, of one or several element types, as `numpy.load` reads them from an .npz file.
///
/// # Errors
/// [`Error::Io`] if the sink fails, [`Error::Damaged`] if a name stands twice or is too long.
///
/// ```
/// use std::io::Cursor;
/// use synaptome_interchange::{Array, Compression, NpzReader, write_npz};
///
/// let weights = Array::from_fn(2, 2, |i, j| (i as f64) - (j as f64));
/// let (patterns, mask) = (Array::vector(vec![1_i8, -1]), Array::vector(vec![true, false]));
/// let mut file = Cursor::new(Vec::new());
/// write_npz(
///     &[("w", &weights), ("x", &patterns), ("mask", &mask)],
///     Compression::Deflate,
///     &mut file,
/// )?;
///
/// let mut archive = NpzReader::new(file)?;
/// assert_eq!(archive.names(), ["w", "x", "mask"]);
/// assert_eq!(archive.layout("x")?.shape, [2]);
/// assert_eq!(archive.read::<f64>("w")?, weights);
/// assert_eq!(archive.read::<bool>("mask")?, mask);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
pub fn write_npz(
    arrays: &[(&str, &dyn ToNpy)],
    compression: Compression,
    sink: impl Write + Seek,
) -> Result<(), Error> {
    let mut archive = ZipWriter::new(sink);
    let method = match compression {
        Compression::None => CompressionMethod::Stored,
        Compression::Deflate => CompressionMethod::Deflated,
    };
    // Archives of more than four gigabytes need the fields of ZIP64, which NumPy writes as well.
    let options = SimpleFileOptions::default().compression_method(method).large_file(true);
    for (name, array) in arrays {
        archive.start_file(format!("{name}.npy"), options).map_err(failure)?;
        array.to_npy(&mut archive)?;
    }
    archive.finish().map_err(failure)?.flush()?;
    Ok(())
}

/// Reads the array of a name from an .npz file, compressed or not.
///
/// # Errors
/// As [`NpzReader::new`] and [`NpzReader::read`].
pub fn read_npz<T: Element>(name: &str, source: impl Read + Seek) -> Result<Array<T>, Error> {
    NpzReader::new(source)?.read(name)
}

/// An .npz file whose arrays are read one by one; [`write_npz`] shows it at work.
///
/// ```
/// use synaptome_interchange::{Array, Compression, NpzReader, write_npz};
/// let weights = Array::new(vec![2], vec![0.5, 1.5])?;
/// let mut file = std::io::Cursor::new(Vec::new());
/// write_npz(&[("weights", &weights)], Compression::None, &mut file)?;
/// let mut archive = NpzReader::new(file)?;
/// assert_eq!(archive.names(), ["weights"]);
/// assert_eq!(archive.layout("weights")?.shape, [2]);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
pub struct NpzReader<R> {
    archive: ZipArchive<R>,
}

impl<R: Read + Seek> NpzReader<R> {
    /// Reads the directory of the archive.
    ///
    /// # Errors
    /// [`Error::WrongFormat`] for a file of another format that is known, [`Error::Damaged`] if it is no zip archive,
    /// [`Error::Io`] if the source fails.
    pub fn new(mut source: R) -> Result<Self, Error> {
        source.rewind()?;
        if let Some(format) = Format::other_than_zip(&mut source) {
            return Err(format.error(QUANTITY));
        }
        Ok(Self { archive: ZipArchive::new(source).map_err(failure)? })
    }

    /// The names of the arrays, in the order of the archive. Members that do not end in `.npy` are no
    /// arrays.
    pub fn names(&self) -> Vec<String> {
        let members = self.archive.file_names().filter_map(Result::ok);
        members.filter_map(|name| Some(name.strip_suffix(".npy")?.to_owned())).collect()
    }

    /// Element type, order and shape of an array, without reading its elements.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such array, [`Error::WrongFormat`] if there is none because the archive is a
    /// sparse matrix of SciPy; as [`Layout::read_npy`].
    pub fn layout(&mut self, name: &str) -> Result<Layout, Error> {
        Layout::read_npy(self.member(name)?)
    }

    /// Reads an array.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is no such array, [`Error::WrongFormat`] if there is none because the archive is a
    /// sparse matrix of SciPy, [`Error::Damaged`] if its checksum is wrong; as [`read_npy`](crate::read_npy).
    pub fn read<T: Element>(&mut self, name: &str) -> Result<Array<T>, Error> {
        self.read_with(name, |layout, source| read_elements(layout, source))
    }

    /// Reads an array of any element type.
    ///
    /// # Errors
    /// As [`NpzReader::read`] and [`AnyArray::read_npy`].
    pub fn read_any(&mut self, name: &str) -> Result<AnyArray, Error> {
        match self.read_with(name, |layout, source| AnyArray::read(layout, source)) {
            Err(Error::UnreadableType { .. }) if self.is_sparse_matrix() => Err(SPARSE),
            read => read,
        }
    }

    /// Reads an array and then to the end of its member, where the checksum is compared.
    pub(crate) fn read_with<T>(
        &mut self,
        name: &str,
        elements: impl FnOnce(&Layout, &mut dyn Read) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut member = self.member(name)?;
        let layout = Layout::read_npy(&mut member)?;
        let array = elements(&layout, &mut member)?;
        io::copy(&mut member, &mut io::sink()).map_err(|error| Error::reading(QUANTITY, error))?;
        Ok(array)
    }

    /// Whether the archive has all arrays of one of the formats of `scipy.sparse.save_npz`.
    pub(crate) fn is_sparse_matrix(&self) -> bool {
        let names = self.names();
        let has = |name: &&str| names.iter().any(|own| own == name);
        let places = [&["indices", "indptr"][..], &["row", "col"], &["offsets"]];
        ["format", "shape", "data"].iter().all(has)
            && places.iter().any(|arrays| arrays.iter().all(has))
    }

    fn member(&mut self, name: &str) -> Result<ZipFile<'_, R>, Error> {
        let file_name = format!("{name}.npy");
        if self.archive.index_for_name(&file_name).is_none() {
            if self.is_sparse_matrix() {
                return Err(SPARSE);
            }
            let (name, present) = (name.to_owned(), self.names());
            return Err(Error::Missing { quantity: QUANTITY, name, present });
        }
        self.archive.by_name(&file_name).map_err(failure)
    }
}

impl<R: Read + Seek> fmt::Debug for NpzReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NpzReader").field("names", &self.names()).finish()
    }
}

fn failure(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => Error::reading(QUANTITY, error),
        other => Error::damaged(QUANTITY, &other),
    }
}
