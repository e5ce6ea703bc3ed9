//! What a search has found so far, and what it may still spend.

use std::collections::BTreeSet;

use super::graph::Graph;
use super::solve::{Bounds, Spent, solve};
use super::watch::{Watch, is_time};
use crate::error::require_at_most;
use crate::{Completion, Completions, Ending, Error, Network, PatternCode, Recall, UnitSet};

/// What has been found so far, and what may still be spent.
pub(super) struct Collector<'w> {
    bounds: Bounds,
    watch: &'w Watch<'w>,
    nodes: u64,
    work: u64,
    contents: BTreeSet<u32>,
    addresses: BTreeSet<u32>,
    list: Vec<Completion>,
    pub(super) cliques: u64,
    pub(super) false_units: usize,
}

impl<'w> Collector<'w> {
    pub(super) fn new(bounds: Bounds, watch: &'w Watch<'w>) -> Self {
        Self {
            bounds,
            watch,
            nodes: 0,
            work: 0,
            contents: BTreeSet::new(),
            addresses: BTreeSet::new(),
            list: Vec::new(),
            cliques: 0,
            false_units: 0,
        }
    }

    /// Counts a partial clique, which takes about so many nanoseconds; whether the limits are kept.
    pub(super) fn count_node(&mut self, work: u64) -> bool {
        self.nodes += 1;
        self.spend(work);
        !self.is_cut()
    }

    /// Counts work, and tells the observer of every stretch of it.
    fn spend(&mut self, work: u64) {
        let before = self.work;
        self.work += work;
        if is_time(before, self.work) {
            self.watch.tell(self.nodes, self.cliques);
        }
    }

    pub(super) fn is_cut(&self) -> bool {
        let is_over = self.nodes > self.bounds.nodes || self.work > self.bounds.work;
        is_over || self.watch.is_stopped()
    }

    pub(super) fn threads(&self) -> usize {
        self.bounds.threads
    }

    /// How many more cliques are to be listed.
    pub(super) fn wanted(&self) -> usize {
        self.bounds.list - self.list.len()
    }

    /// Adds the cliques of a graph, each together with the units kept before.
    pub(super) fn solve(&mut self, graph: &Graph, kept: &[u32]) {
        let nodes = self.bounds.nodes.saturating_sub(self.nodes);
        let work = self.bounds.work.saturating_sub(self.work);
        let bounds = Bounds { list: self.wanted(), nodes, work, ..self.bounds };
        let spent = Spent { nodes: self.nodes, work: self.work, cliques: self.cliques };
        let found = solve(graph, bounds, spent, self.watch);
        self.nodes += found.nodes;
        self.spend(found.work + SETTING_UP);
        if found.cliques > 0 {
            let (union, list) = found.names(graph);
            self.add(found.cliques, union.with(kept));
            list.into_iter().for_each(|clique| self.list(clique.with(kept)));
        }
    }

    /// Adds so many cliques that have these units in all.
    pub(super) fn add(&mut self, cliques: u64, union: Completion) {
        self.cliques = self.cliques.saturating_add(cliques);
        self.contents.extend(union.content);
        self.addresses.extend(union.address.into_iter().flatten());
    }

    /// Lists a clique, if that is still wanted.
    pub(super) fn list(&mut self, clique: Completion) {
        if self.wanted() > 0 {
            self.list.push(clique);
        }
    }

    /// The result of the search; `halo` is what local retrieval leaves, where the search was cut.
    pub(super) fn recall<C: PatternCode>(
        self,
        network: &Network<'_, C>,
        halo: impl FnOnce() -> Result<Recall, Error>,
    ) -> Result<Recall, Error> {
        if self.is_cut() {
            return Ok(self.cut(halo()?));
        }
        let Self { contents, addresses, list, cliques, false_units, nodes, .. } = self;
        Ok(Recall {
            content: contents.into_iter().collect(),
            address: (!network.is_auto()).then(|| addresses.into_iter().collect()),
            iterations: 1,
            ending: Ending::Settled,
            completions: Some(Completions { cliques, list, false_units, nodes, cut: false }),
        })
    }

    /// What was found before the search was cut, with a halo that holds what was not.
    fn cut(self, halo: Recall) -> Recall {
        let stopped = self.watch.is_stopped();
        let ending = if stopped { Ending::Stopped } else { Ending::NodeLimit };
        let nodes = self.nodes.min(self.bounds.nodes);
        let Self { list, cliques, false_units, .. } = self;
        let completions = Completions { cliques, list, false_units, nodes, cut: true };
        Recall { ending, completions: Some(completions), ..halo }
    }
}

/// About how many nanoseconds it takes to compare the row of every member of a set with another set, some
/// times over.
pub(super) fn scan(set: &UnitSet, other: &UnitSet) -> u64 {
    3 * set.len() as u64 * (8 + other.words().len() as u64)
}

/// About how many nanoseconds it takes to set up a search between candidates, however few.
const SETTING_UP: u64 = 1_000;

/// The largest local matrix.
const LIMIT_BYTES: u128 = 1 << 30;

/// Refuses problems that need too much memory.
pub(super) fn check_bytes(bytes: u128) -> Result<(), Error> {
    require_at_most("the number of bytes of the synapses between candidates", bytes, LIMIT_BYTES)
}
