//! Tables of numbers and short texts: what points store and charts read.

use std::fmt;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A cell: a number (any `f64`, also NaN and infinities) or a short text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A number.
    Number(f64),
    /// A text, such as the name of a method.
    Text(String),
}

/// The cells of several rows.
pub(crate) type Rows = Vec<Vec<Value>>;

/// Makes one row of a table from numbers and texts.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$($crate::table::Value::from($value)),*] };
}
pub(crate) use row;

impl From<f64> for Value {
    fn from(x: f64) -> Self {
        Self::Number(x)
    }
}

impl From<usize> for Value {
    fn from(x: usize) -> Self {
        Self::Number(x as f64)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl fmt::Display for Value {
    /// The shortest text that reads back as the same value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(x) if x.fract() == 0.0 && x.abs() < 1e15 => write!(f, "{x:.0}"),
            Self::Number(x) => write!(f, "{x:?}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// JSON has no NaN or infinity: they are written as the texts `NaN`, `inf`, `-inf`.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(x) if x.is_finite() => serializer.serialize_f64(*x),
            other => serializer.serialize_str(&other.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Number(f64),
            Text(String),
        }
        Ok(match Raw::deserialize(deserializer)? {
            Raw::Number(x) => Self::Number(x),
            Raw::Text(text) => match text.as_str() {
                "NaN" => Self::Number(f64::NAN),
                "inf" => Self::Number(f64::INFINITY),
                "-inf" => Self::Number(f64::NEG_INFINITY),
                _ => Self::Text(text),
            },
        })
    }
}

/// Named columns and their rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Rows,
}

impl Table {
    /// A table of rows that all have one cell per column.
    pub(crate) fn new(columns: &[&str], rows: Rows) -> Result<Self> {
        for row in &rows {
            let (found, expected) = (row.len(), columns.len());
            ensure!(found == expected, "a row has {found} cells for {expected} columns");
        }
        let columns = columns.iter().map(ToString::to_string).collect();
        Ok(Self { columns, rows })
    }

    /// The names of the columns.
    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// A column as numbers; a text cell is NaN.
    pub(crate) fn numbers(&self, column: &str) -> Result<Vec<f64>> {
        let index = self.index(column)?;
        Ok(self.rows.iter().map(|row| number(&row[index])).collect())
    }

    /// Two columns as points (x, y).
    pub(crate) fn pairs(&self, x: &str, y: &str) -> Result<Vec<(f64, f64)>> {
        Ok(self.numbers(x)?.into_iter().zip(self.numbers(y)?).collect())
    }

    /// The rows whose `column` equals `value`.
    pub(crate) fn filter(&self, column: &str, value: impl Into<Value>) -> Result<Self> {
        let (index, value) = (self.index(column)?, value.into());
        Ok(self.keep(|row| row[index] == value))
    }

    /// The rows for which `test` holds on the number in `column`.
    pub(crate) fn filter_by(&self, column: &str, test: impl Fn(f64) -> bool) -> Result<Self> {
        let index = self.index(column)?;
        Ok(self.keep(|row| test(number(&row[index]))))
    }

    /// One table per distinct value of `column`, in order of first appearance.
    pub(crate) fn groups(&self, column: &str) -> Result<Vec<(Value, Self)>> {
        let index = self.index(column)?;
        let mut groups: Vec<(Value, Self)> = Vec::new();
        for row in &self.rows {
            let known = groups.iter().position(|(value, _)| *value == row[index]);
            let at = known.unwrap_or_else(|| {
                groups.push((row[index].clone(), self.keep(|_| false)));
                groups.len() - 1
            });
            groups[at].1.rows.push(row.clone());
        }
        Ok(groups)
    }

    /// The table as CSV with a header line.
    pub(crate) fn to_csv(&self) -> Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(ToString::to_string))?;
        }
        Ok(writer.into_inner()?)
    }

    fn keep(&self, test: impl Fn(&[Value]) -> bool) -> Self {
        Self {
            columns: self.columns.clone(),
            rows: self.rows.iter().filter(|row| test(row)).cloned().collect(),
        }
    }

    fn index(&self, column: &str) -> Result<usize> {
        (self.columns.iter().position(|name| name == column))
            .with_context(|| format!("the table has no column {column}: {:?}", self.columns))
    }
}

fn number(value: &Value) -> f64 {
    match value {
        Value::Number(x) => *x,
        Value::Text(_) => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_cell_survives_json_whatever_number_it_holds() {
        for x in [0.1, -0.0, 1e300, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE] {
            let text = serde_json::to_string(&Value::Number(x)).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), Value::Number(x));
        }
        let nan: Value = serde_json::from_str("\"NaN\"").unwrap();
        assert!(matches!(nan, Value::Number(x) if x.is_nan()));
    }

    #[test]
    fn csv_reads_back_with_the_same_digits() {
        let csv = String::from_utf8(table().to_csv().unwrap()).unwrap();
        assert_eq!(csv, "method,M,noise\nR1,1,0.5\nIRB,2,NaN\nR1,3,0.25\n");
    }

    #[test]
    fn a_ragged_row_and_an_unknown_column_are_refused() {
        assert!(Table::new(&["a", "b"], vec![row![1.0]]).is_err());
        assert!(table().numbers("absent").unwrap_err().to_string().contains("absent"));
    }
}
