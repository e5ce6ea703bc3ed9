//! Tables of comma-separated numbers.

use std::io::{Read, Write};

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use crate::error::require_len;
use crate::{Array, Error};

/// Writes a matrix, one line per row, below the names of its columns if there are any.
///
/// # Errors
/// [`Error::NotAMatrix`] if the array is no matrix, [`Error::LengthMismatch`] if there are names, but not
/// one for each column, [`Error::Io`] if the sink fails.
pub fn write_csv(names: &[&str], matrix: &Array<f64>, sink: impl Write) -> Result<(), Error> {
    let mut writer = WriterBuilder::new().from_writer(sink);
    if !names.is_empty() {
        require_len("the list of names", matrix.matrix_shape()?.1, names.len())?;
        writer.write_record(names).map_err(failure)?;
    }
    for row in matrix.rows()? {
        writer.write_record(row.iter().map(|x| format!("{x}"))).map_err(failure)?;
    }
    Ok(writer.flush()?)
}

/// Reads a matrix of numbers; a first line that holds none is taken for the names of the columns.
///
/// # Errors
/// [`Error::NotANumber`] for any other text, [`Error::Damaged`] if a row has another length than the
/// first, [`Error::Io`] if the source fails.
///
/// ```
/// use synaptome_interchange::read_csv;
///
/// let (names, matrix) = read_csv("a,b\n1,2.5\n3,-4e-3\n".as_bytes())?;
/// assert_eq!((names, matrix[[1, 1]]), (vec!["a".to_owned(), "b".to_owned()], -0.004));
/// assert!(read_csv("1,2\n3,x\n".as_bytes()).unwrap_err().to_string().contains("\"x\""));
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
pub fn read_csv(source: impl Read) -> Result<(Vec<String>, Array<f64>), Error> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).from_reader(source);
    let mut records = reader.records().collect::<Result<Vec<_>, _>>().map_err(failure)?;
    let numbers = |record: &StringRecord| record.iter().any(|x| x.parse::<f64>().is_ok());
    let named = records.first().is_some_and(|first| !numbers(first));
    let names = if named { records.remove(0) } else { StringRecord::new() };
    let columns = records.first().map_or(names.len(), StringRecord::len);
    let fields = records.iter().enumerate().flat_map(|(row, record)| {
        record.iter().enumerate().map(move |(column, field)| number(row, column, field))
    });
    let values = fields.collect::<Result<Vec<_>, _>>()?;
    let matrix = Array::new(vec![records.len(), columns], values)?;
    Ok((names.iter().map(str::to_owned).collect(), matrix))
}

fn number(row: usize, column: usize, field: &str) -> Result<f64, Error> {
    field.parse().map_err(|_| Error::NotANumber { row, column, field: field.to_owned() })
}

fn failure(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Error::damaged("the CSV table", &csv_text(other)),
    }
}

/// What the reader says of the damage.
fn csv_text(kind: csv::ErrorKind) -> String {
    match kind {
        csv::ErrorKind::UnequalLengths { expected_len, len, pos } => {
            let line = pos.map_or(0, |pos| pos.line());
            format!("line {line} has {len} fields, expected {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".to_owned(),
        other => format!("{other:?}"),
    }
}
