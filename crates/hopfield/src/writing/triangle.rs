//! Symmetric matrices of zero diagonal, packed as the entries below the diagonal, column by column.

use std::ops::Range;

/// Side of the tiles in which matrices are read and written across, so that both stay in cache.
const TILE: usize = 8;

/// Number of entries below the diagonal.
pub(super) fn entries(units: usize) -> usize {
    units * units.saturating_sub(1) / 2
}

/// Calls `visit` for every part of a column below the diagonal that lies in one tile, with the column,
/// the first row and the range of the packed entries.
#[inline]
pub(super) fn for_parts(units: usize, mut visit: impl FnMut(usize, usize, Range<usize>)) {
    for tile_j in (0..units).step_by(TILE) {
        for tile_i in (tile_j..units).step_by(TILE) {
            for j in tile_j..units.min(tile_j + TILE) {
                let rows = tile_i.max(j + 1)..units.min(tile_i + TILE);
                let start = j * units + rows.start - (j + 1) * (j + 2) / 2;
                visit(j, rows.start, start..start + rows.len());
            }
        }
    }
}
