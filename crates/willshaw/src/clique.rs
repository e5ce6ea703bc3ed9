//! Complete search for the patterns that fit a cue.

mod blocks;
mod collector;
mod graph;
mod kept;
mod random;
mod random_pairs;
mod solve;
mod threads;
mod window;

use crate::code::check_same;
use crate::{
    BlockCode, Cue, Error, LkPlus, Network, OutputKind, PatternCode, RandomCode, Recall, Retrieval,
    SumOfMax,
};
use collector::Collector;
use solve::Bounds;

/// Finds *all* patterns of the code that are fully connected and contain the cue.
///
/// IRB-SMX stops at arc consistency: every unit that is left has a neighbour in every block.
/// This continues with a complete search, and so retrieves at loads at which every local method has
/// failed; see `docs/derivations/arc-consistency.md` and `clique-capacity.md`. When the search
/// ends, the stored pattern is among the cliques found, and usually it is the only one.
///
/// The output of the [`Recall`] is the union of all cliques, and its
/// [`completions`](Recall::completions) say how many there are and list them. A search that
/// reaches its node limit returns the halo of [`SumOfMax`], or of [`LkPlus`] for a random code. A
/// random code is searched on one thread.
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
/// let pattern = patterns.get(7).unwrap();
/// let cue = Cue::draw(code, pattern, CueQuality::part(1.0 / 3.0), &mut rng)?;
/// let recall = memory.recall(&CliqueSearch::default(), &cue)?;
/// assert!(pattern.iter().all(|unit| recall.content.contains(unit)));
/// let found = recall.completions.unwrap();
/// assert!(found.list.iter().any(|clique| &clique.content == pattern));
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
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
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
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

impl Retrieval<BlockCode> for CliqueSearch {
    /// # Errors
    /// [`Error::TooLarge`] if more than 64 blocks are open, or the synapses between the candidates
    /// take more than 1 GiB.
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        check_same(network.code(), cue.code())?;
        let code = network.code();
        let same_block = |a, b| a != b && code.block_of(a) == code.block_of(b);
        let collector = self.search(network, cue, same_block, |kept, collector| {
            let find = if network.is_auto() { blocks::cliques } else { blocks::bicliques };
            find(network, cue.units(), kept, collector)
        })?;
        collector.recall(network, || SumOfMax::default().recall(network, cue))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}

impl Retrieval<RandomCode> for CliqueSearch {
    /// # Errors
    /// [`Error::TooLarge`] if the synapses between the candidates take more than 1 GiB.
    fn recall(
        &self,
        network: &Network<'_, RandomCode>,
        cue: &Cue<RandomCode>,
    ) -> Result<Recall, Error> {
        check_same(network.code(), cue.code())?;
        let collector = self.search(
            network,
            cue,
            |_, _| false,
            |kept, collector| {
                let find =
                    if network.is_auto() { random::cliques } else { random_pairs::bicliques };
                find(network, cue.units(), kept, collector)
            },
        )?;
        collector.recall(network, || LkPlus::default().recall(network, cue))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}

impl CliqueSearch {
    /// Finds the cliques for every choice of true cue units that is to be tried.
    fn search<C: PatternCode>(
        &self,
        network: &Network<'_, C>,
        cue: &Cue<C>,
        exclude: impl Fn(u32, u32) -> bool,
        mut find: impl FnMut(&[u32], &mut Collector) -> Result<(), Error>,
    ) -> Result<Collector, Error> {
        let compatible = kept::compatible(network, cue.units(), exclude)?;
        let mut collector = Collector::new(self.bounds());
        for false_units in self.fewest(cue)..=cue.false_units() {
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

    fn bounds(&self) -> Bounds {
        Bounds { list: self.list_limit, nodes: self.node_limit, threads: self.threads }
    }

    /// The smallest number of false units to be tried.
    fn fewest<C: PatternCode>(&self, cue: &Cue<C>) -> usize {
        match self.false_units {
            FalseUnits::Exactly => cue.false_units(),
            FalseUnits::AtMost | FalseUnits::Fewest => {
                cue.units().len().saturating_sub(cue.code().activity())
            }
        }
    }
}
