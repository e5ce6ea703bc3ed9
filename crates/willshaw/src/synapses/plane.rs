//! A square matrix of bits, row by row.

use crate::Error;
use crate::bits::{LINE, Level};
use crate::error::reserve;

/// An n × n matrix of bits, row by row; rows start at cache lines.
pub(super) struct Plane {
    units: usize,
    stride: usize,
    first: usize,
    words: Vec<u64>,
}

impl Plane {
    /// The bytes that a matrix for `units` takes.
    pub(super) fn bytes(units: usize) -> u128 {
        let stride = units.div_ceil(64).next_multiple_of(LINE) as u128;
        (stride * units as u128 + LINE as u128) * 8
    }

    /// All zero; the caller has checked the size against its limit.
    pub(super) fn zeroed(units: usize) -> Result<Self, Error> {
        let bytes = Self::bytes(units);
        let length = usize::try_from(bytes / 8).map_err(|_| Error::OutOfMemory { bytes })?;
        let mut words = reserve(length)?;
        words.resize(length, 0_u64);
        Ok(Self::aligned(units, words))
    }

    /// Reads all rows one after the other; memory is allocated as they come.
    pub(super) fn read_rows(
        units: usize,
        mut fill: impl FnMut(&mut [u64]) -> Result<(), Error>,
    ) -> Result<Self, Error> {
        let (width, mut words) = (units.div_ceil(64), Vec::new());
        let stride = width.next_multiple_of(LINE);
        for start in (0..units).map(|unit| unit * stride) {
            grow(&mut words, stride + LINE)?;
            words.resize(start + stride, 0);
            fill(&mut words[start..start + width])?;
        }
        words.resize(units * stride + LINE, 0);
        let plane = Self::aligned(units, words);
        Ok(plane.shifted())
    }

    /// Moves rows that are at the beginning of all words to where they belong.
    fn shifted(mut self) -> Self {
        let length = self.units * self.stride;
        self.words.copy_within(..length, self.first);
        self
    }

    /// Rows that start at cache lines, in words that are all zero.
    fn aligned(units: usize, words: Vec<u64>) -> Self {
        let first = words.as_ptr().align_offset(64).min(LINE);
        Self { units, stride: units.div_ceil(64).next_multiple_of(LINE), first, words }
    }

    /// All rows, with their padding.
    fn rows(&self) -> &[u64] {
        &self.words[self.first..self.first + self.units * self.stride]
    }

    pub(super) fn units(&self) -> usize {
        self.units
    }

    /// The words of a row, without padding; none for a unit that does not exist.
    pub(super) fn row(&self, unit: usize) -> &[u64] {
        let start = self.first + unit * self.stride;
        if unit < self.units { &self.words[start..start + self.units.div_ceil(64)] } else { &[] }
    }

    pub(super) fn row_mut(&mut self, unit: usize) -> &mut [u64] {
        let start = self.first + unit * self.stride;
        &mut self.words[start..start + self.units.div_ceil(64)]
    }

    /// Makes the matrix symmetric: w |= wᵀ.
    pub(super) fn symmetrise(&mut self) {
        let tiles = self.units.div_ceil(64);
        for (i, j) in tile_pairs(tiles).filter(|(i, j)| i <= j) {
            let mut tile = self.tile(i, j);
            Level::best().transpose(&mut tile, 64);
            self.or_tile(j, i, &tile);
        }
    }

    /// w |= otherᵀ.
    pub(super) fn or_transposed(&mut self, other: &Self) {
        for (i, j) in tile_pairs(self.units.div_ceil(64)) {
            let mut tile = other.tile(i, j);
            Level::best().transpose(&mut tile, 64);
            self.or_tile(j, i, &tile);
        }
    }

    fn rows_of_tile(&self, tile: usize) -> usize {
        (self.units - 64 * tile).min(64)
    }

    fn tile(&self, i: usize, j: usize) -> [u64; 64] {
        let mut tile = [0; 64];
        let start = self.first + 64 * i * self.stride + j;
        let words = self.words[start..].iter().step_by(self.stride);
        tile.iter_mut().take(self.rows_of_tile(i)).zip(words).for_each(|(to, from)| *to = *from);
        tile
    }

    /// Adds 64 × 64 bits at rows 64 i … and word j.
    pub(super) fn or_tile(&mut self, i: usize, j: usize, tile: &[u64; 64]) {
        let (start, rows) = (self.first + 64 * i * self.stride + j, self.rows_of_tile(i));
        let words = self.words[start..].iter_mut().step_by(self.stride);
        words.zip(tile).take(rows).for_each(|(to, from)| *to |= from);
    }
}

impl Clone for Plane {
    fn clone(&self) -> Self {
        let mut copy = Self::aligned(self.units, vec![0; self.words.len()]);
        let rows = copy.first..copy.first + self.rows().len();
        copy.words[rows].copy_from_slice(self.rows());
        copy
    }
}

impl Eq for Plane {}

impl PartialEq for Plane {
    fn eq(&self, other: &Self) -> bool {
        self.units == other.units && self.rows() == other.rows()
    }
}

/// Makes room for more words, and for later ones in proportion to those that are there.
fn grow(words: &mut Vec<u64>, more: usize) -> Result<(), Error> {
    let bytes = (words.len() + more) as u128 * 8;
    words.try_reserve(more).map_err(|_| Error::OutOfMemory { bytes })
}

/// All pairs of word tiles, cache line by cache line in both directions.
fn tile_pairs(tiles: usize) -> impl Iterator<Item = (usize, usize)> {
    let lines = tiles.div_ceil(LINE);
    let corners = (0..lines * lines).map(move |c| (c / lines * LINE, c % lines * LINE));
    corners.flat_map(move |(top, left)| {
        let rows = top..tiles.min(top + LINE);
        rows.flat_map(move |i| (left..tiles.min(left + LINE)).map(move |j| (i, j)))
    })
}
