//! Text in UTF-8.

use crate::Error;
use crate::format::Format;

/// The text of a file, without a mark of byte order at its beginning.
pub(crate) fn decode<'a>(quantity: &'static str, bytes: &'a [u8]) -> Result<&'a str, Error> {
    if let Some(format) = Format::other_than_text(bytes) {
        return Err(format.error(quantity));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    str::from_utf8(bytes).map_err(|error| {
        let line = 1 + newlines(&bytes[..error.valid_up_to()]);
        Error::damaged(quantity, &format!("line {line} is not UTF-8; save it as UTF-8"))
    })
}

/// The number of ends of lines.
pub(crate) fn newlines(bytes: &[u8]) -> usize {
    bytes.split(|&byte| byte == b'\n').count() - 1
}
