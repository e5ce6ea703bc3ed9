//! IR-LK+: every unit of the halo that the halo excites k-fold stays.

use super::shrinking::{self, Limits};
use super::{ITERATIONS, OutputKind, Retrieval};
use crate::{Cue, Error, Network, PatternCode, Recall};

/// IR-LK+: R1, then every unit of the halo that the halo excites k-fold stays. A halo.
///
/// ```
/// use synaptome_willshaw::{Association, Cue, LkPlus, Memory, Patterns, RandomCode};
/// let code = RandomCode::new(8, 3)?;
/// let mut memory = Memory::new(code, Association::Auto)?;
/// memory.store(&Patterns::new(code, vec![0, 1, 2, 0, 4, 7])?)?;
/// let recall = memory.recall(&LkPlus::default(), &Cue::new(code, vec![1], 0)?)?;
/// assert_eq!(recall.content, [0, 1, 2]);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct LkPlus {
    /// The largest number of iterations.
    pub iterations: usize,
    /// The largest number of active units in a step; `None` is the paper's max(1000, 2k).
    pub active_units: Option<usize>,
}

impl Default for LkPlus {
    /// Ten iterations and the paper's limit of activity.
    fn default() -> Self {
        Self { iterations: ITERATIONS, active_units: None }
    }
}

impl<C: PatternCode> Retrieval<C> for LkPlus {
    fn recall(&self, network: &Network<'_, C>, cue: &Cue<C>) -> Result<Recall, Error> {
        let Self { iterations, active_units } = *self;
        Ok(shrinking::recall(
            network,
            cue,
            Limits { iterations, active_units },
            |way, active, halo| {
                network.keep_excited(way, active, network.activity(), halo);
            },
        ))
    }

    fn output_kind(&self) -> OutputKind {
        OutputKind::Halo
    }
}
