//! The few matrix operations that information needs.

use faer::linalg::solvers::{DenseSolveCore, Llt};
use faer::{Mat, Side};

use crate::Error;

/// The inverse and the logarithm of the determinant of a positive definite matrix.
#[derive(Clone, Debug)]
pub(crate) struct Inverse {
    pub(crate) matrix: Mat<f64>,
    pub(crate) ln_det: f64,
}

/// Inverts a symmetric matrix by its Cholesky factor.
pub(crate) fn invert(matrix: &Mat<f64>, name: &'static str) -> Result<Inverse, Error> {
    let factor = factor(matrix, name)?;
    Ok(Inverse { matrix: factor.inverse(), ln_det: ln_det(&factor) })
}

/// The logarithm of the determinant of a symmetric positive definite matrix.
pub(crate) fn ln_determinant(matrix: &Mat<f64>, name: &'static str) -> Result<f64, Error> {
    Ok(ln_det(&factor(matrix, name)?))
}

fn factor(matrix: &Mat<f64>, name: &'static str) -> Result<Llt<f64>, Error> {
    let factor =
        matrix.llt(Side::Lower).map_err(|_| Error::NotPositiveDefinite { matrix: name })?;
    let sound = (0..matrix.nrows()).all(|i| factor.L()[(i, i)] > 0.0);
    if sound { Ok(factor) } else { Err(Error::NotPositiveDefinite { matrix: name }) }
}

fn ln_det(factor: &Llt<f64>) -> f64 {
    let lower = factor.L();
    2.0 * (0..lower.nrows()).map(|i| lower[(i, i)].ln()).sum::<f64>()
}

/// The matrix with zeros on its diagonal.
pub(crate) fn off_diagonal(matrix: &Mat<f64>) -> Mat<f64> {
    let entry = |i, j| if i == j { 0.0 } else { matrix[(i, j)] };
    Mat::from_fn(matrix.nrows(), matrix.ncols(), entry)
}
