//! A point: the smallest piece of a figure that is computed and stored alone.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::table::Value;

/// One independent piece of work of a figure.
///
/// The *keys* make the label, and the label keys the random streams, so a
/// point draws the same numbers whatever other points exist. *Settings* are
/// parameters that may change with the scale (a number of samples) without
/// changing the streams. A stored result is reused only when both agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Point {
    label: String,
    parameters: BTreeMap<String, Value>,
    /// Estimated core-seconds; longer points start first.
    pub(crate) seconds: f64,
}

impl Point {
    /// A point without parameters; add them with [`Point::key`].
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a parameter that is part of the label.
    pub(crate) fn key(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let gap = if self.label.is_empty() { "" } else { " " };
        self.label = format!("{}{gap}{name}={value}", self.label);
        self.parameters.insert(name.to_owned(), value);
        self
    }

    /// Adds a parameter that is not part of the label.
    pub(crate) fn set(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.parameters.insert(name.to_owned(), value.into());
        self
    }

    /// States about how many core-seconds the point takes.
    pub(crate) fn takes(mut self, seconds: f64) -> Self {
        self.seconds = seconds;
        self
    }

    /// The label: the keys in the order in which they were added.
    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    /// All parameters by name.
    pub(crate) fn parameters(&self) -> &BTreeMap<String, Value> {
        &self.parameters
    }

    /// The parameter `name` as a number.
    pub(crate) fn number(&self, name: &str) -> Result<f64> {
        match self.get(name)? {
            Value::Number(x) => Ok(*x),
            Value::Text(text) => bail!("parameter {name} of «{}» is the text {text}", self.label),
        }
    }

    /// The parameter `name` as a count.
    pub(crate) fn count(&self, name: &str) -> Result<usize> {
        let x = self.number(name)?;
        if x < 0.0 || x.fract() != 0.0 || x > 9e15 {
            bail!("parameter {name} of «{}» is {x}, not a count", self.label);
        }
        Ok(x as usize)
    }

    /// The parameter `name` as text.
    pub(crate) fn text(&self, name: &str) -> Result<&str> {
        match self.get(name)? {
            Value::Text(text) => Ok(text),
            Value::Number(x) => bail!("parameter {name} of «{}» is the number {x}", self.label),
        }
    }

    fn get(&self, name: &str) -> Result<&Value> {
        (self.parameters.get(name)).with_context(|| format!("«{}» has no {name}", self.label))
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
