//! Random sets of patterns, as simulations need them.

use rand::Rng;
use rand_distr::{Distribution, Normal, StandardNormal, Uniform};
use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};

use crate::covariance::{draw_gram_perturbed, draw_rotated_many, lowest_correlation};
use crate::error::{Error, require_in};
use crate::patterns::Patterns;

/// How random patterns are drawn: the second and third simulation set of Fan & Mysore
/// (arXiv 2411.17692, §5.1), with their parameters as fields that are checked when used.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_mi::{RandomCovariances, RandomPatterns};
/// let covariances = RandomCovariances::SharedGram { sigma: 1.0 };
/// let family = RandomPatterns { neurons: 20, largest_mean: 1.0, covariances };
/// let patterns = family.draw(10, &mut ChaCha12Rng::seed_from_u64(1))?;
/// assert_eq!((patterns.len(), patterns.dim()), (10, 20));
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RandomPatterns {
    /// Number of neurons d.
    pub neurons: usize,
    /// The means μ_i^k are uniform on \[−largest_mean, largest_mean\].
    pub largest_mean: f64,
    /// How covariances are drawn.
    pub covariances: RandomCovariances,
}

/// How the covariances Σ^k of random patterns are drawn.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_mi::{RandomCovariances, RandomPatterns};
///
/// let covariances = RandomCovariances::SharedGram { sigma: 0.5 };
/// let set = RandomPatterns { neurons: 5, largest_mean: 1.0, covariances };
/// let patterns = set.draw(10, &mut ChaCha12Rng::seed_from_u64(1))?;
/// assert!(patterns.len() == 10 && patterns.shares_covariance());
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum RandomCovariances {
    /// One covariance for all patterns,
    /// [`draw_gram_perturbed`](crate::covariance::draw_gram_perturbed): AᵀA/d +
    /// s²\[(1 − ρ)I + ρ11ᵀ\] with s = |N(0, σ²)| and ρ uniform on \[−1/(d − 1), 1\].
    SharedGram {
        /// Scale σ of s; s is at least 10⁻⁹σ.
        sigma: f64,
    },
    /// A covariance for each pattern, [`draw_rotated`](crate::covariance::draw_rotated):
    /// QΛQᵀ + r11ᵀ.
    Rotated {
        /// Mean of the normal numbers whose absolute values are the eigenvalues Λ_i.
        eigenvalue_mean: f64,
        /// Standard deviation of these.
        eigenvalue_std_dev: f64,
        /// r is uniform on \[0, largest_common\].
        largest_common: f64,
        /// Whether r is drawn for each pattern, or once for all.
        common_per_pattern: bool,
    },
}

impl RandomPatterns {
    /// Draws `count` patterns: the means first, then the covariances.
    ///
    /// # Errors
    /// If there are fewer than two patterns, no neurons, or a parameter is out of range.
    pub fn draw<R: Rng + ?Sized>(&self, count: usize, rng: &mut R) -> Result<Patterns, Error> {
        let means = draw_means(count, self.neurons, self.largest_mean, rng)?;
        match self.covariances {
            RandomCovariances::SharedGram { sigma } => {
                let covariance = draw_shared(self.neurons, sigma, rng)?;
                Patterns::sharing_covariance(&means, &covariance)
            }
            RandomCovariances::Rotated {
                eigenvalue_mean,
                eigenvalue_std_dev,
                largest_common,
                common_per_pattern,
            } => {
                let eigenvalue = normal(eigenvalue_mean, eigenvalue_std_dev)?;
                let common = uniform("the largest common variance", 0.0, largest_common)?;
                draw_each(means, &eigenvalue, &common, common_per_pattern, rng)
            }
        }
    }
}

/// Draws means with independent components, uniform on \[−largest, largest\]: one row of
/// `neurons` numbers per pattern.
///
/// # Errors
/// If `largest` is negative or not finite.
pub fn draw_means<R: Rng + ?Sized>(
    patterns: usize,
    neurons: usize,
    largest: f64,
    rng: &mut R,
) -> Result<Vec<Vec<f64>>, Error> {
    let uniform = uniform("the largest mean", -largest, largest)?;
    Ok((0..patterns).map(|_| uniform.sample_iter(&mut *rng).take(neurons).collect()).collect())
}

fn draw_shared<R: Rng + ?Sized>(
    neurons: usize,
    sigma: f64,
    rng: &mut R,
) -> Result<SymmetricMatrix, Error> {
    let deviate: f64 = StandardNormal.sample(rng);
    let rho = uniform("rho", lowest_correlation(neurons), 1.0)?.sample(rng);
    draw_gram_perturbed(neurons, (sigma * deviate.abs()).max(1e-9 * sigma), rho, rng)
}

fn draw_each<R: Rng + ?Sized>(
    means: Vec<Vec<f64>>,
    eigenvalue: &Normal<f64>,
    common: &Uniform<f64>,
    common_per_pattern: bool,
    rng: &mut R,
) -> Result<Patterns, Error> {
    let shared = common.sample(rng);
    let common = |rng: &mut R| if common_per_pattern { common.sample(rng) } else { shared };
    let (count, dim) = (means.len(), means.first().map_or(0, Vec::len));
    let covariances = draw_rotated_many(dim, eigenvalue, count, common, rng)?;
    let pairs = means.into_iter().zip(covariances);
    let patterns = pairs.map(|(mean, covariance)| MultivariateLogNormal::new(mean, covariance));
    Patterns::new(&patterns.collect::<Result<Vec<_>, _>>()?)
}

fn uniform(quantity: &'static str, low: f64, high: f64) -> Result<Uniform<f64>, Error> {
    let error = Error::OutOfRange { quantity, value: high, low, high: f64::MAX / 2.0 };
    require_in(quantity, high, low, f64::MAX / 2.0)?;
    Uniform::new_inclusive(low, high).map_err(|_| error)
}

fn normal(mean: f64, std_dev: f64) -> Result<Normal<f64>, Error> {
    let (quantity, low, high) = ("an eigenvalue's standard deviation", 0.0, f64::MAX);
    require_in("an eigenvalue's mean", mean, -high, high)?;
    require_in(quantity, std_dev, low, high)?;
    Normal::new(mean, std_dev).map_err(|_| Error::OutOfRange {
        quantity,
        value: std_dev,
        low,
        high,
    })
}
