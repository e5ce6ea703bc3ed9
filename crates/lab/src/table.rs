//! Tables: what points store, and what charts and claims read.

use std::io;

use crate::{Error, Rows, Value};

/// Named columns and their rows.
///
/// ```
/// use synaptome_lab::{Table, row};
/// let rows = vec![row!["R1", 1.0, 0.5], row!["IRB", 1.0, 0.1], row!["R1", 2.0, 0.7]];
/// let table = Table::new(&["method", "load", "noise"], rows)?;
/// let one_step = table.filter("method", "R1")?;
/// assert_eq!(one_step.pairs("load", "noise")?, [(1.0, 0.5), (2.0, 0.7)]);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: Vec<String>,
    rows: Rows,
}

impl Table {
    /// A table of rows that all have one cell per column.
    ///
    /// # Errors
    /// [`Error::RowLength`] names the first row with another number of cells.
    pub fn new(columns: &[&str], rows: Rows) -> Result<Self, Error> {
        let expected = columns.len();
        if let Some(row) = rows.iter().position(|cells| cells.len() != expected) {
            return Err(Error::RowLength { row, expected, found: rows[row].len() });
        }
        let columns = columns.iter().map(ToString::to_string).collect();
        Ok(Self { columns, rows })
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows.
    pub fn rows(&self) -> &[Vec<Value>] {
        &self.rows
    }

    /// A column as numbers; a text cell is NaN.
    ///
    /// # Errors
    /// [`Error::UnknownColumn`] if there is no such column.
    pub fn numbers(&self, column: &str) -> Result<Vec<f64>, Error> {
        let index = self.index(column)?;
        Ok(self.rows.iter().map(|row| number(&row[index])).collect())
    }

    /// Two columns as points (x, y).
    ///
    /// ```
    /// use synaptome_lab::{Table, row};
    ///
    /// let table = Table::new(&["x", "y"], vec![row![1, 0.5], row![2, 0.25]])?;
    /// assert_eq!(table.pairs("x", "y")?, [(1.0, 0.5), (2.0, 0.25)]);
    /// assert!(table.pairs("x", "z").is_err()); // there is no such column
    /// # Ok::<(), synaptome_lab::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownColumn`] if there is no such column.
    pub fn pairs(&self, x: &str, y: &str) -> Result<Vec<(f64, f64)>, Error> {
        Ok(self.numbers(x)?.into_iter().zip(self.numbers(y)?).collect())
    }

    /// The rows whose `column` equals `value`. A text that reads as a number equals that number, as it does once the table
    /// was written and read.
    ///
    /// ```
    /// use synaptome_lab::{Table, row};
    ///
    /// let table = Table::new(
    ///     &["rule", "N", "overlap"],
    ///     vec![row!["Hebb", 100, 0.9], row!["EASE", 100, 1.0]],
    /// )?;
    /// assert_eq!(table.filter("rule", "EASE")?.numbers("overlap")?, [1.0]);
    /// assert_eq!(table.filter_by("overlap", |overlap| overlap < 0.95)?.len(), 1);
    /// # Ok::<(), synaptome_lab::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownColumn`] if there is no such column.
    pub fn filter(&self, column: &str, value: impl Into<Value>) -> Result<Self, Error> {
        let (index, value) = (self.index(column)?, value.into());
        Ok(self.keep(|row| row[index].reads_as(&value)))
    }

    /// The rows for which `test` holds on the number in `column`.
    ///
    /// # Errors
    /// [`Error::UnknownColumn`] if there is no such column.
    pub fn filter_by(&self, column: &str, test: impl Fn(f64) -> bool) -> Result<Self, Error> {
        let index = self.index(column)?;
        Ok(self.keep(|row| test(number(&row[index]))))
    }

    /// One table per distinct value of `column`, in order of first appearance.
    ///
    /// ```
    /// use synaptome_lab::{Table, row};
    ///
    /// let rows = vec![row!["Hebb", 0.9], row!["EASE", 1.0], row!["Hebb", 0.8]];
    /// for (rule, part) in Table::new(&["rule", "overlap"], rows)?.groups("rule")? {
    ///     println!("{rule}: {:?}", part.numbers("overlap")?); // Hebb: [0.9, 0.8], EASE: [1.0]
    /// }
    /// # Ok::<(), synaptome_lab::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownColumn`] if there is no such column.
    pub fn groups(&self, column: &str) -> Result<Vec<(Value, Self)>, Error> {
        let index = self.index(column)?;
        let mut groups: Vec<(Value, Self)> = Vec::new();
        for row in &self.rows {
            let known = groups.iter().position(|(value, _)| value.reads_as(&row[index]));
            let at = known.unwrap_or_else(|| {
                groups.push((row[index].clone(), self.keep(|_| false)));
                groups.len() - 1
            });
            groups[at].1.rows.push(row.clone());
        }
        Ok(groups)
    }

    /// The table as CSV with a header line.
    ///
    /// # Errors
    /// None that a table can cause: they are those of the writer.
    pub fn to_csv(&self) -> io::Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let rows = self.rows.iter().map(|row| row.iter().map(ToString::to_string).collect());
        for record in std::iter::once(self.columns.clone()).chain(rows) {
            writer.write_record(record)?;
        }
        writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    /// Reads what [`to_csv`](Self::to_csv) wrote: a cell that reads as a number is one.
    ///
    /// ```
    /// use synaptome_lab::Table;
    /// let table = Table::from_csv("rule,overlap\nHOP,0.98\nPSE,NaN\n".as_bytes())?;
    /// assert_eq!(table.filter("rule", "HOP")?.numbers("overlap")?, [0.98]);
    /// # Ok::<(), synaptome_lab::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotATable`] names what is wrong, with its line.
    pub fn from_csv(reader: impl io::Read) -> Result<Self, Error> {
        let damaged = |error: csv::Error| Error::NotATable { reason: error.to_string() };
        let mut reader = csv::Reader::from_reader(reader);
        let columns = reader.headers().map_err(damaged)?.iter().map(str::to_owned).collect();
        let cell = |text: &str| text.parse().map_or_else(|_| text.into(), Value::Number);
        let rows = reader.records().map(|record| Ok(record?.iter().map(cell).collect()));
        Ok(Self { columns, rows: rows.collect::<Result<_, _>>().map_err(damaged)? })
    }

    fn keep(&self, test: impl Fn(&[Value]) -> bool) -> Self {
        Self {
            columns: self.columns.clone(),
            rows: self.rows.iter().filter(|row| test(row)).cloned().collect(),
        }
    }

    fn index(&self, column: &str) -> Result<usize, Error> {
        (self.columns.iter().position(|name| name == column)).ok_or_else(|| Error::UnknownColumn {
            column: column.to_owned(),
            known: self.columns.clone(),
        })
    }
}

fn number(value: &Value) -> f64 {
    value.number().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row;

    fn table() -> Table {
        let rows = vec![row!["R1", 1.0, 0.5], row!["IRB", 2.0, f64::NAN], row!["R1", 3.0, 0.25]];
        Table::new(&["method", "M", "noise"], rows).unwrap()
    }

    #[test]
    fn groups_keep_the_order_of_first_appearance() {
        let groups = table().groups("method").unwrap();
        assert_eq!(groups[0].0, Value::from("R1"));
        assert_eq!(groups[0].1.numbers("M").unwrap(), [1.0, 3.0]);
        assert_eq!(groups[1].1.len(), 1);
    }

    #[test]
    fn csv_reads_back_with_the_same_digits() {
        let csv = String::from_utf8(table().to_csv().unwrap()).unwrap();
        assert_eq!(csv, "method,M,noise\nR1,1,0.5\nIRB,2,NaN\nR1,3,0.25\n");
        assert_eq!(Table::from_csv(csv.as_bytes()).unwrap(), table());
        let ragged = Table::from_csv("a,b\n1\n".as_bytes()).unwrap_err().to_string();
        assert!(ragged.contains("line: 2"), "{ragged}");
    }

    #[test]
    fn a_written_table_answers_as_the_one_in_memory() {
        let rows = vec![row!["2", 1.0], row!["NaN", 2.0], row!["2", 3.0], row!["two", 4.0]];
        let table = Table::new(&["set", "y"], rows).unwrap();
        let read = Table::from_csv(&*table.to_csv().unwrap()).unwrap();
        for table in [table, read] {
            for set in [Value::from("2"), Value::from(2.0)] {
                assert_eq!(table.filter("set", set).unwrap().numbers("y").unwrap(), [1.0, 3.0]);
            }
            assert_eq!(table.filter("set", "NaN").unwrap().len(), 1);
            assert_eq!(table.filter("set", "3").unwrap().len(), 0);
            let groups = table.groups("set").unwrap();
            let names: Vec<_> =
                groups.iter().map(|(set, rows)| (set.to_string(), rows.len())).collect();
            assert_eq!(names, [("2".into(), 2), ("NaN".into(), 1), ("two".into(), 1)]);
        }
    }

    #[test]
    fn a_ragged_row_and_an_unknown_column_are_refused() {
        assert!(Table::new(&["a", "b"], vec![row![1.0]]).is_err());
        assert!(table().numbers("absent").unwrap_err().to_string().contains("absent"));
    }
}
