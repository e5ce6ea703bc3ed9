//! The command line of the runner.

/// Parses words that are separated by line breaks; the first stands for the program.
pub fn command_line(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (Ok(meaning) | Err(meaning)) = xtask::parse(text.split('\n'));
    assert!(!meaning.is_empty(), "a command line is understood or refused with a reason");
}
