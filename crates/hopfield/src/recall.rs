//! Recall: sweeps over the units until they rest, cycle, or run out of sweeps.

use rand::{Rng, seq::SliceRandom};

use crate::field::Field;
use crate::{Error, State, Update};

/// How to update, and for how long.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dynamics, Ease, Ending, Messages, Noise, WritingRule};
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 8, rng)?;
/// let network = Ease::default().write(&messages, rng)?;
/// let cue = Noise::Flips(6).damage(&messages[0], rng)?;
/// let dynamics = Dynamics { max_sweeps: 50, ..Dynamics::default() };
/// let recall = network.recall(&cue, &dynamics, rng)?;
/// assert_eq!(recall.ending, Ending::FixedPoint);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
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
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dynamics, Ease, Ending, Messages, Noise, WritingRule};
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 8, rng)?;
/// let network = Ease::default().write(&messages, rng)?;
/// let cue = Noise::Flips(6).damage(&messages[0], rng)?;
/// let recall = network.recall(&cue, &Dynamics::default(), rng)?;
/// assert!(!matches!(recall.ending, Ending::Cycle { .. }));
/// assert_eq!(recall.ending, Ending::FixedPoint);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
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
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dynamics, Ease, Ending, Messages, Noise, WritingRule};
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 8, rng)?;
/// let network = Ease::default().write(&messages, rng)?;
/// let cue = Noise::Flips(6).damage(&messages[0], rng)?;
/// let recall = network.recall(&cue, &Dynamics::default(), rng)?;
/// assert_eq!(recall.state, messages[0]);
/// assert!(recall.sweeps <= 10 && recall.ending == Ending::FixedPoint);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
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
        field: F,
        go_on: &mut dyn FnMut() -> bool,
        rng: &mut R,
    ) -> Recall {
        let mut course = Course::new(self, field);
        loop {
            if !go_on() {
                return course.end(Ending::Stopped);
            }
            if let Some(ending) = course.advance(rng) {
                return course.end(ending);
            }
        }
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

/// A recall under way.
pub(crate) struct Course<'a, F> {
    dynamics: &'a Dynamics,
    pub(crate) field: F,
    order: Vec<usize>,
    cycle: CycleDetector,
    sweeps: usize,
}

impl<'a, F: Field> Course<'a, F> {
    /// No sweep yet.
    pub(crate) fn new(dynamics: &'a Dynamics, field: F) -> Self {
        let order = dynamics.update.first(field.state().units());
        let cycle = CycleDetector::new(field.state());
        Self { dynamics, field, order, cycle, sweeps: 0 }
    }

    /// One sweep, and why recall ends after it, if it does.
    pub(crate) fn advance<R: Rng + ?Sized>(&mut self, rng: &mut R) -> Option<Ending> {
        let Dynamics { update, max_sweeps } = self.dynamics;
        if self.sweeps == *max_sweeps {
            return Some(Ending::OutOfSweeps);
        }
        self.sweeps += 1;
        if !self.dynamics.sweep(&mut self.field, &mut self.order, rng) {
            return Some(Ending::FixedPoint);
        }
        let is_random = *update == Update::Random;
        match self.cycle.visit(self.field.state()) {
            Some(period) if !is_random => Some(Ending::Cycle { period }),
            _ => (self.sweeps == *max_sweeps).then_some(Ending::OutOfSweeps),
        }
    }

    /// Where it is now, and why it ended there.
    pub(crate) fn end(self, ending: Ending) -> Recall {
        Recall { state: self.field.into_state(), sweeps: self.sweeps, ending }
    }
}

fn flip_together<F: Field>(field: &mut F) -> bool {
    let opposed = field.opposed();
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
