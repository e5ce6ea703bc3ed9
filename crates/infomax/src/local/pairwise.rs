//! Options of the local rule that knows single pairs of neurons only.

use super::course::Course;
use crate::Error;
use crate::error::require_in;

/// The simplest local rule: each synapse alone strengthens the correlation of its two neurons.
///
/// For weak correlations I^(1) is ½ Σ_kl r_kl², r_kl being the correlation of x_k(t+1) with x_l(t) (the
/// logarithms of the determinants to second order). A synapse that knows a trace of its own covariance
/// E_kl += ε(ξ_k(t+1) ξ_l(t) − E_kl) follows the gradient of its own term to one step,
///
/// W_kl += η γ_k x_l(t) ξ_l(t) E_kl/(C_kk C_ll), γ_k = p_k(1 − p_k/p_max), C_kk = ⟨x_k⟩(1 − ⟨x_k⟩),
///
/// since a change of W_kl changes the covariance by ⟨γ_k x_l ξ_l⟩. Nothing keeps different synapses from
/// strengthening the same correlation: it is the floor that [`LocalRule`](crate::LocalRule), which
/// decorrelates neurons, is compared with.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Network, PairwiseRule};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let network = Network::draw(10, Firing::default(), &mut rng)?;
/// let before = network.weights().to_owned();
/// let mut learning = PairwiseRule { steps: 20_000, ..PairwiseRule::default() }.begin(network)?;
/// let _ = learning.run(|_| ControlFlow::Continue(()), &mut rng)?;
/// assert!(learning.is_finished());
/// assert_ne!(learning.network().weights(), before);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct PairwiseRule {
    /// The number of steps.
    pub steps: usize,
    /// The learning rate η at the beginning, per step.
    pub learning_rate: f64,
    /// The fraction of steps after which it falls linearly.
    pub decay_from: f64,
    /// The fraction of the learning rate that is left at the end.
    pub final_fraction: f64,
    /// The rate at which the means follow, per step.
    pub average_rate: f64,
    /// The slowest rate ε of the traces, per step.
    pub trace_rate: f64,
}

impl Default for PairwiseRule {
    fn default() -> Self {
        Self {
            steps: 6_000_000,
            learning_rate: 1e-3,
            decay_from: 0.3,
            final_fraction: 0.05,
            average_rate: 1e-4,
            trace_rate: 5e-5,
        }
    }
}

impl PairwiseRule {
    pub(super) fn validate(&self) -> Result<(), Error> {
        self.course().validate()?;
        let rates = [("the average rate", self.average_rate), ("the trace rate", self.trace_rate)];
        rates.into_iter().try_for_each(|(quantity, rate)| require_in(quantity, rate, 0.0, 1.0))
    }

    pub(super) fn course(&self) -> Course {
        let Self { steps, learning_rate, decay_from, final_fraction, .. } = *self;
        Course { steps, learning_rate, decay_from, final_fraction }
    }
}
