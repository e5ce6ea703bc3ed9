//! Tables of numbers and text, separated by commas or otherwise.

mod decimals;
mod dialect;
mod header;
mod number;
mod records;
mod table;

use std::io::{Read, Write};

use csv::WriterBuilder;

use crate::error::require_len;
use crate::{Array, Error};

pub use dialect::{Delimiter, Dialect, Header};
pub use table::Table;

/// Writes a matrix, one line per row, below the names of its columns if there are any.
///
/// ```
/// use synaptome_interchange::{Array, write_csv};
///
/// let mut file = Vec::new();
/// write_csv(&["x", "y"], &Array::new(vec![2, 2], vec![1.0, 2.5, 3.0, 4.0])?, &mut file)?;
/// assert_eq!(String::from_utf8_lossy(&file), "x,y\n1,2.5\n3,4\n");
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
///
/// # Errors
/// [`Error::NotAMatrix`] if the array is no matrix, [`Error::LengthMismatch`] if there are names, but not
/// one for each column, [`Error::Io`] if the sink fails.
pub fn write_csv(names: &[&str], matrix: &Array<f64>, sink: impl Write) -> Result<(), Error> {
    let mut writer = WriterBuilder::new().comment(Some(b'#')).from_writer(sink);
    if !names.is_empty() {
        require_len("the list of names", matrix.matrix_shape()?.1, names.len())?;
        writer.write_record(names).map_err(failure)?;
    }
    for row in matrix.rows()? {
        writer.write_record(row.iter().map(|x| format!("{x}"))).map_err(failure)?;
    }
    Ok(writer.flush()?)
}

/// Reads a table of numbers: the names of its columns, none if it has none, and the matrix.
///
/// # Errors
/// As [`Table::read`] and [`Table::matrix`].
///
/// ```
/// use synaptome_interchange::{Delimiter, Dialect, read_csv};
///
/// let (names, matrix) = read_csv("a,b\n1,2.5\n3,-4e-3\n".as_bytes(), &Dialect::default())?;
/// assert_eq!((names, matrix[[1, 1]]), (vec!["a".to_owned(), "b".to_owned()], -0.004));
///
/// // What numpy.savetxt writes by default.
/// let blanks = Dialect { delimiter: Delimiter::Blanks, ..Dialect::default() };
/// assert_eq!(read_csv("1.0 2.0 3.0\n".as_bytes(), &blanks)?.1.shape(), [1, 3]);
///
/// let error = read_csv("1,2\n3,x\n".as_bytes(), &Dialect::default()).unwrap_err();
/// assert_eq!(error.to_string(), r#"line 2, field 2 of the table is "x", which is not a number"#);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
pub fn read_csv(source: impl Read, dialect: &Dialect) -> Result<(Vec<String>, Array<f64>), Error> {
    let table = Table::read(source, dialect)?;
    Ok((table.names().to_vec(), table.matrix()?))
}

fn failure(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Error::damaged("the table", &format!("{other:?}")),
    }
}
