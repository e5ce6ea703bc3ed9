//! Bit-parallel search for cliques; the loops that `kernels` compiles.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use super::lanes::{Lanes, OPEN, Smallest};

/// Which units may be taken together: the row of bit j of lane b is `rows[first[b] + j]`.
#[derive(Clone, Debug)]
pub(crate) struct Problem<const L: usize> {
    pub(crate) rows: Vec<Lanes<L>>,
    pub(crate) first: [usize; L],
    pub(crate) start: Lanes<L>,
    /// The partial cliques of each size that are still to be extended.
    stores: Vec<Store<L>>,
    /// Whether a search has begun and not ended.
    begun: bool,
}

impl<const L: usize> Problem<L> {
    pub(crate) fn new() -> Self {
        let stores = vec![Store { states: Vec::new(), count: 0 }; L + 1];
        Self { rows: Vec::new(), first: [0; L], start: Lanes::CLOSED, stores, begun: false }
    }

    /// Whether the search has more to do.
    pub(crate) fn is_open(&self) -> bool {
        self.begun
    }

    /// Gives up what the search has still to do.
    pub(crate) fn abandon(&mut self) {
        self.stores.iter_mut().for_each(|store| store.count = 0);
        self.begun = false;
    }
}

/// What a search has found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Found<const L: usize> {
    /// The units of all cliques; the highest bits mean nothing.
    pub(crate) union: Lanes<L>,
    /// The first cliques, as many as were requested.
    pub(crate) list: Vec<Lanes<L>>,
    /// The number of cliques.
    pub(crate) cliques: u64,
    /// The number of partial cliques looked at; above the limit when more is left.
    pub(crate) nodes: u64,
}

/// So many partial cliques are extended side by side.
const BATCH: usize = 64;

/// Enumerates all ways to take one unit from each open lane so that the row of each contains
/// all others.
///
/// Batches of partial cliques of one size are extended in their smallest open lanes. The largest
/// ones that fill a batch come first, which bounds the memory; if none do, the smallest ones. A search
/// that passed its limit continues where it was when it is called again.
#[inline(always)]
pub(super) fn search_body<const L: usize>(
    problem: &mut Problem<L>,
    list_limit: usize,
    node_limit: u64,
) -> Found<L> {
    let mut found = Found { union: Lanes([0; L]), list: Vec::new(), cliques: 0, nodes: 0 };
    let Problem { rows, first, start, stores, begun } = problem;
    let depth = start.open();
    if !*begun {
        stores[0].push(start);
        *begun = true;
    }
    note(&mut stores[depth], list_limit, &mut found);
    while let Some(size) = next(&stores[..depth]) {
        if found.nodes > node_limit {
            return found;
        }
        let (some, more) = stores.split_at_mut(size + 1);
        found.nodes += extend(&mut some[size], &mut more[0], rows, first);
        note(&mut stores[depth], list_limit, &mut found);
    }
    *begun = false;
    found
}

/// The size of the partial cliques to extend next.
#[inline(always)]
fn next<const L: usize>(stores: &[Store<L>]) -> Option<usize> {
    let full = stores.iter().rposition(|store| store.count >= BATCH);
    full.or_else(|| stores.iter().position(|store| store.count > 0))
}

/// Extends a batch by one unit each; returns how many were tried.
///
/// First all branches are chosen, then all are followed: neither loop waits for the other.
#[inline(always)]
fn extend<const L: usize>(
    from: &mut Store<L>,
    to: &mut Store<L>,
    rows: &[Lanes<L>],
    first: &[usize; L],
) -> u64 {
    let batch = from.take();
    let mut branches = [Smallest::default(); BATCH];
    let mut tried = 0;
    for (state, branch) in batch.iter().zip(&mut branches) {
        *branch = state.smallest();
        tried += branch.units;
    }
    to.reserve(tried as usize);
    for (state, branch) in batch.iter().zip(&branches) {
        to.follow(state, branch.lane, &rows[first[branch.lane]..]);
    }
    u64::from(tried)
}

#[inline(always)]
fn note<const L: usize>(cliques: &mut Store<L>, list_limit: usize, found: &mut Found<L>) {
    for clique in &cliques.states[..cliques.count] {
        for (all, units) in found.union.0.iter_mut().zip(&clique.0) {
            *all |= units;
        }
        if found.list.len() < list_limit {
            found.list.push(*clique);
        }
    }
    found.cliques += cliques.count as u64;
    cliques.count = 0;
}

/// The first `count` states are in use; the others are room, so that storing needs no branch.
#[derive(Clone, Debug)]
struct Store<const L: usize> {
    states: Vec<Lanes<L>>,
    count: usize,
}

impl<const L: usize> Store<L> {
    /// Makes room for so many more, and one that is overwritten.
    #[inline(always)]
    fn reserve(&mut self, more: usize) {
        if self.states.len() <= self.count + more {
            self.states.resize(self.count + more + 1, Lanes::CLOSED);
        }
    }

    fn push(&mut self, state: &Lanes<L>) {
        self.reserve(1);
        self.states[self.count] = *state;
        self.count += 1;
    }

    /// Takes a batch from the end.
    #[inline(always)]
    fn take(&mut self) -> &[Lanes<L>] {
        let end = self.count;
        self.count = end.saturating_sub(BATCH);
        &self.states[self.count..end]
    }

    /// Stores all extensions of a state in one lane; what leaves a lane empty is overwritten by
    /// the next.
    #[inline(always)]
    fn follow(&mut self, state: &Lanes<L>, lane: usize, rows: &[Lanes<L>]) {
        let mut choices = state.0[lane] & !OPEN;
        while choices != 0 {
            let larger = state.and(&rows[choices.trailing_zeros() as usize]);
            self.states[self.count] = larger;
            self.count += usize::from(larger.has_no_empty_lane());
            choices &= choices - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, Problem};
    use crate::bits::{Level, Piece};

    /// Pseudo-random words (SplitMix64).
    fn noise(seed: u64) -> u64 {
        let mut z = (seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    /// A search among some eight units in each of nine lanes.
    fn cliques(level: Level, node_limit: u64) -> Found<16> {
        let start: Vec<u64> =
            (0..9).map(|lane| noise(lane) & noise(lane + 10) & noise(lane + 20)).collect();
        let piece = |(lane, &mask)| Piece { word: lane, mask, lane, shift: 0 };
        let pieces: Vec<Piece> = start.iter().enumerate().map(piece).collect();
        let row = |i: u64| {
            (0..9).map(move |lane| {
                noise(100 * i + lane) | noise(100 * i + lane + 30) | noise(100 * i + lane + 60)
            })
        };
        let rows: Vec<Vec<u64>> = (1..600).map(|i| row(i).collect()).collect();
        let mut problem = Problem::<16>::new();
        for (lane, rows) in rows.chunks(64).take(9).enumerate() {
            problem.first[lane] = problem.rows.len();
            level.pack(rows.iter().map(Vec::as_slice), &pieces, Some(lane), &mut problem.rows);
        }
        level.pack([start.as_slice()].into_iter(), &pieces, None, &mut problem.rows);
        problem.start = problem.rows.pop().unwrap();
        level.search(&mut problem, 10, node_limit)
    }

    #[test]
    fn every_instruction_set_finds_the_same_cliques() {
        for node_limit in [100, u64::MAX] {
            let portable = cliques(Level::Portable, node_limit);
            for &level in Level::available() {
                assert_eq!(cliques(level, node_limit), portable, "{level:?}, {node_limit} nodes");
            }
            assert!(portable.nodes > 100);
        }
        assert!(cliques(Level::Portable, u64::MAX).cliques > 10);
    }
}
