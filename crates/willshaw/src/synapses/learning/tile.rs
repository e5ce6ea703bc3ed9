//! A tile of the matrix that stays in the cache while it is filled.

use crate::bits::Level;
use crate::synapses::plane::Plane;
use std::ops::Range;

/// A rectangle of the matrix on its own, small enough for the second-level cache.
pub(super) struct Tile {
    top: usize,
    left: usize,
    width: usize,
    words: Vec<u64>,
}

impl Tile {
    /// An empty tile that covers the rows and columns, both widened to multiples of 64. It is made of another one, whose
    /// memory is in the cache.
    pub(super) fn new(rows: Range<usize>, columns: Range<usize>, mut words: Vec<u64>) -> Self {
        let (top, left) = (rows.start / 64, columns.start / 64);
        let width = columns.end.div_ceil(64) - left;
        let height = 64 * (rows.end.div_ceil(64) - top);
        words.clear();
        words.resize(width * height, 0);
        Self { top, left, width, words }
    }

    /// The memory of the tile, for another one.
    pub(super) fn into_words(self) -> Vec<u64> {
        self.words
    }

    /// Sets one bit for each pair of a row and a column, counted from the given first ones.
    pub(super) fn set(
        &mut self,
        first: (usize, usize),
        pairs: impl Iterator<Item = (usize, usize)>,
    ) {
        let right = first.1 - 64 * self.left;
        for (row, column) in pairs {
            let (row, column) = (row + first.0 - 64 * self.top, column + right);
            self.words[row * self.width + column / 64] |= 1 << (column % 64);
        }
    }

    /// Adds the tile to the matrix.
    pub(super) fn or_into(&self, plane: &mut Plane) {
        let rows = self.words.chunks_exact(self.width);
        for (row, words) in rows.enumerate().take(plane.units().saturating_sub(64 * self.top)) {
            let target = &mut plane.row_mut(64 * self.top + row)[self.left..];
            target.iter_mut().zip(words).for_each(|(target, word)| *target |= word);
        }
    }

    /// Adds the transposed tile to the matrix.
    pub(super) fn or_transposed_into(&self, plane: &mut Plane) {
        for down in 0..self.words.len() / self.width / 64 {
            for right in 0..self.width {
                plane.or_tile(self.left + right, self.top + down, &self.turned(down, right));
            }
        }
    }

    fn turned(&self, down: usize, right: usize) -> [u64; 64] {
        let mut square = [0; 64];
        let words = self.words[64 * down * self.width + right..].iter().step_by(self.width);
        square.iter_mut().zip(words).for_each(|(to, from)| *to = *from);
        Level::best().transpose(&mut square, 64);
        square
    }
}
