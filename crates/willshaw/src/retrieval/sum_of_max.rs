//! R1B-SMX, IRB-SMX and IRB-cSMX: a block casts at most one vote.

use super::shrinking::{self, Limits};
use super::{ITERATIONS, OutputKind, Retrieval};
use crate::{BlockCode, Cue, Error, Network, Recall};

/// R1B-SMX: one step in which a block casts at most one vote. A halo.
///
/// ```
/// use synaptome_willshaw::{Association, BlockCode, Cue, Memory, Patterns, SumOfMaxStep};
/// let code = BlockCode::new(3, 4)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 4, 8, 1, 4, 9])?)?;
/// let cue = Cue::new(code, vec![0, 1, 4], 1)?;
/// assert_eq!(memory.recall(&SumOfMaxStep, &cue)?.content, [0, 1, 4, 8, 9]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SumOfMaxStep;

impl Retrieval<BlockCode> for SumOfMaxStep {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        Ok(Recall::one_step(&network.votes(cue)))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}

/// IRB-SMX: R1, then every unit of the halo stays that all blocks of the halo support. A halo.
///
/// ```
/// use synaptome_willshaw::{Association, BlockCode, CoreSumOfMax, Cue, Memory, Patterns, SumOfMax};
/// let code = BlockCode::new(3, 4)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 4, 8, 0, 4, 9, 0, 5, 9])?)?;
/// let cue = Cue::new(code, vec![0, 4], 0)?;
/// assert_eq!(memory.recall(&SumOfMax::default(), &cue)?.content, [0, 4, 8, 9]);
/// assert_eq!(memory.recall(&CoreSumOfMax::default(), &cue)?.content, [0, 4]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SumOfMax {
    /// The largest number of iterations.
    pub iterations: usize,
    /// The largest number of active units in the first step; `None` is the paper's max(1000, 2k).
    pub active_units: Option<usize>,
}

impl Default for SumOfMax {
    /// Ten iterations and the paper's limit of activity.
    fn default() -> Self {
        Self { iterations: ITERATIONS, active_units: None }
    }
}

impl Retrieval<BlockCode> for SumOfMax {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        let Self { iterations, active_units } = *self;
        Ok(shrinking::recall(
            network,
            cue,
            Limits { iterations, active_units },
            |way, active, halo| {
                network.keep_supported(way, active, halo);
            },
        ))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}

/// IRB-cSMX: the unambiguous blocks of IRB-SMX. A core.
///
/// See [`SumOfMax`] for an example.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, CoreSumOfMax, Cue, CueQuality, Memory, Patterns};
/// let rng = &mut ChaCha12Rng::seed_from_u64(17);
/// let code = BlockCode::new(8, 32)?;
/// let patterns = Patterns::draw(code, 600, rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let stored = patterns.get(0).unwrap();
/// let cue = Cue::draw(code, stored, CueQuality::part(0.5), rng)?;
/// assert_eq!(memory.recall(&CoreSumOfMax::default(), &cue)?.content, stored);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct CoreSumOfMax {
    /// The retrieval whose unambiguous blocks are taken.
    pub halo: SumOfMax,
}

impl Retrieval<BlockCode> for CoreSumOfMax {
    fn recall(
        &self,
        network: &Network<'_, BlockCode>,
        cue: &Cue<BlockCode>,
    ) -> Result<Recall, Error> {
        let halo = self.halo.recall(network, cue)?;
        let core = |units: &[u32]| network.set(units).core(network.code()).to_vec();
        let (content, address) = (core(&halo.content), halo.address.as_deref().map(core));
        Ok(Recall { content, address, ..halo })
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Core
    }
}
