//! Matrices by square tiles: the order in which triangles are read and written across, so that both stay in cache.

use std::ops::Range;

use faer::Mat;

/// Side of a tile.
pub(crate) const TILE: usize = 8;

/// Copies a tile of the lower triangle, the i-th from above of the j-th column of tiles, to the upper one.
pub(crate) fn mirror(matrix: &mut Mat<f64>, i: usize, j: usize) {
    let mut tile = [[0.0; TILE]; TILE];
    for (column, entries) in places(j, matrix.nrows()).zip(&mut tile) {
        let from = &matrix.col_as_slice(column)[TILE * i..];
        match from.first_chunk() {
            Some(whole) => *entries = *whole,
            None => entries[..from.len()].copy_from_slice(from),
        }
    }
    for (row, column) in places(i, matrix.nrows()).enumerate() {
        let above = column.min(TILE * (j + 1)) - TILE * j;
        let to = &mut matrix.col_as_slice_mut(column)[TILE * j..TILE * j + above];
        match to.first_chunk_mut::<TILE>() {
            Some(whole) => *whole = std::array::from_fn(|column| tile[column][row]),
            None => to.iter_mut().zip(&tile).for_each(|(to, column)| *to = column[row]),
        }
    }
}

/// The tiles of the lower triangle and the diagonal, as (i, j), in an order in which neighbours on both sides of the
/// diagonal follow each other soon.
pub(crate) fn lower_tiles(rows: usize) -> impl Iterator<Item = (usize, usize)> {
    /// Tiles along a side of the squares that are passed one after the other.
    const SQUARE: usize = 16;
    let tiles = rows.div_ceil(TILE);
    let part = move |first: usize| first..tiles.min(first + SQUARE);
    let starts = move |from| (from..tiles).step_by(SQUARE);
    let squares = starts(0).flat_map(move |j| starts(j).map(move |i| (i, j)));
    squares.flat_map(move |(i, j)| {
        part(j).flat_map(move |j| part(i).map(move |i| (i, j))).filter(|(i, j)| i >= j)
    })
}

/// The columns of a tile that a matrix has.
fn places(tile: usize, len: usize) -> Range<usize> {
    (TILE * tile).min(len)..(TILE * (tile + 1)).min(len)
}

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
