//! The condition number of a covariance.

use faer::diag::Diag;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::evd::{ComputeEigenvectors, self_adjoint_evd, self_adjoint_evd_scratch};
use faer::{Mat, Par, Spec};
use synaptome_lognormal::SymmetricMatrix;

/// λ_max/λ_min, the largest eigenvalue over the smallest; infinite if the matrix is not positive definite.
///
/// ```
/// use synaptome_mi::covariance::{condition_number, exchangeable};
/// // The eigenvalues are 1 + (d − 1)ρ and 1 − ρ.
/// let found = condition_number(&exchangeable(3, 1.0, 0.5)?);
/// assert!((found - 4.0).abs() < 1e-12);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
pub fn condition_number(matrix: &SymmetricMatrix) -> f64 {
    let eigenvalues = eigenvalues(matrix).unwrap_or_default();
    match eigenvalues[..] {
        [low, .., high] if low > 0.0 => high / low,
        [only] if only > 0.0 => 1.0,
        _ => f64::INFINITY,
    }
}

/// In ascending order, on one thread whatever the global setting.
fn eigenvalues(matrix: &SymmetricMatrix) -> Option<Vec<f64>> {
    let dim = matrix.dim();
    let dense = Mat::from_fn(dim, dim, |i, j| matrix[(i, j)]);
    let mut found = Diag::zeros(dim);
    let (vectors, spec) = (ComputeEigenvectors::No, Spec::default());
    let scratch = self_adjoint_evd_scratch::<f64>(dim, vectors, Par::Seq, spec);
    let mut memory = MemBuffer::try_new(scratch).ok()?;
    let stack = MemStack::new(&mut memory);
    self_adjoint_evd(dense.as_ref(), found.as_mut(), None, Par::Seq, stack, spec).ok()?;
    Some(found.column_vector().iter().copied().collect())
}
