//! One synapse, by a method of the caller's choice.

use synaptome_lognormal::{LogNormalSum, SumApproximation};

use crate::ensemble::SynapticEnsemble;
use crate::error::Error;
use crate::patterns::Patterns;
use crate::synapse::Synapse;

/// The weight w_ij as a sum of log-normals, the term of pattern `about` last:
/// ln(x_i^k x_j^k) ~ N(μ_i + μ_j, Σ_ii + Σ_jj + 2Σ_ij).
///
/// # Errors
/// If there is no pattern `about`, the synapse ends outside the patterns, or a term is
/// constant.
pub fn weight_of_synapse(
    patterns: &Patterns,
    synapse: Synapse,
    about: usize,
) -> Result<LogNormalSum, Error> {
    patterns.require_pattern(about)?;
    let terms = patterns.with_last(about).map(|k| patterns.product(k, synapse));
    Ok(LogNormalSum::new(terms.collect::<Result<_, _>>()?)?)
}

/// MI(w_ij; x^l) in nats by any [`SumApproximation`]: h(w) − h(w without pattern l).
///
/// ```
/// use synaptome_lognormal::{Convolution, FentonWilkinson};
/// use synaptome_mi::{Patterns, Synapse, covariance, information_of_synapse_nats};
/// let covariance = covariance::exchangeable(4, 2.0, 0.0)?;
/// let patterns = Patterns::sharing_covariance(&[[0.0; 4]; 5], &covariance)?;
/// let synapse = Synapse::new(0, 1);
/// let exact = information_of_synapse_nats(&patterns, synapse, 0, &Convolution::default())?;
/// let closed = information_of_synapse_nats(&patterns, synapse, 0, &FentonWilkinson)?;
/// assert!((exact - 0.3609).abs() < 1e-4 && (closed - 0.3174).abs() < 1e-4);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// As [`weight_of_synapse`], or if the method fails.
pub fn information_of_synapse_nats<M: SumApproximation + ?Sized>(
    patterns: &Patterns,
    synapse: Synapse,
    about: usize,
    method: &M,
) -> Result<f64, Error> {
    Ok(method.information_of_last_nats(&weight_of_synapse(patterns, synapse, about)?)?)
}

/// Σ_a MI(w_a; x^l) in nats by any [`SumApproximation`]: the information of an ensemble
/// without synergy.
///
/// # Errors
/// As [`information_of_synapse_nats`].
pub fn additive_information_nats<M: SumApproximation + ?Sized>(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
    method: &M,
) -> Result<f64, Error> {
    let alone = |&synapse| information_of_synapse_nats(patterns, synapse, about, method);
    ensemble.iter().map(alone).sum()
}
