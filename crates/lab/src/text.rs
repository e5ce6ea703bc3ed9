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
    use super::short;

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
