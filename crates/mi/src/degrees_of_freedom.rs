//! The number of synapses beyond which the true information is infinite.

use crate::ensemble::SynapticEnsemble;
use crate::patterns::Patterns;

/// The dimension D of the set of weights that the other N − 1 patterns can make among
/// `neurons` neurons: (N − 1)d − (N − 1)(N − 2)/2, that of symmetric d × d matrices of rank
/// N − 1, at most d(d + 1)/2.
///
/// With more than D synapses, w without pattern l has no density and the true noiseless
/// MI(w; x^l) is infinite. A finite number there belongs to the log-normal approximation,
/// which smears the weights over all dimensions.
///
/// ```
/// assert_eq!(synaptome_mi::degrees_of_freedom(10, 300), 2_664);
/// ```
pub fn degrees_of_freedom(patterns: usize, neurons: usize) -> usize {
    let rank = patterns.saturating_sub(1).min(neurons);
    rank.saturating_mul(neurons) - rank.saturating_mul(rank.saturating_sub(1)) / 2
}

/// [`degrees_of_freedom`] of the neurons that an ensemble touches.
///
/// ```
/// use synaptome_mi::{Patterns, SynapticEnsemble, covariance, degrees_of_freedom_of};
/// let covariance = covariance::exchangeable(20, 1.0, 0.0)?;
/// let patterns = Patterns::sharing_covariance(&[[0.0; 20]; 3], &covariance)?;
/// let all = SynapticEnsemble::all_pairs(20)?;
/// assert!(all.len() > degrees_of_freedom_of(&patterns, &all));
/// # Ok::<(), synaptome_mi::Error>(())
/// ```
pub fn degrees_of_freedom_of(patterns: &Patterns, ensemble: &SynapticEnsemble) -> usize {
    let mut touched = vec![false; patterns.dim()];
    for neuron in ensemble.iter().flat_map(|s| [s.i(), s.j()]) {
        if let Some(seen) = touched.get_mut(neuron) {
            *seen = true;
        }
    }
    degrees_of_freedom(patterns.len(), touched.into_iter().filter(|&seen| seen).count())
}
