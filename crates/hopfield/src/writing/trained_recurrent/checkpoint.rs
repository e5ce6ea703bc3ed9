//! Saving training, and resuming it.

use std::io::{self, ErrorKind, Read, Write};

use super::training::Training;
use crate::crc::Summed;
use crate::{Error, Messages, TrainedRecurrent};

/// Marks a saved training; two digits of a version follow.
const MAGIC: [u8; 6] = *b"SYNTRN";
const VERSION: [u8; 2] = *b"03";

impl Training {
    /// Saves the state of training: four vectors of N (N + 1) numbers, the cues, and a checksum of all
    /// before it (CRC-64/XZ).
    ///
    /// The rule, the messages and the generator are the caller's to keep; of the first two their
    /// checksums are saved.
    ///
    /// # Errors
    /// [`Error::Io`] if the sink fails.
    pub fn save<W: Write>(&self, sink: W) -> Result<(), Error> {
        let mut sink = Summed::new(sink);
        let cues = &self.batch.cues;
        sink.write_all(&MAGIC)?;
        sink.write_all(&VERSION)?;
        let lengths = [self.step, self.parameters.len(), cues.len()].map(|number| number as u64);
        for number in lengths.into_iter().chain(self.fingerprints()?) {
            sink.write_all(&number.to_le_bytes())?;
        }
        let (adam, parameters) = (&self.adam, &self.parameters);
        let vectors = [parameters, &self.previous, &adam.first, &adam.second, cues];
        for value in vectors.into_iter().flatten() {
            sink.write_all(&value.to_le_bytes())?;
        }
        let sum = sink.sum();
        sink.write_all(&sum.to_le_bytes())?;
        Ok(sink.flush()?)
    }
}

impl TrainedRecurrent {
    /// Resumes training that was [saved](Training::save), with the same rule, but for its number of steps,
    /// and the same messages.
    ///
    /// With the generator as it was then, training goes on as if it had never stopped.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the state is not one, is not what was saved, or is of another rule or other
    /// messages, [`Error::UnknownVersion`] for another version, and [`Error::Io`] if the source
    /// fails.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use rand_chacha::ChaCha12Rng;
    /// use synaptome_hopfield::{Messages, TrainedRecurrent};
    ///
    /// let rng = &mut ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(16, 4, rng)?;
    /// let rule = TrainedRecurrent::default();
    /// let mut training = rule.begin(&messages, rng)?;
    /// training.advance(rng)?;
    /// let mut saved = Vec::new();
    /// training.save(&mut saved)?;
    ///
    /// let mut resumed = rule.resume(&messages, saved.as_slice())?;
    /// let rng_then = &mut rng.clone();
    /// training.advance(rng)?;
    /// resumed.advance(rng_then)?;
    /// assert_eq!(training.network()?, resumed.network()?);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn resume<R: Read>(&self, messages: &Messages, source: R) -> Result<Training, Error> {
        self.validate(messages)?;
        let mut source = Summed::new(source);
        read_magic(&mut source)?;
        let mut training = Training::blank(self.clone(), messages)?;
        let [step, parameters, cues, of_messages, of_rule] = read_numbers(&mut source)?;
        check(parameters == training.parameters.len() as u64, "it is of another size")?;
        check(cues == training.batch.cues.len() as u64, "its cues are of another rule")?;
        let expected = training.fingerprints()?;
        check(of_messages == expected[0], "it is of other messages")?;
        check(of_rule == expected[1], "it is of another rule")?;
        let step = u32::try_from(step).map_err(|_| damaged("its step is too large"))?;
        training.step = step as usize;
        training.read(&mut source)?;
        read_end(&mut source)?;
        Ok(training)
    }
}

impl Training {
    /// The checksums of the messages, as targets, and of the rule as it is printed, without its number of
    /// steps.
    fn fingerprints(&self) -> Result<[u64; 2], Error> {
        let rule = TrainedRecurrent { steps: 0, ..self.rule.clone() };
        let (mut messages, mut options) = (Summed::new(io::sink()), Summed::new(io::sink()));
        for spin in &self.batch.targets {
            messages.write_all(&spin.to_le_bytes())?;
        }
        write!(options, "{rule:?}")?;
        Ok([messages.sum(), options.sum()])
    }

    fn read<R: Read>(&mut self, source: &mut R) -> Result<(), Error> {
        read_all(source, &mut self.parameters)?;
        read_all(source, &mut self.previous)?;
        read_all(source, &mut self.adam.first)?;
        read_all(source, &mut self.adam.second)?;
        read_all(source, &mut self.batch.cues)
    }
}

fn read_magic<R: Read>(source: &mut R) -> Result<(), Error> {
    let [a, b, c, d, e, f, version @ ..] = read_word(source)?;
    check([a, b, c, d, e, f] == MAGIC, "it does not begin as one")?;
    let number = std::str::from_utf8(&version).ok().and_then(|digits| digits.parse().ok());
    match number {
        _ if version == VERSION => Ok(()),
        Some(version) => Err(Error::UnknownVersion { quantity: QUANTITY, version }),
        None => Err(damaged("its version is not a number")),
    }
}

fn read_numbers<R: Read>(source: &mut R) -> Result<[u64; 5], Error> {
    let mut numbers = [0; 5];
    for number in &mut numbers {
        *number = u64::from_le_bytes(read_word(source)?);
    }
    Ok(numbers)
}

fn read_all<R: Read>(source: &mut R, values: &mut [f64]) -> Result<(), Error> {
    for value in values {
        *value = f64::from_le_bytes(read_word(source)?);
        check(value.is_finite(), "a number in it is not finite")?;
    }
    Ok(())
}

/// The checksum, and nothing after it.
fn read_end<R: Read>(source: &mut Summed<R>) -> Result<(), Error> {
    let sum = source.sum();
    check(u64::from_le_bytes(read_word(source)?) == sum, "its checksum does not fit")?;
    check(io::copy(&mut source.take(1), &mut io::sink())? == 0, "something follows it")
}

fn read_word<R: Read>(source: &mut R) -> Result<[u8; 8], Error> {
    let mut word = [0; 8];
    match source.read_exact(&mut word) {
        Ok(()) => Ok(word),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(damaged("it ends too early")),
        Err(error) => Err(error.into()),
    }
}

fn check(valid: bool, reason: &'static str) -> Result<(), Error> {
    if valid { Ok(()) } else { Err(damaged(reason)) }
}

/// What is saved.
const QUANTITY: &str = "the saved training";

fn damaged(reason: &'static str) -> Error {
    Error::Damaged { quantity: QUANTITY, reason }
}
