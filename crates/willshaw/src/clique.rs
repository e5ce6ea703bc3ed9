//! Complete search for the patterns that fit a cue.

mod blocks;
mod code;
mod collector;
mod first;
mod graph;
mod guessing;
mod kept;
mod random;
mod random_pairs;
mod solve;
mod watch;
mod window;

use std::ops::ControlFlow;

use crate::code::check_same;
use crate::{
    BlockCode, Cue, Error, Network, OutputKind, PatternCode, RandomCode, Recall, Retrieval,
};
use collector::Collector;
use kept::Compatible;
use solve::Bounds;
use watch::{Observer, Watch};

pub use code::SearchedCode;
pub use first::FirstClique;
pub use watch::CliqueProgress;

/// Finds *all* patterns of the code that are fully connected and contain the cue.
///
/// IRB-SMX stops at arc consistency: every unit that is left has a neighbour in every block.
/// This continues with a complete search, and so retrieves at loads at which every local method has
/// failed; see `docs/derivations/arc-consistency.md` and `clique-capacity.md`. When the search
/// ends, the stored pattern is among the cliques found, and usually it is the only one.
///
/// The output of the [`Recall`] is the union of all cliques, and its
/// [`completions`](Recall::completions) say how many there are and list them. A search that
/// reaches one of its limits, or that an observer breaks off, returns the halo of [`SumOfMax`](crate::SumOfMax),
/// or of [`LkPlus`](crate::LkPlus) for a random code, and its completions are those found so far, which then depend on the
/// number of threads. A random code is searched on one thread.
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
    /// The work after which the search is cut, on all threads together: about nanoseconds of one core, but
    /// counted by operations, so that the end does not depend on the machine.
    pub work_limit: u64,
    /// The number of cliques that are listed one by one.
    pub list_limit: usize,
    /// The number of threads that work on one cue; 0 counts as 1. The result does not depend on it.
    pub threads: usize,
}

impl Default for CliqueSearch {
    /// Exactly as many false units as the cue says, a thousand million nodes, work of a few seconds, a
    /// list of up to 1000 cliques, one thread.
    fn default() -> Self {
        Self {
            false_units: FalseUnits::Exactly,
            node_limit: 1_000_000_000,
            work_limit: 2_000_000_000,
            list_limit: 1000,
            threads: 1,
        }
    }
}

/// How to read the number of false units that a cue is said to have, [`Cue::false_units`].
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, CliqueSearch, Cue, CueQuality, FalseUnits, Memory, Patterns};
/// let rng = &mut ChaCha12Rng::seed_from_u64(17);
/// let code = BlockCode::new(8, 32)?;
/// let patterns = Patterns::draw(code, 600, rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let stored = patterns.get(0).unwrap();
/// let cue = Cue::draw(code, stored, CueQuality::part(0.5), rng)?;
/// let search = CliqueSearch { false_units: FalseUnits::Fewest, ..CliqueSearch::default() };
/// assert_eq!(memory.recall(&search, &cue)?.content, stored);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
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
        self.recall_watched(network, cue, &mut |_| ControlFlow::Continue(()))
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
        self.recall_watched(network, cue, &mut |_| ControlFlow::Continue(()))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}

impl CliqueSearch {
    /// Searches, until it is done or the observer breaks off.
    ///
    /// The observer is called about a hundred times per second, on whichever thread is searching, one call
    /// at a time: a deadline or an interrupt is the caller's to look for there. What was found before it
    /// breaks off is returned, with [`Ending::Stopped`](crate::Ending).
    ///
    /// # Errors
    /// As [`Memory::recall`](crate::Memory::recall).
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_willshaw::{Association, BlockCode, CliqueSearch, Cue, Ending, Memory, Patterns};
    ///
    /// let code = BlockCode::new(16, 64)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// let patterns = Patterns::draw(code, 9_400, &mut ChaCha12Rng::seed_from_u64(1))?;
    /// memory.store(&patterns)?;
    /// assert!(memory.synapses().load() > 0.8);
    ///
    /// let cue = Cue::new(code, vec![patterns.get(0).unwrap()[0]], 0)?;
    /// let search = CliqueSearch { work_limit: u64::MAX, ..CliqueSearch::default() };
    /// let recall = search.recall_watched(&memory.network(), &cue, &mut |progress| {
    ///     let patience = if progress.nodes < 3_000_000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    ///     patience
    /// })?;
    /// assert_eq!(recall.ending, Ending::Stopped);
    /// assert!(patterns.get(0).unwrap().iter().all(|unit| recall.content.contains(unit)));
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn recall_watched<C: SearchedCode>(
        &self,
        network: &Network<'_, C>,
        cue: &Cue<C>,
        observer: &mut (dyn FnMut(&CliqueProgress) -> ControlFlow<()> + Send),
    ) -> Result<Recall, Error> {
        check_same(network.code(), cue.code())?;
        C::recall(self, network, cue, observer)
    }

    /// Searches by what a code has of its own: which units exclude each other, how cliques are found, and
    /// what local retrieval leaves.
    fn run<C: PatternCode>(
        &self,
        (network, cue): (&Network<'_, C>, &Cue<C>),
        observer: Observer<'_>,
        exclude: impl Fn(u32, u32) -> bool,
        find: impl Fn(&[u32], &mut Collector<'_>) -> Result<(), Error>,
        halo: impl FnOnce() -> Result<Recall, Error>,
    ) -> Result<Recall, Error> {
        let watch = Watch::new(observer);
        let compatible = kept::compatible(network, cue.units(), exclude)?;
        let mut collector = Collector::new(self.bounds(), &watch);
        self.search(cue, &compatible, &mut collector, find)?;
        collector.recall(network, halo)
    }

    /// Finds the cliques for every choice of true cue units that is to be tried.
    fn search<C: PatternCode>(
        &self,
        cue: &Cue<C>,
        compatible: &Compatible,
        collector: &mut Collector<'_>,
        mut find: impl FnMut(&[u32], &mut Collector<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for false_units in self.fewest(cue)..=cue.false_units() {
            collector.false_units = false_units;
            let correct = cue.units().len() - false_units;
            compatible.each(cue.units(), correct, collector, &mut find)?;
            let is_found = self.false_units == FalseUnits::Fewest && collector.cliques > 0;
            if is_found || collector.is_cut() {
                break;
            }
        }
        Ok(())
    }

    fn bounds(&self) -> Bounds {
        let Self { list_limit: list, node_limit: nodes, work_limit: work, threads, .. } = *self;
        Bounds { list, nodes, work, threads }
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
