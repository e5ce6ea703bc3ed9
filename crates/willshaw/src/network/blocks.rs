//! Steps of block codes, in which a block casts at most one vote.

use std::slice;

use super::{DendriticSums, Network};
use crate::bits::Span;
use crate::{BlockCode, Cue, Direction, UnitSet};

impl Network<'_, BlockCode> {
    /// R1B-SMX of the cue: at least as many blocks vote for a unit as hold a true cue unit.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, Cue, Memory, Patterns};
    ///
    /// let code = BlockCode::new(3, 4)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![0, 4, 8, 0, 5, 9])?)?;
    /// let votes = memory.network().votes(&Cue::new(code, vec![0, 4], 0)?);
    /// assert_eq!(votes.to_vec(), [0, 4, 8]); // no synapse leads from unit 4 to unit 9
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn votes(&self, cue: &Cue<BlockCode>) -> UnitSet {
        let everywhere = 0..self.units().div_ceil(64);
        let mut sums = DendriticSums::new(self.units(), self.code.blocks());
        let mut voting = 0;
        for block in self.by_block(cue.units()) {
            let votes =
                self.reached_by_any(Direction::Forward, block, slice::from_ref(&everywhere));
            sums.add(votes.words());
            voting += 1;
        }
        sums.at_least(voting.min(cue.true_units()))
    }

    /// `halo` ∩ R1B-SMX: every block with an active unit must support a unit that stays.
    pub fn keep_supported(&self, way: Direction, active: &UnitSet, halo: &mut UnitSet) {
        let (active, spans) = (active.to_vec(), halo.spans());
        if active.is_empty() {
            *halo = self.empty();
        }
        for block in self.by_block(&active) {
            halo.intersect(&self.reached_by_any(way, block, &spans));
        }
    }

    /// Ascending units, block by block.
    fn by_block<'u>(&self, units: &'u [u32]) -> impl Iterator<Item = &'u [u32]> {
        let code = self.code;
        units.chunk_by(move |&a, &b| code.block_of(a) == code.block_of(b))
    }

    fn reached_by_any(&self, way: Direction, active: &[u32], spans: &[Span]) -> UnitSet {
        let mut set = self.empty();
        self.synapses.or_rows(way, active, spans, set.words_mut());
        set
    }
}
