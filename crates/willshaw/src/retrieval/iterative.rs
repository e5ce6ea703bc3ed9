//! sIRB, IRB and IRB-R1: cores, iterated (3.2, 3.3).

use super::state::{State, iterate};
use super::step::Network;
use super::{Recall, Stop};
use crate::bits::{UnitSet, push_span};
use crate::{BlockCode, Cue, Direction, Synapses};

/// sIRB: `v = R1B(u)`, `u = R1Bᵀ(v)` until u stays.
pub(super) fn simple<S>(network: &Network<'_, S>, code: BlockCode, cue: &Cue<BlockCode>) -> Recall
where
    S: Synapses,
{
    if network.is_auto() {
        return united(network, code, cue);
    }
    let (mut address, mut halo) = (network.cue(cue), network.first_step(cue));
    for iteration in 1..=network.iterations {
        let content = halo.core(code);
        let next = halo_of(network, Direction::Backward, &content).core(code);
        let settled = next == address;
        if settled || iteration == network.iterations {
            let stop = if settled { Stop::Settled } else { Stop::IterationLimit };
            return State { address: Some(next), content }.recall(iteration, stop);
        }
        halo = halo_of(network, Direction::Forward, &next);
        address = next;
    }
    let content = UnitSet::empty(network.units());
    State { address: Some(address), content }.recall(0, Stop::IterationLimit)
}

/// IRB: the same, united with all that was known before.
pub(super) fn united<S>(network: &Network<'_, S>, code: BlockCode, cue: &Cue<BlockCode>) -> Recall
where
    S: Synapses,
{
    if network.is_auto() && cue.false_units() == 0 && code.is_part(cue.units()) {
        return complete(network, code, cue.units());
    }
    let query = network.cue(cue);
    let mut forward = Halo::new(Direction::Forward, cue.false_units());
    let mut backward = Halo::new(Direction::Backward, 0);
    if network.is_auto() {
        let first = State { address: None, content: query };
        let (state, iterations, stop) = iterate(first, 0, network.iterations, |state| {
            let content = forward.unite_core(network, code, &state.content, &state.content);
            Some(State { address: None, content })
        });
        return state.recall(iterations, stop);
    }
    let first = State { address: Some(query), content: UnitSet::empty(network.units()) };
    let (state, iterations, stop) = iterate(first, 0, network.iterations, |state| {
        let address = state.address.as_ref()?;
        let content = forward.unite_core(network, code, address, &state.content);
        let address = backward.unite_core(network, code, &content, address);
        Some(State { address: Some(address), content })
    });
    state.recall(iterations, stop)
}

/// IRB of part of a pattern in a symmetric matrix: only blocks in which nothing is known need to
/// be computed, since a known unit has no synapse to any other unit of its block.
fn complete<S: Synapses>(network: &Network<'_, S>, code: BlockCode, cue: &[u32]) -> Recall {
    let mut is_open = vec![true; code.blocks()];
    cue.iter().for_each(|&unit| is_open[code.block_of(unit)] = false);
    let mut open: Vec<usize> = (0..code.blocks()).filter(|&block| is_open[block]).collect();
    let mut halo = UnitSet::empty(network.units());
    open.iter().for_each(|&block| halo.words_mut()[code.words_of(block)].fill(u64::MAX));
    let (mut known, mut joined) = (cue.to_vec(), cue.to_vec());
    for iteration in 1..=network.iterations {
        let mut spans = Vec::new();
        open.iter().for_each(|&block| push_span(code.words_of(block), &mut spans));
        network.confirm_in(Direction::Forward, &joined, &spans, &mut halo);
        joined = open.iter().filter_map(|&block| halo.only_unit(code.units_of(block))).collect();
        joined.iter().for_each(|&unit| is_open[code.block_of(unit)] = false);
        open.retain(|&block| is_open[block]);
        known.extend(&joined);
        if joined.is_empty() {
            return one_population(known, iteration, Stop::Settled);
        }
    }
    one_population(known, network.iterations, Stop::IterationLimit)
}

fn one_population(mut content: Vec<u32>, iterations: usize, stop: Stop) -> Recall {
    content.sort_unstable();
    Recall { content, address: None, iterations, stop }
}

/// IRB-R1: from the core of IRB to its halo.
pub(super) fn halo<S>(network: &Network<'_, S>, code: BlockCode, cue: &Cue<BlockCode>) -> Recall
where
    S: Synapses,
{
    let core = united(network, code, cue);
    let address = core.address.as_deref().unwrap_or(&core.content);
    let threshold = address.len() - cue.false_units().min(address.len());
    let content = network.one_step(Direction::Forward, address, threshold).to_vec();
    let back = || network.one_step(Direction::Backward, &core.content, core.content.len()).to_vec();
    let address = core.address.is_some().then(back);
    Recall { content, address, ..core }
}

fn halo_of<S: Synapses>(network: &Network<'_, S>, way: Direction, core: &UnitSet) -> UnitSet {
    let core = core.to_vec();
    network.one_step(way, &core, core.len())
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
    fn unite_core<S: Synapses>(
        &mut self,
        network: &Network<'_, S>,
        code: BlockCode,
        sources: &UnitSet,
        known: &UnitSet,
    ) -> UnitSet {
        let mut core = self.follow(network, sources.to_vec()).core(code);
        core.unite(known);
        core
    }

    fn follow<S: Synapses>(&mut self, network: &Network<'_, S>, sources: Vec<u32>) -> &UnitSet {
        let pure = self.false_units == 0;
        let set = match self.set.take().filter(|_| pure && !self.sources.is_empty()) {
            Some(mut set) => {
                let is_new = |unit: &u32| self.sources.binary_search(unit).is_err();
                let joined: Vec<u32> = sources.iter().copied().filter(is_new).collect();
                network.confirm(self.way, &joined, &mut set);
                set
            }
            None => network.one_step(self.way, &sources, sources.len() - self.false_units),
        };
        self.sources = sources;
        self.set.insert(set)
    }
}
