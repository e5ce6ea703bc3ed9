//! Recall: sweeps over the units until they rest, cycle, or run out of sweeps.

use rand::{Rng, seq::SliceRandom};

use crate::field::Field;
use crate::{Error, State, Update};

/// How to update, and for how long.
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Dynamics {
    /// Order of the updates.
    pub update: Update,
    /// Number of sweeps over all units after which recall gives up.
    pub max_sweeps: usize,
}

impl Default for Dynamics {
    fn default() -> Self {
        Self { update: Update::Synchronous, max_sweeps: 200 }
    }
}

/// Why recall ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Ending {
    /// No unit changes any more.
    FixedPoint,
    /// The states repeat after `period` ≥ 2 sweeps, for ever. Never a success.
    Cycle {
        /// Number of sweeps after which a state returns.
        period: usize,
    },
    /// Neither happened within the allowed sweeps.
    OutOfSweeps,
    /// An observer broke off before.
    Stopped,
}

/// Where recall went, and how it ended.
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Recall {
    /// The last state.
    pub state: State,
    /// Sweeps done, counting the last one in which nothing changed.
    pub sweeps: usize,
    /// Why it ended there.
    pub ending: Ending,
}

impl Recall {
    /// Whether recall ended in this message and stays there: a cycle through it does not count.
    pub fn recovered(&self, message: &State) -> bool {
        self.ending == Ending::FixedPoint && self.state == *message
    }
}

/// What recalls messages from cues: implement it to put a memory of your own to the trials of
/// [`Recovery`](crate::Recovery) and [`Basin`](crate::Basin).
///
/// ```
/// use rand::Rng;
/// use synaptome_hopfield::{AssociativeMemory, Dynamics, Ending, Error, Recall, State};
///
/// /// Recalls whatever it is shown.
/// struct Mirror;
///
/// impl AssociativeMemory for Mirror {
///     fn recall(&self, cue: &State, _: &Dynamics, _: &mut dyn Rng) -> Result<Recall, Error> {
///         Ok(Recall { state: cue.clone(), sweeps: 1, ending: Ending::FixedPoint })
///     }
/// }
/// ```
pub trait AssociativeMemory {
    /// Updates the cue until nothing changes, a cycle closes or the sweeps run out.
    ///
    /// # Errors
    /// If the cue, or a given order of updates, is not of this memory.
    fn recall(&self, cue: &State, dynamics: &Dynamics, rng: &mut dyn Rng) -> Result<Recall, Error>;
}

impl Dynamics {
    /// Runs sweeps until the first reason to stop. The order must be of as many units.
    pub(crate) fn run<F: Field, R: Rng + ?Sized>(&self, field: F, rng: &mut R) -> Recall {
        self.run_while(field, &mut || true, rng)
    }

    /// The same, while `go_on` says so before each sweep.
    pub(crate) fn run_while<F: Field, R: Rng + ?Sized>(
        &self,
        mut field: F,
        go_on: &mut dyn FnMut() -> bool,
        rng: &mut R,
    ) -> Recall {
        let mut order = self.update.first(field.state().units());
        let mut cycle = CycleDetector::new(field.state());
        for sweeps in 1..=self.max_sweeps {
            if !go_on() {
                return ended(field, sweeps - 1, Ending::Stopped);
            }
            if !self.sweep(&mut field, &mut order, rng) {
                return ended(field, sweeps, Ending::FixedPoint);
            }
            if self.update != Update::Random
                && let Some(period) = cycle.visit(field.state())
            {
                return ended(field, sweeps, Ending::Cycle { period });
            }
        }
        ended(field, self.max_sweeps, Ending::OutOfSweeps)
    }

    /// One sweep over all units; whether anything changed.
    fn sweep<F: Field, R: Rng + ?Sized>(
        &self,
        field: &mut F,
        order: &mut [usize],
        rng: &mut R,
    ) -> bool {
        match self.update {
            Update::Synchronous => return flip_together(field),
            Update::Random => order.shuffle(rng),
            Update::Sequential | Update::Given(_) => {}
        }
        flip_one_by_one(field, order)
    }
}

fn ended<F: Field>(field: F, sweeps: usize, ending: Ending) -> Recall {
    Recall { state: field.into_state(), sweeps, ending }
}

fn flip_together<F: Field>(field: &mut F) -> bool {
    let units = 0..field.state().units();
    let opposed: Vec<usize> = units.filter(|&unit| field.opposes(unit)).collect();
    for &unit in &opposed {
        field.flip(unit);
    }
    !opposed.is_empty()
}

fn flip_one_by_one<F: Field>(field: &mut F, order: &[usize]) -> bool {
    let mut changed = false;
    for &unit in order {
        if field.opposes(unit) {
            field.flip(unit);
            changed = true;
        }
    }
    changed
}

/// Brent's cycle detection: remembers one state, and a newer one after 1, 2, 4, … sweeps.
struct CycleDetector {
    remembered: State,
    sweeps_since: usize,
    patience: usize,
}

impl CycleDetector {
    fn new(start: &State) -> Self {
        Self { remembered: start.clone(), sweeps_since: 0, patience: 1 }
    }

    /// The period, if this state is the remembered one.
    fn visit(&mut self, state: &State) -> Option<usize> {
        self.sweeps_since += 1;
        if *state == self.remembered {
            return Some(self.sweeps_since);
        }
        if self.sweeps_since == self.patience {
            self.remembered.clone_from(state);
            self.patience *= 2;
            self.sweeps_since = 0;
        }
        None
    }
}
