//! The form of saved states: a mark, a version, sizes and numbers, all little-endian, and the checksum of
//! all before.

use std::io::{ErrorKind, Read, Write};

use faer::Mat;

use crate::crc::Summed;
use crate::error::{require_at_most, require_index};
use crate::raster::MOST_NEURONS;
use crate::{Error, Firing, Network};

/// Two digits that follow the mark.
const VERSION: [u8; 2] = *b"02";

/// Writes a state.
pub(crate) struct Writer<W>(Summed<W>);

impl<W: Write> Writer<W> {
    /// Begins a state with its mark.
    pub(crate) fn begin(sink: W, mark: [u8; 6]) -> Result<Self, Error> {
        let mut sink = Summed::new(sink);
        sink.write_all(&mark)?;
        sink.write_all(&VERSION)?;
        Ok(Self(sink))
    }

    pub(crate) fn size(&mut self, size: usize) -> Result<(), Error> {
        Ok(self.0.write_all(&(size as u64).to_le_bytes())?)
    }

    pub(crate) fn numbers(&mut self, numbers: impl Iterator<Item = f64>) -> Result<(), Error> {
        for number in numbers {
            self.0.write_all(&number.to_le_bytes())?;
        }
        Ok(())
    }

    pub(crate) fn network(&mut self, network: &Network) -> Result<(), Error> {
        let state = network.state();
        for size in [network.free(), network.neurons(), state.len()] {
            self.size(size)?;
        }
        let Firing { max_probability, target_rate, threshold_rate } = network.firing();
        self.numbers([max_probability, target_rate, threshold_rate].into_iter())?;
        self.numbers(network.weight_rows())?;
        self.numbers(network.thresholds().iter().copied())?;
        state.iter().try_for_each(|&neuron| self.size(neuron.into()))
    }

    /// Ends the state with its checksum.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        let sum = self.0.sum();
        self.0.write_all(&sum.to_le_bytes())?;
        Ok(self.0.flush()?)
    }
}

/// Reads a state, and knows what to call it.
pub(crate) struct Reader<R> {
    source: Summed<R>,
    quantity: &'static str,
}

impl<R: Read> Reader<R> {
    /// Accepts a state with this mark, and of the version that is written.
    pub(crate) fn begin(source: R, mark: [u8; 6], quantity: &'static str) -> Result<Self, Error> {
        let mut reader = Self { source: Summed::new(source), quantity };
        let [a, b, c, d, e, f, version @ ..] = reader.word()?;
        if [a, b, c, d, e, f] != mark {
            return Err(reader.damaged("it does not begin as one"));
        }
        let number = std::str::from_utf8(&version).ok().and_then(|digits| digits.parse().ok());
        match number {
            _ if version == VERSION => Ok(reader),
            Some(version) => Err(Error::UnknownVersion { quantity, version }),
            None => Err(reader.damaged("its version is not a number")),
        }
    }

    pub(crate) fn size(&mut self) -> Result<usize, Error> {
        let size = usize::try_from(u64::from_le_bytes(self.word()?));
        size.map_err(|_| self.damaged("a size in it is too large"))
    }

    /// Numbers are collected one by one, as sizes may promise more than there is.
    pub(crate) fn numbers(&mut self, count: usize) -> Result<Vec<f64>, Error> {
        let mut numbers = Vec::new();
        for _ in 0..count {
            numbers.push(f64::from_le_bytes(self.word()?));
        }
        Ok(numbers)
    }

    /// Accepts the end of the state: the checksum, and nothing behind it.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        let sum = self.source.sum();
        if u64::from_le_bytes(self.word()?) != sum {
            return Err(self.damaged("its checksum differs: bytes were changed"));
        }
        match self.source.read(&mut [0])? {
            0 => Ok(()),
            _ => Err(self.damaged("something follows its end")),
        }
    }

    pub(crate) fn network(&mut self) -> Result<Network, Error> {
        let (free, neurons, firing) = (self.size()?, self.size()?, self.size()?);
        require_index("free neuron", free.saturating_sub(1), neurons)?;
        require_at_most("the number of neurons", neurons, MOST_NEURONS)?;
        require_at_most("the number of firing neurons", firing, neurons)?;
        let network = self.resting_network(free, neurons)?;
        let thresholds = self.numbers(free)?;
        let state = (0..firing).map(|_| Ok(self.size()?.min(MOST_NEURONS) as u16));
        let state = state.collect::<Result<Vec<_>, Error>>()?;
        network.at(&thresholds, state)
    }

    fn resting_network(&mut self, free: usize, neurons: usize) -> Result<Network, Error> {
        let firing = self.numbers(3)?;
        let [max_probability, target_rate, threshold_rate] = [firing[0], firing[1], firing[2]];
        let weights = self.numbers(free * neurons)?;
        let matrix = Mat::from_fn(free, neurons, |i, j| weights[i * neurons + j]);
        let firing = Firing { max_probability, target_rate, threshold_rate };
        Network::from_weights(matrix.as_ref(), firing)
    }

    fn word(&mut self) -> Result<[u8; 8], Error> {
        let mut word = [0; 8];
        match self.source.read_exact(&mut word) {
            Ok(()) => Ok(word),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                Err(self.damaged("it ends too early"))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn damaged(&self, reason: &'static str) -> Error {
        Error::Damaged { quantity: self.quantity, reason }
    }
}
