//! Symmetric matrices.

use std::ops::Index;

use crate::Error;
use crate::error::{require_finite, require_len};

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
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<Vec<f64>>", into = "Vec<Vec<f64>>"))]
pub struct SymmetricMatrix {
    dim: usize,
    entries: Vec<f64>,
}

impl SymmetricMatrix {
    /// The matrix whose entry (i, j), i ≥ j, is `entry(i, j)`; called row after row.
    ///
    /// ```
    /// use synaptome_lognormal::SymmetricMatrix;
    /// let matrix = SymmetricMatrix::from_fn(3, |i, j| (i + j) as f64)?;
    /// assert_eq!(matrix.row(2)[1], 3.0);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OutOfMemory`] if the entries do not fit into memory.
    pub fn from_fn(dim: usize, mut entry: impl FnMut(usize, usize) -> f64) -> Result<Self, Error> {
        let mut entries = reserve(dim)?;
        for i in 0..dim {
            entries.extend((0..=i).map(|j| entry(i, j)));
        }
        Ok(Self { dim, entries })
    }

    /// The matrix of zeros.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`] if the entries do not fit into memory.
    pub fn zeros(dim: usize) -> Result<Self, Error> {
        let mut entries = reserve(dim)?;
        entries.resize(packed(dim), 0.0);
        Ok(Self { dim, entries })
    }

    /// The matrix with these rows, `dim` rows of `dim` finite numbers.
    ///
    /// ```
    /// use synaptome_lognormal::SymmetricMatrix;
    /// assert!(SymmetricMatrix::from_rows(&[[1.0, 2.0], [3.0, 1.0]]).is_err()); // not symmetric
    /// ```
    ///
    /// # Errors
    /// If a row has another length, an entry is not finite, or an entry and its mirror
    /// image differ by more than rounding (10⁻¹² of the larger diagonal entry or of
    /// the entry itself); within that their mean is taken.
    pub fn from_rows<R: AsRef<[f64]>>(rows: &[R]) -> Result<Self, Error> {
        for row in rows {
            require_len("a row of the matrix", rows.len(), row.as_ref().len())?;
            for &value in row.as_ref() {
                require_finite("an entry of the matrix", value)?;
            }
        }
        let at = |i: usize, j: usize| rows[i].as_ref()[j];
        require_symmetric(rows.len(), at)?;
        Self::from_fn(rows.len(), |i, j| at(i, j) + (at(j, i) - at(i, j)) / 2.0)
    }

    /// The matrix whose entry (i, j), i ≥ j, is `entry(i, j, value)` for the value of this one.
    pub fn map(&self, mut entry: impl FnMut(usize, usize, f64) -> f64) -> Self {
        let places = (0..self.dim).flat_map(|i| (0..=i).map(move |j| (i, j)));
        let values = places.zip(&self.entries).map(|((i, j), &value)| entry(i, j, value));
        Self { dim: self.dim, entries: values.collect() }
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

    /// Row `i` up to and with its diagonal entry, to be written to.
    #[inline]
    pub fn row_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.entries[packed(i)..packed(i + 1)]
    }

    /// The entries on and below the diagonal, row after row.
    #[inline]
    pub fn as_slice(&self) -> &[f64] {
        &self.entries
    }

    /// The entries on and below the diagonal, row after row, to be written to.
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [f64] {
        &mut self.entries
    }

    /// The diagonal.
    ///
    /// ```
    /// use synaptome_lognormal::SymmetricMatrix;
    /// let matrix = SymmetricMatrix::from_rows(&[[4.0, 2.0], [2.0, 3.0]])?;
    /// assert_eq!(matrix.diagonal().collect::<Vec<_>>(), [4.0, 3.0]);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
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

impl TryFrom<Vec<Vec<f64>>> for SymmetricMatrix {
    type Error = Error;

    fn try_from(rows: Vec<Vec<f64>>) -> Result<Self, Error> {
        Self::from_rows(&rows)
    }
}

/// All rows, in full.
impl From<SymmetricMatrix> for Vec<Vec<f64>> {
    fn from(matrix: SymmetricMatrix) -> Self {
        let row = |i| (0..matrix.dim).map(|j| matrix[(i, j)]).collect();
        (0..matrix.dim).map(row).collect()
    }
}

/// Number of entries on and below the diagonal.
#[inline]
pub(crate) fn packed(dim: usize) -> usize {
    dim * (dim + 1) / 2
}

/// Room for the entries of a matrix with `dim` rows, still empty.
fn reserve(dim: usize) -> Result<Vec<f64>, Error> {
    let entries = dim as u128 * (dim as u128 + 1) / 2;
    let bytes = entries.saturating_mul(size_of::<f64>() as u128);
    let mut room = Vec::new();
    let fits = usize::try_from(entries).is_ok_and(|n| room.try_reserve_exact(n).is_ok());
    if fits { Ok(room) } else { Err(Error::OutOfMemory { bytes }) }
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
