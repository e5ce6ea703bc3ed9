//! One synapse, by a method of the caller's choice.

use synaptome_lognormal::{LogNormal, LogNormalSum, SumApproximation};

use crate::{Error, Nats, PatternMixture, Synapse};

/// The weight w_ij as a sum of log-normals, the term of pattern `about` last:
/// ln(x_i^k x_j^k) ~ N(μ_i + μ_j, Σ_ii + Σ_jj + 2Σ_ij).
///
/// # Errors
/// If there is no pattern `about`, the synapse ends outside the patterns, or a term is
/// constant.
pub fn weight_of_synapse(
    patterns: &PatternMixture,
    synapse: Synapse,
    about: usize,
) -> Result<LogNormalSum, Error> {
    patterns.require_pattern(about)?;
    let (Synapse { i, j }, dim) = (synapse, patterns.dim());
    if i.max(j) >= dim {
        return Err(Error::NeuronOutOfRange { neuron: i.max(j), dim });
    }
    let term = |k: usize| {
        let (mu, sigma) = (patterns.mu_of(k), patterns.covariance_of(k));
        let variance = sigma[i * dim + i] + sigma[j * dim + j] + 2.0 * sigma[i * dim + j];
        LogNormal::new(mu[i] + mu[j], variance.sqrt())
    };
    let order = (0..patterns.len()).filter(|&k| k != about).chain([about]);
    Ok(LogNormalSum::new(order.map(term).collect::<Result<_, _>>()?)?)
}

/// MI(w_ij; x^l) by any [`SumApproximation`]: h(w) − h(w without pattern l).
///
/// ```
/// use synaptome_lognormal::{Convolution, FentonWilkinson};
/// use synaptome_mi::{PatternMixture, Synapse, covariance, information_of_synapse};
/// let covariance = covariance::exchangeable(4, 2.0, 0.0)?;
/// let patterns = PatternMixture::sharing_covariance(&[[0.0; 4]; 5], &covariance)?;
/// let synapse = Synapse { i: 0, j: 1 };
/// let exact = information_of_synapse(&patterns, synapse, 0, &Convolution::default())?;
/// let closed = information_of_synapse(&patterns, synapse, 0, &FentonWilkinson)?;
/// assert!((exact.0 - 0.3609).abs() < 1e-4 && (closed.0 - 0.3174).abs() < 1e-4);
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
///
/// # Errors
/// As [`weight_of_synapse`], or if the method fails.
pub fn information_of_synapse<M: SumApproximation + ?Sized>(
    patterns: &PatternMixture,
    synapse: Synapse,
    about: usize,
    method: &M,
) -> Result<Nats, Error> {
    Ok(Nats(method.information_of_last_nats(&weight_of_synapse(patterns, synapse, about)?)?))
}
