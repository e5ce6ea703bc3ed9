//! R1 of part of a block pattern in a symmetric matrix, where only open blocks are computed.

use super::Network;
use crate::bits::{Span, push_span};
use crate::{BlockCode, Direction, PatternCode, UnitSet};

impl<C: PatternCode> Network<'_, C> {
    /// Whether only the blocks without a cue unit need to be computed: in a symmetric matrix
    /// of block patterns, a unit has no synapse within its block but the one to itself.
    pub(super) fn leaves_blocks_open(&self, code: BlockCode, active: &[u32]) -> bool {
        self.is_auto() && code.is_part(active)
    }

    pub(super) fn complete(&self, code: BlockCode, active: &[u32]) -> UnitSet {
        let mut set = self.empty();
        let open = open_spans(code, active);
        for span in &open {
            set.words_mut()[span.clone()].fill(u64::MAX);
        }
        self.synapses.and_rows(Direction::Forward, active, &open, set.words_mut());
        set.extend(self.mutually_connected(active));
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
        self.connected_among(active)
    }

    fn connected_among(&self, active: &[u32]) -> Vec<u32> {
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
}

/// The words that hold the blocks without an active unit; the units ascend.
fn open_spans(code: BlockCode, active: &[u32]) -> Vec<Span> {
    let mut spans = Vec::with_capacity(code.blocks());
    code.open_blocks(active).for_each(|block| push_span(code.words_of(block), &mut spans));
    spans
}
