use super::graph::Graph;
use crate::bits::{Found, Level, Problem, Row, push_bits};

/// The largest number of lanes, and of candidates in a lane, that are searched bit-parallel.
const LANE: usize = 64;

/// What a search collects.
pub(super) struct Collector {
    pub(super) list_limit: usize,
    pub(super) node_limit: u64,
    pub(super) cliques: u64,
    pub(super) nodes: u64,
    pub(super) is_complete: bool,
    /// Units of all cliques, with repetitions.
    pub(super) union: Vec<u32>,
    pub(super) list: Vec<Vec<u32>>,
}

impl Collector {
    pub(super) fn new(list_limit: usize, node_limit: u64) -> Self {
        let (union, list) = (Vec::new(), Vec::new());
        Self { list_limit, node_limit, cliques: 0, nodes: 0, is_complete: true, union, list }
    }

    /// Adds the cliques of `graph`, each together with the units `taken` before.
    pub(super) fn solve(&mut self, graph: &Graph, taken: &mut Vec<u32>) {
        match graph.blocks().len() {
            0..=8 => Search::new(self, Level::search_8).solve(graph, taken),
            9..=16 => Search::new(self, Level::search_16).solve(graph, taken),
            17..=32 => Search::new(self, Level::search_32).solve(graph, taken),
            _ => Search::new(self, Level::search_64).solve(graph, taken),
        }
    }

    /// Counts a candidate taken outside of the lanes; whether the limit is kept.
    fn count_node(&mut self) -> bool {
        self.nodes += 1;
        self.is_complete &= self.nodes <= self.node_limit;
        self.is_complete
    }
}

type Kernel<const L: usize> = fn(Level, &mut Problem<L>, usize, u64) -> Found<L>;

struct Search<'a, const L: usize> {
    collector: &'a mut Collector,
    kernel: Kernel<L>,
    level: Level,
    problem: Problem<L>,
}

impl<'a, const L: usize> Search<'a, L> {
    fn new(collector: &'a mut Collector, kernel: Kernel<L>) -> Self {
        Self { collector, kernel, level: Level::best(), problem: Problem::new() }
    }

    /// Searches in lanes as soon as every block fits into one; before, takes the candidates of
    /// the smallest block one after the other.
    fn solve(&mut self, graph: &Graph, taken: &mut Vec<u32>) {
        let everything = graph.full_row();
        if fits(graph, &everything) {
            return self.search(graph, &everything, None, taken);
        }
        let x = graph.smallest();
        for (i, &unit) in graph.blocks()[x].iter().enumerate() {
            let row = graph.row(x, i);
            if (0..graph.blocks().len()).any(|z| graph.count(row, z) == 0) {
                continue;
            }
            if !self.collector.count_node() {
                return;
            }
            taken.push(unit);
            if fits(graph, row) {
                self.search(graph, row, Some(x), taken);
            } else {
                self.solve(&graph.take(x, i), taken);
            }
            taken.pop();
        }
    }

    /// Searches what `allowed` leaves of the graph; block `closed` is decided already.
    fn search(&mut self, graph: &Graph, allowed: &[u64], closed: Option<usize>, taken: &[u32]) {
        let blocks = 0..graph.blocks().len();
        let kept: Vec<Vec<u32>> = blocks.map(|z| graph.allowed(allowed, z)).collect();
        self.pack(graph, allowed, closed, &kept);
        let lists = self.collector.list_limit - self.collector.list.len();
        let nodes = self.collector.node_limit.saturating_sub(self.collector.nodes);
        let found = (self.kernel)(self.level, &mut self.problem, lists, nodes);
        self.collector.nodes += found.nodes;
        self.collector.cliques += found.cliques;
        self.collector.is_complete &= found.is_complete;
        if found.cliques > 0 {
            let name = |lanes: &[u64; L]| names(graph, &kept, lanes, closed, taken);
            self.collector.union.extend(name(&found.union));
            self.collector.list.extend(found.list.iter().map(name));
        }
    }

    /// Moves the bits of each row that are still allowed together, one lane for each block.
    fn pack(&mut self, graph: &Graph, allowed: &[u64], closed: Option<usize>, kept: &[Vec<u32>]) {
        let Problem { rows, first, start, .. } = &mut self.problem;
        rows.clear();
        start.open = 0;
        start.units = Row([u64::MAX; L]);
        for (x, places) in kept.iter().enumerate() {
            first[x] = rows.len();
            start.units.0[x] = u64::MAX >> (LANE - places.len().clamp(1, LANE));
            start.open |= u64::from(closed != Some(x)) << x;
            for &place in places {
                let mut row = Row([u64::MAX; L]);
                let old = graph.row(x, place as usize);
                self.level.compress(old, allowed, graph.offsets(), &mut row.0);
                rows.push(row);
            }
        }
    }
}

/// Whether what a row allows can be searched in lanes.
fn fits(graph: &Graph, row: &[u64]) -> bool {
    let blocks = graph.blocks().len();
    blocks <= LANE && (0..blocks).all(|z| graph.count(row, z) <= LANE)
}

/// The units that the bits of lanes stand for, and those taken before, ascending.
fn names(
    graph: &Graph,
    kept: &[Vec<u32>],
    lanes: &[u64],
    closed: Option<usize>,
    taken: &[u32],
) -> Vec<u32> {
    let mut units = taken.to_vec();
    let mut bits = Vec::new();
    for (z, (block, places)) in graph.blocks().iter().zip(kept).enumerate() {
        bits.clear();
        push_bits(if closed == Some(z) { 0 } else { lanes[z] }, 0, &mut bits);
        units.extend(bits.iter().map(|&bit| block[places[bit as usize] as usize]));
    }
    units.sort_unstable();
    units
}
