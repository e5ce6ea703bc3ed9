//! Cholesky factors, and which pivot fails where there is none.

use faer::linalg::solvers::{Llt, LltError, Solve};
use faer::{Mat, Side};

use crate::Error;

/// The factor of a symmetric matrix, of which the lower triangle is read.
pub(crate) fn cholesky(quantity: &'static str, matrix: &Mat<f64>) -> Result<Llt<f64>, Error> {
    Llt::new(matrix.as_ref(), Side::Lower)
        .map_err(|error| not_positive_definite(quantity, matrix, error))
}

/// The pivot that failed is what the columns before it leave of a diagonal entry.
fn not_positive_definite(quantity: &'static str, matrix: &Mat<f64>, error: LltError) -> Error {
    let LltError::NonPositivePivot { index: pivot } = error;
    let column = matrix.as_ref().subcols(pivot, 1).subrows(0, pivot);
    let explained = Llt::new(matrix.as_ref().submatrix(0, 0, pivot, pivot), Side::Lower)
        .map_or(f64::NAN, |leading| (column.transpose() * leading.solve(column))[(0, 0)]);
    let value = matrix[(pivot, pivot)] - explained;
    Error::NotPositiveDefinite { quantity, pivot, value }
}
