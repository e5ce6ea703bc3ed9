//! Saving local learning, and resuming it.

use std::io::{Read, Write};

use super::learning::LocalLearning;
use super::rule::LocalRule;
use crate::Error;
use crate::error::require_finite;
use crate::saved::{Reader, Writer};

/// Marks saved local learning.
const MARK: [u8; 6] = *b"SYNRIL";

impl LocalLearning {
    /// Saves the state of learning: the network, and what its neurons know.
    ///
    /// The rule and the generator are the caller's to keep.
    ///
    /// # Errors
    /// [`Error::Io`] if the sink fails.
    pub fn save<W: Write>(&self, sink: W) -> Result<(), Error> {
        let mut writer = Writer::begin(sink, MARK)?;
        writer.network(&self.network)?;
        writer.size(self.step)?;
        for list in self.neurons.lists() {
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
        let mut reader = Reader::begin(source, MARK, "the saved local learning")?;
        let mut learning = self.begin(reader.network()?)?;
        learning.step = reader.size()?;
        for list in learning.neurons.lists_mut() {
            *list = reader.numbers(list.len())?;
            list.iter().try_for_each(|&x| require_finite("a number of the state", x))?;
        }
        reader.finish()?;
        Ok(learning)
    }
}
