use crate::bits::{Level, push_bits, transpose};

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
    /// `connect(x, i, z, out)` sets the bits of block z's candidates that may be taken with
    /// candidate i of block x < z.
    pub(super) fn new(
        blocks: Vec<Vec<u32>>,
        connect: impl Fn((usize, u32), (usize, &[u32]), &mut [u64]),
    ) -> Self {
        let mut graph = Self::empty(blocks);
        for x in 0..graph.blocks.len() {
            for i in 0..graph.blocks[x].len() {
                let unit = graph.blocks[x][i];
                let row = graph.first[x] + i;
                graph.block_mut(row, x)[i / 64] |= 1 << (i % 64);
                for z in x + 1..graph.blocks.len() {
                    let range = graph.range(row, z);
                    connect((x, unit), (z, &graph.blocks[z]), &mut graph.rows[range]);
                }
            }
        }
        graph.mirror();
        graph
    }

    fn empty(blocks: Vec<Vec<u32>>) -> Self {
        let sums = |size: fn(&Vec<u32>) -> usize| -> Vec<usize> {
            let mut total = 0;
            let ends = blocks.iter().map(|block| {
                total += size(block);
                total
            });
            std::iter::once(0).chain(ends).collect()
        };
        let (first, offsets) = (sums(Vec::len), sums(|block| block.len().div_ceil(64)));
        let words = first[blocks.len()] * offsets[blocks.len()];
        Self {
            first,
            offsets,
            rows: vec![0; words],
            blocks,
        }
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

    /// The words of block z in a row.
    pub(super) fn block(&self, row: usize, z: usize) -> &[u64] {
        &self.rows[self.range(row, z)]
    }

    fn block_mut(&mut self, row: usize, z: usize) -> &mut [u64] {
        let range = self.range(row, z);
        &mut self.rows[range]
    }

    fn range(&self, row: usize, z: usize) -> std::ops::Range<usize> {
        let start = row * self.offsets[self.blocks.len()];
        start + self.offsets[z]..start + self.offsets[z + 1]
    }

    /// The row of candidate i of block x.
    pub(super) fn row(&self, x: usize, i: usize) -> usize {
        self.first[x] + i
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
        for (r, word) in tile
            .iter_mut()
            .enumerate()
            .take(self.blocks[x].len() - 64 * a)
        {
            *word = self.block(self.row(x, 64 * a + r), z)[b];
        }
        transpose(&mut tile);
        for (r, word) in tile.iter().enumerate().take(self.blocks[z].len() - 64 * b) {
            let row = self.row(z, 64 * b + r);
            self.block_mut(row, x)[a] = *word;
        }
    }

    /// The block with the fewest candidates.
    pub(super) fn smallest(&self) -> usize {
        let blocks = 0..self.blocks.len();
        blocks.min_by_key(|&x| self.blocks[x].len()).unwrap_or(0)
    }

    /// What is left of the other blocks when candidate i of block x is taken; nothing when a
    /// block is left empty.
    pub(super) fn take(&self, x: usize, i: usize) -> Option<Self> {
        let taken = self.row(x, i);
        let others: Vec<usize> = (0..self.blocks.len()).filter(|&z| z != x).collect();
        let kept: Vec<Vec<u32>> = others
            .iter()
            .map(|&z| places(self.block(taken, z)))
            .collect();
        if kept.iter().any(Vec::is_empty) {
            return None;
        }
        let labels = |(&z, kept): (&usize, &Vec<u32>)| -> Vec<u32> {
            kept.iter()
                .map(|&place| self.blocks[z][place as usize])
                .collect()
        };
        let mut graph = Self::empty(others.iter().zip(&kept).map(labels).collect());
        for (y, (&from, places)) in others.iter().zip(&kept).enumerate() {
            for (j, &place) in places.iter().enumerate() {
                let (old, new) = (self.row(from, place as usize), graph.row(y, j));
                for (z, &source) in others.iter().enumerate() {
                    let mask = self.block(taken, source);
                    compress(self.block(old, source), mask, graph.block_mut(new, z));
                }
            }
        }
        Some(graph)
    }
}

/// The positions of the bits that are set.
fn places(words: &[u64]) -> Vec<u32> {
    let mut places = Vec::new();
    for (index, &word) in words.iter().enumerate() {
        push_bits(word, 64 * index as u32, &mut places);
    }
    places
}

/// Moves the bits under the mask together.
fn compress(words: &[u64], mask: &[u64], target: &mut [u64]) {
    let mut place = 0;
    for (&word, &mask) in words.iter().zip(mask) {
        let bits = Level::best().extract(word, mask);
        let count = mask.count_ones() as usize;
        if bits != 0 {
            target[place / 64] |= bits << (place % 64);
            if place % 64 + count > 64 {
                target[place / 64 + 1] |= bits >> (64 - place % 64);
            }
        }
        place += count;
    }
}
