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
    fields.len() == 2 && is_pair(&fields[0], &fields[1])
}

/// Whether both sides of a comma are digits, the first perhaps behind a minus sign.
fn is_pair(whole: &str, rest: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole.trim_start_matches('-')) && digits(rest)
}

fn begins_with_zero(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0')
}

/// Whether a table has a decimal comma in every line of its single column: quotes, a header without a comma, or a zero
/// after a comma tell them from two columns.
pub(super) fn are_in(lines: &[&str]) -> bool {
    let has_header = lines.first().is_some_and(|line| !line.contains(','));
    let numbers = &lines[usize::from(has_header)..];
    let tells = |line: &&str| {
        line.trim().starts_with('"') || sides(line).is_some_and(|(_, rest)| begins_with_zero(rest))
    };
    let are_pairs = numbers.iter().all(|line| sides(line).is_some_and(|(a, b)| is_pair(a, b)));
    !numbers.is_empty() && are_pairs && (has_header || numbers.iter().any(tells))
}

/// What stands before and behind the first comma of a line, without quotes.
fn sides(line: &str) -> Option<(&str, &str)> {
    line.trim().trim_matches('"').split_once(',')
}
