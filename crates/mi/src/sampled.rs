//! The information of an ensemble from samples of its weights.

use synaptome_lognormal::{Estimate, SymmetricMatrix};

use crate::copula;
use crate::error::{Error, require_at_least, require_finite, require_in, require_len};

mod draws;
mod jackknife;
mod moments;
mod neighbours;
mod ties;

use moments::Sums;

/// Samples of ln w and, with the same random numbers, of ln w without pattern l.
///
/// Since w given x^l is w_/l shifted, MI(w; x^l) = h(w) − h(w_/l) exactly, for patterns of
/// any distribution: only two entropies have to be estimated, and what they have in common
/// cancels.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_mi::{Patterns, SampledWeights, Synapse, SynapticEnsemble, covariance};
/// let covariance = covariance::exchangeable(4, 1.0, 0.0)?;
/// let patterns = Patterns::sharing_covariance(&[[0.0; 4]; 5], &covariance)?;
/// let one = SynapticEnsemble::new(vec![Synapse::new(0, 1)])?;
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let sampled = SampledWeights::draw(&patterns, &one, 0, 20_000, &mut rng)?;
/// let found = sampled.nearest_neighbours_nats(4)?;
/// assert!((found.value - 0.195_732_9).abs() < 5.0 * found.error);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SampledWeights {
    dim: usize,
    /// M × n.
    with: Vec<f64>,
    without: Vec<f64>,
}

/// Fewest samples.
const FEWEST: usize = 100;
/// Most synapses of which third cumulants are taken: n³ numbers.
const MOST_WITH_THIRD: usize = 256;

impl SampledWeights {
    /// Samples of your own: rows of `dim` logarithms of weights, with and without one
    /// pattern, as many of the one as of the other.
    ///
    /// # Errors
    /// If the shapes do not agree, there are fewer than 100 samples, or a number is not
    /// finite.
    pub fn new(dim: usize, with: Vec<f64>, without: Vec<f64>) -> Result<Self, Error> {
        if dim == 0 {
            return Err(Error::Empty { quantity: "a sample of weights" });
        }
        require_len("the samples without the pattern", with.len(), without.len())?;
        let last = with.len() % dim;
        require_len("the last sample", dim, if last == 0 { dim } else { last })?;
        require_at_least("samples", with.len() / dim, FEWEST)?;
        with.iter().chain(&without).try_for_each(|&x| require_finite("ln w", x).map(drop))?;
        Ok(Self { dim, with, without }.centred())
    }

    /// Number of samples M.
    #[expect(clippy::len_without_is_empty, reason = "there are at least 100 samples")]
    pub fn len(&self) -> usize {
        self.with.len() / self.dim
    }

    /// MI in nats as if ln w were normal, from its means and covariances; the error is the
    /// jackknife's.
    ///
    /// # Errors
    /// If a channel is constant, or a sampled covariance is not positive definite.
    pub fn log_moments_nats(&self) -> Result<Estimate, Error> {
        self.jackknife(false)
    }

    /// [`log_moments_nats`](Self::log_moments_nats) less the first Edgeworth term
    /// (1/12) Σ_abc κ_abc² of the standardised third cumulants.
    ///
    /// # Errors
    /// If a sampled covariance is not positive definite, or there are more than 256 synapses.
    pub fn third_cumulants_nats(&self) -> Result<Estimate, Error> {
        let (value, limit) = (self.dim as u128, MOST_WITH_THIRD as u128);
        if value > limit {
            return Err(Error::TooLarge { quantity: "the number of synapses", value, limit });
        }
        self.jackknife(true)
    }

    /// MI in nats from the distances to the `k`-th nearest neighbours (L. F. Kozachenko &
    /// N. N. Leonenko, Probl. Inf. Transm. 23, 9, 1987), largest-coordinate norm. This assumes
    /// nothing about the distribution, but has a bias that grows with n; the error is that of
    /// the mean.
    ///
    /// # Errors
    /// Unless 1 ≤ k < M. [`Error::Ties`] if values of a channel are equal, as those of rounded numbers
    /// are: the distances then say nothing of a density ([`dithered`](Self::dithered) undoes rounding).
    /// [`Error::Constant`] or [`Error::NotPositiveDefinite`] for a channel that is constant or a linear
    /// combination of others: the entropies are −∞.
    pub fn nearest_neighbours_nats(&self, k: usize) -> Result<Estimate, Error> {
        require_in("the number of neighbours", k as f64, 1.0, self.len() as f64 - 1.0)?;
        self.require_density()?;
        let with = neighbours::ln_volumes(&self.with, self.dim, k);
        let without = neighbours::ln_volumes(&self.without, self.dim, k);
        let rows = self.with.chunks(self.dim).zip(self.without.chunks(self.dim));
        let rises = rows.map(|(a, b)| a.iter().sum::<f64>() - b.iter().sum::<f64>());
        let terms = with.iter().zip(&without).zip(rises).map(|((a, b), rise)| a - b + rise);
        let estimate = jackknife::mean_with_error(&terms.collect::<Vec<_>>());
        require_finite("the information", estimate.value + estimate.error)?;
        Ok(estimate)
    }

    /// The correlations of ln w and of ln w without the pattern, as sampled.
    ///
    /// # Errors
    /// [`Error::Constant`] if a channel does not vary, or if n² numbers do not fit into memory.
    pub fn correlations(&self) -> Result<(SymmetricMatrix, SymmetricMatrix), Error> {
        self.require_varying()?;
        let correlation =
            |rows: &[f64]| Sums::of(rows, self.dim, false).map(|sums| sums.correlation());
        Ok((correlation(&self.with)?, correlation(&self.without)?))
    }

    /// What a Gaussian copula with the sampled [`correlations`](Self::correlations) adds to the
    /// information of single synapses, in nats
    /// (see [`copula_gain_nats`](crate::copula_gain_nats)).
    ///
    /// # Errors
    /// If a sampled correlation is not positive definite.
    pub fn copula_gain_nats(&self) -> Result<f64, Error> {
        let (with, without) = self.correlations()?;
        copula::copula_gain_nats(&with, &without)
    }

    fn jackknife(&self, third: bool) -> Result<Estimate, Error> {
        self.require_varying()?;
        jackknife::information_nats([&self.with, &self.without], self.dim, third)
    }
}
