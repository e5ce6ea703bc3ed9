//! A part of the network as a constraint problem.

mod build;

use std::ops::Range;

use crate::Completion;
use crate::bits::{bits, push_all};

/// A part of the network as a constraint problem: blocks of candidates, one of which must be
/// taken from each, and for each candidate the candidates that may be taken with it.
///
/// The row of a candidate holds each block in words of its own.
pub(super) struct Graph {
    blocks: Vec<Vec<u32>>,
    /// The first block of contents, where the blocks before it are addresses.
    contents: Option<usize>,
    first: Vec<usize>,
    offsets: Vec<usize>,
    rows: Vec<u64>,
}

impl Graph {
    fn empty(blocks: Vec<Vec<u32>>, contents: Option<usize>) -> Self {
        let first = sums(&blocks, Vec::len);
        let offsets = sums(&blocks, |block| block.len().div_ceil(64));
        let words = first[blocks.len()] * offsets[blocks.len()];
        Self { contents, first, offsets, rows: vec![0; words], blocks }
    }

    pub(super) fn blocks(&self) -> &[Vec<u32>] {
        &self.blocks
    }

    /// The number of words in a row.
    fn width(&self) -> usize {
        self.offsets[self.blocks.len()]
    }

    /// The row of candidate i of block x.
    pub(super) fn row(&self, x: usize, i: usize) -> &[u64] {
        let start = (self.first[x] + i) * self.width();
        &self.rows[start..start + self.width()]
    }

    /// A row that allows everything.
    pub(super) fn full_row(&self) -> Vec<u64> {
        let mut row = vec![0; self.width()];
        for (block, start) in self.blocks.iter().zip(&self.offsets) {
            (0..block.len()).for_each(|i| row[start + i / 64] |= 1 << (i % 64));
        }
        row
    }

    /// How many candidates of block z a row allows.
    pub(super) fn count(&self, row: &[u64], z: usize) -> usize {
        row[self.words(z)].iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The rows of the candidates of block z that a row allows.
    pub(super) fn rows_of(&self, z: usize, allowed: &[u64]) -> impl Iterator<Item = &[u64]> {
        allowed[self.words(z)].iter().enumerate().flat_map(move |(index, &word)| {
            bits(word).map(move |bit| self.row(z, 64 * index + bit as usize))
        })
    }

    /// The units that a row names, in no order.
    pub(super) fn names(&self, row: &[u64]) -> Completion {
        let contents = self.contents.unwrap_or(0)..self.blocks.len();
        Completion {
            content: self.units(row, contents),
            address: self.contents.map(|contents| self.units(row, 0..contents)),
        }
    }

    fn units(&self, row: &[u64], blocks: Range<usize>) -> Vec<u32> {
        let (mut units, mut places) = (Vec::new(), Vec::new());
        for z in blocks {
            places.clear();
            push_all(&row[self.words(z)], &mut places);
            units.extend(places.iter().map(|&place| self.blocks[z][place as usize]));
        }
        units
    }

    /// The words of block z in a row.
    pub(super) fn words(&self, z: usize) -> Range<usize> {
        self.offsets[z]..self.offsets[z + 1]
    }
}

/// 0 and the partial sums of a size over the blocks.
fn sums(blocks: &[Vec<u32>], size: impl Fn(&Vec<u32>) -> usize) -> Vec<usize> {
    let mut total = 0;
    let ends = blocks.iter().map(|block| {
        total += size(block);
        total
    });
    std::iter::once(0).chain(ends).collect()
}
