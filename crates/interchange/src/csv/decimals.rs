//! Commas that may be decimal.

use csv::StringRecord;

use crate::Error;

/// Refuses lines of two fields of digits, such as `1,05`, if a second one begins with a zero that no whole number needs.
pub(super) fn refuse<'a>(
    lines: &(impl Iterator<Item = (usize, &'a StringRecord)> + Clone),
) -> Result<(), Error> {
    let begins = |fields: &StringRecord| fields.get(1).is_some_and(begins_with_zero);
    match lines.clone().find(|(_, fields)| begins(fields)) {
        Some((line, fields)) if lines.clone().all(|(_, fields)| is_digits(fields)) => {
            let number = fields.iter().collect::<Vec<_>>().join(",");
            let reason = format!(
                "in line {line}, {number:?} seems to be one number with a decimal comma: state another delimiter and \
                 the decimal character, or give names to two columns"
            );
            Err(Error::Dialect { reason })
        }
        _ => Ok(()),
    }
}

fn is_digits(fields: &StringRecord) -> bool {
    let is_number =
        |field: &str| !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
    fields.len() == 2 && is_number(fields[0].trim_start_matches('-')) && is_number(&fields[1])
}

fn begins_with_zero(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0')
}

/// Whether a table has a decimal comma in every line of its single column: quotes, a header without a comma, or a zero
/// after a comma tell them from two columns.
pub(super) fn are_in(lines: &[&str]) -> bool {
    let bare = |line: &str| line.trim().trim_matches('"').to_owned();
    let has_header = lines.first().is_some_and(|line| !line.contains(','));
    let numbers: Vec<_> = lines.iter().skip(usize::from(has_header)).collect();
    let split = |line: &str| bare(line).split_once(',').map(|(a, b)| (a.to_owned(), b.to_owned()));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let are_decimal = numbers.iter().all(|line| {
        split(line).is_some_and(|(a, b)| is_digits(a.trim_start_matches('-')) && is_digits(&b))
    });
    let tells = |line: &&str| {
        line.trim().starts_with('"') || split(line).is_some_and(|(_, b)| begins_with_zero(&b))
    };
    !numbers.is_empty() && are_decimal && (has_header || numbers.iter().any(|line| tells(line)))
}
