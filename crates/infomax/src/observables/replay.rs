//! What follows the firing of one neuron.

use rand::Rng;

use crate::error::{require_at_most, require_index};
use crate::input::{Input, Stimulus};
use crate::{Error, Network, Raster};

/// What other neurons do after a neuron fired, where it was forced to and where it fired by itself
/// (Tanaka, Kaneko & Aoyagi 2009, §3).
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::{Cause, Replay};
/// use synaptome_infomax::{Firing, Network};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let mut network = Network::draw(20, Firing::default(), &mut rng)?;
/// let replay = Replay::record(&mut network, 1_000, 50_000, 0, 10, &mut rng)?;
/// assert!(replay.occurrences(Cause::Forced) > 500);
/// // Nothing was learned: neuron 3 fires two steps later no more often than ever.
/// let chance = replay.probability(Cause::Forced, &[(2, 3)])?;
/// assert!((chance - 0.05).abs() < 0.05);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    raster: Raster,
    /// The steps at which the trigger fired because it was forced, and by itself.
    times: [Vec<usize>; 2],
    window: usize,
}

/// Why a neuron fired. No other cause exists.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::{Cause, Replay};
/// use synaptome_infomax::{Firing, Network};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let mut network = Network::draw(10, Firing::default(), rng)?;
/// let replay = Replay::record(&mut network, 1_000, 10_000, 0, 10, rng)?;
/// assert!(replay.occurrences(Cause::Forced) > 100); // every 50 to 99 steps
/// assert!(replay.occurrences(Cause::Spontaneous) > 100); // at the target rate
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum Cause {
    /// It was forced to.
    Forced,
    /// It fired by itself.
    Spontaneous,
}

impl Replay {
    /// Runs a network in which only `trigger` is forced, at the intervals of [`Stimulus`], for some
    /// steps of settling and some that are recorded; `window` is the number of steps after the
    /// trigger that can be looked at.
    ///
    /// # Errors
    /// [`Error::IndexOutOfRange`] if the network does not have the neuron.
    pub fn record<R: Rng + ?Sized>(
        network: &mut Network,
        settling: usize,
        steps: usize,
        trigger: usize,
        window: usize,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let mut stimulus = Stimulus::new(trigger, &[], network.free())?;
        network.settle(settling, &mut stimulus, &mut &mut *rng);
        let mut input = Noted { stimulus, forced: Vec::new() };
        let raster = network.run(steps, &mut input, rng);
        let fires = |t: usize| raster.step(t).contains(&(trigger as u16));
        let times = (0..steps.saturating_sub(window)).filter(|&t| fires(t));
        let (forced, spontaneous) = times.partition(|&t| input.forced[t]);
        Ok(Self { raster, times: [forced, spontaneous], window })
    }

    /// How often the trigger fired for this cause.
    pub fn occurrences(&self, cause: Cause) -> usize {
        self.times(cause).len()
    }

    /// The probability that all followers, given as (delay in steps, neuron), fire at their delays
    /// after the trigger; not a number if the trigger never fired for this cause.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if a delay is beyond the window, [`Error::IndexOutOfRange`] if the network
    /// does not have a neuron.
    pub fn probability(&self, cause: Cause, followers: &[(usize, usize)]) -> Result<f64, Error> {
        for &(delay, neuron) in followers {
            require_at_most("a delay", delay, self.window)?;
            require_index("neuron", neuron, self.raster.neurons())?;
        }
        let fires = |t: usize, neuron: usize| self.raster.step(t).contains(&(neuron as u16));
        let all = |&&t: &&usize| followers.iter().all(|&(delay, neuron)| fires(t + delay, neuron));
        let times = self.times(cause);
        Ok(times.iter().filter(all).count() as f64 / times.len() as f64)
    }

    fn times(&self, cause: Cause) -> &[usize] {
        match cause {
            Cause::Forced => &self.times[0],
            Cause::Spontaneous => &self.times[1],
        }
    }
}

/// A stimulus that notes when the trigger was forced.
struct Noted {
    stimulus: Stimulus,
    forced: Vec<bool>,
}

impl Input for Noted {
    fn impose(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut dyn Rng) {
        self.stimulus.impose(free, firing, rng);
        self.forced.push(self.stimulus.just_forced());
    }
}
