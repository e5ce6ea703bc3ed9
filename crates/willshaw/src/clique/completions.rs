use crate::{BlockCode, Cue};

/// What a complete search has found.
///
/// It can be read in four ways. If [`is_unique`](Self::is_unique), `content` (with `address`) is
/// the only pattern that fits. Else `content` holds in each block the units of all patterns that
/// fit, which tells [`union_bits`](Self::union_bits); the list of the patterns itself tells
/// [`list_bits`](Self::list_bits). When the search was cut, `content` is a halo: what local
/// retrieval leaves. In every case the stored pattern is contained, if the cue is what it is said
/// to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// The units of all cliques, ascending; when the search was cut, the halo of IRB-SMX or
    /// IR-LK+. Of the contents, for heteroassociation.
    pub content: Vec<u32>,
    /// The same of the addresses, for heteroassociation.
    pub address: Option<Vec<u32>>,
    /// The number of cliques; 0 when the search was cut.
    pub cliques: u64,
    /// The first of them, each ascending; a heteroassociative one lists the address units and
    /// then the content units, these raised by n.
    pub list: Vec<Vec<u32>>,
    /// The largest number of cue units that was tried to be false.
    pub false_units: usize,
    /// Partial cliques looked at; the limit when the search was cut.
    pub nodes: u64,
    /// Whether the search ended before its node limit.
    pub is_complete: bool,
}

impl Completions {
    /// Whether exactly one pattern fits.
    pub fn is_unique(&self) -> bool {
        self.cliques == 1
    }

    /// What the list of all cliques tells of `prior_bits`, the bits of a pattern that are unknown
    /// when the cue is known: (k − c) ld N for c true units of a block pattern, ld C(n − c, k − c)
    /// for random patterns, and with a heteroassociation those of the content besides.
    ///
    /// `prior_bits − ld cliques`, as all cliques are equally likely; `None` if there are none, or
    /// the search was cut.
    pub fn list_bits(&self, prior_bits: f64) -> Option<f64> {
        (self.cliques > 0).then(|| prior_bits - (self.cliques as f64).log2())
    }

    /// What the union tells of the blocks without a cue unit, block by block: Σ (ld N − ld y) with
    /// y units in a block, `content` and `address` together; a block without units tells nothing.
    pub fn union_bits(&self, cue: &Cue<BlockCode>) -> f64 {
        let known: Vec<usize> = cue.units().iter().map(|&u| cue.code().block_of(u)).collect();
        match &self.address {
            None => told(cue.code(), &self.content, &known),
            Some(address) => {
                told(cue.code(), &self.content, &[]) + told(cue.code(), address, &known)
            }
        }
    }
}

/// Σ (ld N − ld y) over the blocks that are not known.
fn told(code: BlockCode, units: &[u32], known: &[usize]) -> f64 {
    let blocks = units.chunk_by(|&a, &b| code.block_of(a) == code.block_of(b));
    let unknown = blocks.filter(|block| !known.contains(&code.block_of(block[0])));
    unknown.map(|block| (code.block_size() as f64 / block.len() as f64).log2()).sum()
}
