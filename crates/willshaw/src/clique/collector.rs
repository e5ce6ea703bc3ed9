use super::graph::Graph;
use super::solve::{Bounds, solve};
use super::{CliqueSearch, Completions};
use crate::{Association, Error, Memory, PatternCode, Recall, Synapses};
use std::collections::BTreeSet;

/// What has been found so far, and what may still be spent.
#[derive(Debug)]
pub(super) struct Collector {
    bounds: Bounds,
    nodes: u64,
    union: BTreeSet<u32>,
    list: Vec<Vec<u32>>,
    pub(super) cliques: u64,
    pub(super) false_units: usize,
}

impl Collector {
    pub(super) fn new(search: &CliqueSearch) -> Self {
        let CliqueSearch { list_limit: list, node_limit: nodes, threads, .. } = *search;
        let bounds = Bounds { list, nodes, threads };
        let (union, list) = (BTreeSet::new(), Vec::new());
        Self { bounds, nodes: 0, union, list, cliques: 0, false_units: 0 }
    }

    /// Counts a partial clique; whether the limit is kept.
    pub(super) fn count_node(&mut self) -> bool {
        self.nodes += 1;
        !self.is_cut()
    }

    pub(super) fn is_cut(&self) -> bool {
        self.nodes > self.bounds.nodes
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
        let found = solve(graph, Bounds { list: self.wanted(), nodes, ..self.bounds });
        self.nodes += found.nodes;
        if found.cliques > 0 {
            let (union, list) = found.names(graph);
            self.add(found.cliques, union.iter().chain(kept));
            list.iter().for_each(|clique| self.list(clique.iter().chain(kept)));
        }
    }

    /// Adds so many cliques that have these units in all.
    pub(super) fn add<'a>(&mut self, cliques: u64, union: impl Iterator<Item = &'a u32>) {
        self.cliques = self.cliques.saturating_add(cliques);
        self.union.extend(union);
    }

    /// Lists a clique, if that is still wanted.
    pub(super) fn list<'a>(&mut self, units: impl Iterator<Item = &'a u32>) {
        if self.wanted() > 0 {
            let mut clique: Vec<u32> = units.copied().collect();
            clique.sort_unstable();
            self.list.push(clique);
        }
    }

    /// The result of a search that came to its end; contents of pairs are numbered from n.
    pub(super) fn complete<C, S>(self, memory: &Memory<C, S>) -> Completions
    where
        C: PatternCode,
        S: Synapses,
    {
        let n = memory.synapses().units() as u32;
        let mut address = self.union;
        let (content, address) = match memory.synapses().association() {
            Association::Auto => (address.into_iter().collect(), None),
            Association::Hetero => {
                let content = address.split_off(&n).into_iter().map(|unit| unit - n).collect();
                (content, Some(address.into_iter().collect()))
            }
        };
        Completions {
            content,
            address,
            cliques: self.cliques,
            list: self.list,
            false_units: self.false_units,
            nodes: self.nodes,
            is_complete: true,
        }
    }

    /// The result of a search that was cut.
    pub(super) fn cut(self, halo: Recall) -> Completions {
        Completions {
            content: halo.content,
            address: halo.address,
            cliques: 0,
            list: Vec::new(),
            false_units: self.false_units,
            nodes: self.bounds.nodes,
            is_complete: false,
        }
    }
}

/// The largest local matrix.
const LIMIT_BYTES: u128 = 1 << 30;

/// Refuses problems that need too much memory.
pub(super) fn check_bytes(bytes: u128) -> Result<(), Error> {
    if bytes > LIMIT_BYTES {
        return Err(Error::TooLarge { bytes, limit: LIMIT_BYTES });
    }
    Ok(())
}
