//! Numbers as a reader wants them: three digits with a unit.

use super::times::Spread;

/// Three significant digits, or all digits before the point.
pub(super) fn digits(value: f64) -> String {
    match value.abs() {
        size if size >= 99.95 => grouped(value.round()),
        size if size >= 9.995 => format!("{value:.1}"),
        size if size >= 0.9995 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// A whole number with commas between thousands.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let count = digits.len();
    let with_comma = |(i, digit): (usize, char)| {
        let comma = i > 0 && (count - i).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(with_comma).collect()
}

/// Seconds in the unit that suits them.
pub(super) fn seconds(value: f64) -> String {
    let units = [(1.0, "s"), (1e-3, "ms"), (1e-6, "µs")];
    let unit = units.into_iter().find(|(size, _)| value >= 0.9995 * size);
    let (size, unit) = unit.unwrap_or((1e-9, "ns"));
    format!("{} {unit}", digits(value / size))
}

/// The median, with the range in brackets.
pub(super) fn range(spread: Spread) -> String {
    let Spread { median, low, high } = spread;
    format!("{} ({} to {})", digits(median), digits(low), digits(high))
}

/// A row of a table.
pub(super) fn line(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_and_their_unit() {
        assert_eq!(seconds(0.026_04), "26.0 ms");
        assert_eq!(seconds(1.244), "1.24 s");
        assert_eq!(seconds(0.999_9e-3), "1.00 ms");
        assert_eq!(seconds(31.84e-9), "31.8 ns");
        assert_eq!(seconds(7e-10), "0.700 ns");
        assert_eq!(digits(12_345.6), "12,346");
        assert_eq!(digits(0.37), "0.370");
        assert_eq!(range(Spread { median: 2.0, low: 1.5, high: 117.4 }), "2.00 (1.50 to 117)");
    }
}
