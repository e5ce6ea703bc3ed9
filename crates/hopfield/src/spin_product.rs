//! Products of a matrix with spins, several of which are looked up at once.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

mod codes;

use std::borrow::Borrow;
use std::ops::{Add, AddAssign, Neg};

use faer::Mat;
use pulp::{Arch, NullaryFnOnce};

use crate::State;
use crate::strips::STRIP;
use codes::codes;

/// Spins that one table knows all the sums of.
const SPINS: usize = 4;
const SUMS: usize = 1 << SPINS;
/// Tables that stay in the first-level cache together.
const TABLES: usize = 8;

/// What sums are computed in.
pub(crate) trait Number:
    Copy + Add<Output = Self> + AddAssign + Into<f64> + Neg<Output = Self>
{
    /// 0.
    const ZERO: Self;
    /// The nearest number.
    fn nearest(x: f64) -> Self;
}

impl Number for f64 {
    const ZERO: Self = 0.0;

    #[inline(always)]
    fn nearest(x: f64) -> Self {
        x
    }
}

impl Number for f32 {
    const ZERO: Self = 0.0;

    #[inline(always)]
    fn nearest(x: f64) -> Self {
        x as Self
    }
}

/// Some rows of a column, aligned so that no vector crosses a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Strip<T>([T; STRIP]);

impl<T: Number> Strip<T> {
    const ZERO: Self = Self([T::ZERO; STRIP]);
}

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
        let blocks = (0..units).step_by(SPINS * TABLES);
        let codes = blocks.flat_map(|first| {
            let rows = first..units.min(first + SPINS * TABLES);
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
        let blocks = (0..rows).step_by(SPINS * TABLES);
        let codes = blocks.flat_map(|first| {
            (0..columns).map(move |column| (first, column)).map(|(first, column)| {
                std::array::from_fn(|table| code(first + SPINS * table, column))
            })
        });
        Self { rows, columns, codes: codes.collect() }
    }

    /// Replaces `target` by the product of `matrix` with the spins; both are stored in strips.
    pub(crate) fn multiply(&self, matrix: &[f64], target: &mut [f64]) {
        let mut sums = Sums::<f64>::new(self.columns);
        let strips = matrix.chunks(STRIP * self.rows);
        for (matrix, target) in strips.zip(target.chunks_mut(STRIP * self.columns)) {
            let height = matrix.len() / self.rows;
            let sums = sums.of(self, matrix.chunks_exact(height));
            for (column, sum) in target.chunks_exact_mut(height).zip(sums) {
                store(column, sum);
            }
        }
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
        self.add_columns_of::<f64, _>(scale, || matrix.chunks_exact(height), height, target);
    }

    /// Adds the product of `matrix` with the spins, summed in numbers T, to `target`, which is
    /// column-major.
    pub(crate) fn add_columns<T: Number>(&self, matrix: &Mat<f64>, target: &mut [f64]) {
        let columns = || (0..matrix.ncols()).map(|j| matrix.col_as_slice(j));
        self.add_columns_of::<T, _>(1.0, columns, matrix.nrows(), target);
    }

    fn add_columns_of<'a, T: Number, I: Iterator<Item = &'a [f64]>>(
        &self,
        scale: f64,
        matrix: impl Fn() -> I,
        height: usize,
        target: &mut [f64],
    ) {
        let mut sums = Sums::<T>::new(self.columns);
        for first in (0..height).step_by(STRIP) {
            let rows = first..height.min(first + STRIP);
            let columns = matrix().map(|column| &column[rows.clone()]);
            let sums = sums.of(self, columns);
            for (column, sum) in target.chunks_exact_mut(height).zip(sums) {
                let rows = column[rows.clone()].iter_mut();
                rows.zip(sum.0).for_each(|(t, sum)| *t += scale * sum.into());
            }
        }
    }
}

/// Room to work in: the sums of a strip, some columns of it, and their tables.
struct Sums<T> {
    totals: Vec<Strip<T>>,
    parts: [Strip<T>; SPINS * TABLES],
    tables: Vec<[Strip<T>; SUMS]>,
}

impl<T: Number> Sums<T> {
    fn new(columns: usize) -> Self {
        let tables = vec![[Strip::ZERO; SUMS]; TABLES];
        Self { totals: vec![Strip::ZERO; columns], parts: [Strip::ZERO; SPINS * TABLES], tables }
    }

    /// The product of some rows, given column by column, with the spins.
    fn of<'a>(
        &mut self,
        spins: &Spins,
        mut columns: impl Iterator<Item = &'a [f64]>,
    ) -> &[Strip<T>] {
        self.totals.fill(Strip::ZERO);
        for codes in spins.codes.chunks_exact(spins.columns) {
            let columns = std::array::from_fn(|_| columns.next().unwrap_or_default());
            Arch::new().dispatch(Gather(&mut self.parts, columns));
            for (table, parts) in self.tables.iter_mut().zip(self.parts.as_chunks().0) {
                Arch::new().dispatch(Tabulate(table, parts));
            }
            Arch::new().dispatch(LookUp { sums: &mut self.totals, tables: &self.tables, codes });
        }
        &self.totals
    }
}

/// Stores a strip but for the zeros behind its rows.
fn store(rows: &mut [f64], strip: &Strip<f64>) {
    match rows.first_chunk_mut() {
        Some(rows) => *rows = strip.0,
        None => rows.copy_from_slice(&strip.0[..rows.len()]),
    }
}

/// Gathers some columns, each of which zeros follow: they lie far apart, and are read together.
struct Gather<'a, T>(&'a mut [Strip<T>; SPINS * TABLES], [&'a [f64]; SPINS * TABLES]);

impl<T: Number> NullaryFnOnce for Gather<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(parts, columns) = self;
        for (part, column) in parts.iter_mut().zip(columns) {
            if let Some(column) = column.first_chunk() {
                *part = Strip(column.map(T::nearest));
            } else {
                *part = Strip::ZERO;
                part.0.iter_mut().zip(column).for_each(|(part, x)| *part = T::nearest(*x));
            }
        }
    }
}

/// Writes all signed sums of four columns.
struct Tabulate<'a, T>(&'a mut [Strip<T>; SUMS], &'a [Strip<T>; SPINS]);

impl<T: Number> NullaryFnOnce for Tabulate<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(table, parts) = self;
        let [a, b, c, d] = parts;
        for row in 0..STRIP {
            table[0].0[row] = -(a.0[row] + b.0[row]) + -(c.0[row] + d.0[row]);
        }
        for (j, column) in parts.iter().enumerate() {
            let (known, new) = table.split_at_mut(1 << j);
            for (new, known) in new.iter_mut().zip(known) {
                let entries = known.0.iter().zip(&column.0);
                new.0.iter_mut().zip(entries).for_each(|(new, (&k, &x))| *new = k + (x + x));
            }
        }
    }
}

/// Adds to the sum of every column what the tables hold for its codes.
struct LookUp<'a, T> {
    sums: &'a mut [Strip<T>],
    tables: &'a [[Strip<T>; SUMS]],
    codes: &'a [[u8; TABLES]],
}

impl<T: Number> NullaryFnOnce for LookUp<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (sum, codes) in self.sums.iter_mut().zip(self.codes) {
            let mut total = *sum;
            for (table, code) in self.tables.iter().zip(codes) {
                let part = &table[usize::from(*code) % SUMS];
                for row in 0..STRIP {
                    total.0[row] += part.0[row];
                }
            }
            *sum = total;
        }
    }
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
