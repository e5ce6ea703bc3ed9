//! Block codes: one unit from each block.

use super::collector::{Collector, check_bytes};
use super::graph::Graph;
use crate::error::require_at_most;
use crate::{BlockCode, Cue, Direction, Error, Network, UnitSet};

/// All cliques of one unit per block that contain the kept units and no other of the cue.
pub(super) fn cliques(
    network: &Network<'_, BlockCode>,
    cue: &[u32],
    kept: &[u32],
    collector: &mut Collector<'_>,
) -> Result<(), Error> {
    let code = network.code();
    let mut halo = network.reach(Direction::Forward, kept, kept.len());
    cue.iter().for_each(|&unit| halo.remove(unit));
    let open = open_blocks(code, &halo, kept);
    if open.len() + kept.len() == code.blocks() {
        check_size(&open)?;
        let graph = Graph::complete(network.synapses(), open, collector.threads());
        collector.solve(&graph, kept);
    }
    Ok(())
}

/// All pairs of an address that contains the kept units, and no other of the cue, and a content,
/// fully connected.
pub(super) fn bicliques(
    network: &Network<'_, BlockCode>,
    cue: &[u32],
    kept: &[u32],
    collector: &mut Collector<'_>,
) -> Result<(), Error> {
    let code = network.code();
    let content = network.reach(Direction::Forward, kept, kept.len());
    let contents = open_blocks(code, &content, &[]);
    if contents.len() < code.blocks() {
        return Ok(());
    }
    let mut address = network.full();
    network.keep_supported(Direction::Backward, &content, &mut address);
    cue.iter().for_each(|&unit| address.remove(unit));
    let open = open_blocks(code, &address, kept);
    if open.len() + kept.len() == code.blocks() {
        check_size(&[open.as_slice(), contents.as_slice()].concat())?;
        let graph = Graph::bipartite(network.synapses(), open, contents, collector.threads());
        collector.solve(&graph, kept);
    }
    Ok(())
}

/// The candidates that sum-of-max starts with: units that as many cue units reach as are true, and for pairs
/// the addresses that these support. None if a block has no candidate.
pub(super) fn candidates(
    network: &Network<'_, BlockCode>,
    cue: &Cue<BlockCode>,
) -> Result<Option<Graph>, Error> {
    let (code, content) = (network.code(), network.first_step(cue));
    let is_auto = network.is_auto();
    let supported = || open_blocks(code, &supported(network, cue, &content), &[]);
    let addresses = if is_auto { Vec::new() } else { supported() };
    let contents = open_blocks(code, &content, &[]);
    let populations = if is_auto { 1 } else { 2 };
    if addresses.len() + contents.len() < populations * code.blocks() {
        return Ok(None);
    }
    check_memory(&[addresses.as_slice(), contents.as_slice()].concat())?;
    let synapses = network.synapses();
    Ok(Some(if is_auto {
        Graph::complete(synapses, contents, 1)
    } else {
        Graph::bipartite(synapses, addresses, contents, 1)
    }))
}

/// The addresses that some contents support. A cue without false units says which unit of its blocks it is.
fn supported(network: &Network<'_, BlockCode>, cue: &Cue<BlockCode>, content: &UnitSet) -> UnitSet {
    let code = network.code();
    let mut address = network.full();
    network.keep_supported(Direction::Backward, content, &mut address);
    for &unit in cue.units().iter().filter(|_| cue.false_units() == 0) {
        let others = code.units_of(code.block_of(unit)).filter(|&other| other != unit as usize);
        others.for_each(|other| address.remove(other as u32));
    }
    address
}

/// The members of each block that holds none of the kept units, where there are any.
fn open_blocks(code: BlockCode, halo: &UnitSet, kept: &[u32]) -> Vec<Vec<u32>> {
    let is_open =
        |block: &&[u32]| kept.iter().all(|&k| code.block_of(k) != code.block_of(block[0]));
    let halo = halo.to_vec();
    code.by_block(&halo).filter(is_open).map(<[u32]>::to_vec).collect()
}

/// The largest number of open blocks: one lane each.
const MOST_BLOCKS: u128 = 64;

/// Refuses problems that the search has no lanes or memory for.
fn check_size(blocks: &[Vec<u32>]) -> Result<(), Error> {
    require_at_most("the number of open blocks", blocks.len() as u128, MOST_BLOCKS)?;
    check_memory(blocks)
}

fn check_memory(blocks: &[Vec<u32>]) -> Result<(), Error> {
    let candidates: usize = blocks.iter().map(Vec::len).sum();
    let words: usize = blocks.iter().map(|block| block.len().div_ceil(64)).sum();
    check_bytes(8 * candidates as u128 * words as u128)
}
