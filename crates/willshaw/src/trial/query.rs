//! What is asked of a memory, and what an output conveys of it.

use rand::Rng;

use crate::information::choices_bits;
use crate::{BlockCode, Cue, CueQuality, Error, PatternCode, Recall};

/// A cue, and the stored pattern or pair that it should bring back.
///
/// ```
/// use synaptome_willshaw::{Association, BlockCode, CliqueSearch, Cue, Memory, Patterns};
/// use synaptome_willshaw::trial::Query;
/// let code = BlockCode::new(3, 8)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 8, 16, 0, 8, 17])?)?;
/// let query = Query::complete(&[0, 8, 17], Cue::new(code, vec![0], 0)?);
/// let recall = memory.recall(&CliqueSearch::default(), &query.cue)?;
/// // Two blocks of eight units were unknown; of one, two units are left.
/// assert_eq!(query.prior_bits(&recall), 6.0);
/// assert_eq!((query.union_bits(&recall), query.list_bits(&recall)), (Some(5.0), Some(5.0)));
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Query<C> {
    /// The cue, made of the address.
    pub cue: Cue<C>,
    /// The address that belongs to the cue, ascending.
    pub address: Vec<u32>,
    /// The content stored with it; the address itself for autoassociation.
    pub content: Vec<u32>,
}

impl<C: PatternCode> Query<C> {
    /// Asks an autoassociative memory for a pattern.
    pub fn complete(pattern: &[u32], cue: Cue<C>) -> Self {
        Self { cue, address: pattern.to_vec(), content: pattern.to_vec() }
    }

    /// Draws a cue of `address`.
    ///
    /// # Errors
    /// An address that is no pattern of the code; a quality outside its ranges.
    pub fn draw<R: Rng + ?Sized>(
        code: C,
        address: &[u32],
        content: &[u32],
        quality: CueQuality,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let cue = Cue::draw(code, address, quality, rng)?;
        Ok(Self { cue, address: address.to_vec(), content: content.to_vec() })
    }

    /// Whether an output holds all that was looked for.
    pub fn is_in(&self, recall: &Recall) -> bool {
        let address = recall.address.as_ref().is_none_or(|units| has(units, &self.address));
        address && has(&recall.content, &self.content)
    }

    /// The bits of the pattern, or the pair, that are unknown when the cue is known: log₂ N for each
    /// block without a cue unit, log₂ C(n − c, k − t) for a random pattern of which t of c cue units
    /// are true, and for a pair those of the content besides.
    pub fn prior_bits(&self, recall: &Recall) -> f64 {
        let (code, is_pair) = (self.cue.code(), recall.address.is_some());
        if let Some(code) = code.block_code() {
            let contents = if is_pair { code.blocks() } else { 0 };
            let open = code.open_blocks(self.cue.units()).count();
            return (open + contents) as f64 * (code.block_size() as f64).log2();
        }
        let (n, k) = (code.units(), code.activity());
        let address = choices_bits(n - self.cue.units().len().min(n), self.open_units());
        if is_pair { address + choices_bits(n, k) } else { address }
    }

    /// The bits that the output as a set conveys beyond the cue; `None` if it does not hold the
    /// pattern, as cores may not.
    ///
    /// Of a block code Σ log₂(N/y) over the blocks without a cue unit, with y units of the output in a
    /// block; of other codes the prior less the choices that are left.
    pub fn union_bits(&self, recall: &Recall) -> Option<f64> {
        if !self.is_in(recall) {
            return None;
        }
        Some(match self.cue.code().block_code() {
            Some(code) => self.block_bits(code, recall),
            None => self.prior_bits(recall) - self.left_bits(recall),
        })
    }

    /// The bits that the list of all patterns that fit conveys beyond the cue; `None` if the pattern
    /// is not among them, or they were not listed.
    pub fn list_bits(&self, recall: &Recall) -> Option<f64> {
        let completions = recall.completions.as_ref().filter(|_| self.is_in(recall))?;
        completions.list_bits(self.prior_bits(recall))
    }

    /// k − t: how many units of the pattern the cue does not have.
    fn open_units(&self) -> usize {
        let is_open = |unit: &&u32| self.cue.units().binary_search(unit).is_err();
        self.address.iter().filter(is_open).count()
    }

    fn block_bits(&self, code: BlockCode, recall: &Recall) -> f64 {
        let known: Vec<usize> = self.cue.units().iter().map(|&u| code.block_of(u)).collect();
        match &recall.address {
            None => told(code, &recall.content, &known),
            Some(address) => told(code, &recall.content, &[]) + told(code, address, &known),
        }
    }

    /// The choices that an output leaves of a random pattern, or pair.
    fn left_bits(&self, recall: &Recall) -> f64 {
        let (k, cue) = (self.cue.code().activity(), self.cue.units());
        let address = recall.address.as_ref().unwrap_or(&recall.content);
        let others = address.iter().filter(|unit| cue.binary_search(unit).is_err()).count();
        let left = choices_bits(others, self.open_units());
        if recall.address.is_some() { left + choices_bits(recall.content.len(), k) } else { left }
    }
}

fn has(output: &[u32], pattern: &[u32]) -> bool {
    pattern.iter().all(|unit| output.binary_search(unit).is_ok())
}

/// Σ log₂(N/y) over the blocks that are not known.
fn told(code: BlockCode, units: &[u32], known: &[usize]) -> f64 {
    let blocks = units.chunk_by(|&a, &b| code.block_of(a) == code.block_of(b));
    let unknown = blocks.filter(|block| !known.contains(&code.block_of(block[0])));
    unknown.map(|block| (code.block_size() as f64 / block.len() as f64).log2()).sum()
}
