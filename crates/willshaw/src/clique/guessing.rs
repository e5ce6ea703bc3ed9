//! One clique of a graph by guesses, each followed by propagation.

use std::ops::ControlFlow;

use super::graph::Graph;

/// What is told the number of guesses before each one, and breaks them off.
pub(super) type Listener<'a> = &'a mut dyn FnMut(u64) -> ControlFlow<()>;

/// The search for one clique: what may still be tried, and what was.
pub(super) struct Guessing<'a> {
    graph: &'a Graph,
    limit: u64,
    listener: Listener<'a>,
    is_stopped: bool,
    pub(super) tries: u64,
}

/// How a search for one clique went.
pub(super) enum Guessed {
    /// One candidate from each block, as a row of the graph.
    Clique(Vec<u64>),
    /// There is no clique.
    None,
    /// The limit was reached; what propagation alone leaves.
    Cut(Vec<u64>),
    /// The listener broke off; what propagation alone leaves.
    Stopped(Vec<u64>),
}

impl<'a> Guessing<'a> {
    pub(super) fn new(graph: &'a Graph, limit: u64, listener: Listener<'a>) -> Self {
        Self { graph, limit, listener, is_stopped: false, tries: 0 }
    }

    pub(super) fn run(&mut self) -> Guessed {
        let mut domain = self.graph.full_row();
        if !self.propagate(&mut domain) {
            return Guessed::None;
        }
        match self.descend(&domain) {
            Some(clique) => Guessed::Clique(clique),
            None if self.is_stopped => Guessed::Stopped(domain),
            None if self.tries > self.limit => Guessed::Cut(domain),
            None => Guessed::None,
        }
    }

    /// Guesses the units of the smallest ambiguous block one after the other.
    fn descend(&mut self, domain: &[u64]) -> Option<Vec<u64>> {
        let Some(block) = self.smallest_ambiguous(domain) else { return Some(domain.to_vec()) };
        for row in self.most_connected_first(block, domain) {
            self.is_stopped |= (self.listener)(self.tries).is_break();
            self.tries += 1;
            if self.is_cut() {
                return None;
            }
            let mut rest: Vec<u64> = domain.iter().zip(row).map(|(a, b)| a & b).collect();
            if self.propagate(&mut rest) {
                let found = self.descend(&rest);
                if found.is_some() || self.is_cut() {
                    return found;
                }
            }
        }
        None
    }

    fn is_cut(&self) -> bool {
        self.is_stopped || self.tries > self.limit
    }

    fn smallest_ambiguous(&self, domain: &[u64]) -> Option<usize> {
        let sizes = (0..self.graph.blocks().len()).map(|z| (self.graph.count(domain, z), z));
        sizes.filter(|&(size, _)| size > 1).min().map(|(_, z)| z)
    }

    /// The rows of a block's candidates, by how many of the other candidates each is connected with.
    fn most_connected_first(&self, block: usize, domain: &[u64]) -> Vec<&'a [u64]> {
        let shared = |row: &[u64]| -> u32 {
            row.iter().zip(domain).map(|(a, b)| (a & b).count_ones()).sum()
        };
        let mut rows: Vec<&[u64]> = self.graph.rows_of(block, domain).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(shared(row)));
        rows
    }

    /// Removes candidates that some block does not support, until every block supports all that are
    /// left; false if a block is left empty.
    fn propagate(&self, domain: &mut [u64]) -> bool {
        loop {
            let before: u32 = domain.iter().map(|word| word.count_ones()).sum();
            for z in 0..self.graph.blocks().len() {
                let mut supported = vec![0; domain.len()];
                for row in self.graph.rows_of(z, domain) {
                    supported.iter_mut().zip(row).for_each(|(all, word)| *all |= word);
                }
                domain.iter_mut().zip(&supported).for_each(|(word, all)| *word &= all);
            }
            let left: u32 = domain.iter().map(|word| word.count_ones()).sum();
            if left == before || left == 0 {
                return left > 0;
            }
        }
    }
}
