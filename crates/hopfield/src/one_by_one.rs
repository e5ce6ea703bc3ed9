//! Memories that recall cue by cue.

use rand::Rng;

use crate::error::require_len;
use crate::field::Field;
use crate::recall_all::Blocks;
use crate::{Dynamics, Error, Recall, State};

/// A memory of which each cue is driven on its own.
pub(crate) trait OneByOne: Sync {
    /// A cue under recall.
    type Driven<'a>: Field
    where
        Self: 'a;
    /// Number of units N.
    fn units(&self) -> usize;
    /// Numbers that decide how a unit is updated, such as the overlaps with all messages.
    fn numbers_per_unit(&self) -> usize;
    /// A cue of this memory.
    fn drive(&self, cue: &State) -> Self::Driven<'_>;
}

/// Recalls from one cue.
pub(crate) fn recall<M: OneByOne, R: Rng + ?Sized>(
    memory: &M,
    cue: &State,
    dynamics: &Dynamics,
    rng: &mut R,
) -> Result<Recall, Error> {
    require_len("the cue", memory.units(), cue.units())?;
    dynamics.update.validate(memory.units())?;
    Ok(dynamics.run(memory.drive(cue), rng))
}

impl<M: OneByOne> Blocks for M {
    fn units(&self) -> usize {
        OneByOne::units(self)
    }

    fn operations_of_sweep(&self) -> u64 {
        /// Operations for each number, an exponential among them.
        const OPERATIONS: u64 = 16;
        OPERATIONS * OneByOne::units(self) as u64 * self.numbers_per_unit() as u64
    }

    fn recall<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        go_on: &mut dyn FnMut() -> bool,
        rng: impl Fn(usize) -> R,
    ) -> Vec<Recall> {
        let recall = |(k, cue)| dynamics.run_while(self.drive(cue), go_on, &mut rng(k));
        cues.iter().enumerate().map(recall).collect()
    }
}
