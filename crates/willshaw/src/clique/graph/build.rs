//! The graph of the synapses between candidates.

use std::sync::Mutex;

use super::Graph;
use crate::bits::{LINE, Level, Piece};
use crate::threads::on_threads;
use crate::{Direction, Synapses};

/// Below so many words, threads cost more than they save.
const WORTH_THREADS: usize = 1 << 12;

impl Graph {
    /// The candidates of an autoassociative memory, by blocks that ascend.
    pub(in crate::clique) fn complete(
        synapses: &dyn Synapses,
        blocks: Vec<Vec<u32>>,
        threads: usize,
    ) -> Self {
        let mut graph = Self::empty(blocks, None);
        graph.connect(synapses, threads, |x| x + 1);
        graph.mirror();
        graph
    }

    /// Those of a heteroassociative memory: blocks of addresses, then blocks of contents. Units of
    /// the same population exclude each other within a block only.
    pub(in crate::clique) fn bipartite(
        synapses: &dyn Synapses,
        addresses: Vec<Vec<u32>>,
        contents: Vec<Vec<u32>>,
        threads: usize,
    ) -> Self {
        let (middle, end) = (addresses.len(), addresses.len() + contents.len());
        let blocks = addresses.into_iter().chain(contents).collect();
        let mut graph = Self::empty(blocks, Some(middle));
        graph.connect(synapses, threads, |x| if x < middle { middle } else { end });
        graph.mirror();
        graph
    }

    /// Connects each block x with the blocks from `link(x)` on by synapses, and with all units of
    /// those between.
    fn connect(
        &mut self,
        synapses: &dyn Synapses,
        threads: usize,
        link: impl Fn(usize) -> usize + Sync,
    ) {
        let mut rows = std::mem::take(&mut self.rows);
        let threads = if rows.len() < WORTH_THREADS { 1 } else { threads };
        let (everything, pieces) = (self.full_row(), Pieces::of(self));
        let blocks = Mutex::new(self.split(&mut rows).into_iter().enumerate());
        let next = || blocks.lock().ok()?.next();
        on_threads(threads, || {
            while let Some((x, rows)) = next() {
                self.free(x, link(x), &everything, rows);
                self.reach(synapses, x, link(x), &pieces, rows);
            }
        });
        self.rows = rows;
    }

    /// The rows of each block.
    fn split<'a>(&self, mut rows: &'a mut [u64]) -> Vec<&'a mut [u64]> {
        let mut parts = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            let (part, rest) = rows.split_at_mut(block.len() * self.width());
            parts.push(part);
            rows = rest;
        }
        parts
    }

    /// Connects each candidate of block x with itself and everything after the block, before z.
    fn free(&self, x: usize, z: usize, everything: &[u64], rows: &mut [u64]) {
        let words = self.offsets[x + 1]..self.offsets[z];
        for (i, row) in rows.chunks_exact_mut(self.width()).enumerate() {
            row[self.offsets[x] + i / 64] |= 1 << (i % 64);
            row[words.clone()].copy_from_slice(&everything[words.clone()]);
        }
    }

    /// Connects each candidate of block x with those that it reaches from block z on.
    fn reach(
        &self,
        synapses: &dyn Synapses,
        x: usize,
        z: usize,
        pieces: &Pieces,
        rows: &mut [u64],
    ) {
        let (level, pieces, lines) = (Level::best(), pieces.from(z), pieces.lines_from(z));
        let stored = |i: usize| {
            let unit = self.blocks[x].get(i)?;
            synapses.stored_row(Direction::Forward, *unit)
        };
        for (i, row) in rows.chunks_exact_mut(self.width()).enumerate() {
            if let Some(synapses) = stored(i) {
                level.prefetch(stored(i + 2).unwrap_or_default(), lines);
                level.collect(synapses, pieces, row);
                continue;
            }
            for (z, block) in self.blocks.iter().enumerate().skip(z) {
                let out = &mut row[self.words(z)];
                synapses.connected(Direction::Forward, self.blocks[x][i], block, out);
            }
        }
    }

    /// Completes the rows before the diagonal by transposes.
    fn mirror(&mut self) {
        for x in 0..self.blocks.len() {
            for z in x + 1..self.blocks.len() {
                for a in 0..self.words(x).len() {
                    for b in 0..self.words(z).len() {
                        self.mirror_tile((x, a), (z, b));
                    }
                }
            }
        }
    }

    fn mirror_tile(&mut self, (x, a): (usize, usize), (z, b): (usize, usize)) {
        let width = self.width();
        let (from, to) = (self.offsets[z] + b, self.offsets[x] + a);
        let mut tile = [0; 64];
        let rows = self.rows[(self.first[x] + 64 * a) * width..].chunks_exact(width);
        let counts = (self.blocks[x].len() - 64 * a, self.blocks[z].len() - 64 * b);
        tile.iter_mut().take(counts.0).zip(rows).for_each(|(word, row)| *word = row[from]);
        Level::best().transpose(&mut tile, counts.0.max(counts.1));
        let rows = self.rows[(self.first[z] + 64 * b) * width..].chunks_exact_mut(width);
        tile.iter().take(counts.1).zip(rows).for_each(|(word, row)| row[to] = *word);
    }
}

/// Where the candidates are in a row of synapses, and where they go.
struct Pieces {
    all: Vec<Piece>,
    /// The first piece of each cache line; rows of synapses start at cache lines.
    lines: Vec<Piece>,
    /// The first piece of each block, and the number of pieces.
    starts: Vec<usize>,
}

impl Pieces {
    fn of(graph: &Graph) -> Self {
        let (mut all, mut starts) = (Vec::new(), vec![0]);
        for (block, &lane) in graph.blocks.iter().zip(&graph.offsets) {
            push_pieces(block, lane, &mut all);
            starts.push(all.len());
        }
        let mut lines = all.clone();
        lines.dedup_by_key(|piece| piece.word / LINE);
        Self { all, lines, starts }
    }

    /// Those of the blocks from z on.
    fn from(&self, z: usize) -> &[Piece] {
        &self.all[self.starts[z]..]
    }

    /// The lines of these.
    fn lines_from(&self, z: usize) -> &[Piece] {
        let Some(first) = self.from(z).first() else { return &[] };
        let before = |line: &Piece| line.word / LINE < first.word / LINE;
        &self.lines[self.lines.partition_point(before)..]
    }
}

/// Appends the pieces of a block, whose candidates go to the lanes from the given one on.
fn push_pieces(block: &[u32], lane: usize, pieces: &mut Vec<Piece>) {
    for (place, &unit) in block.iter().enumerate() {
        let (word, lane) = (unit as usize / 64, lane + place / 64);
        match pieces.last_mut() {
            Some(last) if (last.word, last.lane) == (word, lane) => last.mask |= 1 << (unit % 64),
            _ => {
                let (mask, shift) = (1 << (unit % 64), place as u32 % 64);
                pieces.push(Piece { word, mask, lane, shift });
            }
        }
    }
}
