//! All ways to take one candidate from each block, found on several threads.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

use super::graph::Graph;
use super::watch::{Watch, is_time};
use super::window::Window;
use crate::Completion;
use crate::bits::{LANE_UNITS, Level, Problem};
use crate::threads::on_threads;

/// How far a search goes, and on how many threads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) list: usize,
    pub(super) nodes: u64,
    pub(super) work: u64,
    pub(super) threads: usize,
}

/// What the search has taken before, in other graphs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spent {
    pub(super) nodes: u64,
    pub(super) work: u64,
    pub(super) cliques: u64,
}

/// What a search has found in a graph.
#[derive(Clone, Debug, Default)]
pub(super) struct Solutions {
    /// The candidates that are in a clique, as a row of the graph.
    union: Vec<u64>,
    /// The first cliques, as rows of the graph, each with the number of the branch that it is in.
    list: Vec<(usize, Vec<u64>)>,
    pub(super) cliques: u64,
    /// Above the limit when the search was cut at it.
    pub(super) nodes: u64,
    /// The same of work.
    pub(super) work: u64,
}

/// All ways to take one candidate from each block so that all may be taken together.
///
/// The result does not depend on the number of threads, unless the search was cut.
pub(super) fn solve(graph: &Graph, bounds: Bounds, spent: Spent, watch: &Watch<'_>) -> Solutions {
    match graph.blocks().len() {
        0..=16 => share::<16>(graph, bounds, spent, watch),
        17..=32 => share::<32>(graph, bounds, spent, watch),
        _ => share::<64>(graph, bounds, spent, watch),
    }
}

/// The branches at the root of the search, which the threads take one after the other.
struct Root<'a, 'w> {
    graph: &'a Graph,
    bounds: Bounds,
    spent: Spent,
    watch: &'a Watch<'w>,
    branches: Vec<&'a [u64]>,
    open: Vec<usize>,
    next: AtomicUsize,
    nodes: AtomicU64,
    work: AtomicU64,
}

fn share<const L: usize>(
    graph: &Graph,
    bounds: Bounds,
    spent: Spent,
    watch: &Watch<'_>,
) -> Solutions {
    let everything = graph.full_row();
    let mut open: Vec<usize> = (0..graph.blocks().len()).collect();
    let (branches, nodes) = match plan(graph, &everything, &open) {
        Plan::Nothing => return Solutions::default(),
        Plan::Search => (vec![everything.as_slice()], 0),
        Plan::Branch(place) => {
            let rows = graph.rows_of(open.remove(place), &everything).collect();
            let rows = longest_first(graph, &open, rows);
            let nodes = rows.len() as u64;
            (rows, nodes)
        }
    };
    let (next, nodes, work) = (AtomicUsize::new(0), AtomicU64::new(nodes), AtomicU64::new(0));
    Root { graph, bounds, spent, watch, branches, open, next, nodes, work }.search::<L>()
}

/// Sorts branches by falling Σ ln s over the open blocks, with s the candidates that are left of a
/// block, so that no thread is left alone with a long one in the end.
fn longest_first<'a>(graph: &Graph, open: &[usize], rows: Vec<&'a [u64]>) -> Vec<&'a [u64]> {
    let length =
        |row: &[u64]| -> f64 { open.iter().map(|&z| (graph.count(row, z) as f64).ln()).sum() };
    let mut keyed: Vec<(f64, &[u64])> = rows.into_iter().map(|row| (length(row), row)).collect();
    keyed.sort_by(|a, b| b.0.total_cmp(&a.0));
    keyed.into_iter().map(|(_, row)| row).collect()
}

impl Root<'_, '_> {
    fn search<const L: usize>(self) -> Solutions {
        let threads = self.bounds.threads.min(self.branches.len());
        let mut found = Solutions::default();
        for part in on_threads(threads, || self.work::<L>()) {
            found.merge(part);
        }
        found.list.sort_by_key(|(branch, _)| *branch);
        found.list.truncate(self.bounds.list);
        found.nodes = self.nodes.into_inner();
        found.work = self.work.into_inner();
        found
    }

    /// Takes branches until none is left.
    fn work<const L: usize>(&self) -> Solutions {
        let mut worker = Worker::<L> {
            root: self,
            level: Level::best(),
            problem: Problem::new(),
            branch: 0,
            found: Solutions::default(),
        };
        loop {
            worker.branch = self.next.fetch_add(1, Relaxed);
            match self.branches.get(worker.branch) {
                Some(row) => worker.descend(row, &self.open),
                None => return worker.found,
            }
        }
    }
}

struct Worker<'a, 'w, const L: usize> {
    root: &'a Root<'a, 'w>,
    level: Level,
    problem: Problem<L>,
    branch: usize,
    found: Solutions,
}

