//! Values: the cells of tables and the parameters of points.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number (any `f64`, also NaN and infinities) or a short text.
///
/// ```
/// use synaptome_lab::Value;
/// assert_eq!(Value::from(0.5).to_string(), "0.5");
/// assert_eq!(Value::from(20_usize).number(), Some(20.0));
/// assert_eq!(Value::from("HOP").number(), None);
/// ```
#[derive(Clone, Debug)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A text, such as the name of a method.
    Text(String),
}

/// The cells of several rows.
pub type Rows = Vec<Vec<Value>>;

/// Makes one row of a table from numbers and texts.
///
/// ```
/// use synaptome_lab::{Table, row};
/// let table = Table::new(&["rule", "overlap"], vec![row!["HOP", 0.98], row!["PSE", 1.0]])?;
/// assert_eq!(table.numbers("overlap")?, [0.98, 1.0]);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[macro_export]
macro_rules! row {
    ($($value:expr),* $(,)?) => { ::std::vec![$($crate::Value::from($value)),*] };
}

impl Value {
    /// The number; none of a text.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(x) => Some(*x),
            Self::Text(_) => None,
        }
    }

    /// Whether both are written alike, so that no file tells one from the other: a text that reads as a number is that
    /// number.
    ///
    /// ```
    /// use synaptome_lab::Value;
    /// assert!(Value::from("2").reads_as(&Value::from(2.0)));
    /// assert!(!Value::from("2").reads_as(&Value::from("two")));
    /// ```
    pub fn reads_as(&self, other: &Self) -> bool {
        self == other || matches!((self.reading(), other.reading()), (Some(a), Some(b)) if a == b)
    }

    fn reading(&self) -> Option<Self> {
        match self {
            Self::Number(_) => Some(self.clone()),
            Self::Text(text) => text.parse().ok().map(Self::Number),
        }
    }
}

/// Numbers are equal as usual, but NaN equals NaN: a parameter is the same parameter.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a == b || (a.is_nan() && b.is_nan()),
            (Self::Text(a), Self::Text(b)) => a == b,
            _ => false,
        }
    }
}

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

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
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

/// JSON has no NaN or infinity: they are written as the texts `NaN`, `inf`, `-inf`; and texts that
/// read so, as objects with the field `text`.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(x) if x.is_finite() => serializer.serialize_f64(*x),
            Self::Text(text) if not_finite(text).is_some() => {
                BTreeMap::from([("text", text)]).serialize(serializer)
            }
            other => serializer.serialize_str(&other.to_string()),
        }
    }
}

/// The number that JSON does not have.
fn not_finite(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "inf" => Some(f64::INFINITY),
        "-inf" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Number(f64),
            Plain(String),
            Text { text: String },
        }
        Ok(match Raw::deserialize(deserializer)? {
            Raw::Number(x) => Self::Number(x),
            Raw::Plain(text) => not_finite(&text).map_or(Self::Text(text), Self::Number),
            Raw::Text { text } => Self::Text(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_survives_json_whatever_it_holds() {
        for x in [0.1, -0.0, 1e300, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE] {
            let text = serde_json::to_string(&Value::Number(x)).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), Value::Number(x));
        }
        for text in ["NaN", "inf", "-inf", "nan", ""] {
            let json = serde_json::to_string(&Value::from(text)).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), Value::from(text));
        }
        let nan: Value = serde_json::from_str("\"NaN\"").unwrap();
        assert_eq!(nan, Value::Number(f64::NAN));
    }
}
