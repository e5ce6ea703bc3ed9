//! Packed triangles and full matrices in strips, tile by tile.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use std::ops::Range;

use pulp::NullaryFnOnce;

use super::start;
use crate::instructions::instructions;
use crate::strips::Strips;
use crate::tiles::TILE;

/// Writes the symmetric matrix of zero diagonal with these entries below the diagonal, in strips.
pub(in crate::writing) fn unpack(packed: &[f64], units: usize, full: &mut [f64]) {
    let strips = Strips { rows: units, columns: units };
    (0..units).for_each(|i| full[strips.at(i, i)] = 0.0);
    instructions().dispatch(Unpack { packed, strips, full });
}

/// Writes the entries of A + Aᵀ below the diagonal; A is in strips.
pub(in crate::writing) fn add_transpose(full: &[f64], units: usize, packed: &mut [f64]) {
    let strips = Strips { rows: units, columns: units };
    instructions().dispatch(AddTranspose { full, strips, packed });
}

struct Unpack<'a> {
    packed: &'a [f64],
    strips: Strips,
    full: &'a mut [f64],
}

impl NullaryFnOnce for Unpack<'_> {
    type Output = ();

    #[inline(always)]
    fn call(mut self) {
        walk(self.strips.rows, &mut self);
    }
}

impl Visit for Unpack<'_> {
    #[inline(always)]
    fn column(&mut self, j: usize, i: usize, range: Range<usize>) {
        let strips = self.strips;
        let (down, across, step) = (strips.at(i, j), strips.at(j, i), strips.step(j));
        for (k, &value) in self.packed[range].iter().enumerate() {
            self.full[down + k] = value;
            self.full[across + k * step] = value;
        }
    }

    #[inline(always)]
    fn tile(&mut self, j: usize, i: usize, starts: &[usize; TILE]) {
        let mut tile = [[0.0; TILE]; TILE];
        for (k, (column, start)) in tile.iter_mut().zip(starts).enumerate() {
            *column = row(self.packed, *start);
            *row_mut(self.full, self.strips.at(i, j + k)) = *column;
        }
        for (k, row) in turned(&tile).iter().enumerate() {
            *row_mut(self.full, self.strips.at(j, i + k)) = *row;
        }
    }
}

struct AddTranspose<'a> {
    full: &'a [f64],
    strips: Strips,
    packed: &'a mut [f64],
}

impl NullaryFnOnce for AddTranspose<'_> {
    type Output = ();

    #[inline(always)]
    fn call(mut self) {
        walk(self.strips.rows, &mut self);
    }
}

impl Visit for AddTranspose<'_> {
    #[inline(always)]
    fn column(&mut self, j: usize, i: usize, range: Range<usize>) {
        let strips = self.strips;
        let (down, across, step) = (strips.at(i, j), strips.at(j, i), strips.step(j));
        for (k, value) in self.packed[range].iter_mut().enumerate() {
            *value = self.full[down + k] + self.full[across + k * step];
        }
    }

    #[inline(always)]
    fn tile(&mut self, j: usize, i: usize, starts: &[usize; TILE]) {
        let mut across = [[0.0; TILE]; TILE];
        for (k, across) in across.iter_mut().enumerate() {
            *across = row(self.full, self.strips.at(j, i + k));
        }
        for (k, (turned, start)) in turned(&across).iter().zip(starts).enumerate() {
            let down = row(self.full, self.strips.at(i, j + k));
            let sums = row_mut(self.packed, *start);
            sums.iter_mut().zip(down.iter().zip(turned)).for_each(|(sum, (x, y))| *sum = x + y);
        }
    }
}

/// What is done with the parts of a packed triangle: methods, as closures would not be inlined.
trait Visit {
    /// Takes entries of a column: its number, their first row and where they are.
    fn column(&mut self, j: usize, i: usize, range: Range<usize>);
    /// Takes a whole tile: its first column, its first row and where each of its columns begins.
    fn tile(&mut self, j: usize, i: usize, starts: &[usize; TILE]);
}

/// Visits all parts, tile by tile.
#[inline(always)]
fn walk(units: usize, visit: &mut impl Visit) {
    for first_j in (0..units).step_by(TILE) {
        for first_i in (first_j..units).step_by(TILE) {
            if first_i > first_j && first_i + TILE <= units {
                let mut starts = [0; TILE];
                for (k, begin) in starts.iter_mut().enumerate() {
                    *begin = start(units, first_j + k, first_i);
                }
                visit.tile(first_j, first_i, &starts);
                continue;
            }
            for j in first_j..units.min(first_j + TILE) {
                let (i, end) = (first_i.max(j + 1), units.min(first_i + TILE));
                let start = start(units, j, i);
                visit.column(j, i, start..start + end - i.min(end));
            }
        }
    }
}

/// A part of a column; those of tiles lie inside.
#[inline(always)]
fn row(values: &[f64], first: usize) -> [f64; TILE] {
    values[first..].as_chunks().0[0]
}

#[inline(always)]
fn row_mut(values: &mut [f64], first: usize) -> &mut [f64; TILE] {
    &mut values[first..].as_chunks_mut().0[0]
}

/// The transpose of a tile.
#[inline(always)]
fn turned(tile: &[[f64; TILE]; TILE]) -> [[f64; TILE]; TILE] {
    let mut turned = [[0.0; TILE]; TILE];
    for (i, row) in turned.iter_mut().enumerate() {
        row.iter_mut().zip(tile).for_each(|(entry, column)| *entry = column[i]);
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writing::triangle::entries;

    #[test]
    fn tiles_and_their_rests_hold_the_symmetric_matrix_and_the_sums_across_the_diagonal() {
        for units in [1, 7, 8, 9, 31, 40, 64, 100] {
            let strips = Strips { rows: units, columns: units };
            // Where entry (i, j), i > j, is: behind those of the columns before.
            let at = |i: usize, j: usize| (0..j).map(|j| units - 1 - j).sum::<usize>() + i - j - 1;
            let packed: Vec<f64> = (0..entries(units)).map(|k| (k + 1) as f64).collect();
            let mut full = vec![f64::NAN; units * units];
            unpack(&packed, units, &mut full);
            let entry =
                |i: usize, j: usize| if i == j { 0.0 } else { packed[at(i.max(j), i.min(j))] };
            assert_eq!(full, strips.store(entry));
            let weighted = strips.store(|i, j| (i * 1000 + j) as f64);
            let mut sums = vec![f64::NAN; entries(units)];
            add_transpose(&weighted, units, &mut sums);
            for j in 0..units {
                for i in j + 1..units {
                    assert_eq!(sums[at(i, j)], (1001 * (i + j)) as f64);
                }
            }
        }
    }
}
