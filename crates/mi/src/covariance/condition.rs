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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::covariance::exchangeable;

    /// The eigenvalues of σ²[(1 − ρ)I + ρ11ᵀ] are σ²(1 + (d − 1)ρ) and σ²(1 − ρ).
    #[test]
    fn condition_numbers_of_exchangeable_covariances_are_those_of_the_closed_form() {
        for (dim, sigma, rho) in [(1, 0.3, 0.0), (2, 1e150, 0.9), (30, 0.5, 0.5), (60, 1e-150, 0.1)]
        {
            let expected =
                if dim == 1 { 1.0 } else { (1.0 + (dim - 1) as f64 * rho) / (1.0 - rho) };
            let found = condition_number(&exchangeable(dim, sigma, rho).unwrap());
            assert!((found / expected - 1.0).abs() < 1e-13 * expected, "{found} {expected}");
        }
    }

    #[test]
    fn what_is_not_positive_definite_has_an_infinite_condition_number() {
        let matrix =
            |entries: [f64; 3]| SymmetricMatrix::from_fn(2, |i, j| entries[i + j]).unwrap();
        for entries in [[1.0, 2.0, 1.0], [-1.0, 0.0, 1.0], [0.0; 3], [1.0, f64::NAN, 1.0]] {
            assert_eq!(condition_number(&matrix(entries)), f64::INFINITY, "{entries:?}");
        }
    }
}
