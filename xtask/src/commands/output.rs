//! What commands print.

use std::io::{self, ErrorKind, Write};

use synaptome_lab::Result;

/// Prints a text. A reader that has seen enough, such as `head`, is no error.
pub(super) fn print(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
