//! Sums of products of spins, counted in bits: exact, and many times faster than multiplying.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use faer::Mat;
use pulp::NullaryFnOnce;

use crate::Messages;
use crate::instructions::instructions;
use crate::tiles::below_diagonal;

/// The N × N matrix Σ_m ξ_i^m ξ_j^m.
pub(crate) fn of_units(messages: &Messages) -> Mat<f64> {
    let row = |unit| pack(messages.iter().map(|message| message[unit]));
    let rows: Vec<_> = (0..messages.units()).map(row).collect();
    pairwise(&rows, messages.len())
}

/// The M × M matrix ξ^m · ξ^n.
pub(crate) fn of_messages(messages: &Messages) -> Mat<f64> {
    let rows: Vec<_> =
        messages.iter().map(|message| pack(message.spins().iter().copied())).collect();
    pairwise(&rows, messages.units())
}

/// One bit per spin, set where it is +1.
fn pack(spins: impl Iterator<Item = i8>) -> Vec<u64> {
    let mut words = Vec::new();
    for (k, spin) in spins.enumerate() {
        if k % 64 == 0 {
            words.push(0);
        }
        words[k / 64] |= u64::from(spin > 0) << (k % 64);
    }
    words
}

/// Agreements minus disagreements of every two rows of `length` spins.
fn pairwise(rows: &[Vec<u64>], length: usize) -> Mat<f64> {
    let mut sums = Mat::zeros(rows.len(), rows.len());
    for j in 0..rows.len() {
        let column = &mut sums.col_as_slice_mut(j)[j..];
        instructions().dispatch(Column(column, &rows[j..], length as f64));
    }
    mirror_lower(&mut sums);
    sums
}

/// One column from the diagonal down; the first row is that of the column.
struct Column<'a>(&'a mut [f64], &'a [Vec<u64>], f64);

impl NullaryFnOnce for Column<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(sums, rows, length) = self;
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum = length - 2.0 * differences(row, &rows[0]) as f64;
        }
    }
}

#[inline(always)]
fn differences(x: &[u64], y: &[u64]) -> u64 {
    x.iter().zip(y).map(|(x, y)| u64::from((x ^ y).count_ones())).sum()
}

/// Copies the lower triangle to the upper one.
pub(crate) fn mirror_lower(matrix: &mut Mat<f64>) {
    below_diagonal(matrix.nrows(), |j, rows| {
        for i in rows {
            matrix[(j, i)] = matrix[(i, j)];
        }
    });
}
