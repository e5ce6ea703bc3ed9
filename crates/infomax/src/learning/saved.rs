//! Saving learning, and resuming it.

use std::io::{Read, Write};

use super::Learning;
use crate::saved::{Reader, Writer};
use crate::{Error, Learner};

/// Marks saved learning.
const MARK: [u8; 6] = *b"SYNRIM";

impl Learning {
    /// Saves the state of learning: the network, and I^(1) of every block.
    ///
    /// The learner, the generator and an input with a state are the caller's to keep.
    ///
    /// # Errors
    /// [`Error::Io`] if the sink fails.
    pub fn save<W: Write>(&self, sink: W) -> Result<(), Error> {
        let mut writer = Writer::begin(sink, MARK)?;
        writer.network(&self.network)?;
        writer.size(self.block())?;
        writer.numbers(self.course_nats.iter().copied())?;
        writer.finish()
    }
}

impl Learner {
    /// Resumes learning that was [saved](Learning::save), with the same learner.
    ///
    /// With the generator as it was then, learning goes on as if it had never stopped.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the state is not one or ends too early, [`Error::UnknownVersion`] for a
    /// version to come, [`Error::Io`] if the source fails, and whatever makes the network or this
    /// learner invalid.
    ///
    /// ```
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{Firing, Learner, Network, input::Spontaneous};
    ///
    /// let mut rng = ChaCha12Rng::seed_from_u64(1);
    /// let network = Network::draw(10, Firing::default(), &mut rng)?;
    /// let learner = Learner { block_steps: 5_000, ..Learner::default() };
    /// let mut learning = learner.begin(network)?;
    /// learning.advance(&mut Spontaneous, &mut rng);
    /// let mut saved = Vec::new();
    /// learning.save(&mut saved)?;
    ///
    /// let mut resumed = learner.resume(saved.as_slice())?;
    /// let mut rng_then = rng.clone();
    /// learning.advance(&mut Spontaneous, &mut rng);
    /// resumed.advance(&mut Spontaneous, &mut rng_then);
    /// assert_eq!(learning, resumed);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    pub fn resume<R: Read>(&self, source: R) -> Result<Learning, Error> {
        let mut reader = Reader::begin(source, MARK, "the saved learning")?;
        let network = reader.network()?;
        let blocks = reader.size()?;
        let course_nats = reader.numbers(blocks)?;
        reader.finish()?;
        self.validate(&network)?;
        Ok(Learning { learner: self.clone(), network, course_nats })
    }
}
