//! A set of units of one population, as bits.

use std::fmt;
use std::ops::Range;

use crate::BlockCode;
use crate::bits::{LINE, Level, Span, push_all, push_span};

/// A set of units of one population: the activity in a step of a retrieval.
///
/// The steps of a [`Network`](crate::Network) make such sets, and [`Network::empty`],
/// [`full`](crate::Network::full) and [`set`](crate::Network::set). Units that the population does
/// not have are passed over.
///
/// ```
/// use synaptome_willshaw::{Association, BlockCode, Memory};
/// let code = BlockCode::new(4, 8)?;
/// let memory = Memory::new(code, Association::Auto)?;
/// let mut halo = memory.network().set(&[3, 9, 10]);
/// assert_eq!(halo.core(code).to_vec(), [3]);
/// halo.remove(9);
/// assert_eq!((halo.len(), halo.contains(10)), (2, true));
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
///
/// [`Network::empty`]: crate::Network::empty
#[derive(Clone, Eq, PartialEq)]
pub struct UnitSet {
    units: usize,
    words: Vec<u64>,
}

impl UnitSet {
    pub(crate) fn empty(units: usize) -> Self {
        Self { units, words: vec![0; units.div_ceil(64)] }
    }

    pub(crate) fn full(units: usize) -> Self {
        let mut set = Self { units, words: vec![u64::MAX; units.div_ceil(64)] };
        set.clear_beyond();
        set
    }

    pub(crate) fn from_units(units: usize, members: &[u32]) -> Self {
        let mut set = Self::empty(units);
        set.extend(members.iter().copied());
        set
    }

    /// n, the number of units of the population.
    pub fn units(&self) -> usize {
        self.units
    }

    /// The number of members.
    pub fn len(&self) -> usize {
        Level::best().overlap(&self.words, &self.words) as usize
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Whether a unit is a member.
    pub fn contains(&self, unit: u32) -> bool {
        self.words.get(unit as usize / 64).is_some_and(|word| word >> (unit % 64) & 1 == 1)
    }

    /// Makes a unit a member.
    pub fn insert(&mut self, unit: u32) {
        if (unit as usize) < self.units {
            self.words[unit as usize / 64] |= 1 << (unit % 64);
        }
    }

    /// Takes a unit away.
    pub fn remove(&mut self, unit: u32) {
        if let Some(word) = self.words.get_mut(unit as usize / 64) {
            *word &= !(1 << (unit % 64));
        }
    }

    /// Takes the members of another set in.
    pub fn unite(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
        self.clear_beyond();
    }

    /// Keeps the members that are in another set too.
    pub fn intersect(&mut self, other: &Self) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        self.words.iter_mut().zip(others).for_each(|(a, b)| *a &= b);
    }

    /// How many members both sets have.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, Memory, RandomCode};
    ///
    /// let memory = Memory::new(RandomCode::new(100, 3)?, Association::Auto)?;
    /// let mut found = memory.network().set(&[1, 2, 50]);
    /// let stored = memory.network().set(&[1, 2, 3]);
    /// assert_eq!(found.overlap(&stored), 2);
    /// found.intersect(&stored);
    /// assert_eq!(found.to_vec(), [1, 2]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn overlap(&self, other: &Self) -> usize {
        let words = self.words.iter().zip(&other.words);
        words.map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// The members, ascending.
    pub fn to_vec(&self) -> Vec<u32> {
        // A list that grows would be moved several times, on many threads each time under the allocator's lock.
        let mut members = Vec::with_capacity(self.len());
        push_all(&self.words, &mut members);
        members
    }

    /// The members that are alone in their block: of a halo, those that are sure.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, Memory};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let memory = Memory::new(code, Association::Auto)?;
    /// let halo = memory.network().set(&[1, 4, 6]); // the second block is ambiguous
    /// assert_eq!(halo.core(code).to_vec(), [1]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn core(&self, code: BlockCode) -> Self {
        let members = self.to_vec();
        let alone = code.by_block(&members).filter(|block| block.len() == 1);
        let mut core = Self::empty(self.units);
        core.extend(alone.flatten().copied());
        core
    }

    /// Bit j mod 64 of word ⌊j/64⌋ says whether unit j is a member.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The caller must not set bits of units that do not exist.
    pub(crate) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
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

    /// The cache lines that are not zero, as merged spans of words.
    pub(crate) fn lines(&self) -> Vec<Span> {
        let mut lines: Vec<Span> = Vec::new();
        for (line, words) in self.words.chunks(LINE).enumerate() {
            if words.iter().any(|&word| word != 0) {
                push_span(LINE * line..LINE * line + words.len(), &mut lines);
            }
        }
        lines
    }

    fn clear_beyond(&mut self) {
        if let (Some(last), 1..) = (self.words.last_mut(), self.units % 64) {
            *last &= (1 << (self.units % 64)) - 1;
        }
    }
}

impl Extend<u32> for UnitSet {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, units: I) {
        units.into_iter().for_each(|unit| self.insert(unit));
    }
}

impl From<UnitSet> for Vec<u32> {
    /// The members, ascending.
    fn from(set: UnitSet) -> Self {
        set.to_vec()
    }
}

impl fmt::Debug for UnitSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.to_vec()).finish()
    }
}

/// The bits of a word that stand for units of a range.
fn within(units: &Range<usize>, word: usize) -> u64 {
    let (low, high) = (units.start.saturating_sub(64 * word), units.end - 64 * word);
    (u64::MAX << low) & (u64::MAX >> 64_usize.saturating_sub(high))
}
