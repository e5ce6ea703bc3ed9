//! The order in which triangles are read and written across, so that both stay in cache.

use std::ops::Range;

/// Side of a tile.
pub(crate) const TILE: usize = 8;

/// Calls `visit` for every part of a column below the diagonal of an N × N matrix that lies in one tile,
/// with the column and the rows.
#[inline]
pub(crate) fn below_diagonal(n: usize, mut visit: impl FnMut(usize, Range<usize>)) {
    for tile_j in (0..n).step_by(TILE) {
        for tile_i in (tile_j..n).step_by(TILE) {
            for j in tile_j..n.min(tile_j + TILE) {
                visit(j, tile_i.max(j + 1)..n.min(tile_i + TILE));
            }
        }
    }
}
