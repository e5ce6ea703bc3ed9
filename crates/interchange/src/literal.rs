//! Literals of Python, as the header of a `.npy` file writes them.

use std::fmt;

/// Values nested more deeply than this are refused; NumPy nests a shape or a record once or twice.
const DEEPEST: usize = 16;

/// A literal of Python.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Text(String),
    Integer(u128),
    Bool(bool),
    Tuple(Vec<Literal>),
    List(Vec<Literal>),
    Dict(Vec<(Literal, Literal)>),
}

impl fmt::Display for Literal {
    /// As Python writes it; what is inside brackets is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Integer(value) => value.fmt(f),
            Self::Bool(value) => f.write_str(if *value { "True" } else { "False" }),
            Self::Tuple(_) => f.write_str("(...)"),
            Self::List(_) => f.write_str("[...]"),
            Self::Dict(_) => f.write_str("{...}"),
        }
    }
}

/// The literal that a text consists of; the reason and the byte where it stops to be one otherwise.
pub(crate) fn parse(text: &[u8]) -> Result<Literal, String> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.blanks();
    if parser.at < text.len() { Err(parser.unexpected("the end")) } else { Ok(value) }
}

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|byte| b" \t\r\n\x0c".contains(&byte)) {
            self.at += 1;
        }
    }

    /// Whether the next byte after blanks is this one, which is then behind.
    fn skip(&mut self, byte: u8) -> bool {
        self.blanks();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn require(&mut self, byte: u8) -> Result<(), String> {
        if self.skip(byte) { Ok(()) } else { Err(self.unexpected(&format!("{:?}", byte as char))) }
    }

    fn unexpected(&self, expected: &str) -> String {
        let found = self.peek().map_or("the end".to_owned(), |byte| format!("{:?}", byte as char));
        format!("its header has {found} at byte {}, expected {expected}", self.at)
    }

    fn value(&mut self, depth: usize) -> Result<Literal, String> {
        self.blanks();
        if depth > DEEPEST {
            return Err(format!("its header is nested more than {DEEPEST} deep"));
        }
        match self.peek() {
            Some(b'(') => self.parenthesis(depth),
            Some(b'[') => Ok(Literal::List(self.items(b'[', b']', depth)?.0)),
            Some(b'{') => self.dict(depth),
            Some(b'0'..=b'9') => self.integer(),
            Some(b'\'' | b'"') => self.text(),
            _ => self.word(),
        }
    }

    /// Values between brackets, and whether a comma stands behind the last.
    fn items(&mut self, open: u8, close: u8, depth: usize) -> Result<(Vec<Literal>, bool), String> {
        self.require(open)?;
        let (mut items, mut comma) = (Vec::new(), true);
        while !self.skip(close) {
            if !comma {
                return Err(self.unexpected("a comma"));
            }
            items.push(self.value(depth + 1)?);
            comma = self.skip(b',');
        }
        Ok((items, comma))
    }

    /// A tuple, or a value in parentheses: `(184)` is a number, `(184,)` a tuple.
    fn parenthesis(&mut self, depth: usize) -> Result<Literal, String> {
        let (mut items, comma) = self.items(b'(', b')', depth)?;
        let bare = items.len() == 1 && !comma;
        Ok(items.pop_if(|_| bare).unwrap_or(Literal::Tuple(items)))
    }

    fn dict(&mut self, depth: usize) -> Result<Literal, String> {
        self.require(b'{')?;
        let (mut entries, mut comma) = (Vec::new(), true);
        while !self.skip(b'}') {
            if !comma {
                return Err(self.unexpected("a comma"));
            }
            let key = self.value(depth + 1)?;
            self.require(b':')?;
            entries.push((key, self.value(depth + 1)?));
            comma = self.skip(b',');
        }
        Ok(Literal::Dict(entries))
    }

    /// Decimal digits; Python 2 ends a long integer with an L.
    fn integer(&mut self) -> Result<Literal, String> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = String::from_utf8_lossy(&self.text[start..self.at]);
        let value = digits.parse().map_err(|_| format!("its header has the number {digits}"))?;
        self.at += usize::from(matches!(self.peek(), Some(b'L' | b'l')));
        match self.peek() {
            Some(byte) if byte.is_ascii_alphanumeric() || b"_.".contains(&byte) => {
                Err(self.unexpected("an integer"))
            }
            _ => Ok(Literal::Integer(value)),
        }
    }

    /// A quoted text; a backslash stands before a byte that is meant literally.
    fn text(&mut self) -> Result<Literal, String> {
        let quote = self.peek();
        let mut text = Vec::new();
        loop {
            self.at += 1;
            match self.peek() {
                None => return Err(self.unexpected("a closing quote")),
                byte if byte == quote => break,
                Some(b'\\') => self.at += 1,
                _ => {}
            }
            text.extend(self.peek());
        }
        self.at += 1;
        Ok(Literal::Text(String::from_utf8_lossy(&text).into_owned()))
    }

    /// `True`, `False`, or a text behind one of Python's prefixes.
    fn word(&mut self) -> Result<Literal, String> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
            self.at += 1;
        }
        let quoted = matches!(self.peek(), Some(b'\'' | b'"'));
        match &self.text[start..self.at] {
            b"True" => Ok(Literal::Bool(true)),
            b"False" => Ok(Literal::Bool(false)),
            b"u" | b"U" | b"b" | b"B" if quoted => self.text(),
            _ => {
                self.at = start;
                Err(self.unexpected("a value"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_parentheses_is_no_tuple() {
        assert_eq!(parse(b"( 184 )"), Ok(Literal::Integer(184)));
        assert_eq!(parse(b"(184,)"), Ok(Literal::Tuple(vec![Literal::Integer(184)])));
        assert_eq!(parse(b"()"), Ok(Literal::Tuple(Vec::new())));
    }

    #[test]
    fn a_quote_behind_a_backslash_does_not_end_a_text() {
        let text = |text: &str| Ok(Literal::Text(text.to_owned()));
        assert_eq!(parse(br"'a\'b'"), text("a'b"));
        assert_eq!(parse(br#""\\""#), text("\\"));
        assert!(parse(br"'a\'").is_err());
    }

    #[test]
    fn nesting_has_an_end() {
        assert!(parse(&b"(".repeat(100_000)).is_err_and(|reason| reason.contains("deep")));
        assert!(parse(&b"{'a':".repeat(10_000)).is_err());
    }

    #[test]
    fn what_python_refuses_is_refused() {
        for text in ["", "(,)", "(1 2)", "1.5", "12x", "'open", "nope", "{1}", "{'a' 1}", "() ()"] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
