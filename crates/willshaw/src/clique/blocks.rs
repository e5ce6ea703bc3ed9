//! Block codes: one unit from each block.

use super::collector::{Collector, check_bytes};
use super::graph::Graph;
use crate::error::require_at_most;
use crate::{BlockCode, Direction, Error, Network, UnitSet};

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

/// The members of each block that holds none of the kept units, where there are any.
fn open_blocks(code: BlockCode, halo: &UnitSet, kept: &[u32]) -> Vec<Vec<u32>> {
    let is_open =
        |block: &&[u32]| kept.iter().all(|&k| code.block_of(k) != code.block_of(block[0]));
    let halo = halo.to_vec();
    let blocks = halo.chunk_by(|&a, &b| code.block_of(a) == code.block_of(b));
    blocks.filter(is_open).map(<[u32]>::to_vec).collect()
}

/// The largest number of open blocks: one lane each.
const MOST_BLOCKS: u128 = 64;

/// Refuses problems that the search has no lanes or memory for.
fn check_size(blocks: &[Vec<u32>]) -> Result<(), Error> {
    require_at_most("the number of open blocks", blocks.len() as u128, MOST_BLOCKS)?;
    let candidates: usize = blocks.iter().map(Vec::len).sum();
    let words: usize = blocks.iter().map(|block| block.len().div_ceil(64)).sum();
    check_bytes(8 * candidates as u128 * words as u128)
}
