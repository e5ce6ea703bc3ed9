//! Saving local learning, and resuming it.

use std::io::{Read, Write};

use super::learning::{LocalLearning, Memory};
use super::pairwise::PairwiseRule;
use super::rule::LocalRule;
use crate::Error;
use crate::error::require_finite;
use crate::saved::{Reader, Writer};

/// Mark saved local learning, with decorrelation and pair by pair.
const LATERAL: [u8; 6] = *b"SYNRIL";
const PAIRWISE: [u8; 6] = *b"SYNRIP";

impl Memory {
    fn mark(&self) -> [u8; 6] {
        match self {
            Self::Lateral(..) => LATERAL,
            Self::Pairwise(..) => PAIRWISE,
        }
    }

    fn lists(&self) -> Vec<&Vec<f64>> {
        match self {
            Self::Lateral(_, neurons) => neurons.lists().into(),
            Self::Pairwise(_, traces) => traces.lists().into(),
        }
    }

    fn lists_mut(&mut self) -> Vec<&mut Vec<f64>> {
        match self {
            Self::Lateral(_, neurons) => neurons.lists_mut().into(),
            Self::Pairwise(_, traces) => traces.lists_mut().into(),
        }
    }
}

impl LocalLearning {
    /// Saves the state of learning: the network, and what its neurons know.
    ///
    /// The rule and the generator are the caller's to keep.
    ///
    /// # Errors
    /// [`Error::Io`] if the sink fails.
    pub fn save<W: Write>(&self, sink: W) -> Result<(), Error> {
        let mut writer = Writer::begin(sink, self.memory.mark())?;
        writer.network(&self.network)?;
        writer.size(self.step)?;
        for list in self.memory.lists() {
            writer.numbers(list.iter().copied())?;
        }
        writer.finish()
    }
}

impl LocalRule {
    /// Resumes learning that was [saved](LocalLearning::save), with the same rule.
    ///
    /// With the generator as it was then, learning goes on as if it had never stopped.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the state is not one or ends too early, [`Error::UnknownVersion`] for a
    /// version to come, [`Error::Io`] if the source fails, and whatever makes the network or this
    /// rule invalid.
    pub fn resume<R: Read>(&self, source: R) -> Result<LocalLearning, Error> {
        let mut reader = Reader::begin(source, LATERAL, "the saved local learning")?;
        let learning = self.begin(reader.network()?)?;
        restored(learning, reader)
    }
}

impl PairwiseRule {
    /// Resumes learning that was [saved](LocalLearning::save), with the same rule.
    ///
    /// # Errors
    /// As [`LocalRule::resume`].
    pub fn resume<R: Read>(&self, source: R) -> Result<LocalLearning, Error> {
        let mut reader = Reader::begin(source, PAIRWISE, "the saved local learning")?;
        let learning = self.begin(reader.network()?)?;
        restored(learning, reader)
    }
}

/// Learning with what the rest of the source says.
fn restored<R: Read>(
    mut learning: LocalLearning,
    mut reader: Reader<R>,
) -> Result<LocalLearning, Error> {
    learning.step = reader.size()?;
    for list in learning.memory.lists_mut() {
        *list = reader.numbers(list.len())?;
        list.iter().try_for_each(|&x| require_finite("a number of the state", x))?;
    }
    reader.finish()?;
    Ok(learning)
}
