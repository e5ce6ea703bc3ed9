//! The lines of a table, split into fields, each with its number in the file.

use std::borrow::Cow;
use std::io::Read;

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::Dialect;
use crate::Error;
use crate::text::{self, newlines};

/// The fields of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    /// The number of the line where it begins, counted from 1 at the beginning of the file.
    pub line: usize,
    pub fields: StringRecord,
}

/// The records of a table, and the last comment above the first of them, without its sign.
pub(super) struct Records {
    pub comment: Option<String>,
    pub records: Vec<Record>,
}

const QUANTITY: &str = "the table";

impl Records {
    pub(super) fn read(mut source: impl Read, dialect: &Dialect) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        source.read_to_end(&mut bytes)?;
        let text = &*decode(&bytes)?;
        require_no_lost_lines(text, dialect)?;
        let text = &*without_indents(text, dialect);
        let records = match dialect.delimiter.character() {
            None => by_blanks(text, dialect),
            Some(delimiter) => by_character(text, delimiter, dialect)?,
        };
        let above = records.first().map_or(usize::MAX, |record| record.line - 1);
        Ok(Self { comment: last_comment(text, above, dialect), records })
    }
}

/// The text, every line ended by the same character.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    let text = text::decode(QUANTITY, bytes)?;
    // Excel may tell itself the delimiter in a first line such as `sep=;`.
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let text = if end <= 5 && text.starts_with("sep=") { &text[end..] } else { text };
    let unified = || text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(if text.contains('\r') { unified().into() } else { text.into() })
}

fn by_blanks(text: &str, dialect: &Dialect) -> Vec<Record> {
    let lines = (1..).zip(text.lines());
    let held = lines.filter(|(_, line)| !line.trim().is_empty() && !dialect.is_comment(line));
    let fields = |text: &str| text.split_whitespace().map(unquoted).collect();
    held.map(|(line, text)| Record { line, fields: fields(text) }).collect()
}

/// A field without the quotes around it.
fn unquoted(field: &str) -> &str {
    field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(field)
}

fn by_character(text: &str, delimiter: char, dialect: &Dialect) -> Result<Vec<Record>, Error> {
    let byte = |character| u8::try_from(character).ok();
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(byte(delimiter).unwrap_or(b','))
        .comment(dialect.comment.and_then(byte))
        .from_reader(text.as_bytes());
    let (mut records, mut place) = (Vec::new(), Place { text, at: 0, line: 1 });
    let mut fields = StringRecord::new();
    while reader.read_record(&mut fields).map_err(failure)? {
        let start = fields.position().map_or(0, |position| position.byte() as usize);
        let start = first_byte(text, start, dialect);
        place.advance(start);
        let (line, raw) = (place.line, &text[start..reader.position().byte() as usize]);
        require_closed_quotes(raw, &fields, line)?;
        fields.trim();
        if !is_blank(raw, delimiter) {
            records.push(Record { line, fields: fields.clone() });
        }
    }
    Ok(records)
}

/// Whether a line holds nothing: no field, and no tab that separates two empty ones.
fn is_blank(raw: &str, delimiter: char) -> bool {
    raw.chars().all(|c| c.is_whitespace() && (c == ' ' || c != delimiter))
}

/// Errors of spreadsheets, which begin with the sign of comments.
const SPREADSHEET: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// Refuses a line whose first field is an error of a spreadsheet: it would be taken for a comment.
fn require_no_lost_lines(text: &str, dialect: &Dialect) -> Result<(), Error> {
    let is_field =
        |rest: &str| rest.starts_with(|c| c == ' ' || Some(c) == dialect.delimiter.character());
    let find = |line: &str| {
        let rest = |word: &&&str| line.trim_start().strip_prefix(**word);
        SPREADSHEET.iter().find(|word| rest(word).is_some_and(|r| r.is_empty() || is_field(r)))
    };
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| dialect.is_comment(line));
    let lost = lines.find_map(|(number, line)| Some((number, find(line)?)));
    lost.map_or(Ok(()), |(number, word): (usize, _)| {
        let advice = "which the dialect takes for a comment; set its comment to None";
        Err(Error::damaged(QUANTITY, &format!("line {number} begins with {word}, {advice}")))
    })
}

/// The text with comments at the beginnings of their lines, where the reader looks for them.
fn without_indents<'a>(text: &'a str, dialect: &Dialect) -> Cow<'a, str> {
    let indented = |line: &str| dialect.is_comment(line) && line.starts_with(char::is_whitespace);
    if dialect.comment.is_none() || !text.lines().any(indented) {
        return text.into();
    }
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| if indented(line) { line.trim_start() } else { line })
        .collect::<String>()
        .into()
}

/// Where a record begins: the reader counts the empty lines and comments above it as its own.
fn first_byte(text: &str, mut at: usize, dialect: &Dialect) -> usize {
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start_matches('\n').len();
        let comment = dialect.comment.is_some_and(|character| text[at..].starts_with(character));
        match text[at..].find('\n').filter(|_| comment) {
            Some(end) => at += end + 1,
            None => return at,
        }
    }
}

/// The reader ends a field that opens a quote and never closes it at the end of the file.
fn require_closed_quotes(raw: &str, fields: &StringRecord, line: usize) -> Result<(), Error> {
    let swallowed = fields.iter().next_back().is_some_and(|last| last.contains('\n'));
    if swallowed && raw.matches('"').count() % 2 == 1 {
        let reason = format!("a quote on line {line} or below is never closed");
        return Err(Error::damaged(QUANTITY, &reason));
    }
    Ok(())
}

/// A place in the text, and its line.
struct Place<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Place<'_> {
    fn advance(&mut self, to: usize) {
        self.line += newlines(&self.text.as_bytes()[self.at..to]);
        self.at = to;
    }
}

/// The last comment among the first lines, without its sign.
fn last_comment(text: &str, lines: usize, dialect: &Dialect) -> Option<String> {
    let comments = text.lines().take(lines).filter(|line| dialect.is_comment(line));
    let comment = comments.last()?.trim_start().chars().skip(1).collect::<String>();
    Some(comment.trim().to_owned())
}

fn failure(error: csv::Error) -> Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error.into(),
        other => Error::damaged(QUANTITY, &format!("{other:?}")),
    }
}
