//! Telling the stored pattern from others by the weights.

use synaptome_lognormal::LogNormal;

use crate::ensemble::SynapticEnsemble;
use crate::error::{Error, require_finite, require_index, require_len};
use crate::patterns::Patterns;
use crate::single::weight_of_synapse;

/// Scores candidates for pattern l by how well they fit the weights of an ensemble, or those
/// that are left of it after pruning. The decoder knows the distributions of all patterns and
/// the weights; the stored pattern fits best most often.
///
/// A candidate is given by what it would add to every weight, c_a = x_i x_j
/// ([`SynapticEnsemble::products`]), the kept synapses by their positions in the ensemble.
///
/// ```
/// use synaptome_mi::{PatternDecoder, Patterns, SynapticEnsemble, covariance};
/// let covariance = covariance::exchangeable(3, 0.5, 0.0)?;
/// let patterns = Patterns::sharing_covariance(&[[0.0; 3]; 2], &covariance)?;
/// let all = SynapticEnsemble::all_pairs(3)?;
/// let (stored, decoy) = (all.products(&[0.9, -0.6, 0.2])?, all.products(&[-0.9, 0.6, 0.1])?);
/// let other = all.products(&[0.1, 0.0, -0.1])?;
/// let weights = stored.iter().zip(&other).map(|(a, b)| a + b).collect();
/// let (decoder, kept) = (PatternDecoder::new(&patterns, &all, 0, weights)?, [0, 1, 2]);
/// assert!(decoder.ln_likelihood(&stored, &kept)? > decoder.ln_likelihood(&decoy, &kept)?);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PatternDecoder {
    weights: Vec<f64>,
    deviations: Vec<f64>,
    /// E x_i x_j of pattern l.
    own_means: Vec<f64>,
    /// The distribution of w without pattern l.
    others: Vec<LogNormal>,
}

/// The least log-likelihood of a synapse: a candidate that exceeds the weight is impossible.
const LEAST_NATS: f64 = -1e6;

impl PatternDecoder {
    /// The decoder for pattern `about` = l that reads these weights, one per synapse.
    ///
    /// # Errors
    /// If there is no pattern `about`, a synapse ends outside the patterns, there is not one
    /// finite weight per synapse, or a weight is constant.
    pub fn new(
        patterns: &Patterns,
        ensemble: &SynapticEnsemble,
        about: usize,
        weights: Vec<f64>,
    ) -> Result<Self, Error> {
        ensemble.require_one_each("the list of weights", &weights)?;
        weights.iter().try_for_each(|&w| require_finite("a weight", w).map(drop))?;
        let means = expected_weights(patterns, ensemble)?;
        let own = ensemble.iter().map(|&s| Ok(patterns.product(about, s)?.mean()));
        let rest = |&synapse| -> Result<LogNormal, Error> {
            let others = weight_of_synapse(patterns, synapse, about)?.without_last()?;
            Ok(others.fenton_wilkinson()?)
        };
        Ok(Self {
            deviations: weights.iter().zip(means).map(|(w, mean)| w - mean).collect(),
            weights,
            own_means: own.collect::<Result<_, Error>>()?,
            others: ensemble.iter().map(rest).collect::<Result<_, _>>()?,
        })
    }

    /// The weights.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// w_a − E w_a.
    pub fn deviations(&self) -> &[f64] {
        &self.deviations
    }

    /// Σ_a (w_a − E w_a)(c_a − E c_a) over the kept synapses: the negative energy of the
    /// candidate, centred so that synapses count which deviate from what is expected.
    ///
    /// # Errors
    /// If the candidate has not one number per synapse, or a kept synapse does not exist.
    pub fn centred_overlap(&self, candidate: &[f64], kept: &[usize]) -> Result<f64, Error> {
        self.require(candidate, kept)?;
        let overlap = |&a: &usize| self.deviations[a] * (candidate[a] - self.own_means[a]);
        Ok(kept.iter().map(overlap).sum())
    }

    /// Σ_a ln f(w_a − c_a) over the kept synapses, in nats: the log-likelihood of the candidate,
    /// with f the Fenton–Wilkinson density of the weight without pattern l, and as if synapses
    /// were independent. A candidate above the weight costs 10⁶ nats per synapse.
    ///
    /// # Errors
    /// If the candidate has not one number per synapse, or a kept synapse does not exist.
    pub fn ln_likelihood(&self, candidate: &[f64], kept: &[usize]) -> Result<f64, Error> {
        self.require(candidate, kept)?;
        let rest = |a: usize| self.weights[a] - candidate[a];
        let own = |&a: &usize| self.others[a].ln_pdf(rest(a)).max(LEAST_NATS);
        Ok(kept.iter().map(own).sum())
    }

    fn require(&self, candidate: &[f64], kept: &[usize]) -> Result<(), Error> {
        let synapses = self.weights.len();
        require_len("the candidate", synapses, candidate.len())?;
        kept.iter().try_for_each(|&a| require_index("synapse", a, synapses))
    }
}

/// E w_a = Σ_k E x_i^k x_j^k of every synapse.
///
/// ```
/// use synaptome_mi::covariance::exchangeable;
/// use synaptome_mi::{Patterns, SynapticEnsemble, expected_weights};
///
/// let patterns = Patterns::sharing_covariance(&[[0.0; 3]; 2], &exchangeable(3, 0.5, 0.0)?)?;
/// let weights = expected_weights(&patterns, &SynapticEnsemble::all_pairs(3)?)?;
/// assert!((weights[0] - 2.0 * 0.25_f64.exp()).abs() < 1e-12); // two products of mean e^{σ²}
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// If a synapse ends outside the patterns, or a product is constant.
pub fn expected_weights(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
) -> Result<Vec<f64>, Error> {
    let mean = |k, synapse| Ok(patterns.product(k, synapse)?.mean());
    let total = |&synapse| (0..patterns.len()).map(|k| mean(k, synapse)).sum();
    ensemble.iter().map(total).collect()
}
