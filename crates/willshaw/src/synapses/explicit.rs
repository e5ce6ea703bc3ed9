use super::learning::{learn, learn_pairs};
use super::plane::Plane;
use super::{Association, Direction, Synapses};
use crate::bits::Level;
use crate::{Error, PatternCode, Patterns};
use std::ops::Range;

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
#[derive(Debug)]
pub struct BitMatrix {
    forward: Plane,
    backward: Option<Plane>,
}

impl BitMatrix {
    /// The largest matrix that [`new`](Self::new) allocates: 64 GiB.
    pub const LIMIT_BYTES: u128 = 1 << 36;

    /// An empty matrix for `units` = n on each side.
    pub fn new(units: usize, association: Association) -> Result<Self, Error> {
        Self::with_limit(units, association, Self::LIMIT_BYTES)
    }

    /// An empty matrix, refused when it would take more than `limit` bytes.
    pub fn with_limit(units: usize, association: Association, limit: u128) -> Result<Self, Error> {
        let bytes = Self::bytes_for(units, association);
        if bytes > limit {
            return Err(Error::TooLarge { bytes, limit });
        }
        let backward = match association {
            Association::Auto => None,
            Association::Hetero => Some(Plane::zeroed(units)?),
        };
        Ok(Self { forward: Plane::zeroed(units)?, backward })
    }

    /// The bytes that a matrix would take.
    pub fn bytes_for(units: usize, association: Association) -> u128 {
        match association {
            Association::Auto => Plane::bytes(units),
            Association::Hetero => 2 * Plane::bytes(units),
        }
    }

    /// Stores patterns autoassociatively.
    pub fn learn<C: PatternCode>(&mut self, patterns: &Patterns<C>) -> Result<(), Error> {
        self.check(patterns, Association::Auto)?;
        learn(&mut self.forward, patterns);
        Ok(())
    }

    /// Stores pairs of an address and a content.
    pub fn learn_pairs<C: PatternCode>(
        &mut self,
        addresses: &Patterns<C>,
        contents: &Patterns<C>,
    ) -> Result<(), Error> {
        self.check(addresses, Association::Hetero)?;
        self.check(contents, Association::Hetero)?;
        if addresses.len() != contents.len() {
            let (addresses, contents) = (addresses.len(), contents.len());
            return Err(Error::UnpairedPatterns { addresses, contents });
        }
        if let Some(backward) = &mut self.backward {
            learn_pairs(&mut self.forward, backward, addresses, contents);
        }
        Ok(())
    }

    /// The rows of W.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u64]> {
        (0..self.units()).map(|unit| self.forward.row(unit))
    }

    /// Sets the rows of an empty matrix one after the other, and its transpose.
    pub(crate) fn fill_rows(
        &mut self,
        mut fill: impl FnMut(&mut [u64]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for unit in 0..self.units() {
            fill(self.forward.row_mut(unit))?;
        }
        if let Some(backward) = &mut self.backward {
            backward.or_transposed(&self.forward);
        }
        Ok(())
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
        if patterns.code().units() != self.units() {
            return Err(Error::WrongUnits {
                expected: self.units(),
                found: patterns.code().units(),
            });
        }
        match (wanted, self.association()) {
            (Association::Auto, Association::Hetero) => {
                Err(Error::WrongAssociation { expected: "autoassociative" })
            }
            (Association::Hetero, Association::Auto) => {
                Err(Error::WrongAssociation { expected: "heteroassociative" })
            }
            _ => Ok(()),
        }
    }

    fn plane(&self, direction: Direction) -> &Plane {
        match (direction, &self.backward) {
            (Direction::Backward, Some(backward)) => backward,
            _ => &self.forward,
        }
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
