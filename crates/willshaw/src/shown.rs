//! Numbers as messages show them.

use std::fmt::{self, Display};

/// A number of a message: with an exponent where it would take more than sixteen digits without one.
pub(crate) struct Shown<'a>(pub &'a f64);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        let is_short = size == 0.0 || (1e-5..1e16).contains(&size) || !size.is_finite();
        if is_short { write!(f, "{}", self.0) } else { write!(f, "{:e}", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn tiny_and_huge_numbers_have_exponents() {
        let numbers = [0.0, -0.25, 1e-5, 1e-300, 2e15, -1e250, f64::MAX, f64::NEG_INFINITY];
        let shown = numbers.map(|x| Shown(&x).to_string());
        let expected =
            "0, -0.25, 0.00001, 1e-300, 2000000000000000, -1e250, 1.7976931348623157e308, -inf";
        assert_eq!(shown.join(", "), expected);
        assert!(shown.iter().zip(numbers).all(|(text, x)| text.parse() == Ok(x)));
    }
}
