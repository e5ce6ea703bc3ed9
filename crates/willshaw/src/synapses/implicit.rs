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
        if patterns > 1 << 31 || code.block_size() > 1 << 30 {
            return Err(Error::TooManyPatterns(patterns));
        }
        let mut population = || -> Vec<Assignment> {
            (0..code.blocks())
                .map(|_| Assignment::draw(code, per_unit, usage, rng))
                .collect()
        };
        let addresses = population();
        let contents = (association == Association::Hetero).then(population);
        Ok(Self {
            code,
            per_unit,
            addresses,
            contents,
        })
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
        all.map(|assignment| size_of::<Assignment>() + 4 * starts(assignment))
            .sum()
    }

    fn pattern(&self, blocks: &[Assignment], index: usize) -> Option<Vec<u32>> {
        if index >= self.patterns() {
            return None;
        }
        let unit = |(b, block): (usize, &Assignment)| {
            let mut list = Batch::default();
            list.push_pattern(index as u32, self.per_unit);
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

    /// ORs into the words asked for of one block the units that the patterns have there.
    fn scatter(&self, b: usize, units: &[u32], words: &[Range<usize>], row: &mut [u64]) {
        let first = b * self.code.block_size();
        let is_whole = |span: &Range<usize>| {
            span.start * 64 <= first && first + self.code.block_size() <= span.end * 64
        };
        if words
            .iter()
            .any(|span| is_whole(span) && span.end <= row.len())
        {
            for unit in units.iter().map(|&unit| first + unit as usize) {
                row[unit / 64] |= 1 << (unit % 64);
            }
            return;
        }
        for unit in units.iter().map(|&unit| first + unit as usize) {
            let place = words.partition_point(|span| span.end <= unit / 64);
            let is_asked = words.get(place).is_some_and(|span| span.start <= unit / 64);
            if let (true, Some(word)) = (is_asked, row.get_mut(unit / 64)) {
                *word |= 1 << (unit % 64);
            }
        }
    }

    /// The blocks that have a bit in the words.
    fn blocks_of(&self, words: &[Range<usize>]) -> Vec<usize> {
        let size = self.code.block_size();
        let touches = |b: usize, span: &Range<usize>| {
            span.start * 64 < (b + 1) * size && b * size < span.end * 64
        };
        (0..self.code.blocks())
            .filter(|&b| words.iter().any(|span| touches(b, span)))
            .collect()
    }
}

impl Synapses for ImplicitMatrix {
    fn units(&self) -> usize {
        self.code.units()
    }

    fn association(&self) -> Association {
        if self.contents.is_some() {
            Association::Hetero
        } else {
            Association::Auto
        }
    }

    fn or_row(&self, direction: Direction, unit: u32, words: &[Range<usize>], row: &mut [u64]) {
        if unit as usize >= self.units() {
            return;
        }
        let (from, to) = self.sides(direction);
        let (block, local) = (
            self.code.block_of(unit),
            unit % self.code.block_size() as u32,
        );
        let wanted = self.blocks_of(words);
        let slots = from[block].slots(local, self.per_unit);
        let mut batch = Batch::default();
        for first in slots.clone().step_by(CHUNK) {
            batch.fill_slots(first..slots.end.min(first + CHUNK as u32), self.per_unit);
            Level::best().invert(&from[block].feistel, &mut batch.lefts, &mut batch.rights);
            for &b in &wanted {
                let mut units = batch.clone();
                to[b].place(&mut units);
                self.scatter(b, &units.lefts, words, row);
            }
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
    fn push_pattern(&mut self, pattern: u32, per_unit: u32) {
        self.lefts.push(pattern / per_unit);
        self.rights.push(pattern % per_unit);
    }

    fn fill_slots(&mut self, slots: Range<u32>, per_unit: u32) {
        self.lefts.clear();
        self.rights.clear();
        slots.for_each(|slot| self.push_pattern(slot, per_unit));
    }
}

impl Assignment {
    fn draw<R: Rng + ?Sized>(code: BlockCode, per_unit: u32, usage: Usage, rng: &mut R) -> Self {
        let mut mix = || Mix {
            a: rng.random::<u32>() | 1,
            b: rng.random(),
            c: rng.random::<u32>() | 1,
        };
        let mixes = std::array::from_fn(|_| mix());
        let feistel = Feistel {
            left: code.block_size() as u32,
            right: per_unit,
            mixes,
        };
        let counted = usage == Usage::Multinomial;
        Self {
            feistel,
            starts: counted.then(|| multinomial(code, per_unit, rng)),
        }
    }

    /// The slots of a unit.
    fn slots(&self, unit: u32, per_unit: u32) -> Range<u32> {
        match &self.starts {
            None => unit * per_unit..(unit + 1) * per_unit,
            Some(starts) => starts[unit as usize]..starts[unit as usize + 1],
        }
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

/// The last unit that begins at or before a slot, looked for from a guess.
fn owner(starts: &[u32], slot: u32, guess: u32) -> u32 {
    let mut step = 1;
    let (mut low, mut high) = (guess as usize, guess as usize + 1);
    while starts[low] > slot {
        low = low.saturating_sub(step);
        step *= 2;
    }
    while starts[high] <= slot {
        high = (high + step).min(starts.len() - 1);
        step *= 2;
    }
    (low + starts[low..high].partition_point(|&start| start <= slot)) as u32 - 1
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
