//! Saved panels: for each of the two matrices, column by column, the diagonal and all that
//! is below it, as little-endian doubles.

use std::io::{ErrorKind, Read, Write};
use std::ops::Range;

use faer::Mat;

use crate::error::Error;

/// Σ_w above the diagonal and Σ_w/l below it, and their diagonals.
pub(super) struct Factors {
    pub(super) matrix: Mat<f64>,
    pub(super) diagonals: [Vec<f64>; 2],
}

impl Factors {
    pub(super) fn write<W: Write>(&self, panel: Range<usize>, mut sink: W) -> Result<(), Error> {
        let n = self.matrix.nrows();
        for which in 0..2 {
            for j in panel.clone() {
                sink.write_all(&self.diagonals[which][j].to_le_bytes())?;
                for i in j + 1..n {
                    sink.write_all(&self.matrix[place(which, i, j)].to_le_bytes())?;
                }
            }
        }
        Ok(())
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
        let mut bytes = vec![0; 8 * count];
        match source.read_exact(&mut bytes) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
            other => other?,
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
