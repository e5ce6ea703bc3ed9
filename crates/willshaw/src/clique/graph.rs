use std::ops::Range;

use crate::bits::{push_bits, transpose};

/// A part of the network as a constraint problem: blocks of candidates, one of which must be
/// taken from each, and for each candidate the candidates that may be taken with it.
///
/// The row of a candidate holds each block in words of its own.
pub(super) struct Graph {
    blocks: Vec<Vec<u32>>,
    first: Vec<usize>,
    offsets: Vec<usize>,
    rows: Vec<u64>,
}

impl Graph {
    /// `connect((x, i), (z, units), out)` sets the bits of those units of block z that may be
    /// taken with unit i of block x < z.
    pub(super) fn new(
        blocks: Vec<Vec<u32>>,
        connect: impl Fn((usize, u32), (usize, &[u32]), &mut [u64]),
    ) -> Self {
        let mut graph = Self::empty(blocks);
        for x in 0..graph.blocks.len() {
            for i in 0..graph.blocks[x].len() {
                let (unit, row) = (graph.blocks[x][i], graph.first[x] + i);
                graph.block_mut(row, x)[i / 64] |= 1 << (i % 64);
                for z in x + 1..graph.blocks.len() {
                    let words = graph.words(row, z);
                    connect((x, unit), (z, &graph.blocks[z]), &mut graph.rows[words]);
                }
            }
        }
        graph.mirror();
        graph
    }

    fn empty(blocks: Vec<Vec<u32>>) -> Self {
        let first = sums(&blocks, Vec::len);
        let offsets = sums(&blocks, |block| block.len().div_ceil(64));
        let words = first[blocks.len()] * offsets[blocks.len()];
        Self { first, offsets, rows: vec![0; words], blocks }
    }

    /// The same graph with `by` added to the units of all blocks from `from` on.
    pub(super) fn raised(mut self, from: usize, by: u32) -> Self {
        for unit in self.blocks.iter_mut().skip(from).flatten() {
            *unit += by;
        }
        self
    }

    pub(super) fn blocks(&self) -> &[Vec<u32>] {
        &self.blocks
    }

    /// Where each block begins in a row, and where the last one ends.
    pub(super) fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// The row of candidate i of block x.
    pub(super) fn row(&self, x: usize, i: usize) -> &[u64] {
        let width = self.offsets[self.blocks.len()];
        let start = (self.first[x] + i) * width;
        &self.rows[start..start + width]
    }

    /// A row that allows everything.
    pub(super) fn full_row(&self) -> Vec<u64> {
        let mut row = vec![0; self.offsets[self.blocks.len()]];
        for (block, start) in self.blocks.iter().zip(&self.offsets) {
            (0..block.len()).for_each(|i| row[start + i / 64] |= 1 << (i % 64));
        }
        row
    }

    /// The places in block z that a row allows.
    pub(super) fn allowed(&self, row: &[u64], z: usize) -> Vec<u32> {
        let mut places = Vec::new();
        for (index, word) in row[self.offsets[z]..self.offsets[z + 1]].iter().enumerate() {
            push_bits(*word, 64 * index as u32, &mut places);
        }
        places
    }

    /// How many candidates of block z a row allows.
    pub(super) fn count(&self, row: &[u64], z: usize) -> usize {
        let words = &row[self.offsets[z]..self.offsets[z + 1]];
        words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The block with the fewest candidates.
    pub(super) fn smallest(&self) -> usize {
        let blocks = 0..self.blocks.len();
        blocks.min_by_key(|&x| self.blocks[x].len()).unwrap_or(0)
    }

    /// What is left of the other blocks when candidate i of block x is taken.
    pub(super) fn take(&self, x: usize, i: usize) -> Self {
        let taken = self.row(x, i);
        let others: Vec<usize> = (0..self.blocks.len()).filter(|&z| z != x).collect();
        let kept: Vec<Vec<u32>> = others.iter().map(|&z| self.allowed(taken, z)).collect();
        let unit = |z: usize, place: u32| self.blocks[z][place as usize];
        let blocks = others.iter().zip(&kept);
        let blocks = blocks.map(|(&z, kept)| kept.iter().map(|&place| unit(z, place)).collect());
        let mut graph = Self::empty(blocks.collect());
        for (y, (&from, places)) in others.iter().zip(&kept).enumerate() {
            for (j, &place) in places.iter().enumerate() {
                let (old, new) = (self.row(from, place as usize), graph.first[y] + j);
                for (z, (&source, kept)) in others.iter().zip(&kept).enumerate() {
                    let old = &old[self.offsets[source]..];
                    gather(old, kept, graph.block_mut(new, z));
                }
            }
        }
        graph
    }

    fn block_mut(&mut self, row: usize, z: usize) -> &mut [u64] {
        let words = self.words(row, z);
        &mut self.rows[words]
    }

    fn words(&self, row: usize, z: usize) -> Range<usize> {
        let start = row * self.offsets[self.blocks.len()];
        start + self.offsets[z]..start + self.offsets[z + 1]
    }

    /// Completes the blocks below the diagonal by transposes.
    fn mirror(&mut self) {
        for x in 0..self.blocks.len() {
            for z in x + 1..self.blocks.len() {
                for a in 0..self.blocks[x].len().div_ceil(64) {
                    for b in 0..self.blocks[z].len().div_ceil(64) {
                        self.mirror_tile((x, a), (z, b));
                    }
                }
            }
        }
    }

    fn mirror_tile(&mut self, (x, a): (usize, usize), (z, b): (usize, usize)) {
        let mut tile = [0; 64];
        for (r, word) in tile.iter_mut().enumerate().take(self.blocks[x].len() - 64 * a) {
            *word = self.row(x, 64 * a + r)[self.offsets[z] + b];
        }
        transpose(&mut tile);
        for (r, word) in tile.iter().enumerate().take(self.blocks[z].len() - 64 * b) {
            let row = self.first[z] + 64 * b + r;
            self.block_mut(row, x)[a] = *word;
        }
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

/// Sets bit j where `words` have the bit at the j-th place.
fn gather(words: &[u64], places: &[u32], target: &mut [u64]) {
    for (j, &place) in places.iter().enumerate() {
        target[j / 64] |= (words[place as usize / 64] >> (place % 64) & 1) << (j % 64);
    }
}
