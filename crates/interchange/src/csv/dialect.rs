//! How a table is written.

use super::decimals;
use crate::Error;

/// How a table is written: what separates its fields, and whether names stand above it.
///
/// The default is commas, a header if there is one, comments behind `#`, and a decimal point.
///
/// ```
/// use synaptome_interchange::{Delimiter, Dialect, read_csv};
/// let german = Dialect { delimiter: Delimiter::Semicolon, decimal: ',', ..Dialect::default() };
/// let (_, numbers) = read_csv("0,5;1,5\n".as_bytes(), &german)?;
/// assert_eq!(numbers.values(), [0.5, 1.5]);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Dialect {
    /// What separates the fields of a line.
    pub delimiter: Delimiter,
    /// Whether the names of the columns stand above the numbers.
    pub header: Header,
    /// The character of ASCII with which a line of comment begins, also after blanks; none if there are
    /// no comments. Behind numbers it has no meaning.
    pub comment: Option<char>,
    /// The character before the fraction of a number: a point, or a comma as in `2,5`.
    pub decimal: char,
    /// Texts of a field that stand for a missing number, which is read as NaN: such as `NA`, or the
    /// empty text. A field that says `NaN` is NaN in any case.
    pub missing: Vec<String>,
}

/// What separates the fields of a line.
///
/// ```
/// use synaptome_interchange::{Delimiter, Dialect, read_csv};
/// let blanks = Dialect { delimiter: Delimiter::Blanks, ..Dialect::default() };
/// assert_eq!(read_csv("1.5 2.5\n".as_bytes(), &blanks)?.1.values(), [1.5, 2.5]);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Delimiter {
    /// One or more blanks or tabs, as `numpy.savetxt` writes. Quotes around a field are
    /// dropped, but cannot hold a blank together.
    Blanks,
    /// Any other character of ASCII.
    Character(char),
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// A tab; a field may contain blanks.
    Tab,
}

/// Whether the names of the columns stand above the numbers.
///
/// ```
/// use synaptome_interchange::{Dialect, Header, read_csv};
/// let named = Dialect { header: Header::Yes, ..Dialect::default() };
/// let (names, _) = read_csv("0,1\n0.5,1.5\n".as_bytes(), &named)?;
/// assert_eq!(names, ["0", "1"]);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Header {
    /// The first line holds names if none of its fields is a number; so does a comment right above the
    /// numbers with one name per column. Where this could be wrong, it is an error.
    #[default]
    Guess,
    /// The first line holds data.
    No,
    /// The first line holds names, whatever they look like.
    Yes,
}

impl Default for Dialect {
    fn default() -> Self {
        Self {
            delimiter: Delimiter::default(),
            header: Header::default(),
            comment: Some('#'),
            decimal: '.',
            missing: Vec::new(),
        }
    }
}

impl Delimiter {
    /// The character, if it is a single one.
    pub(super) fn character(self) -> Option<char> {
        match self {
            Self::Blanks => None,
            Self::Character(character) => Some(character),
            Self::Comma => Some(','),
            Self::Semicolon => Some(';'),
            Self::Tab => Some('\t'),
        }
    }
}

impl Dialect {
    /// The dialect in which a table seems to be written: semicolons, with decimal commas if the table has commas; a single
    /// column with decimal commas, if a header, quotes or zeros behind commas say so; commas; tabs; or blanks between numbers;
    /// with a header if there is one, and comments behind `#`.
    ///
    /// ```
    /// use synaptome_interchange::{Dialect, read_csv};
    ///
    /// for table in ["a;b\n0,5;1,5\n", "a\n0,5\n1,5\n", "a,b\n0.5,1.5\n", "a\tb\n0.5\t1.5\n", "0.5 1.5\n"] {
    ///     let dialect = Dialect::guess(table.as_bytes());
    ///     assert_eq!(read_csv(table.as_bytes(), &dialect)?.1.values(), [0.5, 1.5]);
    /// }
    /// # Ok::<(), synaptome_interchange::Error>(())
    /// ```
    pub fn guess(table: &[u8]) -> Self {
        let dialect = Self::default();
        let text = String::from_utf8_lossy(table);
        let is_content = |line: &&str| !line.trim().is_empty() && !dialect.is_comment(line);
        let lines: Vec<&str> = text.lines().filter(is_content).collect();
        let holds = |character: char| lines.iter().any(|line| line.contains(character));
        let is_column = !holds(';') && decimals::are_in(&lines);
        let delimiter = match lines.last() {
            _ if holds(';') => Delimiter::Semicolon,
            _ if is_column => Delimiter::Tab,
            _ if holds(',') => Delimiter::Comma,
            _ if holds('\t') => Delimiter::Tab,
            // A name above a single column may consist of several words.
            Some(line) if line.split_whitespace().count() > 1 => Delimiter::Blanks,
            _ => Delimiter::default(),
        };
        let is_decimal = is_column || delimiter == Delimiter::Semicolon;
        let decimal = if is_decimal && holds(',') { ',' } else { '.' };
        Self { delimiter, decimal, ..dialect }
    }

    /// Refuses characters that would mean two things.
    pub(super) fn check(&self) -> Result<(), Error> {
        let delimiter = self.delimiter.character();
        let (decimal, alike) = (self.decimal, Some(self.decimal) == delimiter);
        let number = |c: char| c.is_ascii_alphanumeric() || "+-".contains(c);
        let separates = |c: char| c.is_ascii() && !number(c) && !"\n\r\"".contains(c);
        let meant = |c| number(c) || Some(c) == delimiter || c == decimal || c == '"';
        let clash = self.comment.is_some_and(|c| meant(c) || !c.is_ascii() || c.is_whitespace());
        let reason = match delimiter {
            Some(character) if !separates(character) => {
                format!("the delimiter {character:?} cannot separate numbers")
            }
            _ if alike => format!(
                "{decimal:?} is both the delimiter and the decimal character: state another delimiter"
            ),
            _ if !".,".contains(decimal) => {
                format!("the decimal character {decimal:?} is neither a point nor a comma")
            }
            _ if clash => format!(
                "the comment character {:?} has another meaning or is not in ASCII",
                self.comment
            ),
            _ => return Ok(()),
        };
        Err(Error::Dialect { reason })
    }

    /// Whether commas are the delimiter, which they cannot be within numbers.
    pub(super) fn separates_decimals(&self) -> bool {
        self.delimiter == Delimiter::Comma && self.decimal == '.'
    }

    /// Whether a line is a comment.
    pub(super) fn is_comment(&self, line: &str) -> bool {
        self.comment.is_some_and(|character| line.trim_start().starts_with(character))
    }
}
