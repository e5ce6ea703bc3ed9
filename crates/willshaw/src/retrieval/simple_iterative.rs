//! sIRB: cores, back and forth.

use super::state::State;
use super::{ITERATIONS, Iterative, OutputKind, Retrieval};
use crate::iteration::Cycle;
use crate::{BlockCode, Cue, Direction, Ending, Error, Network, Recall, UnitSet};

/// sIRB: `v = R1B(u)`, `u = R1Bᵀ(v)` until u stays; for autoassociation the same as [`Iterative`].
/// A core.
///
/// ```
/// use synaptome_willshaw::{
///     Association, BlockCode, Cue, Iterative, IterativeHalo, Memory, Patterns, SimpleIterative,
/// };
/// let code = BlockCode::new(3, 4)?;
/// let mut memory = Memory::new(code, Association::Hetero)?;
/// let (u, v) = (vec![0, 4, 8, 0, 5, 9], vec![3, 7, 11, 3, 7, 10]);
/// memory.store_pairs(&Patterns::new(code, u)?, &Patterns::new(code, v)?)?;
/// let cue = Cue::new(code, vec![0], 0)?;
/// let recall = memory.recall(&SimpleIterative::default(), &cue)?;
/// assert_eq!((recall.content, recall.address), (vec![3, 7], Some(vec![0])));
/// # assert_eq!(memory.recall(&Iterative::default(), &cue)?.content, [3, 7]);
/// assert_eq!(memory.recall(&IterativeHalo::default(), &cue)?.content, [3, 7, 10, 11]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SimpleIterative {
    /// The largest number of iterations.
    pub iterations: usize,
}

impl Default for SimpleIterative {
    /// Ten iterations.
    fn default() -> Self {
        Self { iterations: ITERATIONS }
    }
}

impl Retrieval<BlockCode> for SimpleIterative {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        if network.is_auto() {
            return Iterative { iterations: self.iterations }.recall(network, cue);
        }
        Ok(self.associate(network, cue))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Core
    }
}

impl SimpleIterative {
    fn associate(self, network: &Network<'_, BlockCode>, cue: &Cue<BlockCode>) -> Recall {
        let (mut address, mut halo) = (network.cue(cue), network.first_step(cue));
        let (mut iteration, mut cycle) = (0, Cycle::new(0));
        while iteration < self.iterations {
            iteration += 1;
            let content = halo.core(network.code());
            let next = halo_of(network, Direction::Backward, &content).core(network.code());
            let settled = next == address;
            if !settled {
                iteration += cycle.whole(&next, iteration, self.iterations);
            }
            if settled || iteration == self.iterations {
                let ending = if settled { Ending::Settled } else { Ending::IterationLimit };
                return State { address: Some(next), content }.recall(iteration, ending);
            }
            halo = halo_of(network, Direction::Forward, &next);
            address = next;
        }
        State { address: Some(address), content: network.empty() }.recall(0, Ending::IterationLimit)
    }
}

fn halo_of(network: &Network<'_, BlockCode>, way: Direction, core: &UnitSet) -> UnitSet {
    network.one_step(way, core, core.len())
}
