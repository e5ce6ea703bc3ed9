//! Whether the first line of a table holds names.

use super::number::{hint, parse};
use super::records::Records;
use super::{Delimiter, Dialect, Header};
use crate::Error;

const MIXED: &str = "; some of its fields are numbers and some are not";

/// Takes the names of the columns off the records; none if there are none.
pub(super) fn names(table: &mut Records, dialect: &Dialect) -> Result<Vec<String>, Error> {
    let first = match dialect.header {
        Header::No => false,
        Header::Yes => true,
        Header::Guess => first_line_names(table, dialect)?,
    };
    if !first && dialect.header == Header::Guess {
        return Ok(commented_names(table, dialect).unwrap_or_default());
    }
    let first = first && !table.records.is_empty();
    let names = first.then(|| table.records.remove(0).fields);
    Ok(names.iter().flatten().map(str::to_owned).collect())
}

/// Whether the first line is a header; an error where both answers would make sense.
fn first_line_names(table: &Records, dialect: &Dialect) -> Result<bool, Error> {
    let Some(first) = table.records.first() else { return Ok(false) };
    // Above an index or behind a trailing delimiter there is no name.
    let fields = || first.fields.iter().filter(|field| !field.is_empty());
    let values: Vec<_> = fields().map(|field| parse(field, dialect)).collect();
    let numbers = values.iter().filter(|value| value.is_ok()).count();
    let finite = values.iter().flatten().any(|value| value.is_finite());
    let counts = (0_u32..).zip(&values).all(|(k, value)| *value == Ok(f64::from(k)));
    let plain = fields().all(|field| field.bytes().all(|byte| byte.is_ascii_digit()));
    let advice = || fields().map(|field| hint(field, dialect)).find(|advice| !advice.is_empty());
    let doubt = match numbers {
        _ if values.is_empty() => Some("; all of its fields are empty"),
        0 => advice(),
        _ if numbers < values.len() => advice().or(Some(MIXED)),
        _ if !finite => Some("; its fields may be names or missing numbers"),
        _ if counts && plain => Some("; columns without names are numbered 0, 1, 2 in this way"),
        _ => return Ok(false),
    };
    match doubt {
        Some(hint) => Err(Error::AmbiguousHeader { line: first.line, hint }),
        None => Ok(true),
    }
}

/// The names in the comment right above the numbers, as `numpy.savetxt` writes them.
fn commented_names(table: &Records, dialect: &Dialect) -> Option<Vec<String>> {
    let (comment, columns) = (table.comment.as_ref()?, table.records.first()?.fields.len());
    let names: Vec<String> = match dialect.delimiter.character() {
        Some(delimiter) => comment.split(delimiter).map(|name| name.trim().to_owned()).collect(),
        None => comment.split_whitespace().map(str::to_owned).collect(),
    };
    let single = dialect.delimiter != Delimiter::Blanks && columns == 1;
    let sentence = single && comment.contains(char::is_whitespace);
    let word = |name: &String| !name.is_empty() && parse(name, dialect).is_err();
    Some(names).filter(|names| names.len() == columns && names.iter().all(word) && !sentence)
}
