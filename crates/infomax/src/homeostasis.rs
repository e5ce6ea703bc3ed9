//! What keeps rates near their targets while weights change.

use crate::{Error, Network, Raster};

/// What keeps rates near their targets while weights change.
///
/// A threshold falls by ε p̄ per step, so that a step of learning which lowers the mean input of a neuron by
/// one unit silences it for up to 1/(ε p̄) steps: 5,000 at ε = 0.01 and p̄ = 0.02. The more neurons there are, the
/// more input a step of the same learning rate moves, and the more often one neuron of them is silent.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Homeostasis, Learner, Network, input::Spontaneous};
///
/// let homeostasis = Homeostasis::Compensated;
/// let learner = Learner { homeostasis, block_steps: 4_000, ..Learner::default() };
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let network = Network::draw(100, Firing::default(), &mut rng)?;
/// let mut learning = learner.begin(network)?;
/// (0..8).for_each(|_| drop(learning.advance(&mut Spontaneous, &mut rng)));
/// assert!(learning.course_nats().iter().all(|nats| nats.is_finite()));
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Homeostasis {
    /// The thresholds alone, as in the paper. A block in which a learning neuron never fired, or never rested,
    /// changes no weight.
    #[default]
    Adaptive,
    /// A step of learning moves each threshold by the mean input that it adds, Δh_i = Σ_j ΔW_ij p̄_j; and
    /// neurons that never fired in a block, or never rested, are left out of its gradient. Not in the paper.
    Compensated,
}

impl Homeostasis {
    /// Those of the neurons in `subset` that take part in a block.
    pub(crate) fn taking_part(
        self,
        subset: Vec<usize>,
        network: &Network,
        raster: &Raster,
    ) -> Result<Vec<usize>, Error> {
        let (rates, steps) = (raster.rates(), raster.len());
        let still = |neuron: usize| match rates[neuron] {
            _ if neuron >= network.free() => None,
            0.0 => Some(Error::Silent { neuron, steps }),
            1.0 => Some(Error::Locked { neuron, steps }),
            _ => None,
        };
        let Some(error) = subset.iter().find_map(|&neuron| still(neuron)) else {
            return Ok(subset);
        };
        let alive: Vec<_> = subset.into_iter().filter(|&neuron| still(neuron).is_none()).collect();
        if self == Self::Adaptive || alive.is_empty() { Err(error) } else { Ok(alive) }
    }

    /// Moves the thresholds after weights have changed by `step`, column after column, padded; `rates` are
    /// the mean rates of all neurons.
    pub(crate) fn follow(self, network: &mut Network, step: &[f64], rates: &[f64]) {
        if self == Self::Adaptive {
            return;
        }
        let columns = step.chunks_exact(network.stride());
        for (column, rate) in columns.zip(rates) {
            network.raise_thresholds(column, *rate);
        }
    }
}
