//! Saved panels: for each of the two matrices, column by column, the diagonal and all that
//! is below it, as little-endian doubles.

use std::io::{ErrorKind, Read, Result, Write};

use super::LargeEnsemble;

pub(super) fn write(
    work: &LargeEnsemble,
    from: usize,
    to: usize,
    writer: &mut impl Write,
) -> Result<()> {
    for which in 0..2 {
        for j in from..to {
            writer.write_all(&work.diagonals[which][j].to_le_bytes())?;
            for i in j + 1..work.len() {
                let at = if which == 0 { (j, i) } else { (i, j) };
                writer.write_all(&work.matrix[at].to_le_bytes())?;
            }
        }
    }
    Ok(())
}

/// Nothing is taken over unless all of it is there.
pub(super) fn read(
    work: &mut LargeEnsemble,
    from: usize,
    to: usize,
    reader: &mut impl Read,
) -> Result<bool> {
    let count: usize = (from..to).map(|j| 2 * (work.len() - j)).sum();
    let mut bytes = vec![0; 8 * count];
    match reader.read_exact(&mut bytes) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
        other => other?,
    }
    let (numbers, _) = bytes.as_chunks::<8>();
    let mut numbers = numbers.iter().map(|bytes| f64::from_le_bytes(*bytes));
    let mut next = || numbers.next().unwrap_or(f64::NAN);
    for which in 0..2 {
        for j in from..to {
            work.diagonals[which][j] = next();
            for i in j + 1..work.len() {
                let at = if which == 0 { (j, i) } else { (i, j) };
                work.matrix[at] = next();
            }
        }
    }
    Ok(true)
}
