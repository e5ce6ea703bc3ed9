//! Products of a matrix with spins, several of which are looked up at once.

mod codes;
mod tables;

use std::borrow::Borrow;
use std::ops::Range;

use crate::State;
use crate::instructions::instructions;
use crate::strips::STRIP;
use codes::{SPINS, TABLES, codes};
use tables::{Room, Store};

pub(crate) use tables::Number;

/// Columns whose tables stay in the cache together.
pub(crate) const SIDE_BY_SIDE: usize = SPINS * TABLES;

/// A matrix of spins ±1 to multiply others with, by the method of the four Russians: instead of
/// multiplying by each spin, one of the 16 signed sums of four columns is looked up and added.
///
/// This takes a quarter of the additions, and so passes the limit of multiplying.
pub(crate) struct Spins {
    rows: usize,
    columns: usize,
    /// For every 32 rows, one column after the other: a bit for every spin +1.
    codes: Vec<[u8; TABLES]>,
}

impl Spins {
    /// One column for each state.
    pub(crate) fn columns(states: &[impl Borrow<State>], units: usize) -> Self {
        let blocks = (0..units).step_by(SIDE_BY_SIDE);
        let codes = blocks.flat_map(|first| {
            let rows = first..units.min(first + SIDE_BY_SIDE);
            states.iter().map(move |state| codes(&state.borrow().spins()[rows.clone()]))
        });
        Self { rows: units, columns: states.len(), codes: codes.collect() }
    }

    /// One row for each state.
    pub(crate) fn rows(states: &[State], units: usize) -> Self {
        Self::new(states.len(), units, |row, column| states[row][column] > 0)
    }

    /// Spins +1 where `up` says so.
    #[inline]
    pub(crate) fn new(rows: usize, columns: usize, up: impl Fn(usize, usize) -> bool) -> Self {
        let bit = |row, column| row < rows && up(row, column);
        let code = |row, column| {
            (0..SPINS).fold(0, |code, spin| code | u8::from(bit(row + spin, column)) << spin)
        };
        let blocks = (0..rows).step_by(SIDE_BY_SIDE);
        let codes = blocks.flat_map(|first| {
            (0..columns).map(move |column| (first, column)).map(|(first, column)| {
                std::array::from_fn(|table| code(first + SPINS * table, column))
            })
        });
        Self { rows, columns, codes: codes.collect() }
    }

    /// The first columns.
    pub(crate) fn first(&self, columns: usize) -> Self {
        let blocks = self.codes.chunks_exact(self.columns);
        let codes = blocks.flat_map(|block| &block[..columns]).copied().collect();
        Self { rows: self.rows, columns, codes }
    }

    /// Number of columns.
    pub(crate) fn count(&self) -> usize {
        self.columns
    }

    /// Replaces `target` by the product of `matrix` with the spins; both are stored in strips.
    pub(crate) fn multiply(&self, matrix: &[f64], target: &mut [f64]) {
        let mut by_strips = self.by_strips();
        let strips = matrix.chunks(STRIP * self.rows);
        for (matrix, target) in strips.zip(target.chunks_mut(STRIP * self.columns)) {
            by_strips.multiply(matrix, target);
        }
    }

    /// To multiply one strip after the other.
    pub(crate) fn by_strips(&self) -> ByStrips<'_> {
        ByStrips { spins: self, room: Room::new(self.columns) }
    }

    /// Adds `scale` times the product of `matrix` with the spins to `target`; both are column-major
    /// and have `height` rows.
    pub(crate) fn add_product(
        &self,
        scale: f64,
        matrix: &[f64],
        height: usize,
        target: &mut [f64],
    ) {
        let columns = || matrix.chunks_exact(height);
        self.add_columns(columns, height, target, |t, sum| *t += scale * sum);
    }

    /// Adds the product of a matrix, given column by column, with the spins to `target`, which is
    /// column-major, as `add` says; both have `height` rows.
    pub(crate) fn add_columns<'a, T: Number + 'a, I: Iterator<Item = &'a [T]>, U>(
        &self,
        matrix: impl Fn() -> I,
        height: usize,
        target: &mut [U],
        add: impl Fn(&mut U, T::Total),
    ) {
        let mut room = Room::new(self.columns);
        for first in (0..height).step_by(STRIP) {
            let rows = first..height.min(first + STRIP);
            let sums = room.product(&self.codes, parts(matrix(), &rows));
            for (column, sum) in target.chunks_exact_mut(height).zip(sums) {
                let rows = column[rows.clone()].iter_mut();
                rows.zip(sum.0).for_each(|(t, sum)| add(t, sum));
            }
        }
    }
}

/// Products of strips with the same spins.
pub(crate) struct ByStrips<'a> {
    spins: &'a Spins,
    room: Room<f64>,
}

impl ByStrips<'_> {
    /// Replaces `target` by the product of a strip with the spins.
    pub(crate) fn multiply(&mut self, strip: &[f64], target: &mut [f64]) {
        let height = strip.len() / self.spins.rows;
        let sums = self.room.product(&self.spins.codes, strip.chunks_exact(height));
        if height == STRIP {
            return instructions().dispatch(Store(target, sums));
        }
        for (column, sum) in target.chunks_exact_mut(height).zip(sums) {
            column.copy_from_slice(&sum.0[..height]);
        }
    }
}

/// Some rows of columns.
fn parts<'a, T: 'a>(
    columns: impl Iterator<Item = &'a [T]>,
    rows: &Range<usize>,
) -> impl Iterator<Item = &'a [T]> {
    columns.map(|column| &column[rows.clone()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strips::Strips;

    #[test]
    fn a_product_with_spins_is_the_sum_of_signed_columns() {
        for (height, rows, columns) in
            [(1, 1, 1), (33, 4, 3), (31, 37, 5), (64, 64, 2), (100, 129, 40)]
        {
            let up = |row: usize, column: usize| (row * 7 + column * 13 + row * column) % 5 < 2;
            let sign = |row, column| if up(row, column) { 1.0 } else { -1.0 };
            // Whole numbers, whose sums are exact.
            let entry = |row, column| ((row * 31 + column * column * 17) % 101) as f64 - 50.0;
            let mut product = vec![f64::NAN; height * columns];
            let matrix = Strips { rows: height, columns: rows }.store(entry);
            Spins::new(rows, columns, up).multiply(&matrix, &mut product);
            let sum = |i, j| (0..rows).map(|row| sign(row, j) * entry(i, row)).sum::<f64>();
            assert_eq!(product, Strips { rows: height, columns }.store(sum));
            let column_major = |columns: usize, entry: &dyn Fn(usize, usize) -> f64| {
                (0..columns * height).map(|k| entry(k % height, k / height)).collect::<Vec<_>>()
            };
            let mut product = vec![1.0; height * columns];
            let spins = Spins::new(rows, columns, up);
            spins.add_product(2.0, &column_major(rows, &entry), height, &mut product);
            assert_eq!(product, column_major(columns, &|i, j| 1.0 + 2.0 * sum(i, j)));
        }
    }
}
