//! Symmetric matrices.

use std::ops::Index;

use crate::Error;

/// A symmetric matrix: the entries on and below the diagonal, row after row.
///
/// The leading `n × n` block is the first n(n + 1)/2 entries, so an ensemble that
/// grows by one variable appends one row and moves nothing.
///
/// ```
/// use synaptome_lognormal::SymmetricMatrix;
/// let m = SymmetricMatrix::from_rows(&[[2.0, 0.5], [0.5, 1.0]])?;
/// assert_eq!(m[(0, 1)], m[(1, 0)]);
/// assert!(SymmetricMatrix::from_rows(&[[2.0, 0.5], [0.4, 1.0]]).is_err());
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "crate::serial::Rows", into = "crate::serial::Rows")
)]
pub struct SymmetricMatrix {
    dim: usize,
    entries: Vec<f64>,
}

impl SymmetricMatrix {
    /// The matrix whose entry (i, j), i ≥ j, is `entry(i, j)`; called row after row.
    pub fn from_fn(dim: usize, mut entry: impl FnMut(usize, usize) -> f64) -> Self {
        let mut entries = Vec::with_capacity(packed(dim));
        for i in 0..dim {
            entries.extend((0..=i).map(|j| entry(i, j)));
        }
        Self { dim, entries }
    }

    /// The matrix of zeros.
    pub fn zeros(dim: usize) -> Self {
        Self { dim, entries: vec![0.0; packed(dim)] }
    }

    /// The matrix with these rows, `dim` rows of `dim` finite numbers.
    ///
    /// # Errors
    /// If a row has another length, an entry is not finite, or an entry and its mirror
    /// image differ by more than rounding (10⁻¹² of the larger diagonal entry or of
    /// the entry itself); within that their mean is taken.
    pub fn from_rows<R: AsRef<[f64]>>(rows: &[R]) -> Result<Self, Error> {
        for row in rows {
            Error::require_dim("row of a matrix", rows.len(), row.as_ref().len())?;
            for &value in row.as_ref() {
                Error::require_finite("entry of a matrix", value)?;
            }
        }
        let at = |i: usize, j: usize| rows[i].as_ref()[j];
        require_symmetric(rows.len(), at)?;
        Ok(Self::from_fn(rows.len(), |i, j| at(i, j) + (at(j, i) - at(i, j)) / 2.0))
    }

    /// Number of rows.
    #[inline]
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Row `i` up to and with its diagonal entry.
    #[inline]
    pub fn row(&self, i: usize) -> &[f64] {
        &self.entries[packed(i)..packed(i + 1)]
    }

    /// The same, to be written to.
    #[inline]
    pub fn row_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.entries[packed(i)..packed(i + 1)]
    }

    /// The entries on and below the diagonal, row after row.
    #[inline]
    pub fn as_slice(&self) -> &[f64] {
        &self.entries
    }

    /// The same, to be written to.
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [f64] {
        &mut self.entries
    }

    /// The diagonal.
    pub fn diagonal(&self) -> impl Iterator<Item = f64> + '_ {
        (0..self.dim).map(|i| self.entries[packed(i) + i])
    }

    /// The block of the first `dim` rows and columns; the whole if there are fewer.
    pub fn leading(&self, dim: usize) -> Self {
        let dim = dim.min(self.dim);
        Self { dim, entries: self.entries[..packed(dim)].to_vec() }
    }
}

impl Index<(usize, usize)> for SymmetricMatrix {
    type Output = f64;

    #[inline]
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.row(i.max(j))[i.min(j)]
    }
}

/// Number of entries on and below the diagonal.
#[inline]
pub(crate) fn packed(dim: usize) -> usize {
    dim * (dim + 1) / 2
}

fn require_symmetric(dim: usize, at: impl Fn(usize, usize) -> f64) -> Result<(), Error> {
    for row in 0..dim {
        for column in 0..row {
            let (lower, upper) = (at(row, column), at(column, row));
            let scale = at(row, row).abs().max(at(column, column).abs()).max(lower.abs());
            if (lower - upper).abs() > 1e-12 * scale {
                return Err(Error::Asymmetric { row, column, lower, upper });
            }
        }
    }
    Ok(())
}
