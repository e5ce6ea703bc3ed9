//! Synapses that are recomputed from keys instead of stored.

mod assignment;

use std::fmt;
use std::ops::Range;

use rand::Rng;

use assignment::{Assignment, Batch};

use super::Synapses;
use crate::bits::{Level, Owners};
use crate::error::require_at_most;
use crate::{Association, BlockCode, Direction, Error, PatternCode};

/// How often the units of a block are used.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, ImplicitMatrix, Usage};
///
/// let (code, rng) = (BlockCode::new(4, 16)?, &mut ChaCha12Rng::seed_from_u64(1));
/// let matrix = ImplicitMatrix::draw(code, Association::Auto, 3, Usage::Balanced, rng)?;
/// let uses = (0..48).filter(|&index| matrix.address(index).unwrap()[0] == 5).count();
/// assert_eq!((matrix.patterns(), uses), (48, 3)); // every unit in exactly three patterns
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum Usage {
    /// Every unit by exactly M/N patterns: fastest, and slightly less noise in small blocks.
    Balanced,
    /// By multinomial numbers of patterns, as in independent patterns: the exact distribution.
    Multinomial,
}

/// The synapses of M random block patterns that are never stored.
///
/// In block b the pattern μ has the unit into whose range of slots a keyed pseudorandom
/// permutation of 0, …, M − 1 moves μ. So the patterns of a unit come from the inverse of its
/// slots, their units in another block from the permutation there, and a row of W is made when
/// it is asked for. The permutation is an unbalanced Feistel network on (unit, M/N) with four
/// half-rounds; it needs a few words for each block, whatever the number of synapses.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{
///     Association, BlockCode, Cue, CueQuality, Error, ImplicitMatrix, Memory, SumOfMax, Usage,
/// };
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let code = BlockCode::new(8, 64)?;
/// let synapses = ImplicitMatrix::draw(code, Association::Auto, 20, Usage::Balanced, &mut rng)?;
/// assert_eq!(synapses.patterns(), 20 * 64);
///
/// let pattern = synapses.address(17).unwrap();
/// let memory = Memory::with_synapses(code, synapses)?;
/// let cue = Cue::draw(code, &pattern, CueQuality::default(), &mut rng)?;
/// let recall = memory.recall(&SumOfMax::default(), &cue)?;
/// assert!(pattern.iter().all(|unit| recall.content.contains(unit)));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct ImplicitMatrix {
    code: BlockCode,
    per_unit: u32,
    addresses: Vec<Assignment>,
    contents: Option<Vec<Assignment>>,
}

impl ImplicitMatrix {
    /// Synapses that hold M = N · `per_unit` patterns (or pairs) under keys drawn from `rng`.
    ///
    /// # Errors
    /// No pattern; more than 2³¹ patterns, or 2⁶² where the usage is balanced; N or `per_unit`
    /// above 2³¹.
    pub fn draw<R: Rng + ?Sized>(
        code: BlockCode,
        association: Association,
        per_unit: u32,
        usage: Usage,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let patterns = code.block_size() as u128 * u128::from(per_unit);
        if patterns == 0 {
            return Err(Error::Empty { quantity: "the set of patterns" });
        }
        let limit = if usage == Usage::Balanced { 1 << 62 } else { 1 << 31 };
        require_at_most("the number of patterns", patterns, limit)?;
        require_at_most("the number of patterns of a unit", per_unit.into(), 1 << 31)?;
        require_at_most("the number of units of a block", code.block_size() as u128, 1 << 31)?;
        let mut population = || -> Vec<Assignment> {
            (0..code.blocks()).map(|_| Assignment::draw(code, per_unit, usage, rng)).collect()
        };
        let addresses = population();
        let contents = (association == Association::Hetero).then(population);
        Ok(Self { code, per_unit, addresses, contents })
    }

    /// The code of the patterns.
    pub fn code(&self) -> BlockCode {
        self.code
    }

    /// M, the number of patterns.
    pub fn patterns(&self) -> usize {
        self.code.block_size() * self.per_unit as usize
    }

    /// The address of pattern `index`, ascending.
    pub fn address(&self, index: usize) -> Option<Vec<u32>> {
        self.pattern(&self.addresses, index)
    }

    /// The content of pattern `index`; the address itself for autoassociation.
    pub fn content(&self, index: usize) -> Option<Vec<u32>> {
        self.pattern(self.contents.as_ref().unwrap_or(&self.addresses), index)
    }

    /// The bytes that the keys and counts take.
    pub fn bytes(&self) -> usize {
        let all = self.addresses.iter().chain(self.contents.iter().flatten());
        let owners = |assignment: &Assignment| assignment.owners.as_ref().map_or(0, Owners::bytes);
        all.map(|assignment| size_of::<Assignment>() + owners(assignment)).sum()
    }

