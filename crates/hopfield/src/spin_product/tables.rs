//! Tables of signed sums of columns, and their look-up.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use std::ops::{Add, Neg};

use pulp::NullaryFnOnce;

use super::codes::{SPINS, TABLES};
use crate::instructions::instructions;
use crate::strips::STRIP;

const SUMS: usize = 1 << SPINS;

/// What tables hold, and what their entries are summed in.
pub(crate) trait Number: Copy + Add<Output = Self> + Neg<Output = Self> {
    /// What sums over all tables are computed in.
    type Total: Copy;
    /// 0.
    const ZERO: Self;
    /// The empty sum.
    const NOTHING: Self::Total;
    /// A sum that has -x, with +x instead.
    fn with_opposite(self, x: Self) -> Self;
    /// Adds one entry of each table, from the first to the last.
    fn add_up(before: Strip<Self::Total>, entries: [&Strip<Self>; TABLES]) -> Strip<Self::Total>;
}

impl Number for f64 {
    type Total = Self;
    const ZERO: Self = 0.0;
    const NOTHING: Self = 0.0;

    #[inline(always)]
    fn with_opposite(self, x: Self) -> Self {
        self + (x + x)
    }

    #[inline(always)]
    fn add_up(before: Strip<Self>, entries: [&Strip<Self>; TABLES]) -> Strip<Self> {
        let mut sum = before.0;
        for entry in entries {
            sum.iter_mut().zip(&entry.0).for_each(|(sum, x)| *sum += x);
        }
        Strip(sum)
    }
}

/// Sums over all tables that stay in the cache together must fit into 16 bits.
impl Number for i16 {
    type Total = i32;
    const ZERO: Self = 0;
    const NOTHING: i32 = 0;

    #[inline(always)]
    fn with_opposite(self, x: Self) -> Self {
        // Twice x may be too large.
        self + x + x
    }

    #[inline(always)]
    fn add_up(mut totals: Strip<i32>, entries: [&Strip<Self>; TABLES]) -> Strip<i32> {
        let mut sum = [0; STRIP];
        for entry in entries {
            sum.iter_mut().zip(&entry.0).for_each(|(sum, x)| *sum += x);
        }
        totals.0.iter_mut().zip(sum).for_each(|(total, sum)| *total += i32::from(sum));
        totals
    }
}

/// Some rows of a column, aligned so that no vector crosses a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Strip<T>(pub(super) [T; STRIP]);

/// Room to work in: the sums of a strip, some columns of it, and their tables.
pub(super) struct Room<T: Number> {
    totals: Vec<Strip<T::Total>>,
    parts: [Strip<T>; SPINS * TABLES],
    tables: Box<[[Strip<T>; SUMS]; TABLES]>,
}

impl<T: Number> Room<T> {
    pub(super) fn new(columns: usize) -> Self {
        let zero = Strip([T::ZERO; STRIP]);
        Self {
            totals: vec![Strip([T::NOTHING; STRIP]); columns],
            parts: [zero; SPINS * TABLES],
            tables: Box::new([[zero; SUMS]; TABLES]),
        }
    }

    /// The product of some rows, given column by column, with the spins of these codes.
    pub(super) fn product<'a>(
        &mut self,
        codes: &[[u8; TABLES]],
        mut columns: impl Iterator<Item = &'a [T]>,
    ) -> &[Strip<T::Total>]
    where
        T: 'a,
    {
        for (k, codes) in codes.chunks_exact(self.totals.len()).enumerate() {
            let columns = std::array::from_fn(|_| columns.next().unwrap_or_default());
            instructions().dispatch(Gather(&mut self.parts, columns));
            for (table, parts) in self.tables.iter_mut().zip(self.parts.as_chunks().0) {
                instructions().dispatch(Tabulate(table, parts));
            }
            let look_up = LookUp { sums: &mut self.totals, tables: &self.tables, codes };
            if k == 0 {
                instructions().dispatch(First(look_up));
            } else {
                instructions().dispatch(look_up);
            }
        }
        &self.totals
    }
}

/// Gathers some columns, each of which zeros follow: they lie far apart, and are read together.
struct Gather<'a, T>(&'a mut [Strip<T>; SPINS * TABLES], [&'a [T]; SPINS * TABLES]);

impl<T: Number> NullaryFnOnce for Gather<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(parts, columns) = self;
        for (part, column) in parts.iter_mut().zip(columns) {
            if let Some(column) = column.first_chunk() {
                *part = Strip(*column);
            } else {
                *part = Strip([T::ZERO; STRIP]);
                part.0.iter_mut().zip(column).for_each(|(part, x)| *part = *x);
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
        for code in 1..SUMS {
            // The sum that differs by the sign of one column; copies cannot overlap what is written.
            let spin = code.ilog2();
            let (known, column) = (table[code ^ 1 << spin], parts[spin as usize]);
            let entries = known.0.iter().zip(&column.0);
            table[code]
                .0
                .iter_mut()
                .zip(entries)
                .for_each(|(new, (&k, &x))| *new = k.with_opposite(x));
        }
    }
}

/// Adds to the sum of every column what the tables hold for its codes.
struct LookUp<'a, T: Number> {
    sums: &'a mut [Strip<T::Total>],
    tables: &'a [[Strip<T>; SUMS]; TABLES],
    codes: &'a [[u8; TABLES]],
}

impl<T: Number> LookUp<'_, T> {
    #[inline(always)]
    fn with(self, before: impl Fn(&Strip<T::Total>) -> Strip<T::Total>) {
        for (sum, codes) in self.sums.iter_mut().zip(self.codes) {
            let entry = |k: usize| &self.tables[k][usize::from(codes[k]) % SUMS];
            *sum = T::add_up(before(sum), std::array::from_fn(entry));
        }
    }
}

impl<T: Number> NullaryFnOnce for LookUp<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.with(|sum| *sum);
    }
}

/// The look-up of the first tables, whose sums are not added to others.
struct First<'a, T: Number>(LookUp<'a, T>);

impl<T: Number> NullaryFnOnce for First<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.0.with(|_| Strip([T::NOTHING; STRIP]));
    }
}

/// Copies sums into a matrix of as many rows.
pub(super) struct Store<'a>(pub(super) &'a mut [f64], pub(super) &'a [Strip<f64>]);

impl NullaryFnOnce for Store<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let columns = self.0.as_chunks_mut().0.iter_mut();
        columns.zip(self.1).for_each(|(column, sum)| *column = sum.0);
    }
}
