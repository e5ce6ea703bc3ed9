use std::io::{Read, Write};

use super::training::Training;
use crate::{Error, Memories, TrainedRecurrent};

/// Marks a checkpoint, with the version of its form.
const MAGIC: u64 = u64::from_le_bytes(*b"SYNTRN01");

impl Training {
    /// Stores the state of training: four vectors of N (N + 1) numbers, and the cues.
    ///
    /// The rule, the messages and the generator are the caller's to keep.
    pub fn save<W: Write>(&self, mut sink: W) -> std::io::Result<()> {
        let cues = &self.batch.cues;
        for number in [MAGIC, self.step as u64, self.parameters.len() as u64, cues.len() as u64] {
            sink.write_all(&number.to_le_bytes())?;
        }
        let (adam, parameters) = (&self.adam, &self.parameters);
        let vectors = [parameters, &self.previous, &adam.first, &adam.second, cues];
        for value in vectors.into_iter().flatten() {
            sink.write_all(&value.to_le_bytes())?;
        }
        sink.flush()
    }
}

impl TrainedRecurrent {
    /// Takes up training that was [saved](Training::save), by the same rule on the same messages.
    ///
    /// With the generator as it was then, training goes on as if it had never stopped.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use rand_chacha::ChaCha12Rng;
    /// use synaptome_hopfield::{Memories, TrainedRecurrent};
    ///
    /// let rng = &mut ChaCha12Rng::seed_from_u64(1);
    /// let memories = Memories::random(16, 4, rng)?;
    /// let rule = TrainedRecurrent::default();
    /// let mut training = rule.begin(&memories, rng)?;
    /// training.advance(rng)?;
    /// let mut stored = Vec::new();
    /// training.save(&mut stored).unwrap();
    ///
    /// let mut resumed = rule.resume(&memories, stored.as_slice())?;
    /// let rng_then = &mut rng.clone();
    /// training.advance(rng)?;
    /// resumed.advance(rng_then)?;
    /// assert_eq!(training.network()?, resumed.network()?);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn resume<R: Read>(&self, memories: &Memories, mut source: R) -> Result<Training, Error> {
        self.validate(memories)?;
        let [magic, step, parameters, cues] = read_header(&mut source)?;
        let mut training = Training::blank(self.clone(), memories)?;
        check(magic == MAGIC, "it does not begin as one")?;
        check(parameters == training.parameters.len() as u64, "it is of another size")?;
        check(cues == training.batch.cues.len() as u64, "its cues are of another rule")?;
        training.step = usize::try_from(step).map_err(|_| damaged("its step is too large"))?;
        training.read(&mut source)?;
        Ok(training)
    }
}

impl Training {
    fn read<R: Read>(&mut self, source: &mut R) -> Result<(), Error> {
        read_all(source, &mut self.parameters)?;
        read_all(source, &mut self.previous)?;
        read_all(source, &mut self.adam.first)?;
        read_all(source, &mut self.adam.second)?;
        read_all(source, &mut self.batch.cues)
    }
}

fn read_header<R: Read>(source: &mut R) -> Result<[u64; 4], Error> {
    let mut header = [0; 4];
    for number in &mut header {
        *number = u64::from_le_bytes(read_word(source)?);
    }
    Ok(header)
}

fn read_all<R: Read>(source: &mut R, values: &mut [f64]) -> Result<(), Error> {
    for value in values {
        *value = f64::from_le_bytes(read_word(source)?);
        check(value.is_finite(), "a number in it is not finite")?;
    }
    Ok(())
}

fn read_word<R: Read>(source: &mut R) -> Result<[u8; 8], Error> {
    let mut word = [0; 8];
    source.read_exact(&mut word).map_err(|_| damaged("it ends too early"))?;
    Ok(word)
}

fn check(valid: bool, reason: &'static str) -> Result<(), Error> {
    if valid { Ok(()) } else { Err(damaged(reason)) }
}

fn damaged(reason: &'static str) -> Error {
    Error::Checkpoint { reason }
}
