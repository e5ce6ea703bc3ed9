//! Steps for any code: thresholds, sums, winners, and what a halo keeps.

use std::slice;

use super::{DendriticSums, Network};
use crate::bits::Span;
use crate::{Cue, Direction, PatternCode, UnitSet};

/// Looking a synapse up takes as long as counting the synapses in so many words.
const LOOK_UP: usize = 2;

impl<C: PatternCode> Network<'_, C> {
    /// R1 of the cue, with its number of true units as the threshold.
    pub fn first_step(&self, cue: &Cue<C>) -> UnitSet {
        self.reach(Direction::Forward, cue.units(), cue.true_units())
    }

    /// R1: {j : `x_j` ≥ Θ}; nothing when nothing is active.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, Direction, Memory, Patterns};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![0, 4, 0, 5])?)?;
    /// let network = memory.network();
    /// let reached = network.one_step(Direction::Forward, &network.set(&[0]), 1);
    /// assert_eq!(reached.to_vec(), [0, 4, 5]);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn one_step(&self, way: Direction, active: &UnitSet, threshold: usize) -> UnitSet {
        self.reach(way, &active.to_vec(), threshold)
    }

    /// The same of ascending units.
    pub(crate) fn reach(&self, way: Direction, active: &[u32], threshold: usize) -> UnitSet {
        if active.is_empty() {
            return self.empty();
        }
        if threshold < active.len() {
            return self.count(way, active).at_least(threshold);
        }
        match self.code.block_code().filter(|code| self.leaves_blocks_open(*code, active)) {
            Some(code) => self.complete(code, active),
            None => self.reached_by_all(way, active),
        }
    }

    fn reached_by_all(&self, way: Direction, active: &[u32]) -> UnitSet {
        let mut set = self.full();
        let everywhere = 0..self.units().div_ceil(64);
        self.synapses.and_rows(way, active, slice::from_ref(&everywhere), set.words_mut());
        set
    }

    /// The dendritic sums `x_j` of all units.
    pub fn sums(&self, way: Direction, active: &UnitSet) -> DendriticSums {
        self.count(way, &active.to_vec())
    }

    fn count(&self, way: Direction, active: &[u32]) -> DendriticSums {
        let mut sums = DendriticSums::new(self.units(), active.len());
        self.synapses.add_rows(way, active, sums.planes_mut());
        sums
    }

    /// KWTA: {j : `x_j` ≥ Θ*} for the largest Θ* that leaves at least k units.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, Direction, Memory, Patterns};
    ///
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![0, 4, 0, 5])?)?;
    /// let network = memory.network();
    /// let winners = network.winners(Direction::Forward, &network.set(&[0, 4]));
    /// assert_eq!(winners.to_vec(), [0, 4]); // reached twice; unit 5 only once
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn winners(&self, way: Direction, active: &UnitSet) -> UnitSet {
        let active = active.to_vec();
        // Where enough units are reached by all active ones, nothing needs to be counted.
        let reached = self.reach(way, &active, active.len());
        if reached.len() >= self.activity() {
            return reached;
        }
        self.count(way, &active).winners(self.activity())
    }

    /// `halo` ∩ R1 with all active units as the threshold: what a halo becomes when a core grows.
    pub fn confirm(&self, way: Direction, active: &UnitSet, halo: &mut UnitSet) {
        self.confirm_units(way, &active.to_vec(), halo);
    }

    /// The same of ascending units.
    pub(crate) fn confirm_units(&self, way: Direction, active: &[u32], halo: &mut UnitSet) {
        let spans = halo.spans();
        self.confirm_in(way, active, &spans, halo);
    }

    /// The same within some words.
    pub(crate) fn confirm_in(
        &self,
        way: Direction,
        active: &[u32],
        spans: &[Span],
        halo: &mut UnitSet,
    ) {
        self.synapses.and_rows(way, active, spans, halo.words_mut());
    }

    /// {j ∈ `halo` : `x_j`(`active`) ≥ Θ}.
    pub fn keep_excited(
        &self,
        way: Direction,
        active: &UnitSet,
        threshold: usize,
        halo: &mut UnitSet,
    ) {
        let active = active.to_vec();
        if threshold == active.len() {
            return self.confirm_units(way, &active, halo);
        }
        if halo.len() * LOOK_UP > halo.words().len() {
            return halo.intersect(&self.count(way, &active).at_least(threshold));
        }
        for unit in halo.to_vec() {
            if self.synapses.reached(way.reversed(), unit, &active) < threshold {
                halo.remove(unit);
            }
        }
    }
}
