//! Tables whose columns hold numbers or text.

use std::io::Read;

use super::number::{Fault, delimiter_hint, hint, is_grouped_number, parse};
use super::records::{Record, Records};
use super::{Dialect, decimals, header};
use crate::{Array, Error};

/// A table whose columns hold numbers or text.
///
/// ```
/// use synaptome_interchange::{Dialect, Table};
///
/// let file = "pre,post,weight\nADAL,ADAR,3\nADAL,ADFL,1\n";
/// let table = Table::read(file.as_bytes(), &Dialect::default())?;
/// assert_eq!(table.names(), ["pre", "post", "weight"]);
/// assert_eq!(table.numbers("weight")?, [3.0, 1.0]);
/// assert_eq!(table.text("post")?, ["ADAR", "ADFL"]);
/// let error = table.numbers("post").unwrap_err().to_string();
/// assert_eq!(error, r#"line 2, field 2 of the table is "ADAR", which is not a number"#);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    names: Vec<String>,
    columns: usize,
    records: Vec<Record>,
    dialect: Dialect,
}

impl Table {
    /// Reads a table. Comments and empty lines are skipped; a field may be quoted, except where blanks
    /// separate the fields.
    ///
    /// # Errors
    /// [`Error::Dialect`] for a dialect that contradicts itself, or commas that seem to be decimal; [`Error::Empty`] for a file without names
    /// and numbers; [`Error::AmbiguousHeader`] where [`Header::Guess`](crate::Header::Guess) cannot
    /// decide; [`Error::RaggedRow`] for a line of another length than the first; [`Error::WrongFormat`] for a file of another
    /// format that is known; [`Error::Damaged`] for a text that is not UTF-8 or a quote that is never closed; [`Error::Io`] if the source fails.
    pub fn read(source: impl Read, dialect: &Dialect) -> Result<Self, Error> {
        dialect.check()?;
        let mut table = Records::read(source, dialect)?;
        if table.records.is_empty() {
            return Err(Error::Empty { quantity: "the table" });
        }
        let expected = table.records[0].fields.len();
        let ragged = table.records.iter().find(|record| record.fields.len() != expected);
        if let Some(Record { line, fields }) = ragged {
            let all = table.records[0].fields.iter().chain(fields);
            let hint =
                all.map(|field| delimiter_hint(field, dialect)).find(|hint| !hint.is_empty());
            let (line, found, hint) = (*line, fields.len(), hint.unwrap_or_default());
            return Err(Error::RaggedRow { line, found, expected, hint });
        }
        let names = header::names(&mut table, dialect)?;
        if names.is_empty() && dialect.separates_decimals() {
            decimals::refuse(&table.records.iter().map(|record| (record.line, &record.fields)))?;
        }
        let (records, dialect) = (table.records, dialect.clone());
        Ok(Self { names, columns: expected, records, dialect })
    }

    /// The names of the columns; none if the table has none.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of rows and columns, without the names.
    pub fn shape(&self) -> (usize, usize) {
        (self.records.len(), self.columns)
    }

    /// The line on which a row begins, counted from 1 at the beginning of the file; none beyond the last row.
    ///
    /// ```
    /// use synaptome_interchange::{Dialect, Table};
    ///
    /// let file = "# two neurons\nrate\n2.5\n\n0.0\n";
    /// let table = Table::read(file.as_bytes(), &Dialect::default())?;
    /// let silent = table.numbers("rate")?.iter().position(|&rate| rate == 0.0);
    /// assert_eq!(silent.and_then(|row| table.line(row)), Some(5));
    /// # Ok::<(), synaptome_interchange::Error>(())
    /// ```
    pub fn line(&self, row: usize) -> Option<usize> {
        self.records.get(row).map(|record| record.line)
    }

    /// The texts of the column of a name.
    ///
    /// ```
    /// use synaptome_interchange::{Dialect, Table};
    ///
    /// let file = "neuron,layer,rate\n7,L4,2.5\n9,L5,0.5\n";
    /// let table = Table::read(file.as_bytes(), &Dialect::default())?;
    /// assert_eq!(table.text("layer")?, ["L4", "L5"]);
    /// assert_eq!(table.numbers("rate")?, [2.5, 0.5]);
    /// # Ok::<(), synaptome_interchange::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Missing`] if no column has this name, [`Error::Duplicate`] if several have.
    pub fn text(&self, name: &str) -> Result<Vec<&str>, Error> {
        let column = self.column(name)?;
        Ok(self.records.iter().map(|record| &record.fields[column]).collect())
    }

    /// The numbers in the column of a name; those too small for an `f64`, such as `1e-400`, are 0.
    ///
    /// # Errors
    /// As [`Table::text`]; [`Error::NotANumber`] or [`Error::Overflow`] with the place of a field that
    /// cannot be read.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, Error> {
        let column = self.column(name)?;
        self.records.iter().map(|record| self.number(record, column)).collect()
    }

    /// Whether any field in the column of a name is a number, perhaps with separators of thousands, which
    /// [`Table::numbers`] refuses with its line.
    ///
    /// ```
    /// use synaptome_interchange::{Dialect, Table};
    ///
    /// let file = b"name;weight\nADAL;1,5\n";
    /// let table = Table::read(&file[..], &Dialect::guess(file))?;
    /// assert!(table.holds_numbers("weight")? && !table.holds_numbers("name")?);
    /// # Ok::<(), synaptome_interchange::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Table::text`].
    pub fn holds_numbers(&self, name: &str) -> Result<bool, Error> {
        let column = self.column(name)?;
        let is_number = |record: &Record| {
            let text = record.fields.get(column).unwrap_or_default();
            self.number(record, column).is_ok() || is_grouped_number(text, &self.dialect)
        };
        Ok(self.records.iter().any(is_number))
    }

    /// All columns, which must hold numbers.
    ///
    /// # Errors
    /// [`Error::NotANumber`] or [`Error::Overflow`] with the place of a field that cannot be read.
    pub fn matrix(&self) -> Result<Array<f64>, Error> {
        let mut values = Vec::new();
        for record in &self.records {
            for column in 0..self.columns {
                values.push(self.number(record, column)?);
            }
        }
        Array::new(vec![self.records.len(), self.columns], values)
    }

    fn column(&self, name: &str) -> Result<usize, Error> {
        let mut columns = (0..).zip(&self.names).filter(|(_, present)| *present == name);
        let missing = || Error::Missing {
            quantity: "the table",
            name: name.to_owned(),
            present: self.names.clone(),
        };
        let (column, _) = columns.next().ok_or_else(missing)?;
        match columns.next() {
            Some(_) => Err(Error::Duplicate { quantity: "column", name: name.to_owned() }),
            None => Ok(column),
        }
    }

    fn number(&self, Record { line, fields }: &Record, column: usize) -> Result<f64, Error> {
        let (line, text) = (*line, fields.get(column).unwrap_or_default());
        let (place, field) = (column + 1, text.to_owned());
        parse(text, &self.dialect).map_err(|fault| match fault {
            Fault::Overflow => Error::Overflow { line, place, field },
            Fault::Text => {
                Error::NotANumber { line, place, field, hint: hint(text, &self.dialect) }
            }
        })
    }
}
