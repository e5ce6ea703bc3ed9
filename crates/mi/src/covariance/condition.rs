//! The condition number of a covariance.

use synaptome_lognormal::SymmetricMatrix;

use super::tridiagonal::Tridiagonal;

/// λ_max/λ_min, the largest eigenvalue over the smallest; infinite if the matrix is not positive definite.
///
/// A condition number κ has a relative error of about κ · 10⁻¹⁵. Its bits are the same on every machine.
///
/// ```
/// use synaptome_mi::covariance::{condition_number, exchangeable};
/// // The eigenvalues are 1 + (d − 1)ρ and 1 − ρ.
/// let found = condition_number(&exchangeable(3, 1.0, 0.5)?);
/// assert!((found - 4.0).abs() < 1e-12);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
pub fn condition_number(matrix: &SymmetricMatrix) -> f64 {
    match Tridiagonal::of(matrix).map(|reduced| reduced.extremes()) {
        Some([low, high]) if low > 0.0 => high / low,
        _ => f64::INFINITY,
    }
}
