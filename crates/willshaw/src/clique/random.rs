//! Random codes: cliques of a given size among the units that the cue and LK+ leave.

use super::{CliqueSearch, Completions, check_bytes};
use crate::bits::UnitSet;
use crate::code::check_same;
use crate::retrieval::Network;
use crate::{Cue, Direction, Error, Limits, Memory, PatternCode, RandomCode, Retrieval, Synapses};

pub(super) fn complete<S: Synapses>(
    search: &CliqueSearch,
    memory: &Memory<RandomCode, S>,
    cue: &Cue<RandomCode>,
) -> Result<Completions, Error> {
    check_same(memory.code(), cue.code())?;
    if cue.false_units() > 0 {
        return Err(Error::FalseUnits(cue.false_units()));
    }
    if memory.synapses().association() == crate::Association::Hetero {
        return Err(Error::WrongAssociation { expected: "autoassociative" });
    }
    let candidates = memory.recall(Retrieval::OneStep, cue, Limits::default())?.content.len();
    check_bytes((candidates as u128).pow(2) / 8)?;
    let mut cliques = Cliques::new(search, memory, cue);
    let wanted = memory.code().activity() - cue.units().len();
    let everything = UnitSet::full(cliques.candidates.len());
    cliques.extend(everything, wanted, &mut Vec::new());
    let limits = Limits { iterations: 10, active_units: Some(usize::MAX) };
    if !cliques.found.is_complete {
        cliques.found.content = memory.recall(Retrieval::LkPlus, cue, limits)?.content;
    }
    cliques.found.content.sort_unstable();
    cliques.found.content.dedup();
    Ok(cliques.found)
}

struct Cliques<'a> {
    search: &'a CliqueSearch,
    cue: &'a [u32],
    candidates: Vec<u32>,
    rows: Vec<UnitSet>,
    found: Completions,
}

impl<'a> Cliques<'a> {
    fn new<S: Synapses>(
        search: &'a CliqueSearch,
        memory: &Memory<RandomCode, S>,
        cue: &'a Cue<RandomCode>,
    ) -> Self {
        let network = Network::new(memory.code(), memory.synapses(), Limits::default());
        let mut candidates = network.first_step(cue).to_vec();
        let is_consistent = cue.units().iter().all(|unit| candidates.contains(unit));
        candidates.retain(|unit| is_consistent && !cue.units().contains(unit));
        let row = |&unit: &u32| {
            let mut row = UnitSet::empty(candidates.len());
            let out = row.words_mut();
            memory.synapses().connected(Direction::Forward, unit, &candidates, out);
            row
        };
        let mut rows: Vec<UnitSet> = candidates.iter().map(row).collect();
        rows.iter_mut().enumerate().for_each(|(i, row)| row.remove(i as u32));
        let found = Completions {
            content: Vec::new(),
            address: None,
            cliques: 0,
            list: Vec::new(),
            nodes: 0,
            is_complete: true,
        };
        Self { search, cue: cue.units(), candidates, rows, found }
    }

    /// Adds all cliques of `wanted` units among `open`, together with those taken.
    fn extend(&mut self, mut open: UnitSet, wanted: usize, taken: &mut Vec<u32>) {
        if wanted == 0 {
            return self.note(taken);
        }
        while let Some(next) = self.sparsest(&mut open, wanted) {
            self.found.nodes += 1;
            if self.found.nodes > self.search.node_limit {
                self.found.is_complete = false;
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
            let before = members.len();
            for &unit in &members {
                let degree = overlap(open, &self.rows[unit as usize]);
                if degree + 1 < wanted {
                    open.remove(unit);
                } else {
                    best = best.min((degree, unit));
                }
            }
            if open.len() == before {
                return Some(best.1);
            }
        }
    }

    fn note(&mut self, taken: &[u32]) {
        let others = taken.iter().map(|&place| self.candidates[place as usize]);
        let mut clique: Vec<u32> = others.chain(self.cue.iter().copied()).collect();
        clique.sort_unstable();
        self.found.content.extend(&clique);
        self.found.cliques += 1;
        if self.found.list.len() < self.search.list_limit {
            self.found.list.push(clique);
        }
    }
}

fn overlap(a: &UnitSet, b: &UnitSet) -> usize {
    let words = a.words().iter().zip(b.words());
    words.map(|(a, b)| (a & b).count_ones() as usize).sum()
}
