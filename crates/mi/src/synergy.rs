//! Whether synapses convey more together than one by one.

use crate::ensemble::SynapticEnsemble;
use crate::error::Error;
use crate::information::{mutual_information_nats, mutual_information_of_each_nats};
use crate::patterns::Patterns;

/// The information of an ensemble and the sum of the information of its synapses, in nats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Synergy {
    /// MI(w; x^l).
    pub joint_nats: f64,
    /// Σ_a MI(w_a; x^l), the information of an ensemble without synergy.
    pub additive_nats: f64,
}

impl Synergy {
    /// Joint less additive information: positive is synergy, negative redundancy.
    pub fn excess_nats(&self) -> f64 {
        self.joint_nats - self.additive_nats
    }

    /// Joint over additive information, the paired measure of the size of synergy.
    pub fn ratio(&self) -> f64 {
        self.joint_nats / self.additive_nats
    }
}

/// Joint and additive information of an ensemble about pattern `about`, in closed form.
///
/// # Errors
/// As [`mutual_information_nats`].
pub fn synergy(
    patterns: &Patterns,
    ensemble: &SynapticEnsemble,
    about: usize,
) -> Result<Synergy, Error> {
    let joint_nats = mutual_information_nats(patterns, ensemble, about)?;
    let each = mutual_information_of_each_nats(patterns, ensemble, about)?;
    Ok(Synergy { joint_nats, additive_nats: each.into_iter().sum() })
}

/// The information of two ensembles, apart and together, in nats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairInformation {
    /// MI(w₁; x^l).
    pub first_nats: f64,
    /// MI(w₂; x^l).
    pub second_nats: f64,
    /// MI(w₁ ∪ w₂; x^l).
    pub both_nats: f64,
}

impl PairInformation {
    /// The information of `first`, of `second` and of both, by any method.
    ///
    /// ```
    /// use synaptome_mi::{PairInformation, Patterns, SynapticEnsemble};
    /// use synaptome_mi::{covariance, mutual_information_nats};
    /// // Three layers of three neurons, connected one to the next.
    /// let covariance = covariance::exchangeable(9, 0.7, 0.3)?;
    /// let patterns = Patterns::sharing_covariance(&[[0.0; 9]; 5], &covariance)?;
    /// let first = SynapticEnsemble::layer_to_layer(0..3, 3..6)?;
    /// let second = SynapticEnsemble::layer_to_layer(3..6, 6..9)?;
    /// let nats = |ensemble: &SynapticEnsemble| mutual_information_nats(&patterns, ensemble, 0);
    /// let pair = PairInformation::of(&first, &second, nats)?;
    /// assert!((pair.first_nats - pair.second_nats).abs() < 1e-12);
    /// println!("synergy {} nats", pair.synergy_nats());
    /// # Ok::<(), synaptome_mi::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the ensembles share a synapse, or the method fails.
    pub fn of(
        first: &SynapticEnsemble,
        second: &SynapticEnsemble,
        information_nats: impl Fn(&SynapticEnsemble) -> Result<f64, Error>,
    ) -> Result<Self, Error> {
        let both_nats = information_nats(&first.union(second)?)?;
        let (first, second) = (information_nats(first)?, information_nats(second)?);
        Ok(Self { first_nats: first, second_nats: second, both_nats })
    }

    /// MI(w₁ ∪ w₂) − MI(w₁) − MI(w₂): positive is synergy, negative redundancy.
    pub fn synergy_nats(&self) -> f64 {
        self.both_nats - self.first_nats - self.second_nats
    }
}
