//! The information of an ensemble from samples of its weights.

use rand::Rng;
use synaptome_lognormal::{Estimate, SymmetricMatrix};

use crate::{Error, PatternMixture, SynapticEnsemble};

mod moments;
mod neighbours;

/// Samples of ln w and, with the same random numbers, of ln w without pattern l.
///
/// Since w given x^l is w_/l shifted, MI(w; x^l) = h(w) − h(w_/l) exactly, for patterns of
/// any distribution: two entropies are all there is to estimate, and what they have in
/// common cancels.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_mi::{PatternMixture, SampledWeights, Synapse, SynapticEnsemble, covariance};
/// let covariance = covariance::exchangeable(4, 1.0, 0.0)?;
/// let patterns = PatternMixture::sharing_covariance(&[[0.0; 4]; 5], &covariance)?;
/// let one = SynapticEnsemble::new(vec![Synapse { i: 0, j: 1 }])?;
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let sampled = SampledWeights::draw(&patterns, &one, 0, 20_000, &mut rng)?;
/// let found = sampled.nearest_neighbours(4)?;
/// assert!((found.value - 0.195_732_9).abs() < 5.0 * found.error);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SampledWeights {
    dim: usize,
    /// M × n.
    with: Vec<f64>,
    without: Vec<f64>,
}

/// Groups of the jackknife.
const GROUPS: usize = 20;

impl SampledWeights {
    /// Samples of your own: rows of `dim` logarithms of weights, with and without one
    /// pattern, as many of the one as of the other.
    ///
    /// # Errors
    /// If the shapes do not agree, there are fewer than 100 samples, or a number is not
    /// finite.
    pub fn new(dim: usize, with: Vec<f64>, without: Vec<f64>) -> Result<Self, Error> {
        let (expected, found) = (with.len(), without.len());
        if expected != found || dim == 0 || expected % dim != 0 {
            return Err(Error::LengthMismatch { quantity: "sampled weights", expected, found });
        }
        if expected / dim < 100 {
            let (quantity, value) = ("number of samples", (expected / dim) as f64);
            return Err(Error::OutOfRange { quantity, low: 100.0, high: f64::MAX, value });
        }
        if let Some(&value) = with.iter().chain(&without).find(|x| !x.is_finite()) {
            return Err(synaptome_lognormal::Error::NotFinite { quantity: "ln w", value }.into());
        }
        Ok(Self { dim, with, without })
    }

    /// `samples` draws of all patterns.
    ///
    /// # Errors
    /// As [`mutual_information`](crate::mutual_information), or if there are fewer than 100
    /// samples.
    pub fn draw<R: Rng + ?Sized>(
        patterns: &PatternMixture,
        ensemble: &SynapticEnsemble,
        about: usize,
        samples: usize,
        rng: &mut R,
    ) -> Result<Self, Error> {
        patterns.require_pattern(about)?;
        ensemble.require_within(patterns.dim())?;
        let order = (0..patterns.len()).filter(|&k| k != about).chain([about]);
        let laws = order.map(|k| patterns.pattern(k)).collect::<Result<Vec<_>, _>>()?;
        let (mut with, mut without) = (Vec::new(), Vec::new());
        let size = samples.saturating_mul(ensemble.len());
        if with.try_reserve_exact(size).is_err() || without.try_reserve_exact(size).is_err() {
            return Err(Error::TooManySamples { samples, synapses: ensemble.len() });
        }
        for _ in 0..samples {
            let mut total = vec![f64::NEG_INFINITY; ensemble.len()];
            for (k, law) in laws.iter().enumerate() {
                if k + 1 == laws.len() {
                    without.extend_from_slice(&total);
                }
                let ln_x = law.sample_ln(rng);
                for (ln_w, s) in total.iter_mut().zip(ensemble.synapses()) {
                    *ln_w = ln_add_exp(*ln_w, ln_x[s.i] + ln_x[s.j]);
                }
            }
            with.extend(total);
        }
        Self::new(ensemble.len(), with, without)
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
    /// If a sampled covariance is not positive definite.
    pub fn log_moments(&self) -> Result<Estimate, Error> {
        self.jackknife(false)
    }

    /// [`log_moments`](Self::log_moments) less the first Edgeworth term
    /// (1/12) Σ_abc κ_abc² of the standardised third cumulants.
    ///
    /// # Errors
    /// If a sampled covariance is not positive definite.
    pub fn third_cumulants(&self) -> Result<Estimate, Error> {
        self.jackknife(true)
    }

    /// MI in nats from the distances to the `k`-th nearest neighbours (L. F. Kozachenko &
    /// N. N. Leonenko, Probl. Inf. Transm. 23, 9, 1987), largest-coordinate norm. No
    /// assumption on the law, but a bias that grows with n; the error is that of the mean.
    ///
    /// # Errors
    /// Unless 1 ≤ k < M.
    pub fn nearest_neighbours(&self, k: usize) -> Result<Estimate, Error> {
        if k == 0 || k >= self.len() {
            let (low, high) = (1.0, self.len() as f64 - 1.0);
            return Err(Error::OutOfRange { quantity: "k", low, high, value: k as f64 });
        }
        let with = neighbours::ln_volumes(&self.with, self.dim, k);
        let without = neighbours::ln_volumes(&self.without, self.dim, k);
        let rows = self.with.chunks(self.dim).zip(self.without.chunks(self.dim));
        let rises = rows.map(|(a, b)| a.iter().sum::<f64>() - b.iter().sum::<f64>());
        let terms = with.iter().zip(&without).zip(rises).map(|((a, b), rise)| a - b + rise);
        Ok(mean_with_error(&terms.collect::<Vec<_>>()))
    }

    /// The correlations of ln w and of ln w without the pattern, as sampled.
    pub fn correlations(&self) -> (SymmetricMatrix, SymmetricMatrix) {
        let correlation = |rows: &[f64]| moments::Sums::of(rows, self.dim, false).correlation();
        (correlation(&self.with), correlation(&self.without))
    }

    /// The estimate from all groups, and the spread when each is left out.
    fn jackknife(&self, third: bool) -> Result<Estimate, Error> {
        let size = self.len().div_ceil(GROUPS) * self.dim;
        let groups = |rows: &[f64]| -> Vec<moments::Sums> {
            rows.chunks(size).map(|group| moments::Sums::of(group, self.dim, third)).collect()
        };
        let (with, without) = (groups(&self.with), groups(&self.without));
        let difference = |left_out: Option<usize>| -> Result<f64, Error> {
            let entropy = |groups: &[moments::Sums]| moments::entropy_nats(groups, left_out);
            Ok(entropy(&with)? - entropy(&without)?)
        };
        let value = difference(None)?;
        let parts: Vec<f64> =
            (0..with.len()).map(|g| difference(Some(g))).collect::<Result<_, _>>()?;
        let count = parts.len() as f64;
        Ok(Estimate { value, error: mean_with_error(&parts).error * (count - 1.0) })
    }
}

fn mean_with_error(values: &[f64]) -> Estimate {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
    Estimate { value: mean, error: (variance / count).sqrt() }
}

/// ln(e^a + e^b), also for a = −∞.
fn ln_add_exp(a: f64, b: f64) -> f64 {
    a.max(b) + (-(a - b).abs()).exp().ln_1p()
}
