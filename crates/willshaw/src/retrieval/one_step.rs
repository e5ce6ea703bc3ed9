//! R1 and R1B: one step.

use super::{OutputKind, Retrieval};
use crate::{BlockCode, Cue, Error, Network, PatternCode, Recall};

/// R1: the units that as many cue units reach as the cue has true ones. A halo.
///
/// ```
/// use synaptome_willshaw::{Association, BlockCode, Cue, Memory, OneStep, OneStepCore, Patterns};
/// let code = BlockCode::new(3, 4)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 4, 8, 0, 4, 9])?)?;
/// let cue = Cue::new(code, vec![0], 0)?;
/// assert_eq!(memory.recall(&OneStep, &cue)?.content, [0, 4, 8, 9]);
/// assert_eq!(memory.recall(&OneStepCore, &cue)?.content, [0, 4]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct OneStep;

impl<C: PatternCode> Retrieval<C> for OneStep {
    fn recall(&self, network: &Network<'_, C>, cue: &Cue<C>) -> Result<Recall, Error> {
        Ok(Recall::one_step(&network.first_step(cue)))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}

/// R1B: R1, and ambiguous blocks are silenced. A core.
///
/// See [`OneStep`] for an example.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, Cue, CueQuality, Memory, OneStep, OneStepCore, Patterns};
/// let rng = &mut ChaCha12Rng::seed_from_u64(17);
/// let code = BlockCode::new(8, 32)?;
/// let patterns = Patterns::draw(code, 600, rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let stored = patterns.get(0).unwrap();
/// let cue = Cue::draw(code, stored, CueQuality::part(0.5), rng)?;
/// let core = memory.recall(&OneStepCore, &cue)?.content;
/// let halo = memory.recall(&OneStep, &cue)?.content;
/// assert!(core.iter().all(|unit| halo.contains(unit)));
/// assert!(core.len() < halo.len());
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct OneStepCore;

impl Retrieval<BlockCode> for OneStepCore {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        Ok(Recall::one_step(&network.first_step(cue).core(network.code())))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Core
    }
}
