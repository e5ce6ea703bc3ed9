//! Unlearning of what a network dreams.

use std::ops::ControlFlow;

use faer::Mat;
use rand::Rng;

use super::hebbian::{Hebbian, set_diagonal};
use crate::elementwise::add_scaled;
use crate::error::{require_at_most, require_positive};
use crate::{Dynamics, Error, HopfieldNetwork, Messages, State, Update, WritingRule};

/// Unlearning (Hopfield, Feinstein & Palmer 1983): Hebb's rule, then dreams that are taken away again.
///
/// In each dream the network is led from a random state to where it comes to rest, S*, which is most often no message, and
/// J ← J - (ε/N) S* S*ᵀ without the diagonal. The weights begin as (1/N) `Σ_m` ξ^m ξ^mᵀ.
///
/// What counts is the product of ε and the number of dreams, and its best value is narrow: too few dreams leave spurious
/// states, too many destroy the messages. We have read about the rule and not its paper; this is how it is commonly stated.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Hebbian, Messages, Unlearning, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 20, rng)?;
/// let before = Hebbian::default().write(&messages, rng)?;
/// let after = Unlearning { dreams_per_unit: 20, ..Unlearning::default() }.write(&messages, rng)?;
/// assert!(before.fixed_fraction(&messages)? < 0.5);
/// assert_eq!(after.fixed_fraction(&messages)?, 1.0);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Unlearning {
    /// How much of a dream is taken away, ε > 0.
    pub rate: f64,
    /// Number of dreams D, per unit. The default suits about half as many messages as units; at loads below 0.3 it
    /// destroys them.
    pub dreams_per_unit: usize,
    /// How dreams come to rest; one unit after another, as all at once might end in a cycle.
    pub dynamics: Dynamics,
}

impl Default for Unlearning {
    /// What suits a load of one half.
    fn default() -> Self {
        let dynamics = Dynamics { update: Update::Random, ..Dynamics::default() };
        Self { rate: 0.01, dreams_per_unit: 35, dynamics }
    }
}

/// Most dreams of one network.
const MOST_DREAMS: usize = 1 << 32;

impl Unlearning {
    /// Writes the messages and unlearns, until all is dreamt or the observer breaks off.
    ///
    /// The observer is told the number of dreams before each of them.
    ///
    /// # Errors
    /// If the rate is not positive, there are more than 2³² dreams, or the order of updates is not of as many units.
    pub fn write_watched<R: Rng + ?Sized>(
        &self,
        messages: &Messages,
        mut observer: impl FnMut(usize) -> ControlFlow<()>,
        rng: &mut R,
    ) -> Result<HopfieldNetwork, Error> {
        let units = messages.units();
        require_positive("the rate of unlearning", self.rate)?;
        let dreams = self.dreams_per_unit.saturating_mul(units);
        require_at_most("the number of dreams", dreams, MOST_DREAMS)?;
        let mut network = Hebbian::per_unit(messages)?;
        for dream in 0..dreams {
            if observer(dream).is_break() {
                break;
            }
            let rest = network.recall(&State::draw(units, rng)?, &self.dynamics, rng)?.state;
            let scale = -self.rate / units as f64;
            network.change(|weights| add_outer(weights, scale, &rest))?;
        }
        Ok(network)
    }
}

impl WritingRule for Unlearning {
    fn name(&self) -> &'static str {
        "unlearning"
    }

    fn write(&self, messages: &Messages, rng: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        self.write_watched(messages, |_| ControlFlow::Continue(()), rng)
    }
}

/// J ← J + a S Sᵀ without the diagonal.
fn add_outer(weights: &mut Mat<f64>, scale: f64, state: &State) {
    let spins: Vec<f64> = state.numbers().collect();
    for (j, spin) in spins.iter().enumerate() {
        add_scaled(weights.col_as_slice_mut(j), scale * spin, &spins);
    }
    set_diagonal(weights, 0.0);
}
