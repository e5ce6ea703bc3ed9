//! Covariances with eigenvalues that are drawn, in a random rotation.

use rand::Rng;
use rand_distr::Distribution;
use synaptome_lognormal::SymmetricMatrix;

use super::lanes::{LARGEST, abreast};
use super::require_dim;
use super::rotation::Square;
use super::rotations::Rotations;
use crate::error::{Error, require_in};

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
    require_common(common)?;
    let mut square = Square::diagonal(dim, || draw_size(eigenvalue, rng))?;
    square.rotate(rng);
    Ok(SymmetricMatrix::from_fn(dim, |i, j| square.entry(i, j) + common)?)
}

/// [`draw_rotated`] for each of these common variances, with the same random numbers and bits as one after the other and
/// in a part of the time: some matrices are rotated side by side.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_mi::covariance::{draw_rotated, draw_rotated_each};
/// let eigenvalue = rand_distr::Normal::new(0.01, 1.2).unwrap();
/// let rng = || ChaCha12Rng::seed_from_u64(1);
/// let many = draw_rotated_each(20, &eigenvalue, &[0.7; 25], &mut rng())?;
/// assert_eq!(many[0], draw_rotated(20, &eigenvalue, 0.7, &mut rng())?);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// As [`draw_rotated`].
pub fn draw_rotated_each<D, R>(
    dim: usize,
    eigenvalue: &D,
    commons: &[f64],
    rng: &mut R,
) -> Result<Vec<SymmetricMatrix>, Error>
where
    D: Distribution<f64> + ?Sized,
    R: Rng + ?Sized,
{
    let (count, mut commons) = (commons.len(), commons.iter().copied());
    draw_rotated_many(dim, eigenvalue, count, |_| commons.next().unwrap_or(0.0), rng)
}

/// The same with common variances that are drawn, each before its matrix.
pub(crate) fn draw_rotated_many<D, R>(
    dim: usize,
    eigenvalue: &D,
    count: usize,
    mut common: impl FnMut(&mut R) -> f64,
    rng: &mut R,
) -> Result<Vec<SymmetricMatrix>, Error>
where
    D: Distribution<f64> + ?Sized,
    R: Rng + ?Sized,
{
    if count < 2 || !(2..=LARGEST).contains(&dim) {
        let one = |_| {
            let common = common(rng);
            draw_rotated(dim, eigenvalue, common, rng)
        };
        return (0..count).map(one).collect();
    }
    let (mut drawn, mut rotations) = (Vec::new(), Rotations::new(dim));
    while drawn.len() < count {
        let lanes = 0..abreast().min(count - drawn.len());
        let draw = |lane| {
            let common = require_common(common(rng))?;
            rotations.draw(lane, |rng| draw_size(eigenvalue, rng), rng).map(|()| common)
        };
        let commons = lanes.map(draw).collect::<Result<Vec<_>, Error>>()?;
        let rotated = rotations.rotate();
        for (lane, common) in commons.into_iter().enumerate() {
            drawn.push(rotated.plus(lane, common)?);
        }
    }
    Ok(drawn)
}

fn require_common(variance: f64) -> Result<f64, Error> {
    require_in("the common variance", variance, 0.0, f64::MAX)
}

/// |draw|, if it is finite.
fn draw_size<D, R>(eigenvalue: &D, rng: &mut R) -> Result<f64, Error>
where
    D: Distribution<f64> + ?Sized,
    R: Rng + ?Sized,
{
    require_in("an eigenvalue", eigenvalue.sample(rng).abs(), 0.0, f64::MAX)
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    use rand_distr::{Normal, StandardNormal};

    use super::*;

    /// Counts that fill the lanes and that do not, and matrices too large for lanes.
    #[test]
    fn covariances_that_are_rotated_side_by_side_are_those_rotated_alone() {
        let eigenvalue = Normal::new(0.01, 1.2).unwrap();
        for (dim, count) in [(1, 3), (2, 9), (3, 1), (7, 8), (20, 25), (LARGEST + 1, 2)] {
            let rngs = || ChaCha12Rng::seed_from_u64(dim as u64);
            let commons: Vec<f64> = (0..count).map(|k| f64::from(k) / 7.0).collect();
            let (mut one, mut all) = (rngs(), rngs());
            let many = draw_rotated_each(dim, &eigenvalue, &commons, &mut all).unwrap();
            for (covariance, &common) in many.iter().zip(&commons) {
                let alone = draw_rotated(dim, &eigenvalue, common, &mut one).unwrap();
                let bits = |m: &SymmetricMatrix| {
                    m.as_slice().iter().map(|x| x.to_bits()).collect::<Vec<_>>()
                };
                assert_eq!(bits(covariance), bits(&alone), "{dim}");
            }
            assert_eq!(one, all, "the same random numbers were used");
        }
    }

    #[test]
    fn what_one_covariance_refuses_many_refuse() {
        let rng = &mut ChaCha12Rng::seed_from_u64(1);
        assert!(draw_rotated_each(4, &StandardNormal, &[1.0, -1.0, 1.0], rng).is_err());
        assert!(draw_rotated_each(0, &StandardNormal, &[1.0; 3], rng).is_err());
        let infinite = |_: &mut ChaCha12Rng| f64::INFINITY;
        assert!(draw_rotated_many(4, &StandardNormal, 3, infinite, rng).is_err());
        assert!(draw_rotated_each(4, &StandardNormal, &[], rng).unwrap().is_empty());
    }
}
