//! Complete search for the patterns that fit a cue.

mod graph;
mod random;
mod solve;
mod subsets;

use crate::bits::UnitSet;
use crate::code::check_same;
use crate::retrieval::Network;
use crate::{
    Association, BlockCode, BlockRetrieval, Cue, Direction, Error, Limits, Memory, RandomCode,
    Synapses,
};
use graph::Graph;
use solve::Collector;

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
    /// The number of partial cliques after which the search is cut.
    pub node_limit: u64,
    /// The number of cliques that are listed one by one.
    pub list_limit: usize,
}

impl Default for CliqueSearch {
    /// A thousand million nodes, some ten seconds, and a list of up to 1000 cliques.
    fn default() -> Self {
        Self { node_limit: 1_000_000_000, list_limit: 1000 }
    }
}

/// What a complete search has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// The units of all cliques, ascending; when the search was cut, the halo of IRB-SMX or
    /// IR-LK+. Of the contents, for heteroassociation.
    pub content: Vec<u32>,
    /// The same of the addresses, for heteroassociation.
    pub address: Option<Vec<u32>>,
    /// The number of cliques found, each once for every choice of its true units among those of
    /// a cue with false ones. For a pure cue the list tells `ld C − ld cliques` bits, where C counts the
    /// patterns that contain the cue.
    pub cliques: u64,
    /// The first of them, each ascending; a heteroassociative one lists the address units and
    /// then the content units, these raised by n.
    pub list: Vec<Vec<u32>>,
    /// Partial cliques looked at.
    pub nodes: u64,
    /// Whether the search ended before its node limit.
    pub is_complete: bool,
}

impl CliqueSearch {
    /// Completes a cue of a block code, autoassociative or heteroassociative. Of false units the
    /// number must be known; every way to leave so many out is tried.
    pub fn complete<S: Synapses>(
        &self,
        memory: &Memory<BlockCode, S>,
        cue: &Cue<BlockCode>,
    ) -> Result<Completions, Error> {
        check_same(memory.code(), cue.code())?;
        let mut collector = Collector::new(self.list_limit, self.node_limit);
        for kept in subsets::of(cue.units(), cue.true_units()) {
            match memory.synapses().association() {
                Association::Auto => cliques(memory, &kept, &mut collector)?,
                Association::Hetero => bicliques(memory, &kept, &mut collector)?,
            }
        }
        if !collector.is_complete {
            let halo = memory.recall_blocks(BlockRetrieval::SumOfMax, cue, Limits::default())?;
            return Ok(completions(collector, halo.content, halo.address));
        }
        Ok(split(memory.synapses(), collector))
    }

    /// Completes a cue of a random code, autoassociative and without false units.
    pub fn complete_random<S: Synapses>(
        &self,
        memory: &Memory<RandomCode, S>,
        cue: &Cue<RandomCode>,
    ) -> Result<Completions, Error> {
        random::complete(self, memory, cue)
    }
}

fn completions(collector: Collector, content: Vec<u32>, address: Option<Vec<u32>>) -> Completions {
    let Collector { cliques, list, nodes, is_complete, .. } = collector;
    Completions { content, address, cliques, list, nodes, is_complete }
}

/// The union of all cliques; the contents of a heteroassociation are numbered from n.
fn split<S: Synapses>(synapses: &S, mut collector: Collector) -> Completions {
    let mut union = std::mem::take(&mut collector.union);
    union.sort_unstable();
    union.dedup();
    if synapses.association() == Association::Auto {
        return completions(collector, union, None);
    }
    let n = synapses.units() as u32;
    let middle = union.partition_point(|&unit| unit < n);
    let content = union.split_off(middle).iter().map(|unit| unit - n).collect();
    completions(collector, content, Some(union))
}

