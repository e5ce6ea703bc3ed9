//! What a retrieval found, and how it went.

use crate::{Completions, UnitSet};

/// What a retrieval found, and how it went; the same for every retrieval.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, Cue, CueQuality, Memory, Patterns, SumOfMax};
/// let rng = &mut ChaCha12Rng::seed_from_u64(17);
/// let code = BlockCode::new(8, 32)?;
/// let patterns = Patterns::draw(code, 600, rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let stored = patterns.get(0).unwrap();
/// let cue = Cue::draw(code, stored, CueQuality::part(0.5), rng)?;
/// let recall = memory.recall(&SumOfMax::default(), &cue)?;
/// assert_eq!(recall.content, stored);
/// assert!(recall.iterations > 1);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Recall {
    /// v̂, ascending; for autoassociation the completed pattern û.
    pub content: Vec<u32>,
    /// û, ascending, where a heteroassociative retrieval reconstructs it.
    pub address: Option<Vec<u32>>,
    /// Iterations done, the last one included, which may have changed nothing.
    pub iterations: usize,
    /// Why it ended.
    pub ending: Ending,
    /// The patterns that fit one by one, where a complete search looked for them.
    pub completions: Option<Completions>,
}

/// Why a retrieval ended.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::{Association, BlockCode, Cue, CueQuality, Ending, Memory, Patterns, SumOfMax};
/// let rng = &mut ChaCha12Rng::seed_from_u64(17);
/// let code = BlockCode::new(8, 32)?;
/// let patterns = Patterns::draw(code, 600, rng)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&patterns)?;
/// let stored = patterns.get(0).unwrap();
/// let cue = Cue::draw(code, stored, CueQuality::part(0.5), rng)?;
/// let recall = memory.recall(&SumOfMax::default(), &cue)?;
/// assert_eq!(recall.ending, Ending::Settled);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Ending {
    /// The last iteration changed nothing, or there was only one step to do.
    Settled,
    /// The iteration limit was reached.
    IterationLimit,
    /// A step had too many active units; the iteration before it is returned.
    TooActive,
    /// A complete search reached its limit of nodes or of work; what local retrieval leaves is returned.
    NodeLimit,
    /// An observer broke a complete search off; what local retrieval leaves is returned.
    Stopped,
}

impl Recall {
    /// The result of one step to the contents.
    pub fn one_step(content: &UnitSet) -> Self {
        Self::new(content, None, 1, Ending::Settled)
    }

    /// The activity of both populations in the end, or of the only one.
    pub fn new(
        content: &UnitSet,
        address: Option<&UnitSet>,
        iterations: usize,
        ending: Ending,
    ) -> Self {
        let (content, address) = (content.to_vec(), address.map(UnitSet::to_vec));
        Self { content, address, iterations, ending, completions: None }
    }
}
