use rand::{Rng, seq::SliceRandom};

use crate::State;
use crate::field::Field;

/// The order in which units are updated within one sweep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Update {
    /// All units at once, from the same state.
    #[default]
    Synchronous,
    /// One after another, in a new random order each sweep.
    Random,
    /// One after another, in index order.
    Sequential,
}

/// How to update, and for how long. Every value is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Stop {
    /// No unit changes any more.
    FixedPoint,
    /// The states repeat after `period` ≥ 2 sweeps, for ever. Never a success.
    Cycle {
        /// Number of sweeps after which a state returns.
        period: usize,
    },
    /// Neither happened within the allowed sweeps.
    OutOfSweeps,
}

/// Where recall went, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Recall {
    /// The last state.
    pub state: State,
    /// Sweeps done, counting the last one in which nothing changed.
    pub sweeps: usize,
    /// Why it ended there.
    pub stop: Stop,
}

impl Recall {
    /// Whether recall ended in this message and stays there: a cycle through it does not count.
    pub fn recovered(&self, message: &State) -> bool {
        self.stop == Stop::FixedPoint && self.state == *message
    }
}

impl Dynamics {
    /// Runs sweeps until the first reason to stop.
    pub(crate) fn run<F: Field, R: Rng + ?Sized>(&self, mut field: F, rng: &mut R) -> Recall {
        let mut order: Vec<usize> = (0..field.state().units()).collect();
        let mut cycle = CycleDetector::new(field.state());
        for sweeps in 1..=self.max_sweeps {
            if !self.sweep(&mut field, &mut order, rng) {
                return ended(field, sweeps, Stop::FixedPoint);
            }
            if self.update != Update::Random
                && let Some(period) = cycle.visit(field.state())
            {
                return ended(field, sweeps, Stop::Cycle { period });
            }
        }
        ended(field, self.max_sweeps, Stop::OutOfSweeps)
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
            Update::Sequential => {}
        }
        flip_one_by_one(field, order)
    }
}

fn ended<F: Field>(field: F, sweeps: usize, stop: Stop) -> Recall {
    Recall { state: field.into_state(), sweeps, stop }
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
