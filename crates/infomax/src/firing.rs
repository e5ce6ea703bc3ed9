//! How neurons fire.

use crate::Error;
use crate::error::{require_below, require_in, require_positive};

/// How neurons fire (Tanaka, Kaneko & Aoyagi 2009, equations 2.1 and 2.2).
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Network, input::Spontaneous};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let mut network = Network::draw(20, Firing { target_rate: 0.02, ..Firing::default() }, rng)?;
/// let raster = network.settle_and_run(50_000, &mut Spontaneous, rng);
/// let mean_rate = raster.spikes() as f64 / (20.0 * 50_000.0);
/// assert!((mean_rate - 0.02).abs() < 0.002);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Firing {
    /// The largest firing probability p_max, above 0 and at most 1.
    pub max_probability: f64,
    /// The mean firing rate per step that thresholds keep, above 0 and below p_max.
    pub target_rate: f64,
    /// The speed ε of the thresholds, per step.
    pub threshold_rate: f64,
}

impl Default for Firing {
    /// The spontaneous network of the paper's sixth figure.
    fn default() -> Self {
        Self { max_probability: 0.95, target_rate: 0.05, threshold_rate: 0.01 }
    }
}

impl Firing {
    pub(crate) fn validate(self) -> Result<(), Error> {
        require_positive("max_probability", self.max_probability)?;
        require_in("max_probability", self.max_probability, 0.0, 1.0)?;
        require_positive("target_rate", self.target_rate)?;
        require_below("target_rate", self.target_rate, self.max_probability)?;
        require_in("threshold_rate", self.threshold_rate, 0.0, 1e6)
    }

    /// The threshold at which a neuron without input fires at its target rate.
    pub(crate) fn resting_threshold(self) -> f64 {
        (self.max_probability / self.target_rate - 1.0).ln()
    }

    /// Moves thresholds by ε (x − p̄) for a new state; neurons without a threshold are passed over.
    #[inline(always)]
    pub(crate) fn adapt(self, thresholds: &mut [f64], firing: impl Iterator<Item = usize>) {
        let fall = self.threshold_rate * self.target_rate;
        thresholds.iter_mut().for_each(|h| *h -= fall);
        for i in firing {
            if let Some(h) = thresholds.get_mut(i) {
                *h += self.threshold_rate;
            }
        }
    }
}
