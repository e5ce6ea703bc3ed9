//! Saved memories: little-endian 64-bit words.
//!
//! | words | meaning |
//! |---|---|
//! | 1 | the letters `willshaw` |
//! | 1 | version of the format, 2 |
//! | 1 | code: 0 random, 1 blocks |
//! | 1 | association: 0 auto, 1 hetero |
//! | 2 | n, k |
//! | n ⌈n/64⌉ | the rows of the matrix |
//! | 1 | checksum of all words before: CRC-64/XZ of their bytes |
//!
//! Nothing follows. Version 1 had a weaker checksum.

use std::io::{self, ErrorKind, Read, Write};

use crate::crc::Summed;
use crate::{Association, BitMatrix, BlockCode, Error, Memory, PatternCode, RandomCode, Synapses};

const LETTERS: u64 = u64::from_le_bytes(*b"willshaw");
const VERSION: u64 = 2;
const SAVED: &str = "a saved memory";

/// A code that can be saved; implemented by the codes of this crate.
///
/// ```
/// use synaptome_willshaw::{Association, Error, Memory, PatternCode, RandomCode, SavedCode};
///
/// fn copied<C: SavedCode>(memory: &Memory<C>) -> Result<Memory<C>, Error> {
///     let mut saved = Vec::new();
///     memory.save(&mut saved)?;
///     Memory::load(&saved[..])
/// }
/// assert_eq!(
///     copied(&Memory::new(RandomCode::new(100, 3)?, Association::Auto)?)?.code().units(),
///     100
/// );
/// # Ok::<(), Error>(())
/// ```
pub trait SavedCode: PatternCode + sealed::Sealed {}
impl SavedCode for BlockCode {}
impl SavedCode for RandomCode {}

mod sealed {
    use crate::{BlockCode, Error, RandomCode};

    pub trait Sealed: Sized {
        const TAG: u64;
        fn restore(units: usize, activity: usize) -> Result<Self, Error>;
    }
    impl Sealed for RandomCode {
        const TAG: u64 = 0;
        fn restore(units: usize, activity: usize) -> Result<Self, Error> {
            Self::new(units, activity)
        }
    }
    impl Sealed for BlockCode {
        const TAG: u64 = 1;
        fn restore(units: usize, activity: usize) -> Result<Self, Error> {
            Self::splitting(units, activity)
        }
    }
}

impl<C: SavedCode> Memory<C> {
    /// Writes the memory with a checksum, which refuses what is not what was saved.
    ///
    /// # Errors
    /// [`Error::Io`] if the sink refuses.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, Memory, Patterns};
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![1, 6])?)?;
    ///
    /// let mut bytes = Vec::new();
    /// memory.save(&mut bytes)?;
    /// let copy = Memory::<BlockCode>::load(bytes.as_slice())?;
    /// assert_eq!(copy, memory);
    ///
    /// bytes[50] ^= 1;
    /// assert!(Memory::<BlockCode>::load(bytes.as_slice()).is_err());
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn save<W: Write>(&self, sink: W) -> Result<(), Error> {
        let mut sink = Summed::new(sink);
        let association = u64::from(self.synapses().association() == Association::Hetero);
        let (n, k) = (self.code().units() as u64, self.code().activity() as u64);
        write_words(&[LETTERS, VERSION, C::TAG, association, n, k], &mut sink)?;
        for row in self.synapses().rows() {
            write_words(row, &mut sink)?;
        }
        let sum = sink.sum();
        write_words(&[sum], &mut sink)?;
        Ok(sink.flush()?)
    }

    /// Reads a memory, refused when it is damaged, of another code, or larger than
    /// [`BitMatrix::LIMIT_BYTES`].
    ///
    /// Memory is allocated as rows arrive, whatever size the beginning states.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::UnknownVersion`], [`Error::TooLarge`], and [`Error::Io`] if the
    /// source fails.
    pub fn load<R: Read>(source: R) -> Result<Self, Error> {
        let mut source = Summed::new(source);
        let mut header = [0; 6];
        read_words(&mut header, &mut source)?;
        let (code, association) = parse::<C>(header)?;
        let rows = BitMatrix::read_rows(code.units(), association, |row| {
            read_words(row, &mut source)?;
            check_last_word(code.units(), row)
        })?;
        read_end(&mut source)?;
        Self::with_synapses(code, rows.transposed(association)?)
    }
}

/// The checksum, and nothing after it.
fn read_end<R: Read>(source: &mut Summed<R>) -> Result<(), Error> {
    let (sum, mut stored) = (source.sum(), [0]);
    read_words(&mut stored, source)?;
    if stored != [sum] {
        return Err(damaged("the checksum does not fit"));
    }
    match io::copy(&mut source.take(1), &mut io::sink())? {
        0 => Ok(()),
        _ => Err(damaged("something follows it")),
    }
}

fn damaged(reason: &'static str) -> Error {
    Error::Damaged { quantity: SAVED, reason }
}

fn parse<C: SavedCode>(header: [u64; 6]) -> Result<(C, Association), Error> {
    let [letters, version, tag, association, units, activity] = header;
    if letters != LETTERS {
        return Err(damaged("the first letters are wrong"));
    }
    if version != VERSION {
        return Err(Error::UnknownVersion { quantity: SAVED, version });
    }
    if tag != C::TAG {
        return Err(damaged("it is a memory of another code"));
    }
    let association = match association {
        0 => Association::Auto,
        1 => Association::Hetero,
        _ => return Err(damaged("its association is unknown")),
    };
    let size =
        |words: u64| usize::try_from(words).map_err(|_| damaged("its code has no such size"));
    Ok((C::restore(size(units)?, size(activity)?)?, association))
}

fn check_last_word(units: usize, row: &[u64]) -> Result<(), Error> {
    let beyond = row.last().map_or(0, |word| word >> (units % 64));
    if units.is_multiple_of(64) || beyond == 0 {
        return Ok(());
    }
    Err(damaged("it has synapses to units that do not exist"))
}

fn write_words<W: Write>(words: &[u64], sink: &mut W) -> Result<(), Error> {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    Ok(sink.write_all(&bytes)?)
}

fn read_words<R: Read>(words: &mut [u64], source: &mut R) -> Result<(), Error> {
    let mut bytes = vec![0; 8 * words.len()];
    source.read_exact(&mut bytes).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => damaged("it ends too early"),
        _ => error.into(),
    })?;
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    Ok(())
}
