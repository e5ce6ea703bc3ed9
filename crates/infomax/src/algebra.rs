//! The few matrix operations that information needs.

use faer::linalg::solvers::{DenseSolveCore, Llt, LltError, Solve};
use faer::{Mat, Side};

use crate::Error;

/// The inverse and the logarithm of the determinant of a positive definite matrix.
#[derive(Clone, Debug)]
pub(crate) struct Inverse {
    pub(crate) matrix: Mat<f64>,
    pub(crate) ln_det: f64,
}

/// Inverts a symmetric matrix by its Cholesky factor.
pub(crate) fn invert(matrix: &Mat<f64>, quantity: &'static str) -> Result<Inverse, Error> {
    let factor = factor(matrix, quantity)?;
    Ok(Inverse { matrix: factor.inverse(), ln_det: ln_det(&factor) })
}

/// The logarithm of the determinant of a symmetric positive definite matrix.
pub(crate) fn ln_determinant(matrix: &Mat<f64>, quantity: &'static str) -> Result<f64, Error> {
    Ok(ln_det(&factor(matrix, quantity)?))
}

/// The pivots of Cholesky's factor up to one that is not positive, which is 0.
pub(crate) fn pivots(matrix: &Mat<f64>) -> Vec<f64> {
    match matrix.llt(Side::Lower) {
        Ok(factor) => (0..matrix.nrows()).map(|i| factor.L()[(i, i)].powi(2)).collect(),
        Err(LltError::NonPositivePivot { index }) => {
            (0..=index).map(|i| if i < index { f64::INFINITY } else { 0.0 }).collect()
        }
    }
}

fn factor(matrix: &Mat<f64>, quantity: &'static str) -> Result<Llt<f64>, Error> {
    let refused = |pivot| {
        let value = pivot_value(matrix, pivot);
        Error::NotPositiveDefinite { quantity, pivot, value }
    };
    let factor = matrix.llt(Side::Lower);
    let factor = factor.map_err(|LltError::NonPositivePivot { index }| refused(index))?;
    let sound = |i: &usize| factor.L()[(*i, *i)] > 0.0;
    let unsound = (0..matrix.nrows()).find(|i| !sound(i));
    unsound.map_or(Ok(factor), |pivot| Err(refused(pivot)))
}

/// What the columns before it leave of a diagonal entry.
fn pivot_value(matrix: &Mat<f64>, pivot: usize) -> f64 {
    let column = matrix.as_ref().subcols(pivot, 1).subrows(0, pivot);
    let leading = matrix.as_ref().submatrix(0, 0, pivot, pivot).llt(Side::Lower);
    let explained =
        leading.map_or(f64::NAN, |leading| (column.transpose() * leading.solve(column))[(0, 0)]);
    matrix[(pivot, pivot)] - explained
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
