//! Forced firing at random intervals, as in the replay experiment.

use std::collections::VecDeque;

use rand::{Rng, RngExt};

use super::source::Input;
use crate::Error;
use crate::error::{require_at_most, require_in, require_index};
use crate::raster::MOST_NEURONS;

/// Forces neurons to fire in a fixed order, again and again: the trigger at intervals uniform
/// on 50…99 steps, followers at fixed delays after it (Tanaka, Kaneko & Aoyagi 2009, §3).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stimulus {
    trigger: u16,
    followers: Vec<(usize, u16)>,
    countdown: usize,
    /// (steps to go, neuron) of followers that are still to fire.
    pending: VecDeque<(usize, u16)>,
    triggers: usize,
    /// Who was forced at the last step.
    forced: Vec<u16>,
}

/// The intervals between triggers, in steps.
const INTERVALS: std::ops::RangeInclusive<usize> = 50..=99;

impl Stimulus {
    /// A stimulus by `trigger` and its followers, given as (delay in steps, neuron).
    ///
    /// ```
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{Firing, Network, input::Stimulus};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let mut network = Network::draw(10, Firing::default(), rng)?;
    /// let mut stimulus = Stimulus::new(0, &[(2, 5), (4, 7)], network.free())?; // 0, then 5, then 7
    /// network.run(1_000, &mut stimulus, rng);
    /// assert!((10..=20).contains(&stimulus.triggers())); // every 50 to 99 steps
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::IndexOutOfRange`] if a neuron is not one of `neurons`, [`Error::OutOfRange`] if a delay
    /// is not within 1 to 49 steps, [`Error::TooLarge`] for 2¹⁶ neurons or more.
    pub fn new(
        trigger: usize,
        followers: &[(usize, usize)],
        neurons: usize,
    ) -> Result<Self, Error> {
        require_at_most("the number of neurons", neurons, MOST_NEURONS)?;
        let number = |neuron| require_index("neuron", neuron, neurons).map(|()| neuron as u16);
        let follower = |&(delay, neuron): &(usize, usize)| {
            require_in("a delay", delay as f64, 1.0, 49.0)?;
            Ok((delay, number(neuron)?))
        };
        Ok(Self {
            trigger: number(trigger)?,
            followers: followers.iter().map(follower).collect::<Result<_, Error>>()?,
            countdown: *INTERVALS.start(),
            pending: VecDeque::new(),
            triggers: 0,
            forced: Vec::new(),
        })
    }

    /// How often the trigger was forced so far.
    pub fn triggers(&self) -> usize {
        self.triggers
    }

    /// Whether the trigger was forced at the last step.
    pub fn just_forced(&self) -> bool {
        self.forced.contains(&self.trigger)
    }
}

impl Input for Stimulus {
    fn impose(&mut self, _: usize, firing: &mut Vec<u16>, rng: &mut dyn Rng) {
        self.countdown -= 1;
        self.forced.clear();
        if self.countdown == 0 {
            self.countdown = rng.random_range(INTERVALS);
            self.triggers += 1;
            self.forced.push(self.trigger);
            self.pending.extend(self.followers.iter().map(|&(delay, neuron)| (delay + 1, neuron)));
        }
        self.pending.iter_mut().for_each(|(to_go, _)| *to_go -= 1);
        let due = |&(to_go, _): &(usize, u16)| to_go == 0;
        self.forced.extend(self.pending.iter().filter(|follower| due(follower)).map(|f| f.1));
        self.pending.retain(|follower| !due(follower));
        self.forced.iter().for_each(|&neuron| insert(firing, neuron));
    }
}

/// Adds a neuron to a sorted list unless it is there.
fn insert(firing: &mut Vec<u16>, neuron: u16) {
    if let Err(at) = firing.binary_search(&neuron) {
        firing.insert(at, neuron);
    }
}
