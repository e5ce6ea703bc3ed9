//! Saved panels: for each of the two matrices, column by column, the diagonal and all that
//! is below it, as little-endian doubles, and their checksum.

use std::io::{ErrorKind, Read, Write};
use std::ops::Range;

use crc::{CRC_64_XZ, Crc, Table};
use faer::Mat;

use crate::error::Error;

/// Σ_w above the diagonal and Σ_w/l below it, and their diagonals.
pub(super) struct Factors {
    pub(super) matrix: Mat<f64>,
    pub(super) diagonals: [Vec<f64>; 2],
}

/// CRC-64/XZ: a change of a few bytes is never missed, any other with probability 2⁻⁶⁴.
static CHECKSUM: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_XZ);

impl Factors {
    pub(super) fn write<W: Write>(&self, panel: Range<usize>, mut sink: W) -> Result<(), Error> {
        let (n, mut digest) = (self.matrix.nrows(), CHECKSUM.digest());
        let mut write = |number: f64| {
            digest.update(&number.to_le_bytes());
            sink.write_all(&number.to_le_bytes())
        };
        for which in 0..2 {
            for j in panel.clone() {
                write(self.diagonals[which][j])?;
                (j + 1..n).try_for_each(|i| write(self.matrix[place(which, i, j)]))?;
            }
        }
        Ok(sink.write_all(&digest.finalize().to_le_bytes())?)
    }

    /// Nothing is taken over unless all of it is there; false if the source ends before.
    pub(super) fn read<R: Read>(
        &mut self,
        panel: Range<usize>,
        scales: &[Vec<f64>; 2],
        mut source: R,
    ) -> Result<bool, Error> {
        let n = self.matrix.nrows();
        let count: usize = panel.clone().map(|j| 2 * (n - j)).sum();
        let mut bytes = vec![0; 8 * count + 8];
        match source.read_exact(&mut bytes) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
            other => other?,
        }
        let (bytes, sum) = bytes.split_at(8 * count);
        if CHECKSUM.checksum(bytes).to_le_bytes() != sum {
            let (quantity, reason) =
                ("the saved panel", "its checksum differs: bytes were changed");
            return Err(Error::Damaged { quantity, reason });
        }
        let (numbers, _) = bytes.as_chunks::<8>();
        let numbers: Vec<f64> = numbers.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
        require_pivots(&numbers, panel.clone(), scales)?;
        self.take(panel, &numbers);
        Ok(true)
    }

    fn take(&mut self, panel: Range<usize>, numbers: &[f64]) {
        let n = self.matrix.nrows();
        let mut numbers = numbers.iter().copied();
        for which in 0..2 {
            for j in panel.clone() {
                self.diagonals[which][j] = numbers.next().unwrap_or(f64::NAN);
                for (i, value) in (j + 1..n).zip(numbers.by_ref()) {
                    self.matrix[place(which, i, j)] = value;
                }
            }
        }
    }
}

/// Where entry (i, j), i > j, of one of the matrices is kept.
pub(super) fn place(which: usize, i: usize, j: usize) -> (usize, usize) {
    if which == 0 { (j, i) } else { (i, j) }
}

/// A pivot is what elimination leaves of a variance: positive, and not above it.
fn require_pivots(
    numbers: &[f64],
    panel: Range<usize>,
    scales: &[Vec<f64>; 2],
) -> Result<(), Error> {
    let (quantity, reason) = ("the saved panel", "its pivots are not those of this ensemble");
    let n = scales[0].len();
    let mut at = 0;
    for scale in scales {
        for j in panel.clone() {
            if !(numbers[at] > 0.0 && numbers[at] <= scale[j] * (1.0 + 1e-9)) {
                return Err(Error::Damaged { quantity, reason });
            }
            at += n - j;
        }
    }
    Ok(())
}
