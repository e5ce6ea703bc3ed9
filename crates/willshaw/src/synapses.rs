//! Where the binary synapses are: an explicit bit matrix, or none at all.

mod explicit;
mod implicit;
mod kept;
mod learning;
mod plane;

pub use explicit::BitMatrix;
pub use implicit::{ImplicitMatrix, Usage};
pub use kept::KeptRows;

use std::ops::Range;
use std::slice;

use crate::bits::{Level, push_span};
use crate::{Association, Direction};

/// Binary synapses `w_ij` between populations of n units, asked for by rows of bits.
///
/// Bit j of a row is bit j mod 64 of its word ⌊j/64⌋. A row is asked for only over the
/// `words` that matter: one-step retrieval needs just the blocks that the cue leaves open.
/// These ranges ascend and do not overlap. A unit that does not exist has no synapses, and words
/// that do not exist are passed over. Threads may share synapses.
///
/// ```
/// use synaptome_willshaw::Synapses;
/// use synaptome_willshaw::{Association, BlockCode, Direction, ImplicitMatrix, Memory, Patterns};
///
/// let code = BlockCode::new(2, 4)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 4, 0, 5])?)?;
/// let synapses: &dyn Synapses = memory.synapses();
/// let mut row = [0];
/// synapses.or_row(Direction::Forward, 0, &[0..1], &mut row);
/// assert_eq!(row[0], 0b110001); // to units 0, 4 and 5
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub trait Synapses: Sync {
    /// n, the number of units on each side.
    fn units(&self) -> usize;

    /// Whether W is symmetric, with one population.
    fn association(&self) -> Association;

    /// `row[w] |= w_i[w]` for unit i and every word w asked for.
    fn or_row(&self, direction: Direction, unit: u32, words: &[Range<usize>], row: &mut [u64]);

    /// The whole row of unit i, where it is stored.
    fn stored_row(&self, direction: Direction, unit: u32) -> Option<&[u64]> {
        let _ = (direction, unit);
        None
    }

    /// `row[w] |= OR_i w_i[w]` over several units i.
    fn or_rows(
        &self,
        direction: Direction,
        units: &[u32],
        words: &[Range<usize>],
        row: &mut [u64],
    ) {
        for &unit in units {
            self.or_row(direction, unit, words, row);
        }
    }

    /// `row[w] &= AND_i w_i[w]` over several units i.
    fn and_rows(
        &self,
        direction: Direction,
        units: &[u32],
        words: &[Range<usize>],
        row: &mut [u64],
    ) {
        let mut one = vec![0; row.len()];
        for &unit in units {
            for span in words {
                clear(&mut one, span);
            }
            self.or_row(direction, unit, words, &mut one);
            for span in words {
                intersect(row, &one, span);
            }
        }
    }

    /// `row[w] &= AND_s OR_i w_i[w]` over several sets s of units i.
    fn and_unions(
        &self,
        direction: Direction,
        sets: &[&[u32]],
        words: &[Range<usize>],
        row: &mut [u64],
    ) {
        let mut union = vec![0; row.len()];
        for units in sets {
            words.iter().for_each(|span| clear(&mut union, span));
            self.or_rows(direction, units, words, &mut union);
            words.iter().for_each(|span| intersect(row, &union, span));
        }
    }

    /// Adds the rows of several units to sums of n bits: bit b of sum j is bit j of plane b. The
    /// planes are of equal length, and enough for the sums.
    fn add_rows(&self, direction: Direction, units: &[u32], planes: &mut [Vec<u64>]) {
        let mut row = vec![0; planes.first().map_or(0, Vec::len)];
        let everywhere = 0..row.len();
        for &unit in units {
            row.fill(0);
            self.or_row(direction, unit, slice::from_ref(&everywhere), &mut row);
            Level::best().add_rows(&[&row], planes);
        }
    }

    /// Which of the ascending candidates unit i reaches: bit c of `out` is that of the c-th.
    fn connected(&self, direction: Direction, unit: u32, candidates: &[u32], out: &mut [u64]) {
        pack(&row_at(self, direction, unit, candidates), candidates, out);
    }

    /// How many of the ascending candidates unit i reaches.
    fn reached(&self, direction: Direction, unit: u32, candidates: &[u32]) -> usize {
        let mut reached = vec![0_u64; candidates.len().div_ceil(64)];
        self.connected(direction, unit, candidates, &mut reached);
        reached.iter().map(|word| word.count_ones() as usize).sum()
    }
}

/// The row of unit i, right in the words that hold the ascending candidates.
fn row_at<S: Synapses + ?Sized>(
    synapses: &S,
    direction: Direction,
    unit: u32,
    candidates: &[u32],
) -> Vec<u64> {
    let mut row = vec![0; synapses.units().div_ceil(64)];
    let mut words = Vec::new();
    for word in candidates.iter().map(|&candidate| candidate as usize / 64) {
        push_span(word..word + 1, &mut words);
    }
    synapses.or_row(direction, unit, &words, &mut row);
    row
}

fn pack(row: &[u64], candidates: &[u32], out: &mut [u64]) {
    for (word, candidates) in out.iter_mut().zip(candidates.chunks(64)) {
        let bits = candidates.iter().enumerate();
        *word = bits.fold(0, |word, (place, &unit)| word | u64::from(bit(row, unit)) << place);
    }
}

pub(crate) fn bit(row: &[u64], unit: u32) -> bool {
    row.get(unit as usize / 64).is_some_and(|word| word >> (unit % 64) & 1 == 1)
}

fn clear(row: &mut [u64], span: &Range<usize>) {
    if let Some(words) = row.get_mut(span.clone()) {
        words.fill(0);
    }
}

fn intersect(row: &mut [u64], other: &[u64], span: &Range<usize>) {
    if let (Some(words), Some(other)) = (row.get_mut(span.clone()), other.get(span.clone())) {
        words.iter_mut().zip(other).for_each(|(word, other)| *word &= other);
    }
}

/// The spans without the words that do not exist.
fn clip(words: &[Range<usize>], limit: usize) -> Vec<Range<usize>> {
    let mut spans = Vec::with_capacity(words.len());
    for span in words.iter().filter(|span| span.start < span.end.min(limit)) {
        push_span(span.start..span.end.min(limit), &mut spans);
    }
    spans
}
