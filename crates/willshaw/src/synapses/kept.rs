//! Synapses of which some rows are kept.

use std::fmt;
use std::ops::Range;
use std::slice;

use super::Synapses;
use crate::bits::Level;
use crate::error::reserve;
use crate::{Association, Direction, Error};

/// Synapses of which the rows of some units are kept, for many retrievals that need the same
/// rows: from an [`ImplicitMatrix`](crate::ImplicitMatrix) a row takes long to make, and
/// retrievals of cores from cues of one pattern need no others but those of its units.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{
///     Association, BlockCode, Cue, CueQuality, Error, ImplicitMatrix, Iterative, KeptRows, Memory,
///     Usage,
/// };
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let code = BlockCode::new(8, 64)?;
/// let synapses = ImplicitMatrix::draw(code, Association::Auto, 20, Usage::Balanced, &mut rng)?;
/// let pattern = synapses.address(17).unwrap();
/// let memory = Memory::with_synapses(code, KeptRows::new(&synapses, &pattern, &pattern)?)?;
/// for _ in 0..100 {
///     let cue = Cue::draw(code, &pattern, CueQuality::default(), &mut rng)?;
///     memory.recall(&Iterative::default(), &cue)?;
/// }
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRows<'a, S> {
    synapses: &'a S,
    forward: Rows,
    backward: Option<Rows>,
}

/// Rows by ascending unit.
#[derive(Clone, Eq, PartialEq)]
struct Rows {
    units: Vec<u32>,
    rows: Vec<Vec<u64>>,
}

impl<'a, S: Synapses> KeptRows<'a, S> {
    /// Keeps the rows of W of `addresses`, and for heteroassociation those of Wᵀ of `contents`.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn new(synapses: &'a S, addresses: &[u32], contents: &[u32]) -> Result<Self, Error> {
        let forward = Rows::make(synapses, Direction::Forward, addresses)?;
        let backward = match synapses.association() {
            Association::Auto => None,
            Association::Hetero => Some(Rows::make(synapses, Direction::Backward, contents)?),
        };
        Ok(Self { synapses, forward, backward })
    }

    fn kept(&self, direction: Direction) -> &Rows {
        match (direction, &self.backward) {
            (Direction::Backward, Some(backward)) => backward,
            _ => &self.forward,
        }
    }
}

impl Rows {
    fn make<S: Synapses>(synapses: &S, way: Direction, units: &[u32]) -> Result<Self, Error> {
        let mut units = units.to_vec();
        units.sort_unstable();
        units.dedup();
        let everywhere = 0..synapses.units().div_ceil(64);
        let mut rows = Vec::new();
        for &unit in &units {
            let mut row = reserve(everywhere.len())?;
            row.resize(everywhere.len(), 0);
            synapses.or_row(way, unit, slice::from_ref(&everywhere), &mut row);
            rows.push(row);
        }
        Ok(Self { units, rows })
    }

    fn get(&self, unit: u32) -> Option<&[u64]> {
        self.units.binary_search(&unit).ok().map(|place| self.rows[place].as_slice())
    }

    fn all(&self, units: &[u32]) -> Option<Vec<&[u64]>> {
        units.iter().map(|&unit| self.get(unit)).collect()
    }
}

/// Prints the units, but not their synapses.
impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("units", &self.units).finish_non_exhaustive()
    }
}

impl<S: Synapses> Synapses for KeptRows<'_, S> {
    fn units(&self) -> usize {
        self.synapses.units()
    }

    fn association(&self) -> Association {
        self.synapses.association()
    }

    fn or_row(&self, direction: Direction, unit: u32, words: &[Range<usize>], row: &mut [u64]) {
        match self.kept(direction).get(unit) {
            Some(kept) => {
                let words = super::clip(words, kept.len().min(row.len()));
                Level::best().or_rows(&[kept], &words, row);
            }
            None => self.synapses.or_row(direction, unit, words, row),
        }
    }

    fn and_rows(
        &self,
        direction: Direction,
        units: &[u32],
        words: &[Range<usize>],
        row: &mut [u64],
    ) {
        match self.kept(direction).all(units) {
            Some(kept) => {
                let words = super::clip(words, self.units().div_ceil(64).min(row.len()));
                Level::best().and_rows(&kept, &words, row);
            }
            None => self.synapses.and_rows(direction, units, words, row),
        }
    }

    fn connected(&self, direction: Direction, unit: u32, candidates: &[u32], out: &mut [u64]) {
        match self.kept(direction).get(unit) {
            Some(row) => super::pack(row, candidates, out),
            None => self.synapses.connected(direction, unit, candidates, out),
        }
    }
}
