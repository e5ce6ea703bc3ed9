//! Matrices stored in strips of rows.

#![expect(clippy::inline_always, reason = "an index costs more to call than to compute")]

/// Number of rows of a strip.
pub(crate) const STRIP: usize = 32;

/// Where a matrix has its entries when it is stored in strips of 32 rows, each column-major, so that
/// a strip is read and written from its beginning to its end.
#[derive(Clone, Copy)]
pub(crate) struct Strips {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl Strips {
    /// Index of an entry.
    #[inline(always)]
    pub(crate) fn at(self, row: usize, column: usize) -> usize {
        row / STRIP * STRIP * self.columns + column * self.step(row) + row % STRIP
    }

    /// Distance between neighbours in a row.
    #[inline(always)]
    pub(crate) fn step(self, row: usize) -> usize {
        STRIP.min(self.rows - row / STRIP * STRIP)
    }

    /// A matrix stored in strips.
    pub(crate) fn store<T: Copy + Default>(self, entry: impl Fn(usize, usize) -> T) -> Vec<T> {
        let mut strips = vec![T::default(); self.rows * self.columns];
        for column in 0..self.columns {
            for row in 0..self.rows {
                strips[self.at(row, column)] = entry(row, column);
            }
        }
        strips
    }
}
