//! Strips of a symmetric matrix, from and to its packed triangle.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use pulp::NullaryFnOnce;

use super::start;
use crate::instructions::instructions;
use crate::tiles::TILE;

/// Writes some rows, column by column, of the symmetric matrix of zero diagonal with these entries
/// below the diagonal.
pub(in crate::writing) fn unpack(packed: &[f64], rows: Rows, strip: &mut [f64]) {
    instructions().dispatch(Unpack { packed, rows, strip });
}

/// Adds some rows of a matrix A, column by column, to the entries of A + Aᵀ below the diagonal.
///
/// All rows must be added in their order: the first that reach an entry replace it.
pub(in crate::writing) fn add(strip: &[f64], rows: Rows, packed: &mut [f64]) {
    instructions().dispatch(Add { strip, rows, packed });
}

/// Rows of a square matrix.
#[derive(Clone, Copy)]
pub(in crate::writing) struct Rows {
    /// The side of the matrix.
    pub(in crate::writing) units: usize,
    pub(in crate::writing) first: usize,
    pub(in crate::writing) count: usize,
}

impl Rows {
    /// Visits all entries but those on the diagonal: of column j, those in rows below it lie side by side
    /// in the packed column j, those above it one in each of the columns of their rows.
    #[inline(always)]
    fn visit(self, visit: &mut impl Visit) {
        let Self { units, first, count } = self;
        for j in 0..first {
            visit.column(j * count, start(units, j, first), count, true);
        }
        for r in 0..count {
            let (j, below) = (first + r, count - 1 - r);
            visit.column(j * count + r + 1, start(units, j, j + 1), below, false);
            for above in 0..r {
                visit.entry(j * count + above, start(units, first + above, j), true);
            }
        }
        self.beyond(visit);
    }

    /// Visits the columns behind those that the diagonal crosses, tile by tile.
    #[inline(always)]
    fn beyond(self, visit: &mut impl Visit) {
        let Self { units, first, count } = self;
        for j in (first + count..units).step_by(TILE) {
            for r in (0..count).step_by(TILE) {
                if j + TILE <= units && r + TILE <= count {
                    let mut starts = [0; TILE];
                    for (k, begin) in starts.iter_mut().enumerate() {
                        *begin = start(units, first + r + k, j);
                    }
                    visit.tile(j * count + r, count, &starts);
                    continue;
                }
                for j in j..units.min(j + TILE) {
                    for r in r..count.min(r + TILE) {
                        visit.entry(j * count + r, start(units, first + r, j), false);
                    }
                }
            }
        }
    }
}

/// What is done with the parts of a strip, given where they begin in it and in the packed triangle, and
/// whether another strip had the entry on the other side of the diagonal before: methods, as closures
/// would not be inlined.
trait Visit {
    /// Takes entries that lie side by side in both.
    fn column(&mut self, strip: usize, packed: usize, length: usize, again: bool);
    /// Takes one entry.
    fn entry(&mut self, strip: usize, packed: usize, again: bool);
    /// Takes a tile whose columns lie `step` apart in the strip, and whose rows begin at `packed`.
    fn tile(&mut self, strip: usize, step: usize, packed: &[usize; TILE]);
}

struct Unpack<'a> {
    packed: &'a [f64],
    rows: Rows,
    strip: &'a mut [f64],
}

impl NullaryFnOnce for Unpack<'_> {
    type Output = ();

    #[inline(always)]
    fn call(mut self) {
        let rows = self.rows;
        for r in 0..rows.count {
            self.strip[(rows.first + r) * rows.count + r] = 0.0;
        }
        rows.visit(&mut self);
    }
}

impl Visit for Unpack<'_> {
    #[inline(always)]
    fn column(&mut self, strip: usize, packed: usize, length: usize, _: bool) {
        let values = self.strip[strip..].iter_mut().zip(&self.packed[packed..][..length]);
        values.for_each(|(value, entry)| *value = *entry);
    }

    #[inline(always)]
    fn entry(&mut self, strip: usize, packed: usize, _: bool) {
        self.strip[strip] = self.packed[packed];
    }

    #[inline(always)]
    fn tile(&mut self, strip: usize, step: usize, packed: &[usize; TILE]) {
        let tile = packed.map(|start| row(self.packed, start));
        for (k, column) in turned(&tile).iter().enumerate() {
            *row_mut(self.strip, strip + k * step) = *column;
        }
    }
}

struct Add<'a> {
    strip: &'a [f64],
    rows: Rows,
    packed: &'a mut [f64],
}

impl NullaryFnOnce for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn call(mut self) {
        self.rows.visit(&mut self);
    }
}

impl Visit for Add<'_> {
    #[inline(always)]
    fn column(&mut self, strip: usize, packed: usize, length: usize, again: bool) {
        let sums = self.packed[packed..][..length].iter_mut().zip(&self.strip[strip..]);
        sums.for_each(|(sum, entry)| *sum = if again { *sum + entry } else { *entry });
    }

    #[inline(always)]
    fn entry(&mut self, strip: usize, packed: usize, again: bool) {
        let entry = self.strip[strip];
        self.packed[packed] = if again { self.packed[packed] + entry } else { entry };
    }

    #[inline(always)]
    fn tile(&mut self, strip: usize, step: usize, packed: &[usize; TILE]) {
        let tile = std::array::from_fn(|k| row(self.strip, strip + k * step));
        for (row, start) in turned(&tile).iter().zip(packed) {
            *row_mut(self.packed, *start) = *row;
        }
    }
}

/// Some entries that lie side by side.
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
    fn strips_hold_the_symmetric_matrix_and_add_up_across_the_diagonal() {
        for (units, height) in [(1, 32), (7, 3), (8, 8), (31, 32), (40, 32), (64, 32), (100, 32)] {
            // Where entry (i, j), i > j, is: behind those of the columns before.
            let at = |i: usize, j: usize| (0..j).map(|j| units - 1 - j).sum::<usize>() + i - j - 1;
            let packed: Vec<f64> = (0..entries(units)).map(|k| (k + 1) as f64).collect();
            let mut sums = vec![f64::NAN; entries(units)];
            for first in (0..units).step_by(height) {
                let count = height.min(units - first);
                let rows = Rows { units, first, count };
                let mut strip = vec![f64::NAN; units * count];
                unpack(&packed, rows, &mut strip);
                for (k, value) in strip.iter().enumerate() {
                    let (i, j) = (first + k % count, k / count);
                    let entry = if i == j { 0.0 } else { packed[at(i.max(j), i.min(j))] };
                    assert_eq!(*value, entry, "({i}, {j}) of {units}");
                }
                let weighted = |k: usize| ((first + k % count) * 1000 + k / count) as f64;
                let strip: Vec<f64> = (0..units * count).map(weighted).collect();
                add(&strip, rows, &mut sums);
            }
            for j in 0..units {
                for i in j + 1..units {
                    assert_eq!(sums[at(i, j)], (1001 * (i + j)) as f64);
                }
            }
        }
    }
}
