//! Symmetric matrices of zero diagonal, packed as the entries below the diagonal, column by column.

use faer::{MatMut, MatRef};

/// Side of the tiles in which matrices are read and written across, so that both stay in cache.
const TILE: usize = 8;

/// Number of entries below the diagonal.
pub(super) fn entries(units: usize) -> usize {
    units * units.saturating_sub(1) / 2
}

/// Index of the entry (j + 1, j), less j + 1, so that adding i leads to (i, j).
fn offset(units: usize, j: usize) -> usize {
    (j * units).wrapping_sub(j * (j + 1) / 2 + j + 1)
}

/// Calls `visit` for every part of a column below the diagonal that lies in one tile.
fn for_parts(units: usize, mut visit: impl FnMut(usize, std::ops::Range<usize>)) {
    for tile_j in (0..units).step_by(TILE) {
        for tile_i in (tile_j..units).step_by(TILE) {
            for j in tile_j..units.min(tile_j + TILE) {
                visit(j, tile_i.max(j + 1)..units.min(tile_i + TILE));
            }
        }
    }
}

/// Writes the packed entries to both sides of a diagonal of zeros.
pub(super) fn unpack(packed: &[f64], mut matrix: MatMut<'_, f64>) {
    let units = matrix.nrows();
    (0..units).for_each(|i| matrix[(i, i)] = 0.0);
    for_parts(units, |j, rows| {
        for i in rows {
            let value = packed[offset(units, j).wrapping_add(i)];
            matrix[(i, j)] = value;
            matrix[(j, i)] = value;
        }
    });
}

/// Packs the symmetric part (A + Aᵀ) / 2.
pub(super) fn pack(matrix: MatRef<'_, f64>, packed: &mut [f64]) {
    let units = matrix.nrows();
    for_parts(units, |j, rows| {
        for i in rows {
            packed[offset(units, j).wrapping_add(i)] = 0.5 * (matrix[(i, j)] + matrix[(j, i)]);
        }
    });
}
