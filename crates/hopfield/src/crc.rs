//! The checksum of what is saved.

use std::io::{self, Read, Write};

/// The polynomial of CRC-64/XZ (ECMA-182), reflected.
const POLYNOMIAL: u64 = 0xC96C_5795_D787_0F42;

/// What a byte, followed by so many zero bytes, adds to the checksum.
static TABLES: [[u64; 256]; 8] = tables();

const fn tables() -> [[u64; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = byte as u64;
        let mut following = 0;
        while following < 8 {
            let mut bit = 0;
            while bit < 8 {
                sum = sum >> 1 ^ if sum & 1 == 1 { POLYNOMIAL } else { 0 };
                bit += 1;
            }
            tables[following][byte] = sum;
            following += 1;
        }
        byte += 1;
    }
    tables
}

/// CRC-64/XZ: every change of up to eight neighbouring bytes changes it, and any other is missed with
/// probability 2⁻⁶⁴.
fn update(sum: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut sum = !sum;
    for word in words {
        let mixed = (sum ^ u64::from_le_bytes(*word)).to_le_bytes();
        let places = mixed.iter().zip(TABLES.iter().rev());
        sum = places.fold(0, |sum, (byte, table)| sum ^ table[usize::from(*byte)]);
    }
    for byte in rest {
        sum = sum >> 8 ^ TABLES[0][usize::from(sum as u8 ^ byte)];
    }
    !sum
}

/// A source or a sink, with the checksum of what went through it.
pub(crate) struct Summed<T> {
    inner: T,
    sum: u64,
}

impl<T> Summed<T> {
    pub(crate) fn new(inner: T) -> Self {
        Self { inner, sum: 0 }
    }

    /// The checksum of all bytes so far.
    pub(crate) fn sum(&self) -> u64 {
        self.sum
    }
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.sum = update(self.sum, &bytes[..count]);
        Ok(count)
    }
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.sum = update(self.sum, &bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::update;

    #[test]
    fn the_checksum_is_that_of_the_standard_in_every_division() {
        let text = b"123456789";
        assert_eq!(update(0, text), 0x995D_C9BB_DF19_39FA);
        for middle in 0..text.len() {
            let (before, after) = text.split_at(middle);
            assert_eq!(update(update(0, before), after), 0x995D_C9BB_DF19_39FA);
        }
    }
}
