//! What is left of a graph, moved together into lanes.

use super::graph::Graph;
use crate::bits::{Lanes, Level, Piece, Problem};

/// What a row of a graph allows in some of its blocks, moved together into one lane for each.
pub(super) struct Window<'a> {
    graph: &'a Graph,
    open: &'a [usize],
    allowed: &'a [u64],
    pieces: Vec<Piece>,
}

impl<'a> Window<'a> {
    pub(super) fn new(graph: &'a Graph, open: &'a [usize], allowed: &'a [u64]) -> Self {
        let mut pieces = Vec::with_capacity(allowed.len());
        for (lane, &z) in open.iter().enumerate() {
            let mut shift = 0;
            for word in graph.words(z) {
                let mask = allowed[word];
                if mask != 0 {
                    pieces.push(Piece { word, mask, lane, shift });
                    shift += mask.count_ones();
                }
            }
        }
        Self { graph, open, allowed, pieces }
    }

    /// States the problem in lanes; there must be enough of them, and room for every unit.
    pub(super) fn fill<const L: usize>(&self, level: Level, problem: &mut Problem<L>) {
        problem.rows.clear();
        let units: u32 = self.pieces.iter().map(|piece| piece.mask.count_ones()).sum();
        problem.rows.reserve(units as usize + 1);
        for (lane, &z) in self.open.iter().enumerate() {
            problem.first[lane] = problem.rows.len();
            let rows = self.graph.rows_of(z, self.allowed);
            level.pack(rows, &self.pieces, Some(lane), &mut problem.rows);
        }
        level.pack([self.allowed].into_iter(), &self.pieces, None, &mut problem.rows);
        problem.start = problem.rows.pop().unwrap_or(Lanes::CLOSED);
    }

    /// About how many nanoseconds it took to fill the problem.
    pub(super) fn work<const L: usize>(&self, problem: &Problem<L>) -> u64 {
        2 * (problem.rows.len() * self.pieces.len()) as u64
    }

    /// The row of the graph that lanes stand for, together with what `allowed` leaves of the
    /// blocks that are not open.
    pub(super) fn row<const L: usize>(&self, lanes: &Lanes<L>) -> Vec<u64> {
        let mut row = self.allowed.to_vec();
        self.open.iter().for_each(|&z| row[self.graph.words(z)].fill(0));
        for piece in &self.pieces {
            row[piece.word] |= piece.expand(lanes.0[piece.lane]);
        }
        row
    }
}
