//! Numbers and times as a reader would write them.

use std::io::{self, Write as _};

/// Four significant digits, without an exponent where that is readable.
///
/// ```
/// use synaptome_lab::short;
/// assert_eq!(short(0.012_345), "0.01235");
/// assert_eq!(short(1e-12), "1.000e-12");
/// ```
pub fn short(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return format!("{x}");
    }
    if !(1e-4..1e9).contains(&x.abs()) {
        return format!("{x:.3e}");
    }
    let digits = 3 - x.abs().log10().floor() as i32;
    let text = format!("{x:.*}", digits.clamp(0, 8) as usize);
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A value ± its standard error, which has two significant digits, or is a whole number if it is large, both to the same decimal place; with four
/// digits each where that place would not be readable.
///
/// ```
/// use synaptome_lab::with_error;
/// assert_eq!(with_error(0.137_95, 0.010_913), "0.138 ± 0.011");
/// assert_eq!(with_error(1234.5, 68.2), "1234 ± 68");
/// assert_eq!(with_error(0.25, 0.0), "0.25 ± 0");
/// ```
pub fn with_error(value: f64, error: f64) -> String {
    let decimals = 1.0 - error.abs().log10().floor();
    if value.is_finite() && value.abs() < 1e9 && (-8.0..=8.0).contains(&decimals) {
        let decimals = decimals.max(0.0) as usize;
        return format!("{value:.decimals$} ± {error:.decimals$}");
    }
    format!("{} ± {}", short(value), short(error))
}

/// Seconds as seconds, minutes or hours.
///
/// ```
/// use synaptome_lab::duration;
/// assert_eq!(duration(2.34), "2.3 s");
/// assert_eq!(duration(600.0), "10 min");
/// ```
pub fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 99.5 => format!("{s:.1} s"),
        s if s < 5970.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}

/// A count with its noun.
///
/// ```
/// use synaptome_lab::counted;
/// assert_eq!(counted(1, "point"), "1 point");
/// assert_eq!(counted(2, "point"), "2 points");
/// ```
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Bytes in the unit that folders are measured in.
pub(crate) fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", short(bytes as f64 / f64::from(1 << 20)))
}

/// Writes a line to standard error; that nobody reads it is no reason to stop.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::{short, with_error};

    #[test]
    fn errors_have_two_digits_and_values_their_decimals() {
        for (value, error, text) in [
            (-0.058_96, 0.009_473, "-0.0590 ± 0.0095"),
            (0.5, 0.0996, "0.500 ± 0.100"),
            (12.34, 5.678, "12.3 ± 5.7"),
            (12_345.0, 12.0, "12345 ± 12"),
            (12_345.0, 120.4, "12345 ± 120"),
            (1e-12, 2e-13, "1.000e-12 ± 2.000e-13"),
            (1.0, f64::NAN, "1 ± NaN"),
            (1.0, f64::INFINITY, "1 ± inf"),
            (f64::INFINITY, 0.1, "inf ± 0.1"),
        ] {
            assert_eq!(with_error(value, error), text);
        }
    }

    #[test]
    fn short_numbers_keep_four_digits() {
        for (x, text) in [
            (0.0, "0"),
            (-1.2, "-1.2"),
            (0.012_345, "0.01235"),
            (4_010_000.0, "4010000"),
            (1e-12, "1.000e-12"),
            (-1e9, "-1.000e9"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(short(x), text);
        }
    }
}
