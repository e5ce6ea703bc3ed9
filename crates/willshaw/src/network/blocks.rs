//! Steps of block codes, in which a block casts at most one vote.

use std::slice;

use super::{DendriticSums, Network};
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
        for block in self.code.by_block(cue.units()) {
            let (mut votes, words) = (self.empty(), slice::from_ref(&everywhere));
            self.synapses.or_rows(Direction::Forward, block, words, votes.words_mut());
            sums.add(votes.words());
            voting += 1;
        }
        sums.at_least(voting.min(cue.true_units()))
    }

    /// `halo` ∩ R1B-SMX: every block with an active unit must support a unit that stays.
    pub fn keep_supported(&self, way: Direction, active: &UnitSet, halo: &mut UnitSet) {
        let (active, lines) = (active.to_vec(), halo.lines());
        if active.is_empty() {
            *halo = self.empty();
        }
        let blocks: Vec<&[u32]> = self.code.by_block(&active).collect();
        self.synapses.and_unions(way, &blocks, &lines, halo.words_mut());
    }
}
