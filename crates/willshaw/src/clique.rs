//! Complete search for the patterns that fit a cue.

mod blocks;
mod collector;
mod completions;
mod graph;
mod kept;
mod random;
mod random_pairs;
mod solve;
mod threads;
mod window;

pub use completions::Completions;

use crate::code::check_same;
use crate::{
    Association, BlockCode, BlockRetrieval, Cue, Error, Limits, Memory, PatternCode, RandomCode,
    Retrieval, Synapses,
};
use collector::Collector;

/// Finds *all* patterns of the code that are fully connected and contain the cue.
///
/// IRB-SMX stops at arc consistency: every unit that is left has a neighbour in every block.
/// This goes on to a complete search, and so retrieves at loads at which every local method has
/// failed; see `docs/derivations/arc-consistency.md` and `clique-capacity.md`. When the search
/// ends, the stored pattern is among the cliques found, and usually it is the only one.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{
///     Association, BlockCode, CliqueSearch, Cue, CueQuality, Memory, Patterns,
/// };
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let code = BlockCode::new(12, 64)?;
/// let patterns = Patterns::draw(code, 2500, &mut rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
///
/// let quality = CueQuality { completeness: 1.0 / 3.0, false_fraction: 0.0 };
/// let pattern = patterns.get(7).unwrap();
/// let cue = Cue::draw(code, pattern, quality, &mut rng)?;
/// let found = CliqueSearch::default().complete(&memory, &cue)?;
/// assert!(found.is_complete && pattern.iter().all(|unit| found.content.contains(unit)));
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CliqueSearch {
    /// What is known about the number of false units in a cue.
    pub false_units: FalseUnits,
    /// The number of partial cliques after which the search is cut.
    pub node_limit: u64,
    /// The number of cliques that are listed one by one.
    pub list_limit: usize,
    /// The number of threads that work on one cue; 0 counts as 1. The result does not depend on it.
    pub threads: usize,
}

impl Default for CliqueSearch {
    /// Exactly as many false units as the cue says, a thousand million nodes, some ten seconds, a
    /// list of up to 1000 cliques, one thread.
    fn default() -> Self {
        Self {
            false_units: FalseUnits::Exactly,
            node_limit: 1_000_000_000,
            list_limit: 1000,
            threads: 1,
        }
    }
}

/// How to read the number of false units that a cue is said to have, [`Cue::false_units`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FalseUnits {
    /// The patterns with all units of the cue but exactly so many.
    #[default]
    Exactly,
    /// The patterns with all units of the cue but at most so many. The stored pattern is among
    /// them, and so are more others than with fewer false units.
    AtMost,
    /// Of those, the ones with most units of the cue: the smallest number of false units for which
    /// there is a clique. The stored pattern may be missed when a spurious clique explains the cue
    /// better.
    Fewest,
}

impl CliqueSearch {
    /// Completes a cue of a block code, autoassociative or heteroassociative.
    pub fn complete<S: Synapses>(
        &self,
        memory: &Memory<BlockCode, S>,
        cue: &Cue<BlockCode>,
    ) -> Result<Completions, Error> {
        check_same(memory.code(), cue.code())?;
        let (code, synapses) = (memory.code(), memory.synapses());
        let same_block = |a, b| a != b && code.block_of(a) == code.block_of(b);
        let compatible = kept::compatible(synapses, cue.units(), same_block)?;
        let collector =
            self.search(cue, &compatible, |kept, collector| match synapses.association() {
                Association::Auto => blocks::cliques(memory, cue.units(), kept, collector),
                Association::Hetero => blocks::bicliques(memory, cue.units(), kept, collector),
            })?;
        if collector.is_cut() {
            let halo = memory.recall_blocks(BlockRetrieval::SumOfMax, cue, Limits::default())?;
            return Ok(collector.cut(halo));
        }
        Ok(collector.complete(memory))
    }

    /// Completes a cue of a random code, autoassociative or heteroassociative, on one thread.
    pub fn complete_random<S: Synapses>(
        &self,
        memory: &Memory<RandomCode, S>,
        cue: &Cue<RandomCode>,
    ) -> Result<Completions, Error> {
        check_same(memory.code(), cue.code())?;
        let compatible = kept::compatible(memory.synapses(), cue.units(), |_, _| false)?;
        let collector = self.search(cue, &compatible, |kept, collector| {
            match memory.synapses().association() {
                Association::Auto => random::cliques(memory, cue.units(), kept, collector),
                Association::Hetero => {
                    random_pairs::bicliques(memory, cue.units(), kept, collector)
                }
            }
        })?;
        if collector.is_cut() {
            let halo = memory.recall(Retrieval::LkPlus, cue, Limits::default())?;
            return Ok(collector.cut(halo));
        }
        Ok(collector.complete(memory))
    }

    /// Finds the cliques for every choice of true cue units that is to be tried.
    fn search<C: PatternCode>(
        &self,
        cue: &Cue<C>,
        compatible: &kept::Compatible,
        mut find: impl FnMut(&[u32], &mut Collector) -> Result<(), Error>,
    ) -> Result<Collector, Error> {
        let mut collector = Collector::new(self);
        let fewest = match self.false_units {
            FalseUnits::Exactly => cue.false_units(),
            FalseUnits::AtMost | FalseUnits::Fewest => {
                cue.units().len().saturating_sub(cue.code().activity())
            }
        };
        for false_units in fewest..=cue.false_units() {
            collector.false_units = false_units;
            let correct = cue.units().len() - false_units;
            compatible.each(cue.units(), correct, &mut collector, &mut find)?;
            let is_found = self.false_units == FalseUnits::Fewest && collector.cliques > 0;
            if is_found || collector.is_cut() {
                break;
            }
        }
        Ok(collector)
    }
}
