//! Three families of covariance matrices (Fan & Mysore, arXiv 2411.17692, §5.1).

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use synaptome_lognormal::SymmetricMatrix;

use crate::error::{Error, require_in};
use rotation::Square;

mod condition;
mod directions;
mod rotation;
mod tridiagonal;

pub use condition::condition_number;

/// σ²\[(1 − ρ)I + ρ11ᵀ\]: every component has variance σ², every pair correlation ρ.
///
/// # Errors
/// If there are no components, σ is not finite and positive, or ρ is not a correlation
/// that all pairs of `dim` components can have at once, −1/(d − 1) ≤ ρ ≤ 1.
pub fn exchangeable(dim: usize, sigma: f64, rho: f64) -> Result<SymmetricMatrix, Error> {
    require_exchangeable(dim, sigma, rho)?;
    let variance = sigma * sigma;
    Ok(SymmetricMatrix::from_fn(dim, |i, j| if i == j { variance } else { variance * rho })?)
}

/// Draws AᵀA/d + σ²\[(1 − ρ)I + ρ11ᵀ\] with independent standard normal A_ij (d × d).
///
/// # Errors
/// As [`exchangeable`].
pub fn draw_gram_perturbed<R: Rng + ?Sized>(
    dim: usize,
    sigma: f64,
    rho: f64,
    rng: &mut R,
) -> Result<SymmetricMatrix, Error> {
    let mut sum = exchangeable(dim, sigma, rho)?;
    let mut row = vec![0.0; dim];
    for _ in 0..dim {
        row.fill_with(|| StandardNormal.sample(rng));
        add_outer_product(&mut sum, &row, 1.0 / dim as f64);
    }
    Ok(sum)
}

/// Draws QΛQᵀ + r11ᵀ with Q uniform on the orthogonal group and Λ diagonal, Λ_i = |draw| of
/// `eigenvalue`; `common` is r.
///
/// Q is a product of random Householder reflections, which has the distribution of the factor
/// Q of a Gaussian matrix (G. W. Stewart, SIAM J. Numer. Anal. 17, 403, 1980) and needs
/// neither the matrix nor its factorisation.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// let eigenvalue = rand_distr::Normal::new(0.01, 1.2).unwrap();
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let covariance = synaptome_mi::covariance::draw_rotated(20, &eigenvalue, 0.7, &mut rng)?;
/// assert_eq!(covariance.dim(), 20);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// If there are no components, r is not finite and at least zero, or an eigenvalue is
/// not finite.
pub fn draw_rotated<D, R>(
    dim: usize,
    eigenvalue: &D,
    common: f64,
    rng: &mut R,
) -> Result<SymmetricMatrix, Error>
where
    D: Distribution<f64> + ?Sized,
    R: Rng + ?Sized,
{
    require_dim(dim)?;
    require_in("the common variance", common, 0.0, f64::MAX)?;
    let mut square = Square::diagonal(dim, || {
        require_in("an eigenvalue", eigenvalue.sample(rng).abs(), 0.0, f64::MAX)
    })?;
    square.rotate(rng);
    Ok(SymmetricMatrix::from_fn(dim, |i, j| square.entry(i, j) + common)?)
}

pub(crate) fn require_exchangeable(dim: usize, sigma: f64, rho: f64) -> Result<(), Error> {
    require_dim(dim)?;
    require_in("sigma", sigma, f64::MIN_POSITIVE.sqrt(), f64::MAX.sqrt())?;
    require_in("rho", rho, lowest_correlation(dim), 1.0).map(drop)
}

/// −1/(d − 1).
pub(crate) fn lowest_correlation(dim: usize) -> f64 {
    if dim == 1 { -1.0 } else { -1.0 / (dim as f64 - 1.0) }
}

fn add_outer_product(sum: &mut SymmetricMatrix, row: &[f64], weight: f64) {
    for (i, x) in row.iter().enumerate() {
        let entries = sum.row_mut(i).iter_mut().zip(row);
        entries.for_each(|(sum, y)| *sum += weight * x * y);
    }
}

fn require_dim(dim: usize) -> Result<(), Error> {
    if dim == 0 { Err(Error::Empty { quantity: "a covariance" }) } else { Ok(()) }
}
