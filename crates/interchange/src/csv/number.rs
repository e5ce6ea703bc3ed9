//! Fields that are numbers.

use super::{Delimiter, Dialect};

/// Why a field is not a number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Fault {
    /// It is another text.
    Text,
    /// It is a number beyond the largest `f64`.
    Overflow,
}

/// The number in a field.
pub(super) fn parse(field: &str, dialect: &Dialect) -> Result<f64, Fault> {
    if dialect.missing.iter().any(|missing| missing == field) {
        return Ok(f64::NAN);
    }
    let point = if dialect.decimal == ',' { field.replace(',', ".") } else { field.to_owned() };
    let ambiguous = dialect.decimal == ',' && field.contains('.');
    let value = point.parse::<f64>().ok().filter(|_| !ambiguous).ok_or(Fault::Text)?;
    let says_so = field.bytes().any(|byte| byte.eq_ignore_ascii_case(&b'n'));
    if value.is_infinite() && !says_so { Err(Fault::Overflow) } else { Ok(value) }
}

/// What may help the caller with a field that is not a number, from a comma to the end of the message.
pub(super) fn hint(field: &str, dialect: &Dialect) -> &'static str {
    match field {
        _ if is_grouped(field, dialect) => "; write it without separators of thousands",
        "" | "NA" | "N/A" | "na" | "null" | "NULL" | "None" | "-" | "." => {
            "; leave out what is missing, write NaN, or name the texts of missing numbers in the dialect"
        }
        _ => delimiter_hint(field, dialect),
    }
}

/// The delimiter that a field holds, if it is several numbers.
pub(super) fn delimiter_hint(field: &str, dialect: &Dialect) -> &'static str {
    let splits = |pattern: &[char]| {
        let parts: Vec<&str> = field.split(pattern).filter(|part| !part.is_empty()).collect();
        parts.len() > 1 && parts.iter().all(|part| part.trim().parse::<f64>().is_ok())
    };
    let european = dialect.decimal == '.' && field.matches(',').count() == 1 && splits(&[',']);
    match dialect.delimiter {
        Delimiter::Comma if splits(&[';']) => {
            "; are semicolons the delimiter, and perhaps commas the decimal character?"
        }
        Delimiter::Comma | Delimiter::Semicolon if splits(&['\t']) => "; are tabs the delimiter?",
        Delimiter::Comma | Delimiter::Semicolon | Delimiter::Tab if splits(&[' ', '\t']) => {
            "; are blanks the delimiter?"
        }
        Delimiter::Semicolon | Delimiter::Tab | Delimiter::Blanks if european => {
            "; are commas the delimiter, or the decimal character?"
        }
        Delimiter::Blanks if field.contains(',') => "; are commas the delimiter?",
        _ => "",
    }
}

/// Whether a field is nothing but a number in groups of three digits.
pub(super) fn is_grouped_number(field: &str, dialect: &Dialect) -> bool {
    let plain = |c: char| c.is_ascii_digit() || ".,-+".contains(c);
    is_grouped(field, dialect) && field.chars().all(plain)
}

/// Whether a field is a number in groups of three digits, such as `1,234,567.5`.
fn is_grouped(field: &str, dialect: &Dialect) -> bool {
    let separator = if dialect.decimal == ',' { '.' } else { ',' };
    let whole = field.split(dialect.decimal).next().unwrap_or_default();
    let mut groups = whole.split(separator).skip(1).peekable();
    let three = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let comma = dialect.delimiter.character() == Some(',') || dialect.decimal == ',';
    comma && groups.peek().is_some() && groups.all(three)
}
