//! Whether the whole ensemble tells more than its synapses one by one.

use crate::{
    Error, Nats, PatternMixture, SynapticEnsemble, mutual_information, mutual_information_of_each,
};

/// The information of an ensemble beside the sum of the informations of its synapses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Synergy {
    /// MI(w; x^l).
    pub joint: Nats,
    /// Σ_a MI(w_a; x^l), what an ensemble without synergy would hold.
    pub additive: Nats,
}

impl Synergy {
    /// Joint less additive information: positive is synergy, negative redundancy.
    pub fn excess(&self) -> Nats {
        self.joint - self.additive
    }

    /// Joint over additive information, the paired measure of the size of synergy.
    pub fn ratio(&self) -> f64 {
        self.joint.0 / self.additive.0
    }
}

/// Joint and additive information of an ensemble about pattern `about`.
///
/// # Errors
/// As [`mutual_information`].
pub fn synergy(
    patterns: &PatternMixture,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<Synergy, Error> {
    let joint = mutual_information(patterns, ensemble, about)?;
    let each = mutual_information_of_each(patterns, ensemble, about)?;
    Ok(Synergy { joint, additive: each.into_iter().sum() })
}