/// All cliques of one unit per block that contain the kept units.
fn cliques<S: Synapses>(
    memory: &Memory<BlockCode, S>,
    kept: &[u32],
    collector: &mut Collector,
) -> Result<(), Error> {
    let (code, synapses) = (memory.code(), memory.synapses());
    let network = Network::new(code, synapses, Limits::default());
    let halo = network.one_step(Direction::Forward, kept, kept.len()).to_vec();
    if code.check_distinct_blocks(kept).is_err() || !kept.iter().all(|unit| halo.contains(unit)) {
        return Ok(());
    }
    let open = open_blocks(code, &halo, kept);
    if open.len() + kept.len() < code.blocks() {
        return Ok(());
    }
    check_size(&open)?;
    let graph = Graph::new(open, |(_, unit), (_, candidates), row| {
        synapses.connected(Direction::Forward, unit, candidates, row);
    });
    collector.solve(&graph, &mut kept.to_vec());
    Ok(())
}

/// All pairs of an address that contains the kept units and a content, fully connected.
/// Units of the same population exclude each other within a block only.
fn bicliques<S: Synapses>(
    memory: &Memory<BlockCode, S>,
    kept: &[u32],
    collector: &mut Collector,
) -> Result<(), Error> {
    let (code, synapses) = (memory.code(), memory.synapses());
    if code.check_distinct_blocks(kept).is_err() {
        return Ok(());
    }
    let network = Network::new(code, synapses, Limits::default());
    let content = network.one_step(Direction::Forward, kept, kept.len());
    let mut address = UnitSet::full(network.units());
    network.keep_supported(Direction::Backward, code, &content, &mut address);
    let open = open_blocks(code, &address.to_vec(), kept);
    let addresses = open.len();
    let contents = open_blocks(code, &content.to_vec(), &[]);
    if addresses + kept.len() < code.blocks() || contents.len() < code.blocks() {
        return Ok(());
    }
    let blocks: Vec<Vec<u32>> = open.into_iter().chain(contents).collect();
    check_size(&blocks)?;
    let graph = Graph::new(blocks, |(x, unit), (z, candidates), row| {
        if x < addresses && z >= addresses {
            synapses.connected(Direction::Forward, unit, candidates, row);
        } else {
            row.copy_from_slice(&all(candidates.len()));
        }
    });
    let n = synapses.units() as u32;
    let raised = graph.raised(addresses, n);
    collector.solve(&raised, &mut kept.to_vec());
    Ok(())
}

/// So many ones.
fn all(count: usize) -> Vec<u64> {
    UnitSet::full(count).words().to_vec()
}

/// The members of each block that holds none of the kept units, where there are any.
fn open_blocks(code: BlockCode, halo: &[u32], kept: &[u32]) -> Vec<Vec<u32>> {
    let is_open = |block: &&[u32]| {
        block
            .first()
            .is_some_and(|&unit| kept.iter().all(|&k| code.block_of(k) != code.block_of(unit)))
    };
    let blocks = halo.chunk_by(|&a, &b| code.block_of(a) == code.block_of(b));
    blocks.filter(is_open).map(<[u32]>::to_vec).collect()
}

/// The largest number of open blocks: one lane each.
const MOST_BLOCKS: usize = 64;
/// The largest local matrix.
const LIMIT_BYTES: u128 = 1 << 30;

/// Refuses problems that the search has no lanes or memory for.
fn check_size(blocks: &[Vec<u32>]) -> Result<(), Error> {
    if blocks.len() > MOST_BLOCKS {
        return Err(Error::TooManyOpenBlocks { blocks: blocks.len(), limit: MOST_BLOCKS });
    }
    let candidates: usize = blocks.iter().map(Vec::len).sum();
    let words: usize = blocks.iter().map(|block| block.len().div_ceil(64)).sum();
    check_bytes(8 * candidates as u128 * words as u128)
}

fn check_bytes(bytes: u128) -> Result<(), Error> {
    if bytes > LIMIT_BYTES {
        return Err(Error::TooLarge { bytes, limit: LIMIT_BYTES });
    }
    Ok(())
}
