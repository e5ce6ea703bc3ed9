//! Random codes: cliques of a given size among the units that the cue leaves.

use super::collector::{Collector, check_bytes, scan};
use crate::{Completion, Direction, Error, Network, RandomCode, Synapses, UnitSet};

/// All cliques of k units that contain the kept units and no other of the cue.
pub(super) fn cliques(
    network: &Network<'_, RandomCode>,
    cue: &[u32],
    kept: &[u32],
    collector: &mut Collector<'_>,
) -> Result<(), Error> {
    let mut halo = network.reach(Direction::Forward, kept, kept.len());
    cue.iter().for_each(|&unit| halo.remove(unit));
    check_bytes((halo.len() as u128).pow(2) / 8)?;
    let candidates = halo.to_vec();
    let rows = adjacency(network.synapses(), &candidates);
    let union = UnitSet::empty(candidates.len());
    let mut search = Search { collector, kept, candidates, rows, union, cliques: 0 };
    let everything = UnitSet::full(search.candidates.len());
    search.extend(everything, network.activity() - kept.len(), &mut Vec::new());
    search.end();
    Ok(())
}

/// Which candidates are connected, none with itself.
fn adjacency(synapses: &dyn Synapses, candidates: &[u32]) -> Vec<UnitSet> {
    let row = |(place, &unit): (usize, &u32)| {
        let mut row = UnitSet::empty(candidates.len());
        synapses.connected(Direction::Forward, unit, candidates, row.words_mut());
        row.remove(place as u32);
        row
    };
    candidates.iter().enumerate().map(row).collect()
}

struct Search<'a, 'w> {
    collector: &'a mut Collector<'w>,
    kept: &'a [u32],
    candidates: Vec<u32>,
    rows: Vec<UnitSet>,
    union: UnitSet,
    cliques: u64,
}

impl Search<'_, '_> {
    /// Adds all cliques of `wanted` units among `open`, together with those taken.
    fn extend(&mut self, mut open: UnitSet, wanted: usize, taken: &mut Vec<u32>) {
        if wanted == 0 {
            return self.note(taken);
        }
        while let Some(next) = self.sparsest(&mut open, wanted) {
            if !self.collector.count_node(scan(&open, &open)) {
                return;
            }
            let mut rest = open.clone();
            rest.intersect(&self.rows[next as usize]);
            taken.push(next);
            self.extend(rest, wanted - 1, taken);
            taken.pop();
            open.remove(next);
        }
    }

    /// Drops units with too few neighbours for a clique of `wanted`; then the one with fewest,
    /// if enough are left.
    fn sparsest(&self, open: &mut UnitSet, wanted: usize) -> Option<u32> {
        loop {
            let members = open.to_vec();
            if members.len() < wanted {
                return None;
            }
            let mut best = (usize::MAX, 0);
            for &unit in &members {
                let degree = open.overlap(&self.rows[unit as usize]);
                if degree + 1 < wanted {
                    open.remove(unit);
                } else {
                    best = best.min((degree, unit));
                }
            }
            if open.len() == members.len() {
                return Some(best.1);
            }
        }
    }

    fn note(&mut self, taken: &[u32]) {
        self.cliques += 1;
        taken.iter().for_each(|&place| self.union.insert(place));
        if self.collector.wanted() > 0 {
            self.collector.list(self.completion(taken));
        }
    }

    /// Some candidates together with the units kept.
    fn completion(&self, places: &[u32]) -> Completion {
        let content = places.iter().map(|&place| self.candidates[place as usize]).collect();
        Completion { content, address: None }.with(self.kept)
    }

    fn end(self) {
        if self.cliques > 0 {
            let union = self.completion(&self.union.to_vec());
            self.collector.add(self.cliques, union);
        }
    }
}
