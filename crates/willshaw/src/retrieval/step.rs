use super::Limits;
use crate::bits::{Counters, Span, UnitSet, push_span};
use std::slice;

use crate::{Association, BlockCode, Cue, Direction, PatternCode, Synapses};

/// Looking a synapse up takes as long as counting the synapses in so many words.
const LOOK_UP: usize = 2;

/// The synapses together with what a single step must know.
pub(crate) struct Network<'a, S> {
    synapses: &'a S,
    blocks: Option<BlockCode>,
    activity: usize,
    pub(super) iterations: usize,
    most_active: usize,
}

impl<'a, S: Synapses> Network<'a, S> {
    pub(crate) fn new<C: PatternCode>(code: C, synapses: &'a S, limits: Limits) -> Self {
        let activity = code.activity();
        let most_active = limits.active_units.unwrap_or((2 * activity).max(1000));
        let blocks = code.block_code();
        Self { synapses, blocks, activity, iterations: limits.iterations, most_active }
    }

    pub(crate) fn units(&self) -> usize {
        self.synapses.units()
    }

    /// k.
    pub(super) fn activity(&self) -> usize {
        self.activity
    }

    pub(super) fn is_auto(&self) -> bool {
        self.synapses.association() == Association::Auto
    }

    pub(super) fn is_too_active(&self, set: &UnitSet) -> bool {
        set.len() > self.most_active
    }

    /// The cue as a set.
    pub(super) fn cue<C: PatternCode>(&self, cue: &Cue<C>) -> UnitSet {
        UnitSet::from_units(self.units(), cue.units())
    }

    /// R1 of the cue, with its number of true units as the threshold.
    pub(crate) fn first_step<C: PatternCode>(&self, cue: &Cue<C>) -> UnitSet {
        self.one_step(Direction::Forward, cue.units(), cue.true_units())
    }

    /// R1: {j : `x_j` ≥ Θ}; nothing when nothing is active.
    pub(crate) fn one_step(&self, way: Direction, active: &[u32], threshold: usize) -> UnitSet {
        if active.is_empty() {
            return UnitSet::empty(self.units());
        }
        if threshold < active.len() {
            return self.count(way, active).at_least(threshold);
        }
        match self.blocks.filter(|code| self.leaves_blocks_open(*code, active)) {
            Some(code) => self.complete(code, active),
            None => self.reached_by_all(way, active),
        }
    }

    /// Whether only the blocks without a cue unit need to be computed: in a symmetric matrix
    /// of block patterns, a unit has no synapse within its block but the one to itself.
    fn leaves_blocks_open(&self, code: BlockCode, active: &[u32]) -> bool {
        self.is_auto() && code.is_part(active)
    }

    fn reached_by_all(&self, way: Direction, active: &[u32]) -> UnitSet {
        let mut set = UnitSet::full(self.units());
        let everywhere = 0..self.units().div_ceil(64);
        self.synapses.and_rows(way, active, slice::from_ref(&everywhere), set.words_mut());
        set
    }

    fn complete(&self, code: BlockCode, active: &[u32]) -> UnitSet {
        let mut set = UnitSet::empty(self.units());
        let open = open_spans(code, active);
        for span in &open {
            set.words_mut()[span.clone()].fill(u64::MAX);
        }
        self.synapses.and_rows(Direction::Forward, active, &open, set.words_mut());
        for unit in self.mutually_connected(active) {
            set.insert(unit);
        }
        set
    }

    /// The active units that reach all others, in a symmetric matrix.
    fn mutually_connected(&self, active: &[u32]) -> Vec<u32> {
        let reaches_later = |i: usize| {
            let later = &active[i..];
            self.synapses.reached(Direction::Forward, active[i], later) == later.len()
        };
        if (0..active.len()).all(reaches_later) {
            return active.to_vec();
        }
        let mut is_connected = vec![true; active.len()];
        let mut reached = vec![0; active.len().div_ceil(64)];
        for (i, &unit) in active.iter().enumerate() {
            let later = &active[i..];
            self.synapses.connected(Direction::Forward, unit, later, &mut reached);
            for j in (0..later.len()).filter(|j| reached[j / 64] >> (j % 64) & 1 == 0) {
                is_connected[i] = false;
                is_connected[i + j] = false;
            }
        }
        let kept = active.iter().zip(is_connected).filter(|(_, is_connected)| *is_connected);
        kept.map(|(&unit, _)| unit).collect()
    }

    /// `halo` ∩ R1 of further units: what a halo becomes when a core grows.
    pub(super) fn confirm(&self, way: Direction, active: &[u32], halo: &mut UnitSet) {
        let spans = halo.spans();
        self.confirm_in(way, active, &spans, halo);
    }

    /// The same within some words.
    pub(super) fn confirm_in(
        &self,
        way: Direction,
        active: &[u32],
        spans: &[Span],
        halo: &mut UnitSet,
    ) {
        self.synapses.and_rows(way, active, spans, halo.words_mut());
    }

    /// The dendritic sums `x_j` of all units.
    pub(super) fn count(&self, way: Direction, active: &[u32]) -> Counters {
        let mut counters = Counters::new(self.units(), active.len());
        self.synapses.add_rows(way, active, counters.planes_mut());
        counters
    }

    /// {j ∈ `halo` : `x_j`(`active`) ≥ Θ}.
    pub(crate) fn keep_excited(
        &self,
        way: Direction,
        active: &UnitSet,
        threshold: usize,
        halo: &mut UnitSet,
    ) {
        let active = active.to_vec();
        if threshold == active.len() {
            return self.confirm(way, &active, halo);
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

    /// `halo` ∩ R1B-SMX: every block with an active unit must support a unit that stays.
    pub(crate) fn keep_supported(
        &self,
        way: Direction,
        code: BlockCode,
        active: &UnitSet,
        halo: &mut UnitSet,
    ) {
        let (active, spans) = (active.to_vec(), halo.spans());
        if active.is_empty() {
            *halo = UnitSet::empty(self.units());
        }
        for block in active.chunk_by(|&a, &b| code.block_of(a) == code.block_of(b)) {
            halo.intersect(&self.reached_by_any(way, block, &spans));
        }
    }

    fn reached_by_any(&self, way: Direction, active: &[u32], spans: &[Span]) -> UnitSet {
        let mut set = UnitSet::empty(self.units());
        self.synapses.or_rows(way, active, spans, set.words_mut());
        set
    }

    /// R1B-SMX of the cue: at least as many blocks vote for a unit as hold a true cue unit.
    pub(super) fn votes(&self, code: BlockCode, cue: &Cue<BlockCode>) -> UnitSet {
        let everywhere = 0..self.units().div_ceil(64);
        let mut counters = Counters::new(self.units(), code.blocks());
        let mut voting = 0;
        for block in cue.units().chunk_by(|&a, &b| code.block_of(a) == code.block_of(b)) {
            let votes =
                self.reached_by_any(Direction::Forward, block, slice::from_ref(&everywhere));
            counters.add(votes.words());
            voting += 1;
        }
        counters.at_least(voting.min(cue.true_units()))
    }
}

/// The words that hold the blocks without an active unit; the units ascend.
fn open_spans(code: BlockCode, active: &[u32]) -> Vec<Span> {
    let mut spans = Vec::with_capacity(code.blocks());
    let mut known = active.iter().map(|&unit| code.block_of(unit)).peekable();
    for block in 0..code.blocks() {
        if known.next_if_eq(&block).is_none() {
            push_span(code.words_of(block), &mut spans);
        }
    }
    spans
}
