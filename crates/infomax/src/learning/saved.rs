//! Saving learning, and resuming it.

use std::io::{ErrorKind, Read, Write};

use faer::Mat;

use super::Learning;
use crate::error::{require_at_most, require_index};
use crate::raster::MOST_NEURONS;
use crate::{Error, Firing, Learner, Network};

/// Marks saved learning; two digits of a version follow.
const MAGIC: [u8; 6] = *b"SYNRIM";
const VERSION: [u8; 2] = *b"01";
/// What is saved.
const QUANTITY: &str = "the saved learning";

impl Learning {
    /// Saves the state of learning: the network, and I^(1) of every block.
    ///
    /// The learner, the generator and an input with a state are the caller's to keep.
    ///
    /// # Errors
    /// [`Error::Io`] if the sink fails.
    pub fn save<W: Write>(&self, mut sink: W) -> Result<(), Error> {
        let network = &self.network;
        sink.write_all(&MAGIC)?;
        sink.write_all(&VERSION)?;
        let state = network.state();
        for number in [network.free(), network.neurons(), state.len(), self.block()] {
            sink.write_all(&(number as u64).to_le_bytes())?;
        }
        let Firing { max_probability, target_rate, threshold_rate } = network.firing();
        let numbers = [max_probability, target_rate, threshold_rate].into_iter();
        let numbers =
            numbers.chain(network.weight_rows()).chain(network.thresholds().iter().copied());
        for value in numbers.chain(self.course_nats.iter().copied()) {
            sink.write_all(&value.to_le_bytes())?;
        }
        for &neuron in state {
            sink.write_all(&neuron.to_le_bytes())?;
        }
        Ok(sink.flush()?)
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
    pub fn resume<R: Read>(&self, mut source: R) -> Result<Learning, Error> {
        let source = &mut source;
        read_magic(source)?;
        let [free, neurons, firing, blocks] = read_sizes(source)?;
        require_index("free neuron", free.saturating_sub(1), neurons)?;
        require_at_most("the number of neurons", neurons, MOST_NEURONS)?;
        require_at_most("the number of firing neurons", firing, neurons)?;
        let (network, thresholds) = read_network(source, free, neurons)?;
        let course_nats = read_numbers(source, blocks)?;
        let network = network.at(&thresholds, read_state(source, firing)?)?;
        self.validate(&network)?;
        Ok(Learning { learner: self.clone(), network, course_nats })
    }
}

fn read_magic<R: Read>(source: &mut R) -> Result<(), Error> {
    let [a, b, c, d, e, f, version @ ..] = read::<8, _>(source)?;
    if [a, b, c, d, e, f] != MAGIC {
        return Err(damaged("it does not begin as one"));
    }
    let number = std::str::from_utf8(&version).ok().and_then(|digits| digits.parse().ok());
    match number {
        _ if version == VERSION => Ok(()),
        Some(version) => Err(Error::UnknownVersion { quantity: QUANTITY, version }),
        None => Err(damaged("its version is not a number")),
    }
}

fn read_sizes<R: Read>(source: &mut R) -> Result<[usize; 4], Error> {
    let mut sizes = [0; 4];
    for size in &mut sizes {
        let number = u32::try_from(u64::from_le_bytes(read(source)?));
        *size = number.map_err(|_| damaged("a size in it is too large"))? as usize;
    }
    Ok(sizes)
}

/// A network, and the thresholds that it is to have.
fn read_network<R: Read>(
    source: &mut R,
    free: usize,
    neurons: usize,
) -> Result<(Network, Vec<f64>), Error> {
    let mut next = || Ok::<f64, Error>(f64::from_le_bytes(read(source)?));
    let (max_probability, target_rate, threshold_rate) = (next()?, next()?, next()?);
    let firing = Firing { max_probability, target_rate, threshold_rate };
    let weights = read_numbers(source, free * neurons)?;
    let matrix = Mat::from_fn(free, neurons, |i, j| weights[i * neurons + j]);
    Ok((Network::from_weights(matrix.as_ref(), firing)?, read_numbers(source, free)?))
}

/// Numbers are collected one by one, as sizes may promise more than there is.
fn read_numbers<R: Read>(source: &mut R, count: usize) -> Result<Vec<f64>, Error> {
    let mut values = Vec::new();
    for _ in 0..count {
        values.push(f64::from_le_bytes(read(source)?));
    }
    Ok(values)
}

fn read_state<R: Read>(source: &mut R, firing: usize) -> Result<Vec<u16>, Error> {
    (0..firing).map(|_| Ok(u16::from_le_bytes(read(source)?))).collect()
}

fn read<const N: usize, R: Read>(source: &mut R) -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    match source.read_exact(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(damaged("it ends too early")),
        Err(error) => Err(error.into()),
    }
}

fn damaged(reason: &'static str) -> Error {
    Error::Damaged { quantity: QUANTITY, reason }
}
