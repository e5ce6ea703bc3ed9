//! The .npz format of NumPy: several arrays in one archive.

use std::borrow::Cow;
use std::io::{Cursor, Read, Seek, Write};

use npyz::npz::{array_name_from_file_name, file_name_from_array_name};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::{Array, Element, Error, read_npy, write_npy};

/// Writes named arrays as `numpy.load` reads them from an .npz file.
///
/// # Errors
/// [`Error::Io`] if the sink fails, [`Error::Damaged`] if a name stands twice.
///
/// ```
/// use std::io::Cursor;
/// use synaptome_interchange::{Array, read_npz, write_npz};
///
/// let bias = Array::vector(vec![0.5, -0.5]);
/// let mut file = Cursor::new(Vec::new());
/// write_npz(&[("bias", &bias)], &mut file)?;
/// assert_eq!(read_npz::<f64>("bias", file)?, bias);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
pub fn write_npz<T: Element>(
    arrays: &[(&str, &Array<T>)],
    sink: impl Write + Seek,
) -> Result<(), Error> {
    let mut archive = ZipWriter::new(sink);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, array) in arrays {
        let mut file = Vec::new();
        write_npy(array, &mut file)?;
        archive.start_file(file_name_from_array_name(name), options).map_err(failure)?;
        archive.write_all(&file)?;
    }
    archive.finish().map_err(failure)?;
    Ok(())
}

/// Reads the array of a name from an .npz file, compressed or not.
///
/// # Errors
/// [`Error::Missing`] if there is no such array, [`Error::Damaged`] if the archive is, and as
/// [`read_npy`].
pub fn read_npz<T: Element>(name: &str, source: impl Read + Seek) -> Result<Array<T>, Error> {
    let mut archive = ZipArchive::new(source).map_err(failure)?;
    let file_name = file_name_from_array_name(name);
    if archive.index_for_name(&file_name).is_none() {
        let files = archive.file_names().filter_map(Result::ok);
        let array = |file: Cow<'_, str>| Some(array_name_from_file_name(&file)?.to_owned());
        let present = files.filter_map(array).collect();
        return Err(Error::Missing { name: name.to_owned(), present });
    }
    let mut file = Vec::new();
    let mut member = archive.by_name(&file_name).map_err(failure)?;
    member.read_to_end(&mut file).map_err(|error| Error::reading(QUANTITY, error))?;
    read_npy(Cursor::new(file))
}

/// What is read or written.
const QUANTITY: &str = "the .npz archive";

fn failure(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => Error::reading(QUANTITY, error),
        other => Error::damaged(QUANTITY, &other),
    }
}
