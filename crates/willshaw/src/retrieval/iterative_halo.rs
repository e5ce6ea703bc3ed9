//! IRB-R1: from the core of IRB to its halo.

use super::{Iterative, OutputKind, Retrieval};
use crate::{BlockCode, Cue, Direction, Error, Network, Recall};

/// IRB-R1: IRB, then one R1 from the core. A halo.
///
/// See [`SimpleIterative`](crate::SimpleIterative) for an example.
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
