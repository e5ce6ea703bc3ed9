//! How large the steps of learning are.

use crate::Error;
use crate::error::require_in;

/// Limits on a step ηV, and its decay over the blocks.
///
/// ```
/// use synaptome_infomax::{Learner, Schedule};
///
/// // The steps of the paper: a constant learning rate, and no limit on the size of a step.
/// let published = Learner { schedule: Schedule::constant(), ..Learner::default() };
/// assert_ne!(published.schedule, Schedule::default());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Schedule {
    /// Blocks at the beginning without a change of weights, while thresholds settle.
    pub settling_blocks: usize,
    /// The step is scaled down so that its largest entry is at most this; may be infinite.
    pub largest_entry: f64,
    /// Each entry is then clipped to this size; may be infinite.
    pub clip: f64,
    /// The fraction of blocks after which the learning rate falls linearly.
    pub decay_from: f64,
    /// The fraction of the learning rate that is left at the end.
    pub final_fraction: f64,
}

impl Default for Schedule {
    /// No weight moves by more than 1 in a block; the rate falls to 3 % after 30 % of the blocks.
    fn default() -> Self {
        Self {
            settling_blocks: 5,
            largest_entry: 1.0,
            clip: 1.0,
            decay_from: 0.3,
            final_fraction: 0.03,
        }
    }
}

impl Schedule {
    /// The schedule of the paper: a constant rate and no limit on a step.
    pub fn constant() -> Self {
        let unlimited = f64::INFINITY;
        Self { largest_entry: unlimited, clip: unlimited, decay_from: 1.0, ..Self::default() }
    }

    /// The fraction of the learning rate that applies in a block, numbered from 0.
    ///
    /// ```
    /// use synaptome_infomax::Schedule;
    ///
    /// let schedule = Schedule { decay_from: 0.5, final_fraction: 0.0, ..Schedule::default() };
    /// assert_eq!(schedule.fraction(10, 100), 1.0);
    /// assert!(schedule.fraction(90, 100) < schedule.fraction(60, 100));
    /// ```
    pub fn fraction(&self, block: usize, blocks: usize) -> f64 {
        if block < self.settling_blocks {
            return 0.0;
        }
        let progress = (block as f64 + 0.5) / blocks.max(1) as f64;
        let fallen = ((progress - self.decay_from) / (1.0 - self.decay_from)).clamp(0.0, 1.0);
        if fallen.is_nan() { 1.0 } else { 1.0 - fallen * (1.0 - self.final_fraction) }
    }

    pub(crate) fn validate(&self) -> Result<(), Error> {
        require_in("the largest entry of a step", self.largest_entry, 0.0, f64::INFINITY)?;
        require_in("the clip of a step", self.clip, 0.0, f64::INFINITY)?;
        require_in("the start of the decay", self.decay_from, 0.0, 1.0)?;
        require_in("the final fraction", self.final_fraction, 0.0, 1.0)
    }

    /// Turns ηV into the step that is made; returns its largest entry.
    pub(crate) fn limit(&self, step: &mut [f64]) -> f64 {
        let largest = step.iter().fold(0.0_f64, |largest, entry| largest.max(entry.abs()));
        let scale = if largest > self.largest_entry { self.largest_entry / largest } else { 1.0 };
        step.iter_mut().for_each(|entry| *entry = (*entry * scale).clamp(-self.clip, self.clip));
        (largest * scale).min(self.clip)
    }
}
