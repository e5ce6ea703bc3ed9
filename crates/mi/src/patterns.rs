//! The patterns that a network stores.

use synaptome_lognormal::{LogNormal, MultivariateLogNormal, SymmetricMatrix};

use crate::error::{
    Error, require_at_least, require_at_most, require_finite, require_index, require_len,
};
use crate::synapse::Synapse;

/// N independent random patterns of d neurons each, ln x^k ~ N(μ^k, Σ^k).
///
/// ```
/// use synaptome_mi::{Patterns, covariance};
/// let means = vec![vec![0.0; 20]; 10];
/// let patterns = Patterns::sharing_covariance(&means, &covariance::exchangeable(20, 1.0, 0.3)?)?;
/// assert_eq!((patterns.len(), patterns.dim()), (10, 20));
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "crate::serial::Parameters", into = "crate::serial::Parameters")
)]
pub struct Patterns {
    dim: usize,
    /// N × d.
    mu: Vec<f64>,
    /// d × d each; one if all patterns share it, else N.
    covariances: Vec<Vec<f64>>,
}

impl Patterns {
    /// These patterns.
    ///
    /// # Errors
    /// If there are fewer than two, or their dimensions differ.
    pub fn new(patterns: &[MultivariateLogNormal]) -> Result<Self, Error> {
        let dim = require_patterns(patterns.iter().map(MultivariateLogNormal::dim))?;
        let mu = patterns.iter().flat_map(|p| p.mu().iter().copied()).collect();
        let covariances = patterns.iter().map(|p| square(p.covariance())).collect();
        Ok(Self { dim, mu, covariances })
    }

    /// Patterns that differ only in their means: one row of `means` per pattern.
    /// Information costs N times less than with N equal covariances.
    ///
    /// ```
    /// use synaptome_mi::{Patterns, covariance::exchangeable};
    ///
    /// let patterns =
    ///     Patterns::sharing_covariance(&[[0.0, 1.0], [1.0, 0.0]], &exchangeable(2, 0.5, 0.2)?)?;
    /// assert_eq!((patterns.len(), patterns.mu(1)?), (2, &[1.0, 0.0][..]));
    /// assert!(patterns.shares_covariance());
    /// # Ok::<(), synaptome_mi::Error>(())
    /// ```
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

    /// The first `count` patterns, as if the network had stored no others.
    ///
    /// # Errors
    /// [`Error::TooFew`] if `count` is below two, [`Error::TooLarge`] if it is above [`len`](Self::len).
    pub fn first(&self, count: usize) -> Result<Self, Error> {
        require_at_least("first patterns", count, 2)?;
        require_at_most("the number of first patterns", count, self.len())?;
        let covariances = &self.covariances[..count.min(self.covariances.len())];
        let mu = self.mu[..count * self.dim].to_vec();
        Ok(Self { dim: self.dim, mu, covariances: covariances.to_vec() })
    }

    /// Number of neurons d.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Number of patterns N, at least two.
    #[expect(clippy::len_without_is_empty, reason = "there are at least two patterns")]
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
    /// If there is no pattern `k`, or no memory for its covariance.
    pub fn covariance(&self, k: usize) -> Result<SymmetricMatrix, Error> {
        self.require_pattern(k)?;
        let entries = self.covariance_of(k);
        Ok(SymmetricMatrix::from_fn(self.dim, |i, j| entries[i * self.dim + j])?)
    }

    /// The distribution of pattern `k`.
    ///
    /// # Errors
    /// If there is no pattern `k`, or no memory for its covariance.
    pub fn pattern(&self, k: usize) -> Result<MultivariateLogNormal, Error> {
        let covariance = self.covariance(k)?;
        Ok(MultivariateLogNormal::new(self.mu_of(k).to_vec(), covariance)?)
    }

