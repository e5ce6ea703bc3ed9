use super::graph::Graph;
use crate::bits::{Found, Lanes, Level, push_bits};

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
        Self {
            list_limit,
            node_limit,
            cliques: 0,
            nodes: 0,
            is_complete: true,
            union,
            list,
        }
    }

    /// Adds the cliques of `graph`, each together with the units `taken` before.
    pub(super) fn solve(&mut self, graph: &Graph, taken: &mut Vec<u32>) {
        let fits = graph.blocks().iter().all(|block| block.len() <= LANE);
        if fits && graph.blocks().len() <= LANE {
            return self.search(graph, taken);
        }
        let x = graph.smallest();
        for (i, &unit) in graph.blocks()[x].iter().enumerate() {
            self.nodes += 1;
            if self.nodes > self.node_limit {
                self.is_complete = false;
                return;
            }
            if let Some(rest) = graph.take(x, i) {
                taken.push(unit);
                self.solve(&rest, taken);
                taken.pop();
            }
        }
    }

    fn search(&mut self, graph: &Graph, taken: &[u32]) {
        match graph.blocks().len() {
            0..=8 => self.search_lanes(graph, taken, Level::search_8),
            9..=16 => self.search_lanes(graph, taken, Level::search_16),
            17..=32 => self.search_lanes(graph, taken, Level::search_32),
            _ => self.search_lanes(graph, taken, Level::search_64),
        }
    }

    fn search_lanes<const L: usize>(
        &mut self,
        graph: &Graph,
        taken: &[u32],
        search: fn(Level, &[[u64; L]], Lanes<L>, usize, u64) -> Found<L>,
    ) {
        let (rows, start) = pack(graph);
        let lists = self.list_limit - self.list.len().min(self.list_limit);
        let nodes = self.node_limit.saturating_sub(self.nodes);
        let found = search(Level::best(), &rows, start, lists, nodes);
        self.nodes += found.nodes;
        self.cliques += found.cliques;
        self.is_complete &= found.is_complete;
        if found.cliques > 0 {
            self.union.extend(labels(graph, &found.union, taken));
            self.list
                .extend(found.list.iter().map(|units| labels(graph, units, taken)));
        }
    }
}

/// One 64-bit lane for each block.
fn pack<const L: usize>(graph: &Graph) -> (Vec<[u64; L]>, Lanes<L>) {
    let blocks = graph.blocks();
    let mut rows = vec![[u64::MAX; L]; LANE * blocks.len()];
    let mut start = Lanes {
        units: [u64::MAX; L],
        open: 0,
    };
    for (x, block) in blocks.iter().enumerate() {
        start.units[x] = u64::MAX >> (LANE - block.len().clamp(1, LANE));
        start.open |= 1 << x;
        for i in 0..block.len() {
            for z in 0..blocks.len() {
                rows[LANE * x + i][z] = graph.block(graph.row(x, i), z)[0];
            }
        }
    }
    (rows, start)
}

/// The units that the bits of lanes stand for, and those taken before, ascending.
fn labels(graph: &Graph, lanes: &[u64], taken: &[u32]) -> Vec<u32> {
    let mut units = taken.to_vec();
    let mut places = Vec::new();
    for (block, &lane) in graph.blocks().iter().zip(lanes) {
        places.clear();
        push_bits(lane, 0, &mut places);
        units.extend(places.iter().map(|&place| block[place as usize]));
    }
    units.sort_unstable();
    units
}
