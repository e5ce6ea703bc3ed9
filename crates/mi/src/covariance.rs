//! Three families of random covariance matrices (Fan & Mysore, arXiv 2411.17692, §5.1).

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use synaptome_lognormal::SymmetricMatrix;

use crate::Error;

/// σ²\[(1 − ρ)I + ρ11ᵀ\]: every component has variance σ², every pair correlation ρ.
///
/// # Errors
/// If there are no components, σ is not finite and positive, or ρ is not a correlation
/// that all pairs of `dim` components can have at once, −1/(d − 1) ≤ ρ ≤ 1.
pub fn exchangeable(dim: usize, sigma: f64, rho: f64) -> Result<SymmetricMatrix, Error> {
    require_exchangeable(dim, sigma, rho)?;
    let variance = sigma * sigma;
    Ok(SymmetricMatrix::from_fn(dim, |i, j| if i == j { variance } else { variance * rho }))
}

/// AᵀA/d + σ²\[(1 − ρ)I + ρ11ᵀ\] with independent standard normal A_ij (d × d).
///
/// # Errors
/// As [`exchangeable`].
pub fn gram_perturbed<R: Rng + ?Sized>(
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

/// QΛQᵀ + r11ᵀ with Q uniform on the orthogonal group and Λ diagonal, Λ_i = |draw| of
/// `eigenvalue`; `common` is r.
///
/// Q is a product of random Householder reflections, which has the law of the factor Q
/// of a Gaussian matrix (G. W. Stewart, SIAM J. Numer. Anal. 17, 403, 1980) and needs
/// neither the matrix nor its factorisation.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// let spectrum = rand_distr::Normal::new(0.01, 1.2).unwrap();
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let covariance = synaptome_mi::covariance::random_spectrum(20, &spectrum, 0.7, &mut rng)?;
/// assert_eq!(covariance.dim(), 20);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// If there are no components, r is not finite and at least zero, or an eigenvalue is
/// not finite.
pub fn random_spectrum<D, R>(
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
    require_within("common variance", common, 0.0, f64::MAX)?;
    let mut matrix = SymmetricMatrix::zeros(dim);
    for i in 0..dim {
        let value = eigenvalue.sample(rng).abs();
        matrix.row_mut(i)[i] = require_within("eigenvalue", value, 0.0, f64::MAX)?;
    }
    for free in 2..=dim {
        reflect(&mut matrix, &random_direction(free, rng));
    }
    for entry in matrix.as_mut_slice() {
        *entry += common;
    }
    Ok(matrix)
}

/// v with I − 2vvᵀ taking the first axis to a uniform direction (up to sign); it acts
/// on the last `free` components.
fn random_direction<R: Rng + ?Sized>(free: usize, rng: &mut R) -> Vec<f64> {
    let mut v: Vec<f64> = (0..free).map(|_| StandardNormal.sample(rng)).collect();
    v[0] += norm(&v).copysign(v[0]);
    let length = norm(&v);
    for x in &mut v {
        *x /= length;
    }
    v
}

/// A ← HAH with H = I − 2vvᵀ on the last components, which nothing couples to the first:
/// A − vqᵀ − qvᵀ, q = 2(Av − (vᵀAv)v).
fn reflect(matrix: &mut SymmetricMatrix, v: &[f64]) {
    let fixed = matrix.dim() - v.len();
    let mut q = times(matrix, fixed, v);
    let bend: f64 = q.iter().zip(v).map(|(q, v)| q * v).sum();
    q.iter_mut().zip(v).for_each(|(q, v)| *q = 2.0 * (*q - bend * v));
    for (i, (v_i, q_i)) in v.iter().zip(&q).enumerate() {
        let row = matrix.row_mut(fixed + i)[fixed..].iter_mut();
        row.zip(v.iter().zip(&q)).for_each(|(a, (v, q))| *a -= v_i * q + q_i * v);
    }
}

/// The block of A from `fixed` on times v, each entry below the diagonal used twice.
fn times(matrix: &SymmetricMatrix, fixed: usize, v: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; v.len()];
    for (i, v_i) in v.iter().enumerate() {
        let row = &matrix.row(fixed + i)[fixed..];
        product[i] += row.iter().zip(v).map(|(a, v)| a * v).sum::<f64>();
        product[..i].iter_mut().zip(row).for_each(|(p, a)| *p += a * v_i);
    }
    product
}

pub(crate) fn require_exchangeable(dim: usize, sigma: f64, rho: f64) -> Result<(), Error> {
    require_dim(dim)?;
    require_within("sigma", sigma, f64::MIN_POSITIVE.sqrt(), f64::MAX.sqrt())?;
    let lowest = if dim == 1 { -1.0 } else { -1.0 / (dim as f64 - 1.0) };
    require_within("rho", rho, lowest, 1.0).map(drop)
}

fn add_outer_product(sum: &mut SymmetricMatrix, row: &[f64], weight: f64) {
    for (i, x) in row.iter().enumerate() {
        let entries = sum.row_mut(i).iter_mut().zip(row);
        entries.for_each(|(sum, y)| *sum += weight * x * y);
    }
}

fn norm(v: &[f64]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}

fn require_dim(dim: usize) -> Result<(), Error> {
    if dim == 0 {
        return Err(synaptome_lognormal::Error::Empty { quantity: "a covariance" }.into());
    }
    Ok(())
}

fn require_within(quantity: &'static str, value: f64, low: f64, high: f64) -> Result<f64, Error> {
    if (low..=high).contains(&value) {
        Ok(value)
    } else {
        Err(Error::OutOfRange { quantity, low, high, value })
    }
}