impl<const L: usize> Worker<'_, '_, L> {
    /// Searches what `allowed` leaves of the open blocks; of the others it leaves what is taken.
    fn descend(&mut self, allowed: &[u64], open: &[usize]) {
        let graph = self.root.graph;
        match plan(graph, allowed, open) {
            Plan::Nothing => {}
            Plan::Search => self.search(&Window::new(graph, open, allowed)),
            Plan::Branch(place) => {
                let mut rest = open.to_vec();
                for row in graph.rows_of(rest.remove(place), allowed) {
                    self.root.count(1, BRANCH + 2 * allowed.len() as u64, self.found.cliques);
                    if self.nodes_left().is_none() {
                        return;
                    }
                    let both: Vec<u64> = allowed.iter().zip(row).map(|(a, b)| a & b).collect();
                    self.descend(&both, &rest);
                }
            }
        }
    }

    /// Searches a part that fits into lanes, in pieces after each of which it may be stopped.
    fn search(&mut self, window: &Window<'_>) {
        window.fill(self.level, &mut self.problem);
        self.root.count(0, window.work(&self.problem), self.found.cliques);
        loop {
            match self.nodes_left() {
                Some(nodes) => self.search_piece(window, nodes.min(PIECE)),
                None => return self.problem.abandon(),
            }
            if !self.problem.is_open() {
                return;
            }
        }
    }

    fn search_piece(&mut self, window: &Window<'_>, nodes: u64) {
        let lists = self.root.bounds.list - self.found.list.len();
        let nodes = if lists > 0 { nodes.min(LISTING_PIECE) } else { nodes };
        let found = self.level.search(&mut self.problem, lists, nodes);
        let work = NODE * found.nodes + LISTED * found.list.len() as u64;
        self.root.count(found.nodes, work, self.found.cliques);
        self.found.cliques += found.cliques;
        if found.cliques > 0 {
            unite(&mut self.found.union, &window.row(&found.union));
            let rows = found.list.iter().map(|clique| (self.branch, window.row(clique)));
            self.found.list.extend(rows);
        }
    }

    /// The nodes that may still be looked at; none if the search is over.
    fn nodes_left(&self) -> Option<u64> {
        let left = self.root.bounds.nodes.checked_sub(self.root.nodes.load(Relaxed));
        let is_over = self.root.work.load(Relaxed) > self.root.bounds.work;
        left.filter(|_| !is_over && !self.root.watch.is_stopped())
    }
}

/// The partial cliques that are looked at between two looks at the watch, some hundredths of a second.
const PIECE: u64 = 1 << 20;
/// The same while cliques are listed, which takes longer.
const LISTING_PIECE: u64 = 1 << 14;
/// About how many nanoseconds it takes to list a clique.
const LISTED: u64 = 500;
/// About how many nanoseconds a partial clique in lanes takes, and one that is not, without its words.
const NODE: u64 = 10;
const BRANCH: u64 = 200;

impl Root<'_, '_> {
    /// Counts nodes and work, and tells the observer of every stretch of work.
    fn count(&self, nodes: u64, work: u64, cliques: u64) {
        let nodes = self.nodes.fetch_add(nodes, Relaxed) + nodes;
        let before = self.work.fetch_add(work, Relaxed);
        let before = self.spent.work + before;
        if is_time(before, before + work) {
            self.watch.tell(self.spent.nodes + nodes, self.spent.cliques + cliques);
        }
    }
}

/// How to continue with what is left of the open blocks.
enum Plan {
    /// Some block has no candidates left.
    Nothing,
    /// All blocks fit into lanes.
    Search,
    /// One candidate of the smallest block after the other; its place among the open blocks.
    Branch(usize),
}

fn plan(graph: &Graph, allowed: &[u64], open: &[usize]) -> Plan {
    let counts: Vec<usize> = open.iter().map(|&z| graph.count(allowed, z)).collect();
    match (0..counts.len()).min_by_key(|&place| counts[place]) {
        Some(smallest) if counts[smallest] == 0 => Plan::Nothing,
        Some(smallest) if counts.iter().any(|&count| count > LANE_UNITS) => Plan::Branch(smallest),
        _ => Plan::Search,
    }
}

fn unite(all: &mut Vec<u64>, row: &[u64]) {
    all.resize(row.len(), 0);
    all.iter_mut().zip(row).for_each(|(all, word)| *all |= word);
}

impl Solutions {
    fn merge(&mut self, other: Self) {
        if other.cliques > 0 {
            unite(&mut self.union, &other.union);
        }
        self.list.extend(other.list);
        self.cliques += other.cliques;
    }

    /// The units of all cliques, and the first cliques.
    pub(super) fn names(&self, graph: &Graph) -> (Completion, Vec<Completion>) {
        let list = self.list.iter().map(|(_, row)| graph.names(row)).collect();
        (graph.names(&self.union), list)
    }
}
