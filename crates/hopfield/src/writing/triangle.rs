//! Symmetric matrices of zero diagonal, packed as the entries below the diagonal, column by column.

#![expect(clippy::inline_always, reason = "an index costs more to call than to compute")]

mod strips;

use std::ops::Range;

use crate::tiles::below_diagonal;

pub(super) use strips::{Rows, add, unpack};

/// Number of entries below the diagonal.
pub(super) fn entries(units: usize) -> usize {
    units * units.saturating_sub(1) / 2
}

/// Where entry (i, j), i > j, is.
#[inline(always)]
fn start(units: usize, j: usize, i: usize) -> usize {
    j * units + i - (j + 1) * (j + 2) / 2
}

/// Calls `visit` for every part of a column below the diagonal that lies in one tile, with the column,
/// the first row and the range of the packed entries.
#[inline]
pub(super) fn for_parts(units: usize, mut visit: impl FnMut(usize, usize, Range<usize>)) {
    below_diagonal(units, |j, rows| {
        let start = start(units, j, rows.start);
        visit(j, rows.start, start..start + rows.len());
    });
}
