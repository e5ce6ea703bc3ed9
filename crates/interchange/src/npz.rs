use std::borrow::Cow;
use std::io::{Cursor, Read, Seek, Write};

use npyz::npz::{array_name_from_file_name, file_name_from_array_name};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::{Array, Element, Error, read_npy, write_npy};

/// Writes named arrays as `numpy.load` reads them from an .npz file.
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
    sink: &mut (impl Write + Seek),
) -> Result<(), Error> {
    let mut archive = ZipWriter::new(sink);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, array) in arrays {
        let mut file = Vec::new();
        write_npy(array, &mut file)?;
        archive.start_file(file_name_from_array_name(name), options)?;
        archive.write_all(&file).map_err(Error::Write)?;
    }
    archive.finish()?;
    Ok(())
}

/// Reads the array of a name from an .npz file, compressed or not.
pub fn read_npz<T: Element>(name: &str, source: impl Read + Seek) -> Result<Array<T>, Error> {
    let mut archive = ZipArchive::new(source)?;
    let file_name = file_name_from_array_name(name);
    if archive.index_for_name(&file_name).is_none() {
        let files = archive.file_names().filter_map(Result::ok);
        let array = |file: Cow<'_, str>| Some(array_name_from_file_name(&file)?.to_owned());
        let present = files.filter_map(array).collect();
        return Err(Error::Missing { name: name.to_owned(), present });
    }
    let mut file = Vec::new();
    archive.by_name(&file_name)?.read_to_end(&mut file).map_err(Error::Npy)?;
    read_npy(Cursor::new(file))
}
