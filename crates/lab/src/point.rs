//! Points: the smallest pieces of an experiment that are computed and stored alone.

use std::collections::BTreeMap;

use crate::{Error, Value};

/// One independent piece of work of a data set.
///
/// The *keys* make the label, and the label keys the random streams, so a
/// point draws the same numbers whatever other points exist. *Settings* are
/// parameters that may change with the scale (a number of samples) without
/// changing the streams. A stored result is reused only when both agree.
///
/// ```
/// use synaptome_lab::Point;
///
/// let point = Point::new().key("N", 128_usize).set("trials", 50_usize).takes(0.5);
/// assert_eq!((point.count("N")?, point.count("trials")?), (128, 50));
/// assert!(point.label().contains("128") && !point.label().contains("50"));
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    label: String,
    parameters: BTreeMap<String, Value>,
    repeated: Option<String>,
    /// Estimated core-seconds; longer points start first.
    pub seconds: f64,
}

impl Point {
    /// A point without parameters; add them with [`Point::key`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a parameter that is part of the label.
    pub fn key(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let gap = if self.label.is_empty() { "" } else { " " };
        self.label = format!("{}{gap}{name}={value}", self.label);
        self.insert(name, value)
    }

    /// Adds a parameter that is not part of the label.
    pub fn set(self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        self.insert(name, value)
    }

    fn insert(mut self, name: &str, value: Value) -> Self {
        if self.parameters.insert(name.to_owned(), value).is_some() {
            self.repeated = Some(name.to_owned());
        }
        self
    }

    /// A parameter that was given twice, which is refused before anything is computed.
    pub(crate) fn repeated(&self) -> Option<&str> {
        self.repeated.as_deref()
    }

    /// States about how many core-seconds the point takes.
    pub fn takes(mut self, seconds: f64) -> Self {
        self.seconds = seconds;
        self
    }

    /// The label: the keys in the order in which they were added.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// All parameters by name.
    pub fn parameters(&self) -> &BTreeMap<String, Value> {
        &self.parameters
    }

    /// The parameter `name` as a number.
    ///
    /// # Errors
    /// [`Error::UnknownParameter`], or [`Error::ParameterKind`] for a text.
    pub fn number(&self, name: &str) -> Result<f64, Error> {
        match self.get(name)? {
            Value::Number(x) => Ok(*x),
            text @ Value::Text(_) => Err(self.other_kind(name, text, "a number")),
        }
    }

    /// The parameter `name` as a count.
    ///
    /// # Errors
    /// [`Error::UnknownParameter`], or [`Error::ParameterKind`] for what is not a whole number
    /// from 0 to 9·10¹⁵.
    pub fn count(&self, name: &str) -> Result<usize, Error> {
        let x = self.number(name)?;
        if (0.0..=9e15).contains(&x) && x.fract() == 0.0 {
            return Ok(x as usize);
        }
        Err(self.other_kind(name, &Value::Number(x), "a count"))
    }

    /// The parameter `name` as text.
    ///
    /// ```
    /// use synaptome_lab::Point;
    ///
    /// let point = Point::new().key("rule", "Storkey").key("load", 0.1);
    /// assert_eq!((point.text("rule")?, point.number("load")?), ("Storkey", 0.1));
    /// assert!(point.number("rule").is_err()); // it is a text
    /// # Ok::<(), synaptome_lab::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownParameter`], or [`Error::ParameterKind`] for a number.
    pub fn text(&self, name: &str) -> Result<&str, Error> {
        match self.get(name)? {
            Value::Text(text) => Ok(text),
            number @ Value::Number(_) => Err(self.other_kind(name, number, "a text")),
        }
    }

    fn get(&self, name: &str) -> Result<&Value, Error> {
        self.parameters.get(name).ok_or_else(|| Error::UnknownParameter {
            label: self.label.clone(),
            parameter: name.to_owned(),
        })
    }

    fn other_kind(&self, name: &str, value: &Value, expected: &'static str) -> Error {
        Error::ParameterKind {
            label: self.label.clone(),
            parameter: name.to_owned(),
            value: value.to_string(),
            expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_holds_the_keys_in_order_and_no_setting() {
        let point = Point::new().key("N", 10usize).key("code", "block").set("samples", 5usize);
        assert_eq!(point.label(), "N=10 code=block");
        assert_eq!(point.count("samples").unwrap(), 5);
        assert_eq!(point.text("code").unwrap(), "block");
    }

    #[test]
    fn a_wrong_or_missing_parameter_is_named_in_the_error() {
        let point = Point::new().key("sigma", 0.5).key("code", "block");
        for error in [point.count("sigma").unwrap_err(), point.text("sigma").unwrap_err()] {
            assert!(error.to_string().contains("sigma"), "{error}");
        }
        assert!(point.number("code").unwrap_err().to_string().contains("code"));
        assert!(point.number("rho").unwrap_err().to_string().contains("rho"));
    }
}
