//! Sets of units as bits in 64-bit words.

mod adders;
mod counters;
mod feistel;
mod kernels;
mod lanes;
mod pack;
mod search;
mod transpose;

pub(crate) use counters::Counters;
pub(crate) use feistel::{Feistel, Mix};
pub(crate) use kernels::Level;
pub(crate) use lanes::{LANE_UNITS, Lanes};
pub(crate) use pack::Piece;
pub(crate) use search::Problem;
pub(crate) use transpose::transpose;

use crate::BlockCode;
use std::ops::Range;

/// Consecutive words of a bit row.
pub(crate) type Span = Range<usize>;

/// A set of units of one population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitSet {
    units: usize,
    words: Vec<u64>,
}

impl UnitSet {
    pub(crate) fn empty(units: usize) -> Self {
        Self { units, words: vec![0; units.div_ceil(64)] }
    }

    pub(crate) fn full(units: usize) -> Self {
        let mut words = vec![u64::MAX; units.div_ceil(64)];
        if let (Some(last), 1..) = (words.last_mut(), units % 64) {
            *last = (1 << (units % 64)) - 1;
        }
        Self { units, words }
    }

    pub(crate) fn from_units(units: usize, members: &[u32]) -> Self {
        let mut set = Self::empty(units);
        for &unit in members {
            set.insert(unit);
        }
        set
    }

    pub(crate) fn insert(&mut self, unit: u32) {
        self.words[unit as usize / 64] |= 1 << (unit % 64);
    }

    pub(crate) fn remove(&mut self, unit: u32) {
        self.words[unit as usize / 64] &= !(1 << (unit % 64));
    }

    pub(crate) fn contains(&self, unit: u32) -> bool {
        self.words[unit as usize / 64] >> (unit % 64) & 1 == 1
    }

    pub(crate) fn units(&self) -> usize {
        self.units
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(crate) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    pub(crate) fn len(&self) -> usize {
        Level::best().overlap(&self.words, &self.words) as usize
    }

    pub(crate) fn unite(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    pub(crate) fn intersect(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// How many members the sets share.
    pub(crate) fn overlap(&self, other: &Self) -> usize {
        let words = self.words.iter().zip(&other.words);
        words.map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// The members, ascending.
    pub(crate) fn to_vec(&self) -> Vec<u32> {
        let mut members = Vec::new();
        push_all(&self.words, &mut members);
        members
    }

    /// The member among `units`, if there is exactly one.
    pub(crate) fn only_unit(&self, units: Range<usize>) -> Option<u32> {
        let mut only = None;
        for index in units.start / 64..units.end.div_ceil(64) {
            let word = self.words[index] & within(&units, index);
            if word != 0 && (only.is_some() || !word.is_power_of_two()) {
                return None;
            }
            only = only.or((word != 0).then(|| index as u32 * 64 + word.trailing_zeros()));
        }
        only
    }

    /// The words that are not zero, as merged spans.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (index, _) in self.words.iter().enumerate().filter(|(_, word)| **word != 0) {
            push_span(index..index + 1, &mut spans);
        }
        spans
    }

    /// The members that are alone in their block.
    pub(crate) fn core(&self, code: BlockCode) -> Self {
        let members = self.to_vec();
        let alone = members
            .chunk_by(|&a, &b| code.block_of(a) == code.block_of(b))
            .filter(|block| block.len() == 1);
        let mut core = Self::empty(self.units);
        alone.flatten().for_each(|&unit| core.insert(unit));
        core
    }
}

/// The bits of a word that stand for units of a range.
fn within(units: &Range<usize>, word: usize) -> u64 {
    let (low, high) = (units.start.saturating_sub(64 * word), units.end - 64 * word);
    (u64::MAX << low) & (u64::MAX >> 64_usize.saturating_sub(high))
}

/// The bit positions of a word.
pub(crate) fn bits(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        word &= word.wrapping_sub(1);
        (bit < 64).then_some(bit)
    })
}

/// Appends the bit positions of `word`, counted from `first`.
pub(crate) fn push_bits(word: u64, first: u32, members: &mut Vec<u32>) {
    members.extend(bits(word).map(|bit| first + bit));
}

/// Appends the bit positions of all words.
pub(crate) fn push_all(words: &[u64], members: &mut Vec<u32>) {
    for (line, words) in words.chunks(8).enumerate() {
        if words.iter().fold(0, |all, word| all | word) != 0 {
            for (index, &word) in words.iter().enumerate() {
                push_bits(word, 64 * (8 * line + index) as u32, members);
            }
        }
    }
}

/// Appends a span, merging it with the last one when they touch; spans must come in order.
pub(crate) fn push_span(span: Span, spans: &mut Vec<Span>) {
    match spans.last_mut() {
        Some(last) if last.start <= span.start && span.start <= last.end => {
            last.end = last.end.max(span.end);
        }
        _ => spans.push(span),
    }
}
