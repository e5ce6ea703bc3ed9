//! Cholesky factors of covariance matrices, found one row at a time.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

mod elimination;

use crate::error::require_len;
use crate::{Error, SymmetricMatrix};

/// The lower triangle L with L Lᵀ = A.
///
/// Rows are found one after the other, and the first k rows belong to the leading
/// k × k block: one factor serves every prefix of an ensemble. A pivot that is not
/// above rounding, 8·k·ε times its diagonal entry in row k, stops the work: neither NaN nor
/// the logarithm of a determinant's absolute value can come out.
///
/// ```
/// use synaptome_lognormal::{Cholesky, SymmetricMatrix};
/// let matrix = SymmetricMatrix::from_rows(&[[4.0, 2.0], [2.0, 3.0]])?;
/// let factor = Cholesky::new(&matrix)?;
/// assert!((factor.ln_det() - 8.0_f64.ln()).abs() < 1e-14);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    factor: SymmetricMatrix,
}

impl Cholesky {
    /// Factors a positive definite matrix.
    ///
    /// ```
    /// use synaptome_lognormal::{Cholesky, SymmetricMatrix};
    /// let singular = SymmetricMatrix::from_rows(&[[1.0, 2.0], [2.0, 1.0]])?;
    /// assert!(Cholesky::new(&singular).is_err());
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotPositiveDefinite`] names the first pivot that is not positive.
    pub fn new(matrix: &SymmetricMatrix) -> Result<Self, Error> {
        match Self::leading(matrix) {
            (cholesky, None) => Ok(cholesky),
            (_, Some(error)) => Err(error),
        }
    }

    /// Factors the largest positive definite leading block, and says what stopped it.
    pub fn leading(matrix: &SymmetricMatrix) -> (Self, Option<Error>) {
        let mut factor = matrix.clone();
        for pivot in 0..matrix.dim() {
            let value = elimination::eliminate(&mut factor, pivot);
            if !is_positive(value, matrix, pivot) {
                return (Self { factor: factor.leading(pivot) }, Some(failing(pivot, value)));
            }
            factor.row_mut(pivot)[pivot] = value.sqrt();
        }
        (Self { factor }, None)
    }

    /// Factors a positive semidefinite matrix; a pivot within rounding of zero gives a
    /// column of zeros.
    ///
    /// # Errors
    /// [`Error::NotPositiveDefinite`] if a pivot is negative beyond rounding, or zero
    /// with a covariance left in its row.
    pub fn semidefinite(matrix: &SymmetricMatrix) -> Result<Self, Error> {
        let mut factor = matrix.clone();
        for pivot in 0..matrix.dim() {
            let value = elimination::eliminate(&mut factor, pivot);
            let noise = rounding(matrix, pivot);
            let beside = left_beside(&factor, matrix, pivot);
            if value < -noise || value.is_nan() || beside {
                return Err(failing(pivot, value));
            }
            factor.row_mut(pivot)[pivot] = if value <= noise { 0.0 } else { value.sqrt() };
        }
        Ok(Self { factor })
    }

    /// Number of rows.
    pub fn dim(&self) -> usize {
        self.factor.dim()
    }

    /// Row `i` of L, up to and with its diagonal entry.
    ///
    /// ```
    /// use synaptome_lognormal::{Cholesky, SymmetricMatrix};
    /// let matrix = SymmetricMatrix::from_rows(&[[4.0, 2.0], [2.0, 3.0]])?;
    /// let factor = Cholesky::new(&matrix)?;
    /// assert_eq!(factor.row(0)[0], 2.0);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    pub fn row(&self, i: usize) -> &[f64] {
        self.factor.row(i)
    }

    /// ln|A| = 2 Σ ln L_ii; −∞ if A is singular.
    pub fn ln_det(&self) -> f64 {
        2.0 * self.factor.diagonal().map(f64::ln).sum::<f64>()
    }

    /// L z.
    ///
    /// ```
    /// use synaptome_lognormal::{Cholesky, SymmetricMatrix};
    /// let matrix = SymmetricMatrix::from_rows(&[[4.0, 2.0], [2.0, 3.0]])?;
    /// let factor = Cholesky::new(&matrix)?;
    /// assert_eq!(factor.times(&[1.0, 0.0])?, [2.0, 1.0]);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if `z` has another dimension.
    pub fn times(&self, z: &[f64]) -> Result<Vec<f64>, Error> {
        require_len("the vector", self.dim(), z.len())?;
        Ok((0..self.dim()).map(|i| dot(self.row(i), &z[..=i])).collect())
    }

    /// L⁻¹ x by forward substitution; infinite or NaN where L is singular.
    ///
    /// ```
    /// use synaptome_lognormal::{Cholesky, SymmetricMatrix};
    /// let matrix = SymmetricMatrix::from_rows(&[[4.0, 2.0], [2.0, 3.0]])?;
    /// let factor = Cholesky::new(&matrix)?;
    /// let z = factor.solve_lower(&[2.0, 1.0])?;
    /// assert!((z[0] - 1.0).abs() < 1e-15 && z[1].abs() < 1e-15);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if `x` has another dimension.
    pub fn solve_lower(&self, x: &[f64]) -> Result<Vec<f64>, Error> {
        require_len("the vector", self.dim(), x.len())?;
        let mut z = Vec::with_capacity(x.len());
        for (i, x) in x.iter().enumerate() {
            let row = self.row(i);
            z.push((x - dot(&row[..i], &z)) / row[i]);
        }
        Ok(z)
    }
}

fn failing(pivot: usize, value: f64) -> Error {
    Error::NotPositiveDefinite { quantity: "the matrix", pivot, value }
}

/// Whether a zero pivot of L met a covariance that is not zero, which no positive
/// semidefinite matrix has: there |A_ij|² ≤ A_ii A_jj holds for what is left as well.
fn left_beside(factor: &SymmetricMatrix, matrix: &SymmetricMatrix, i: usize) -> bool {
    (0..i).filter(|&j| factor.row(j)[j] == 0.0).any(|j| {
        let rest = matrix.row(i)[j] - dot(&factor.row(j)[..j], &factor.row(i)[..j]);
        rest.abs() > (2.0 * rounding(matrix, j) * matrix.row(i)[i].abs()).sqrt()
    })
}

fn is_positive(value: f64, matrix: &SymmetricMatrix, pivot: usize) -> bool {
    value.is_finite() && value > rounding(matrix, pivot)
}

fn rounding(matrix: &SymmetricMatrix, pivot: usize) -> f64 {
    8.0 * (pivot + 1) as f64 * f64::EPSILON * matrix.row(pivot)[pivot].abs()
}

/// Four partial sums, so that the additions do not wait for each other.
#[inline(always)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a4, a_rest) = a.as_chunks::<4>();
    let (b4, b_rest) = b.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for (a, b) in a4.iter().zip(b4) {
        for lane in 0..4 {
            sums[lane] = a[lane].mul_add(b[lane], sums[lane]);
        }
    }
    let tail: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    (sums[0] + sums[2]) + (sums[1] + sums[3]) + tail
}
