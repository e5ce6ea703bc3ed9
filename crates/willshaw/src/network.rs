//! What a retrieval sees of a memory: its code, its synapses, and single steps of retrieval.

mod blocks;
mod complete;
mod steps;
mod sums;

pub use sums::DendriticSums;

use std::fmt;

use crate::{Association, Cue, Memory, PatternCode, Synapses, UnitSet};

/// A memory as a retrieval sees it: single steps, of which every retrieval is made.
///
/// Steps of any code are R1 ([`first_step`](Self::first_step), [`one_step`](Self::one_step)),
/// dendritic sums ([`sums`](Self::sums)), k-winners ([`winners`](Self::winners)), and what is left of a halo
/// ([`confirm`](Self::confirm), [`keep_excited`](Self::keep_excited)); those of block codes are
/// votes ([`votes`](Self::votes), [`keep_supported`](Self::keep_supported)) and
/// [`UnitSet::core`]. Activity in units or synapses that do not exist is passed over.
///
/// ```
/// use synaptome_willshaw::{Association, BlockCode, Direction, Memory, Patterns};
/// let code = BlockCode::new(3, 4)?;
/// let mut memory = Memory::new(code, Association::Hetero)?;
/// memory.store_pairs(&Patterns::new(code, vec![0, 4, 8])?, &Patterns::new(code, vec![3, 7, 11])?)?;
///
/// let network = memory.network();
/// let content = network.one_step(Direction::Forward, &network.set(&[0, 4]), 2);
/// assert_eq!(content.to_vec(), [3, 7, 11]);
/// let address = network.one_step(Direction::Backward, &content, content.len());
/// assert_eq!(address.to_vec(), [0, 4, 8]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Network<'a, C> {
    code: C,
    synapses: &'a dyn Synapses,
}

impl<C: PatternCode, S: Synapses> Memory<C, S> {
    /// The memory as retrievals see it.
    pub fn network(&self) -> Network<'_, C> {
        Network { code: self.code(), synapses: self.synapses() }
    }
}

impl<'a, C: PatternCode> Network<'a, C> {
    /// The code of the stored patterns.
    pub fn code(&self) -> C {
        self.code
    }

    /// The synapses.
    pub fn synapses(&self) -> &'a dyn Synapses {
        self.synapses
    }

    /// n, the number of units of a population.
    pub fn units(&self) -> usize {
        self.synapses.units()
    }

    /// k, the number of active units of a pattern.
    pub fn activity(&self) -> usize {
        self.code.activity()
    }

    /// Whether there is one population, of which the pattern is to be completed.
    pub fn is_auto(&self) -> bool {
        self.synapses.association() == Association::Auto
    }

    /// The largest number of active units with which a retrieval should continue: `limit`,
    /// or the paper's max(1000, 2k) (§3).
    pub fn most_active(&self, limit: Option<usize>) -> usize {
        limit.unwrap_or((2 * self.activity()).max(1000))
    }

    /// No unit.
    pub fn empty(&self) -> UnitSet {
        UnitSet::empty(self.units())
    }

    /// All units.
    pub fn full(&self) -> UnitSet {
        UnitSet::full(self.units())
    }

    /// Some units of a population, in any order.
    pub fn set(&self, units: &[u32]) -> UnitSet {
        UnitSet::from_units(self.units(), units)
    }

    /// The units of a cue.
    pub fn cue(&self, cue: &Cue<C>) -> UnitSet {
        self.set(cue.units())
    }
}

impl<C: fmt::Debug> fmt::Debug for Network<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let association = self.synapses.association();
        let mut network = f.debug_struct("Network");
        network.field("code", &self.code).field("association", &association);
        network.finish_non_exhaustive()
    }
}
