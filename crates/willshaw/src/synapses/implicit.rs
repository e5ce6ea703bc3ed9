use std::ops::Range;

use rand::{Rng, RngExt};

use super::{Association, Direction, Synapses};
use crate::bits::{Feistel, Level, Mix};
use crate::{BlockCode, Error, PatternCode};

/// Patterns looked at together, so that all steps on them stay in the first-level cache.
const CHUNK: usize = 1024;

/// How often the units of a block are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Every unit by exactly M/N patterns: fastest, and slightly less noise in small blocks.
    Balanced,
    /// By multinomial numbers of patterns, as in independent patterns: the exact law.
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
/// use synaptome_willshaw::*;
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let code = BlockCode::new(8, 64)?;
/// let synapses = ImplicitMatrix::new(code, Association::Auto, 20, Usage::Balanced, &mut rng)?;
/// assert_eq!(synapses.patterns(), 20 * 64);
///
/// let pattern = synapses.address(17).unwrap();
/// let memory = Memory::with_synapses(code, synapses)?;
/// let cue = Cue::draw(code, &pattern, CueQuality::default(), &mut rng)?;
/// let recall = memory.recall_blocks(BlockRetrieval::SumOfMax, &cue, Limits::default())?;
/// assert!(pattern.iter().all(|unit| recall.content.contains(unit)));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ImplicitMatrix {
    code: BlockCode,
    per_unit: u32,
    addresses: Vec<Assignment>,
    contents: Option<Vec<Assignment>>,
}

/// The units of one block: a permutation of the patterns, and where the slots of each unit
/// begin, if they are not of equal number.
#[derive(Debug, Clone)]
struct Assignment {
    feistel: Feistel,
    starts: Option<Vec<u32>>,
}

impl ImplicitMatrix {
    /// Synapses that hold M = N · `per_unit` patterns (or pairs) under keys drawn from `rng`.
    pub fn new<R: Rng + ?Sized>(
        code: BlockCode,
        association: Association,
        per_unit: u32,
        usage: Usage,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let patterns = code.block_size() as u128 * u128::from(per_unit);
        if patterns == 0 {
            return Err(Error::NoPatterns);
        }
        let limit = if usage == Usage::Balanced { 1 << 62 } else { 1 << 31 };
        if patterns > limit || code.block_size().max(per_unit as usize) > 1 << 31 {
            return Err(Error::TooManyPatterns(patterns));
        }
        let mut population = || -> Vec<Assignment> {
            (0..code.blocks()).map(|_| Assignment::draw(code, per_unit, usage, rng)).collect()
        };
        let addresses = population();
        let contents = (association == Association::Hetero).then(population);
        Ok(Self { code, per_unit, addresses, contents })
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
        let starts = |assignment: &Assignment| assignment.starts.as_ref().map_or(0, Vec::len);
        all.map(|assignment| size_of::<Assignment>() + 4 * starts(assignment)).sum()
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
        if block.starts.is_none() {
            let (lefts, rights) = (&patterns.lefts, &patterns.rights);
            return Level::best().mark(&block.feistel, lefts, rights, first as u32, bits);
        }
        let chunks = patterns.lefts.chunks(CHUNK).zip(patterns.rights.chunks(CHUNK));
        let mut units = Batch::default();
        for (lefts, rights) in chunks {
            units.copy(lefts, rights);
            block.place(&mut units);
            for unit in units.lefts.iter().map(|&unit| first + unit as usize) {
                bits[unit / 64] |= 1 << (unit % 64);
            }
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

/// Patterns or slots as pairs (unit, place within the unit) of a balanced assignment.
#[derive(Debug, Clone, Default)]
struct Batch {
    lefts: Vec<u32>,
    rights: Vec<u32>,
}

impl Batch {
    fn push(&mut self, left: usize, right: usize) {
        self.lefts.push(left as u32);
        self.rights.push(right as u32);
    }

    fn copy(&mut self, lefts: &[u32], rights: &[u32]) {
        self.lefts.clear();
        self.lefts.extend_from_slice(lefts);
        self.rights.clear();
        self.rights.extend_from_slice(rights);
    }
}

impl Assignment {
    fn draw<R: Rng + ?Sized>(code: BlockCode, per_unit: u32, usage: Usage, rng: &mut R) -> Self {
        let mut mix =
            || Mix { a: rng.random::<u32>() | 1, b: rng.random(), c: rng.random::<u32>() | 1 };
        let mixes = std::array::from_fn(|_| mix());
        let feistel = Feistel { left: code.block_size() as u32, right: per_unit, mixes };
        let counted = usage == Usage::Multinomial;
        Self { feistel, starts: counted.then(|| multinomial(code, per_unit, rng)) }
    }

    /// The patterns that have a unit: those that the inverse permutation finds in its slots.
    fn patterns_of(&self, unit: u32, per_unit: u32) -> Batch {
        let mut patterns = Batch::default();
        match &self.starts {
            None => (0..per_unit).for_each(|right| patterns.push(unit as usize, right as usize)),
            Some(starts) => {
                for slot in starts[unit as usize]..starts[unit as usize + 1] {
                    patterns.push((slot / per_unit) as usize, (slot % per_unit) as usize);
                }
            }
        }
        Level::best().invert(&self.feistel, &mut patterns.lefts, &mut patterns.rights);
        patterns
    }

    /// Turns patterns into their units, left in `lefts`.
    fn place(&self, batch: &mut Batch) {
        Level::best().permute(&self.feistel, &mut batch.lefts, &mut batch.rights);
        if let Some(starts) = &self.starts {
            for (left, right) in batch.lefts.iter_mut().zip(&batch.rights) {
                let slot = *left * self.feistel.right + right;
                *left = owner(starts, slot, *left);
            }
        }
    }
}

/// The unit whose slots hold `slot`, looked for from a guess that is rarely off by more than one.
fn owner(starts: &[u32], slot: u32, guess: u32) -> u32 {
    let guess = guess as usize;
    let mut unit = guess + usize::from(slot >= starts[guess + 1]);
    unit -= usize::from(slot < starts[guess]);
    while slot >= starts[unit + 1] {
        unit += 1;
    }
    while slot < starts[unit] {
        unit -= 1;
    }
    unit as u32
}

/// Cumulative numbers of M = N · `per_unit` independent uniform choices of a unit.
fn multinomial<R: Rng + ?Sized>(code: BlockCode, per_unit: u32, rng: &mut R) -> Vec<u32> {
    let size = code.block_size();
    let mut starts = vec![0_u32; size + 1];
    for _ in 0..size as u64 * u64::from(per_unit) {
        starts[1 + rng.random_range(0..size)] += 1;
    }
    for unit in 1..=size {
        starts[unit] += starts[unit - 1];
    }
    starts
}
