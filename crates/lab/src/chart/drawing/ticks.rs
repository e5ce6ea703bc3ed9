//! Labels of logarithmic axes: one format for all ticks of an axis.

use std::sync::Arc;

use kuva::render::layout::TickFormat;

/// Plain decimals where all ticks are short, powers of ten elsewhere.
pub(super) fn of(low: f64, high: f64) -> TickFormat {
    let label = if low >= 0.9e-3 && high <= 1.2e5 { decimal } else { power };
    TickFormat::Custom(Arc::new(label))
}

/// `0.02`, `1`, `20000`.
fn decimal(value: f64) -> String {
    let digits = format!("{value:.6}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `10⁻⁴`, `2·10⁻⁴`.
fn power(value: f64) -> String {
    let exponent = (value.log10() + 1e-9).floor();
    let factor = value / 10_f64.powf(exponent);
    let power = format!("10{}", raised(exponent as i32));
    if (factor - 1.0).abs() < 1e-6 { power } else { format!("{}·{power}", decimal(factor)) }
}

/// A whole number in raised digits.
fn raised(number: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |c: char| c.to_digit(10).map_or('⁻', |digit| DIGITS[digit as usize]);
    number.to_string().chars().map(raise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64, ticks: &[f64]) -> Vec<String> {
        match of(low, high) {
            TickFormat::Custom(label) => ticks.iter().map(|&tick| label(tick)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_axis_has_one_format() {
        let short = labels(0.01, 2e4, &[0.01, 0.1 * 0.2, 0.1, 1.0, 20_000.0]);
        assert_eq!(short, ["0.01", "0.02", "0.1", "1", "20000"]);
        let long = labels(1e-5, 10.0, &[1e-5, 2e-4, 1e-3, 0.1, 1.0, 10.0]);
        assert_eq!(long, ["10⁻⁵", "2·10⁻⁴", "10⁻³", "10⁻¹", "10⁰", "10¹"]);
    }
}