    fn pattern(&self, blocks: &[Assignment], index: usize) -> Option<Vec<u32>> {
        if index >= self.patterns() {
            return None;
        }
        let unit = |(b, block): (usize, &Assignment)| {
            let mut list = Batch::default();
            list.push(index / self.per_unit as usize, index % self.per_unit as usize);
            block.place(&mut list);
            b as u32 * self.code.block_size() as u32 + list.lefts[0]
        };
        Some(blocks.iter().enumerate().map(unit).collect())
    }

    fn sides(&self, direction: Direction) -> (&[Assignment], &[Assignment]) {
        let contents = self.contents.as_ref().unwrap_or(&self.addresses);
        match direction {
            Direction::Forward => (&self.addresses, contents),
            Direction::Backward => (contents, &self.addresses),
        }
    }

    /// The units that patterns have in block b, as bits from the word in which it begins.
    fn block_bits(&self, b: usize, block: &Assignment, patterns: &Batch, bits: &mut [u64]) {
        bits.fill(0);
        let first = b * self.code.block_size() % 64;
        let (first, pairs) = (first as u32, (&patterns.lefts[..], &patterns.rights[..]));
        match &block.owners {
            None => Level::best().mark(&block.feistel, pairs.0, pairs.1, first, bits),
            Some(owners) => Level::best().mark_owners(&block.feistel, owners, pairs, first, bits),
        }
    }

    /// The blocks that have a bit in the words.
    fn blocks_of(&self, words: &[Range<usize>]) -> Vec<usize> {
        let size = self.code.block_size();
        let touches = |b: usize, span: &Range<usize>| {
            span.start * 64 < (b + 1) * size && b * size < span.end * 64
        };
        (0..self.code.blocks()).filter(|&b| words.iter().any(|span| touches(b, span))).collect()
    }
}

impl Synapses for ImplicitMatrix {
    fn units(&self) -> usize {
        self.code.units()
    }

    fn association(&self) -> Association {
        if self.contents.is_some() { Association::Hetero } else { Association::Auto }
    }

    fn or_row(&self, direction: Direction, unit: u32, words: &[Range<usize>], row: &mut [u64]) {
        if unit as usize >= self.units() {
            return;
        }
        let (from, to) = self.sides(direction);
        let (block, local) = (self.code.block_of(unit), unit % self.code.block_size() as u32);
        let patterns = from[block].patterns_of(local, self.per_unit);
        let mut bits = vec![0; self.code.block_size() / 64 + 2];
        for b in self.blocks_of(words) {
            self.block_bits(b, &to[b], &patterns, &mut bits);
            or_words(&bits, b * self.code.block_size() / 64, words, row);
        }
    }

    /// Only the blocks of the candidates are computed, and no whole row is allocated.
    fn connected(&self, direction: Direction, unit: u32, candidates: &[u32], out: &mut [u64]) {
        out.fill(0);
        let (from, to) = self.sides(direction);
        let local = unit % self.code.block_size() as u32;
        let Some(from) = from.get(self.code.block_of(unit)) else { return };
        let patterns = from.patterns_of(local, self.per_unit);
        let mut bits = vec![0; self.code.block_size() / 64 + 2];
        let mut places = 0..out.len() * 64;
        let same_block = |a: &u32, b: &u32| self.code.block_of(*a) == self.code.block_of(*b);
        for candidates in candidates.chunk_by(same_block) {
            let b = self.code.block_of(candidates[0]);
            let Some(block) = to.get(b) else { return };
            self.block_bits(b, block, &patterns, &mut bits);
            let first = (b * self.code.block_size() / 64 * 64) as u32;
            for (candidate, place) in candidates.iter().zip(&mut places) {
                out[place / 64] |= u64::from(super::bit(&bits, candidate - first)) << (place % 64);
            }
        }
    }
}

/// Prints no keys.
impl fmt::Debug for ImplicitMatrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut matrix = f.debug_struct("ImplicitMatrix");
        matrix.field("code", &self.code).field("association", &self.association());
        matrix.field("patterns", &self.patterns()).finish_non_exhaustive()
    }
}

/// `row[first + w] |= bits[w]` for the words asked for.
fn or_words(bits: &[u64], first: usize, words: &[Range<usize>], row: &mut [u64]) {
    let limit = row.len().min(first + bits.len());
    for span in words {
        let (start, end) = (span.start.max(first), span.end.min(limit));
        if start < end {
            let bits = &bits[start - first..end - first];
            row[start..end].iter_mut().zip(bits).for_each(|(word, bits)| *word |= bits);
        }
    }
}
