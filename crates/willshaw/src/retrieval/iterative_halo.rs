//! IRB-R1: from the core of IRB to its halo.

use super::{Iterative, OutputKind, Retrieval};
use crate::{BlockCode, Cue, Direction, Error, Network, Recall};

/// IRB-R1: IRB, then one R1 from the core. A halo.
///
/// See [`SimpleIterative`](crate::SimpleIterative) for an example.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, Cue, CueQuality, Iterative, IterativeHalo, Memory, Patterns};
/// let rng = &mut ChaCha12Rng::seed_from_u64(17);
/// let code = BlockCode::new(8, 32)?;
/// let patterns = Patterns::draw(code, 600, rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let stored = patterns.get(0).unwrap();
/// let cue = Cue::draw(code, stored, CueQuality::part(0.5), rng)?;
/// let core = memory.recall(&Iterative::default(), &cue)?.content;
/// let halo = memory.recall(&IterativeHalo::default(), &cue)?.content;
/// assert!(core.len() < stored.len()); // undecided blocks are dropped
/// assert!(stored.iter().all(|unit| halo.contains(unit))); // nothing of the pattern is lost
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct IterativeHalo {
    /// The retrieval of the core.
    pub core: Iterative,
}

impl Retrieval<BlockCode> for IterativeHalo {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        let core = self.core.recall(network, cue)?;
        let address = core.address.as_deref().unwrap_or(&core.content);
        let threshold = address.len().saturating_sub(cue.false_units());
        let content = network.reach(Direction::Forward, address, threshold).to_vec();
        let back = || network.reach(Direction::Backward, &core.content, core.content.len());
        let address = core.address.is_some().then(|| back().to_vec());
        Ok(Recall { content, address, ..core })
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}
