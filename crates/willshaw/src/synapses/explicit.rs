//! The synapses as a matrix of bits.

use std::fmt;
use std::ops::Range;

use super::Synapses;
use super::learning::{learn, learn_pairs};
use super::plane::Plane;
use crate::bits::Level;
use crate::error::{require_at_most, require_len};
use crate::{Association, Direction, Error, PatternCode, Patterns};

/// The synapses as a matrix of n² bits, stored row by row; a heteroassociative one keeps the
/// transposed matrix too, so that both directions read rows.
///
/// ```
/// use synaptome_willshaw::{Association, BitMatrix, BlockCode, Patterns};
/// let code = BlockCode::new(2, 4)?;
/// let mut synapses = BitMatrix::new(8, Association::Auto)?;
/// synapses.learn(&Patterns::new(code, vec![1, 6])?)?;
/// assert!(synapses.is_potentiated(1, 6) && synapses.is_potentiated(6, 1));
/// assert_eq!(synapses.load(), 4.0 / 64.0);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct BitMatrix {
    forward: Plane,
    backward: Option<Plane>,
}

impl BitMatrix {
    /// The largest matrix that [`new`](Self::new) allocates: 64 GiB.
    pub const LIMIT_BYTES: u128 = 1 << 36;

    /// An empty matrix for `units` = n on each side.
    ///
    /// # Errors
    /// A matrix of more than [`LIMIT_BYTES`](Self::LIMIT_BYTES), or more than the system has.
    pub fn new(units: usize, association: Association) -> Result<Self, Error> {
        Self::with_limit(units, association, Self::LIMIT_BYTES)
    }

    /// An empty matrix, refused when it would take more than `limit` bytes.
    ///
    /// # Errors
    /// [`Error::TooLarge`], and [`Error::OutOfMemory`] if the system has no more.
    pub fn with_limit(units: usize, association: Association, limit: u128) -> Result<Self, Error> {
        let bytes = Self::bytes_for(units, association);
        require_at_most("the number of bytes of the synapses", bytes, limit)?;
        let backward = match association {
            Association::Auto => None,
            Association::Hetero => Some(Plane::zeroed(units)?),
        };
        Ok(Self { forward: Plane::zeroed(units)?, backward })
    }

    /// The bytes that a matrix would take.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BitMatrix};
    ///
    /// assert!(BitMatrix::bytes_for(4096, Association::Auto) >= 4096 * 4096 / 8); // 2 MiB and padding
    /// assert!(BitMatrix::with_limit(4096, Association::Auto, 1 << 20).is_err()); // over 1 MiB
    /// ```
    pub fn bytes_for(units: usize, association: Association) -> u128 {
        match association {
            Association::Auto => Plane::bytes(units),
            Association::Hetero => 2 * Plane::bytes(units),
        }
    }

    /// Stores patterns autoassociatively.
    ///
    /// # Errors
    /// Patterns for another number of units; a matrix for pairs.
    pub fn learn<C: PatternCode>(&mut self, patterns: &Patterns<C>) -> Result<(), Error> {
        self.check(patterns, Association::Auto)?;
        learn(&mut self.forward, patterns);
        Ok(())
    }

    /// Stores pairs of an address and a content.
    ///
    /// # Errors
    /// Patterns for another number of units; unequal numbers of them; a matrix for one population.
    pub fn learn_pairs<C: PatternCode>(
        &mut self,
        addresses: &Patterns<C>,
        contents: &Patterns<C>,
    ) -> Result<(), Error> {
        self.check(addresses, Association::Hetero)?;
        self.check(contents, Association::Hetero)?;
        require_len("the set of contents", addresses.len(), contents.len())?;
        if let Some(backward) = &mut self.backward {
            learn_pairs(&mut self.forward, backward, addresses, contents);
        }
        Ok(())
    }

