//! Matrices of which most entries are zero.

mod scipy;

use crate::array::entries;
use crate::npy::reserve;
use crate::{Array, Error};

pub use scipy::{read_sparse_npz, write_sparse_npz};

/// A matrix of which only some entries are stored, sorted by row and then by column.
///
/// ```
/// use synaptome_interchange::SparseMatrix;
///
/// let weights = SparseMatrix::new((2, 3), vec![(1, 0, 0.5), (0, 2, 1.5), (1, 0, 0.25)])?;
/// assert_eq!(weights.entries(), [(0, 2, 1.5), (1, 0, 0.75)]);
/// assert_eq!(weights.to_dense()?.values(), [0.0, 0.0, 1.5, 0.75, 0.0, 0.0]);
/// # Ok::<(), synaptome_interchange::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SparseMatrix {
    shape: (usize, usize),
    entries: Vec<(usize, usize, f64)>,
}

impl SparseMatrix {
    /// A matrix of so many rows and columns, from entries `(row, column, value)` in any order. Values at
    /// the same place are added, as SciPy does, in the order given.
    ///
    /// # Errors
    /// [`Error::IndexOutOfRange`] for a row or column beyond the shape.
    pub fn new(
        shape: (usize, usize),
        mut entries: Vec<(usize, usize, f64)>,
    ) -> Result<Self, Error> {
        for &(row, column, _) in &entries {
            require_index("row", row, shape.0)?;
            require_index("column", column, shape.1)?;
        }
        entries.sort_by_key(|&(row, column, _)| (row, column));
        entries.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if same { next.2 } else { 0.0 };
            same
        });
        Ok(Self { shape, entries })
    }

    /// The number of rows and columns.
    pub fn shape(&self) -> (usize, usize) {
        self.shape
    }

    /// The stored entries `(row, column, value)`, by row and then by column; some may be zero.
    pub fn entries(&self) -> &[(usize, usize, f64)] {
        &self.entries
    }

    /// The stored entries of a row, by column; none beyond the last row.
    ///
    /// ```
    /// use synaptome_interchange::SparseMatrix;
    ///
    /// let matrix = SparseMatrix::new((3, 4), vec![(1, 2, 0.5), (1, 0, 2.0)])?;
    /// assert_eq!(matrix.row(1), [(1, 0, 2.0), (1, 2, 0.5)]);
    /// assert_eq!(matrix.to_dense()?.values()[4 * 1 + 2], 0.5);
    /// # Ok::<(), synaptome_interchange::Error>(())
    /// ```
    pub fn row(&self, row: usize) -> &[(usize, usize, f64)] {
        let start = self.entries.partition_point(|entry| entry.0 < row);
        let len = self.entries[start..].partition_point(|entry| entry.0 == row);
        &self.entries[start..start + len]
    }

    /// All entries.
    ///
    /// # Errors
    /// [`Error::TooLarge`] or [`Error::OutOfMemory`] for a matrix that no memory holds.
    pub fn to_dense(&self) -> Result<Array<f64>, Error> {
        let shape = vec![self.shape.0, self.shape.1];
        let mut values = Vec::new();
        reserve(&mut values, entries(&shape)?)?;
        values.resize(entries(&shape)?, 0.0);
        for &(row, column, value) in &self.entries {
            values[row * self.shape.1 + column] = value;
        }
        Array::new(shape, values)
    }
}

/// Accepts an index below the number of rows or columns.
fn require_index(quantity: &'static str, index: usize, len: usize) -> Result<(), Error> {
    if index < len { Ok(()) } else { Err(Error::IndexOutOfRange { quantity, index, len }) }
}
