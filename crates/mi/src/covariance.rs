//! Three families of covariance matrices (Fan & Mysore, arXiv 2411.17692, §5.1).

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use synaptome_lognormal::SymmetricMatrix;

use crate::error::{Error, require_in};

mod approach;
mod bounds;
mod condition;
mod directions;
mod lanes;
mod rotated;
mod rotation;
mod rotations;
mod search;
mod triangle;
mod tridiagonal;
mod tridiagonals;

pub use condition::{condition_number, condition_numbers};
pub(crate) use rotated::draw_rotated_many;
pub use rotated::{draw_rotated, draw_rotated_each};

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
