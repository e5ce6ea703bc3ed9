//! IRB: cores back and forth, united with what is known already (3.2, 3.3).

use super::state::State;
use super::{ITERATIONS, OutputKind, Retrieval};
use crate::bits::push_span;
use crate::iteration::iterate;
use crate::{BlockCode, Cue, Direction, Ending, Error, Network, Recall, UnitSet};

/// IRB: `v = v ∪ R1B(u)`, `u = u ∪ R1Bᵀ(v)` until nothing changes. A core.
///
/// ```
/// use synaptome_willshaw::{Association, BlockCode, Cue, Iterative, Memory, Patterns};
/// let code = BlockCode::new(3, 4)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 4, 8, 0, 5, 9])?)?;
/// let recall = memory.recall(&Iterative::default(), &Cue::new(code, vec![4], 0)?)?;
/// assert_eq!((recall.content, recall.iterations), (vec![0, 4, 8], 2));
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Iterative {
    /// The largest number of iterations.
    pub iterations: usize,
}

impl Default for Iterative {
    /// Ten iterations.
    fn default() -> Self {
        Self { iterations: ITERATIONS }
    }
}

impl Retrieval<BlockCode> for Iterative {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        let is_part = cue.false_units() == 0 && network.code().is_part(cue.units());
        Ok(match network.is_auto() {
            true if is_part => self.complete_part(network, cue.units()),
            true => self.complete(network, cue),
            false => self.associate(network, cue),
        })
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Core
    }
}

impl Iterative {
    fn complete(self, network: &Network<'_, BlockCode>, cue: &Cue<BlockCode>) -> Recall {
        let mut forward = Halo::new(Direction::Forward, cue.false_units());
        let first = State { address: None, content: network.cue(cue) };
        let (state, iterations, ending) = iterate(first, 0, self.iterations, |state| {
            let content = forward.unite_core(network, &state.content, &state.content);
            Some(State { address: None, content })
        });
        state.recall(iterations, ending)
    }

    fn associate(self, network: &Network<'_, BlockCode>, cue: &Cue<BlockCode>) -> Recall {
        let mut forward = Halo::new(Direction::Forward, cue.false_units());
        let mut backward = Halo::new(Direction::Backward, 0);
        let first = State { address: Some(network.cue(cue)), content: network.empty() };
        let (state, iterations, ending) = iterate(first, 0, self.iterations, |state| {
            let address = state.address.as_ref()?;
            let content = forward.unite_core(network, address, &state.content);
            let address = backward.unite_core(network, &content, address);
            Some(State { address: Some(address), content })
        });
        state.recall(iterations, ending)
    }

    /// IRB of part of a pattern in a symmetric matrix: only blocks in which nothing is known need
    /// to be computed, since a known unit has no synapse to any other unit of its block.
    fn complete_part(self, network: &Network<'_, BlockCode>, cue: &[u32]) -> Recall {
        let mut open = Open::new(network, cue);
        let (mut known, mut joined) = (cue.to_vec(), cue.to_vec());
        for iteration in 1..=self.iterations {
            joined = open.join(network, &joined);
            known.extend(&joined);
            if joined.is_empty() {
                return one_population(known, iteration, Ending::Settled);
            }
        }
        one_population(known, self.iterations, Ending::IterationLimit)
    }
}

fn one_population(mut content: Vec<u32>, iterations: usize, ending: Ending) -> Recall {
    content.sort_unstable();
    Recall { content, address: None, iterations, ending, completions: None }
}

/// The blocks in which nothing is known, and what they may hold.
struct Open {
    blocks: Vec<usize>,
    halo: UnitSet,
}

impl Open {
    fn new(network: &Network<'_, BlockCode>, cue: &[u32]) -> Self {
        let code = network.code();
        let blocks: Vec<usize> = code.open_blocks(cue).collect();
        let mut halo = network.empty();
        blocks.iter().for_each(|&block| halo.words_mut()[code.words_of(block)].fill(u64::MAX));
        Self { blocks, halo }
    }

    /// Confirms by units that have joined what is known; gives those that join now.
    fn join(&mut self, network: &Network<'_, BlockCode>, joined: &[u32]) -> Vec<u32> {
        let (code, mut spans) = (network.code(), Vec::new());
        self.blocks.iter().for_each(|&block| push_span(code.words_of(block), &mut spans));
        network.confirm_in(Direction::Forward, joined, &spans, &mut self.halo);
        let (mut blocks, mut joined) = (Vec::new(), Vec::new());
        for &block in &self.blocks {
            match self.halo.only_unit(code.units_of(block)) {
                Some(unit) => joined.push(unit),
                None => blocks.push(block),
            }
        }
        self.blocks = blocks;
        joined
    }
}

/// R1 of a growing set of units; a unit that joins can only take away from it.
struct Halo {
    way: Direction,
    false_units: usize,
    sources: Vec<u32>,
    set: Option<UnitSet>,
}

impl Halo {
    fn new(way: Direction, false_units: usize) -> Self {
        Self { way, false_units, sources: Vec::new(), set: None }
    }

    /// `known` ∪ R1B(`sources`), where `sources` contains those of the last call.
    fn unite_core(
        &mut self,
        network: &Network<'_, BlockCode>,
        sources: &UnitSet,
        known: &UnitSet,
    ) -> UnitSet {
        let mut core = self.follow(network, sources.to_vec()).core(network.code());
        core.unite(known);
        core
    }

    fn follow(&mut self, network: &Network<'_, BlockCode>, sources: Vec<u32>) -> &UnitSet {
        let followed =
            self.set.take().filter(|_| self.false_units == 0 && !self.sources.is_empty());
        let set = if let Some(mut set) = followed {
            let is_new = |unit: &u32| self.sources.binary_search(unit).is_err();
            let joined: Vec<u32> = sources.iter().copied().filter(is_new).collect();
            network.confirm_units(self.way, &joined, &mut set);
            set
        } else {
            let threshold = sources.len().saturating_sub(self.false_units);
            network.reach(self.way, &sources, threshold)
        };
        self.sources = sources;
        self.set.insert(set)
    }
}