    /// The distribution of x_i x_j, which pattern `k` adds to the weight w_ij:
    /// ln(x_i x_j) ~ N(μ_i + μ_j, Σ_ii + Σ_jj + 2Σ_ij).
    ///
    /// # Errors
    /// If there is no pattern `k`, the synapse ends outside it, or the product is constant.
    pub fn product(&self, k: usize, synapse: Synapse) -> Result<LogNormal, Error> {
        self.require_pattern(k)?;
        let (i, j, dim) = (synapse.i(), synapse.j(), self.dim);
        require_index("neuron", j, dim)?;
        let (mu, sigma) = (self.mu_of(k), self.covariance_of(k));
        let variance = sigma[i * dim + i] + sigma[j * dim + j] + 2.0 * sigma[i * dim + j];
        Ok(LogNormal::new(mu[i] + mu[j], variance.sqrt())?)
    }

    /// Whether all patterns were given one covariance.
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

    pub(crate) fn require_pattern(&self, k: usize) -> Result<(), Error> {
        require_index("pattern", k, self.len())
    }

    /// All patterns in order, but `about` last.
    pub(crate) fn with_last(&self, about: usize) -> impl Iterator<Item = usize> {
        (0..self.len()).filter(move |&k| k != about).chain([about])
    }
}

impl TryFrom<Vec<MultivariateLogNormal>> for Patterns {
    type Error = Error;

    fn try_from(patterns: Vec<MultivariateLogNormal>) -> Result<Self, Error> {
        Self::new(&patterns)
    }
}

#[cfg(feature = "serde")]
impl TryFrom<crate::serial::Parameters> for Patterns {
    type Error = Error;

    fn try_from(stored: crate::serial::Parameters) -> Result<Self, Error> {
        let covariances = stored.covariances.iter().map(|rows| SymmetricMatrix::from_rows(rows));
        let mut covariances = covariances.collect::<Result<Vec<_>, _>>()?;
        if covariances.len() == 1 {
            return Self::sharing_covariance(&stored.means, &covariances.remove(0));
        }
        require_len("the list of covariances", stored.means.len(), covariances.len())?;
        let pairs = stored.means.into_iter().zip(covariances);
        let patterns = pairs.map(|(mu, covariance)| MultivariateLogNormal::new(mu, covariance));
        Self::new(&patterns.collect::<Result<Vec<_>, _>>()?)
    }
}

#[cfg(feature = "serde")]
impl From<Patterns> for crate::serial::Parameters {
    fn from(patterns: Patterns) -> Self {
        let rows = |numbers: &Vec<f64>| numbers.chunks(patterns.dim).map(<[f64]>::to_vec).collect();
        let covariances = patterns.covariances.iter().map(rows).collect();
        Self { means: rows(&patterns.mu), covariances }
    }
}

/// The dimension that all patterns share.
fn require_patterns(mut dims: impl ExactSizeIterator<Item = usize>) -> Result<usize, Error> {
    require_at_least("patterns", dims.len(), 2)?;
    let dim = dims.next().unwrap_or(0);
    if dim == 0 {
        return Err(Error::Empty { quantity: "a pattern" });
    }
    dims.try_for_each(|found| require_len("a pattern", dim, found))?;
    Ok(dim)
}

/// Every pattern must be a valid log-normal, although only one covariance is checked.
fn require_finite_means(mu: &[f64], zeros: &MultivariateLogNormal) -> Result<(), Error> {
    let ln_means = zeros.ln_means();
    let values = mu.iter().enumerate().map(|(at, mu)| mu + ln_means[at % ln_means.len()]);
    values.into_iter().try_for_each(|value| require_finite("ln E x", value).map(drop))
}

fn square(matrix: &SymmetricMatrix) -> Vec<f64> {
    let dim = matrix.dim();
    let mut entries = vec![0.0; dim * dim];
    for i in 0..dim {
        for (j, value) in matrix.row(i).iter().enumerate() {
            entries[i * dim + j] = *value;
            entries[j * dim + i] = *value;
        }
    }
    entries
}
