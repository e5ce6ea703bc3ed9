//! What the network stores.

use synaptome_lognormal::{MultivariateLogNormal, SymmetricMatrix};

use crate::Error;

/// N independent random patterns of d neurons each, ln x^k ~ N(μ^k, Σ^k).
///
/// ```
/// use synaptome_mi::{PatternMixture, covariance};
/// let means = vec![vec![0.0; 20]; 10];
/// let patterns = PatternMixture::sharing_covariance(&means, &covariance::exchangeable(20, 1.0, 0.3)?)?;
/// assert_eq!((patterns.len(), patterns.dim()), (10, 20));
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "Vec<MultivariateLogNormal>", into = "crate::serial::Patterns")
)]
pub struct PatternMixture {
    dim: usize,
    /// N × d.
    mu: Vec<f64>,
    /// d × d each; one if all patterns share it, else N.
    covariances: Vec<Vec<f64>>,
}

impl PatternMixture {
    /// The mixture of these patterns.
    ///
    /// # Errors
    /// If there are fewer than two, or their dimensions differ.
    pub fn new(patterns: &[MultivariateLogNormal]) -> Result<Self, Error> {
        let dim = require_patterns(patterns.iter().map(MultivariateLogNormal::dim))?;
        let mu = patterns.iter().flat_map(|p| p.mu().iter().copied()).collect();
        let covariances = patterns.iter().map(|p| square(p.covariance())).collect();
        Ok(Self { dim, mu, covariances })
    }

    /// The mixture whose patterns differ in their means only: one row of `means` per
    /// pattern. Information costs N times less than with N equal covariances.
    ///
    /// # Errors
    /// If there are fewer than two means, the shapes differ, a number is not finite, or
    /// the covariance is not positive semidefinite.
    pub fn sharing_covariance<M: AsRef<[f64]>>(
        means: &[M],
        covariance: &SymmetricMatrix,
    ) -> Result<Self, Error> {
        let dim = require_patterns(means.iter().map(|m| m.as_ref().len()))?;
        let zeros = MultivariateLogNormal::new(vec![0.0; dim], covariance.clone())?;
        let mu: Vec<f64> = means.iter().flat_map(|m| m.as_ref().iter().copied()).collect();
        require_finite_means(&mu, &zeros)?;
        Ok(Self { dim, mu, covariances: vec![square(covariance)] })
    }

    /// Number of neurons d.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Number of patterns N, at least two.
    #[expect(clippy::len_without_is_empty, reason = "a mixture is never empty")]
    pub fn len(&self) -> usize {
        self.mu.len() / self.dim
    }

    /// μ^k.
    ///
    /// # Errors
    /// If there is no pattern `k`.
    pub fn mu(&self, k: usize) -> Result<&[f64], Error> {
        self.require_pattern(k)?;
        Ok(self.mu_of(k))
    }

    /// Σ^k.
    ///
    /// # Errors
    /// If there is no pattern `k`.
    pub fn covariance(&self, k: usize) -> Result<SymmetricMatrix, Error> {
        self.require_pattern(k)?;
        let entries = self.covariance_of(k);
        Ok(SymmetricMatrix::from_fn(self.dim, |i, j| entries[i * self.dim + j]))
    }

    /// Pattern `k` by itself.
    ///
    /// # Errors
    /// If there is none.
    pub fn pattern(&self, k: usize) -> Result<MultivariateLogNormal, Error> {
        let covariance = self.covariance(k)?;
        Ok(MultivariateLogNormal::new(self.mu_of(k).to_vec(), covariance)?)
    }

    /// Whether the mixture was made with one covariance for all patterns.
    pub fn shares_covariance(&self) -> bool {
        self.covariances.len() == 1
    }

    pub(crate) fn mu_of(&self, k: usize) -> &[f64] {
        &self.mu[k * self.dim..(k + 1) * self.dim]
    }

    /// Σ^k, row after row.
    pub(crate) fn covariance_of(&self, k: usize) -> &[f64] {
        &self.covariances[k.min(self.covariances.len() - 1)]
    }

    pub(crate) fn require_pattern(&self, about: usize) -> Result<(), Error> {
        let len = self.len();
        if about < len { Ok(()) } else { Err(Error::PatternOutOfRange { about, len }) }
    }
}

/// The dimension that all patterns share.
fn require_patterns(mut dims: impl ExactSizeIterator<Item = usize>) -> Result<usize, Error> {
    let quantity = "neurons of a pattern";
    let count = dims.len();
    let (Some(expected), 2..) = (dims.next(), count) else {
        return Err(Error::TooFewPatterns { found: count });
    };
    let other = dims.find(|&found| found != expected);
    other.map_or(Ok(expected), |found| Err(Error::LengthMismatch { quantity, expected, found }))
}

/// Every pattern must be a valid log-normal, although only one covariance is checked.
fn require_finite_means(mu: &[f64], zeros: &MultivariateLogNormal) -> Result<(), Error> {
    let ln_means = zeros.ln_means();
    for (at, mu) in mu.iter().enumerate() {
        let value = mu + ln_means[at % ln_means.len()];
        if !value.is_finite() {
            return Err(synaptome_lognormal::Error::NotFinite { quantity: "ln E x", value }.into());
        }
    }
    Ok(())
}

fn square(matrix: &SymmetricMatrix) -> Vec<f64> {
    let dim = matrix.dim();
    (0..dim * dim).map(|at| matrix[(at / dim, at % dim)]).collect()
}