    /// The rows of W.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u64]> {
        (0..self.units()).map(|unit| self.forward.row(unit))
    }

    /// Reads all rows one after the other; memory is allocated as they come.
    ///
    /// A matrix for pairs has its transpose only after [`transposed`](Self::transposed).
    pub(crate) fn read_rows(
        units: usize,
        association: Association,
        fill: impl FnMut(&mut [u64]) -> Result<(), Error>,
    ) -> Result<Self, Error> {
        let bytes = Self::bytes_for(units, association);
        require_at_most("the number of bytes of the synapses", bytes, Self::LIMIT_BYTES)?;
        Ok(Self { forward: Plane::read_rows(units, fill)?, backward: None })
    }

    /// The same synapses, with their transpose if they are for pairs.
    pub(crate) fn transposed(mut self, association: Association) -> Result<Self, Error> {
        if association == Association::Hetero {
            let mut backward = Plane::zeroed(self.units())?;
            backward.or_transposed(&self.forward);
            self.backward = Some(backward);
        }
        Ok(self)
    }

    /// Whether synapse `w_ij` is potentiated; synapses that do not exist are not.
    pub fn is_potentiated(&self, from: u32, to: u32) -> bool {
        super::bit(self.forward.row(from as usize), to)
    }

    /// p₁, the fraction of potentiated synapses.
    pub fn load(&self) -> f64 {
        let ones: u64 = self.rows().map(|row| Level::best().overlap(row, row)).sum();
        ones as f64 / (self.units() as f64).powi(2)
    }

    fn check<C: PatternCode>(
        &self,
        patterns: &Patterns<C>,
        wanted: Association,
    ) -> Result<(), Error> {
        let (expected, found) = (patterns.code().units(), self.units());
        if expected != found {
            return Err(Error::WrongUnits { expected, found });
        }
        if wanted != self.association() {
            return Err(Error::WrongAssociation { expected: wanted });
        }
        Ok(())
    }

    fn plane(&self, direction: Direction) -> &Plane {
        match (direction, &self.backward) {
            (Direction::Backward, Some(backward)) => backward,
            _ => &self.forward,
        }
    }

    /// The rows of those units that exist.
    fn stored_rows(&self, direction: Direction, units: &[u32]) -> impl Iterator<Item = &[u64]> {
        let plane = self.plane(direction);
        units.iter().map(|&unit| plane.row(unit as usize)).filter(|row| !row.is_empty())
    }

    fn rows_of(&self, direction: Direction, units: &[u32]) -> Vec<&[u64]> {
        let plane = self.plane(direction);
        units.iter().map(|&unit| plane.row(unit as usize)).collect()
    }
}

impl Synapses for BitMatrix {
    fn units(&self) -> usize {
        self.forward.units()
    }

    fn association(&self) -> Association {
        if self.backward.is_some() { Association::Hetero } else { Association::Auto }
    }

    fn or_row(&self, direction: Direction, unit: u32, words: &[Range<usize>], row: &mut [u64]) {
        self.or_rows(direction, &[unit], words, row);
    }

    fn stored_row(&self, direction: Direction, unit: u32) -> Option<&[u64]> {
        Some(self.plane(direction).row(unit as usize))
    }

    fn or_rows(
        &self,
        direction: Direction,
        units: &[u32],
        words: &[Range<usize>],
        row: &mut [u64],
    ) {
        let mut rows = self.rows_of(direction, units);
        rows.retain(|row| !row.is_empty());
        let spans = super::clip(words, self.units().div_ceil(64).min(row.len()));
        Level::best().or_rows(&rows, &spans, row);
    }

    fn and_rows(
        &self,
        direction: Direction,
        units: &[u32],
        words: &[Range<usize>],
        row: &mut [u64],
    ) {
        let rows = self.rows_of(direction, units);
        let spans = super::clip(words, self.units().div_ceil(64).min(row.len()));
        if rows.iter().any(|row| row.is_empty()) {
            return spans.into_iter().for_each(|span| row[span].fill(0));
        }
        Level::best().and_rows(&rows, &spans, row);
    }

    fn and_unions(
        &self,
        direction: Direction,
        sets: &[&[u32]],
        words: &[Range<usize>],
        row: &mut [u64],
    ) {
        let units: usize = sets.iter().map(|units| units.len()).sum();
        let mut rows = Vec::with_capacity(units);
        let mut ends = Vec::with_capacity(sets.len());
        for units in sets {
            rows.extend(self.stored_rows(direction, units));
            ends.push(rows.len());
        }
        let spans = super::clip(words, self.units().div_ceil(64).min(row.len()));
        Level::best().and_unions(&rows, &ends, &spans, row);
    }

    fn add_rows(&self, direction: Direction, units: &[u32], planes: &mut [Vec<u64>]) {
        let mut rows = self.rows_of(direction, units);
        rows.retain(|row| !row.is_empty());
        Level::best().add_rows(&rows, planes);
    }

    fn connected(&self, direction: Direction, unit: u32, candidates: &[u32], out: &mut [u64]) {
        super::pack(self.plane(direction).row(unit as usize), candidates, out);
    }

    fn reached(&self, direction: Direction, unit: u32, candidates: &[u32]) -> usize {
        let row = self.plane(direction).row(unit as usize);
        candidates.iter().filter(|&&candidate| super::bit(row, candidate)).count()
    }
}

/// Prints no synapses: there may be gigabytes of them.
impl fmt::Debug for BitMatrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut matrix = f.debug_struct("BitMatrix");
        matrix.field("units", &self.units()).field("association", &self.association());
        matrix.finish_non_exhaustive()
    }
}
