//! The condition number of a covariance.

use synaptome_lognormal::SymmetricMatrix;

use super::lanes::{LARGEST, abreast};
use super::tridiagonal::Tridiagonal;
use super::tridiagonals::reduce;

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
    Tridiagonal::of(matrix).map_or(f64::INFINITY, |reduced| quotient(reduced.extremes()))
}

/// [`condition_number`] of many matrices, with the same bits and in a part of the time: some matrices of one size are
/// reduced side by side.
///
/// ```
/// use synaptome_mi::covariance::{condition_number, condition_numbers, exchangeable};
/// let matrices = [0.1, 0.2, 0.3].map(|rho| exchangeable(20, 1.0, rho).unwrap());
/// assert_eq!(condition_numbers(&matrices), matrices.each_ref().map(condition_number));
/// ```
pub fn condition_numbers(matrices: &[SymmetricMatrix]) -> Vec<f64> {
    let alike = matrices.chunk_by(|a, b| a.dim() == b.dim());
    alike.flat_map(|alike| alike.chunks(abreast())).flat_map(of_some).collect()
}

/// Those of some matrices of one size.
fn of_some(matrices: &[SymmetricMatrix]) -> Vec<f64> {
    if matrices.iter().any(|matrix| matrix.dim() > LARGEST) {
        return matrices.iter().map(condition_number).collect();
    }
    let extremes = reduce(matrices).extremes();
    extremes.into_iter().take(matrices.len()).map(quotient).collect()
}

fn quotient([low, high]: [f64; 2]) -> f64 {
    if low > 0.0 { high / low } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    use rand_distr::StandardNormal;

    use super::*;
    use crate::covariance::{draw_rotated, exchangeable};

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

    /// Sizes that change, singular matrices, and what is refused stand between others.
    #[test]
    fn condition_numbers_of_many_are_those_of_each_alone() {
        let mut rng = ChaCha12Rng::seed_from_u64(1);
        let mut matrices = Vec::new();
        for dim in [1, 2, 2, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, LARGEST + 1, 5, 5, 5, 5] {
            matrices.push(draw_rotated(dim, &StandardNormal, 0.7, &mut rng).unwrap());
        }
        matrices.insert(7, exchangeable(20, 1.0, 1.0).unwrap());
        matrices.insert(8, SymmetricMatrix::zeros(20).unwrap());
        matrices.insert(9, SymmetricMatrix::from_fn(20, |_, _| f64::NAN).unwrap());
        matrices.insert(10, exchangeable(20, 1e-150, 0.0).unwrap());
        let alone: Vec<f64> = matrices.iter().map(condition_number).collect();
        assert_eq!(condition_numbers(&matrices), alone);
        assert!(alone[8..10].iter().all(|number| number.is_infinite()));
    }
}
