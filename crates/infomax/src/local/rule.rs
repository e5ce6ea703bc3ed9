//! Options of the local rule.

use super::course::Course;
use crate::Error;
use crate::error::require_in;

/// A local rule that maximises information: covariance Hebb with lateral decorrelation.
///
/// The authors of recurrent infomax name such a rule as their next goal: no predictor, no global
/// signal, every weight changed at every step from what its two neurons know,
///
/// W_kl += η γ_k x_l(t) (b_k − b̄_k), b̄_k = ⟨γ_k b_k⟩/⟨γ_k⟩, γ_k = p_k(1 − p_k/p_max),
/// b_k = u_k − ⟨u_k²⟩ ξ_k + ξ_k/(p̄(1 − p̄)), ξ = x(t+1) − ⟨x⟩, u ≈ C⁻¹ξ.
///
/// The decorrelated u comes from lateral weights that are themselves Hebbian,
/// C_kj += ε(ξ_k ξ_j − C_kj).
///
/// ```
/// use std::ops::ControlFlow;
///
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, LocalRule, Network};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let network = Network::draw(10, Firing::default(), &mut rng)?;
/// let before = network.weights().to_owned();
/// let mut learning = LocalRule { steps: 20_000, ..LocalRule::default() }.begin(network)?;
/// let _ = learning.run(|_| ControlFlow::Continue(()), &mut rng)?;
/// assert!(learning.is_finished());
/// assert_ne!(learning.network().weights(), before);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct LocalRule {
    /// The number of steps.
    pub steps: usize,
    /// The learning rate η at the beginning, per step.
    pub learning_rate: f64,
    /// The fraction of steps after which it falls linearly.
    pub decay_from: f64,
    /// The fraction of the learning rate that is left at the end.
    pub final_fraction: f64,
    /// The rate at which averages follow, per step.
    pub average_rate: f64,
    /// The slowest rate ε of the lateral weights, per step.
    pub lateral_rate: f64,
    /// How u is found.
    pub decorrelation: Decorrelation,
    /// Which neurons have lateral connections, without which they count as uncorrelated.
    pub laterals: Laterals,
}

/// Which neurons have lateral connections with each other.
///
/// ```
/// use synaptome_infomax::{Laterals, LocalRule};
///
/// // Each neuron is decorrelated from its four neighbours on either side only.
/// let rule = LocalRule { laterals: Laterals::Ring(4), ..LocalRule::default() };
/// assert_ne!(rule, LocalRule::default());
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Laterals {
    /// All with all.
    #[default]
    All,
    /// Each with those up to so many places away on a ring in the order of their numbers: with twice as many
    /// neurons, or with all from half of a ring on. The weights that learn do not know this order.
    Ring(usize),
}

/// How the lateral weights act.
///
/// ```
/// use synaptome_infomax::{Decorrelation, LocalRule};
///
/// let rule = LocalRule { decorrelation: Decorrelation::Sweeps(3), ..LocalRule::default() };
/// assert_ne!(rule.decorrelation, Decorrelation::None);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Decorrelation {
    /// Not at all: u_k = ξ_k/C_kk. For comparison.
    None,
    /// Once: u_k = ξ_k/C_kk − Σ_{j≠k} C_kj ξ_j/(C_kk C_jj).
    OnePass,
    /// Neuron after neuron, so many times: Gauss–Seidel sweeps towards C⁻¹ξ.
    Sweeps(usize),
}

impl Default for LocalRule {
    fn default() -> Self {
        Self {
            steps: 6_000_000,
            learning_rate: 1e-3,
            decay_from: 0.3,
            final_fraction: 0.05,
            average_rate: 1e-4,
            lateral_rate: 5e-5,
            decorrelation: Decorrelation::OnePass,
            laterals: Laterals::All,
        }
    }
}

impl LocalRule {
    pub(super) fn validate(&self) -> Result<(), Error> {
        self.course().validate()?;
        let rates =
            [("the average rate", self.average_rate), ("the lateral rate", self.lateral_rate)];
        rates.into_iter().try_for_each(|(quantity, rate)| require_in(quantity, rate, 0.0, 1.0))
    }

    /// The learning rate at a step.
    pub(super) fn rate(&self, t: usize) -> f64 {
        self.course().rate(t)
    }

    fn course(&self) -> Course {
        let Self { steps, learning_rate, decay_from, final_fraction, .. } = *self;
        Course { steps, learning_rate, decay_from, final_fraction }
    }
}
