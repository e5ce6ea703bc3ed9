//! The checksum of what is saved.

use std::io::{self, Read, Write};

use crc::{CRC_64_XZ, Crc, Digest, Table};

/// CRC-64/XZ: every change of up to eight neighbouring bytes changes it, and any other is missed with
/// probability 2⁻⁶⁴.
static CHECKSUM: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_XZ);

/// A source or a sink, with the checksum of what went through it.
pub(crate) struct Summed<T> {
    inner: T,
    digest: Digest<'static, u64, Table<16>>,
}

impl<T> Summed<T> {
    pub(crate) fn new(inner: T) -> Self {
        Self { inner, digest: CHECKSUM.digest() }
    }

    /// The checksum of all bytes so far.
    pub(crate) fn sum(&self) -> u64 {
        self.digest.clone().finalize()
    }
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.digest.update(&bytes[..count]);
        Ok(count)
    }
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.digest.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
