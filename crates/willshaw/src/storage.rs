//! Saved memories: little-endian 64-bit words.
//!
//! | words | meaning |
//! |---|---|
//! | 1 | the letters `willshaw` |
//! | 1 | version of the format, 1 |
//! | 1 | code: 0 random, 1 blocks |
//! | 1 | association: 0 auto, 1 hetero |
//! | 2 | n, k |
//! | n ⌈n/64⌉ | the rows of the matrix |
//! | 1 | checksum of all words before |

use std::io::{ErrorKind, Read, Write};

use crate::{Association, BitMatrix, BlockCode, Error, Memory, PatternCode, RandomCode, Synapses};

const LETTERS: u64 = u64::from_le_bytes(*b"willshaw");
const VERSION: u64 = 1;

/// A code that can be saved; implemented by the codes of this crate.
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
    /// Writes the memory with a checksum.
    ///
    /// ```
    /// use synaptome_willshaw::{Association, BlockCode, Memory, Patterns};
    /// let code = BlockCode::new(2, 4)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&Patterns::new(code, vec![1, 6])?)?;
    ///
    /// let mut bytes = Vec::new();
    /// memory.save(&mut bytes)?;
    /// let copy = Memory::<BlockCode>::load(&mut bytes.as_slice())?;
    /// assert!(copy.synapses().is_potentiated(1, 6));
    ///
    /// bytes[50] ^= 1;
    /// assert!(Memory::<BlockCode>::load(&mut bytes.as_slice()).is_err());
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn save<W: Write>(&self, to: &mut W) -> Result<(), Error> {
        let mut sum = Checksum::default();
        let association = u64::from(self.synapses().association() == Association::Hetero);
        let (n, k) = (self.code().units() as u64, self.code().activity() as u64);
        write_words(&[LETTERS, VERSION, C::TAG, association, n, k], &mut sum, to)?;
        for row in self.synapses().rows() {
            write_words(row, &mut sum, to)?;
        }
        to.write_all(&sum.0.to_le_bytes())?;
        Ok(())
    }

    /// Reads a memory, refused when it is damaged, of another code, or larger than
    /// [`BitMatrix::LIMIT_BYTES`].
    pub fn load<R: Read>(from: &mut R) -> Result<Self, Error> {
        let mut sum = Checksum::default();
        let mut header = [0; 6];
        read_words(&mut header, &mut sum, from)?;
        let (code, association) = parse::<C>(header)?;
        let mut synapses = BitMatrix::new(code.units(), association)?;
        synapses.fill_rows(|row| {
            read_words(row, &mut sum, from)?;
            check_last_word(code.units(), row)
        })?;
        let mut stored = [0];
        read_words(&mut stored, &mut Checksum::default(), from)?;
        if stored != [sum.0] {
            return Err(Error::Damaged("the checksum does not fit"));
        }
        Self::with_synapses(code, synapses)
    }
}

fn parse<C: SavedCode>(header: [u64; 6]) -> Result<(C, Association), Error> {
    let [letters, version, tag, association, units, activity] = header;
    if letters != LETTERS {
        return Err(Error::Damaged("the first letters are wrong"));
    }
    if version != VERSION {
        return Err(Error::UnknownVersion(version));
    }
    if tag != C::TAG {
        return Err(Error::Damaged("it is a memory of another code"));
    }
    let association = match association {
        0 => Association::Auto,
        1 => Association::Hetero,
        _ => return Err(Error::Damaged("its association is unknown")),
    };
    let size = |words: u64| usize::try_from(words).map_err(|_| Error::TooManyUnits(words.into()));
    Ok((C::restore(size(units)?, size(activity)?)?, association))
}

fn check_last_word(units: usize, row: &[u64]) -> Result<(), Error> {
    let beyond = row.last().map_or(0, |word| word >> (units % 64));
    if units.is_multiple_of(64) || beyond == 0 {
        return Ok(());
    }
    Err(Error::Damaged("it has synapses to units that do not exist"))
}

/// A running sum; each step is a bijection of the sum for a given word and of the word for a
/// given sum, so that a single damaged word never goes unnoticed.
#[derive(Default)]
struct Checksum(u64);

impl Checksum {
    fn add(&mut self, word: u64) {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        self.0 = (self.0 ^ word).wrapping_mul(ODD).rotate_left(29).wrapping_add(1);
    }
}

fn write_words<W: Write>(words: &[u64], sum: &mut Checksum, to: &mut W) -> Result<(), Error> {
    for &word in words {
        sum.add(word);
    }
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    Ok(to.write_all(&bytes)?)
}

fn read_words<R: Read>(words: &mut [u64], sum: &mut Checksum, from: &mut R) -> Result<(), Error> {
    let mut bytes = vec![0; 8 * words.len()];
    from.read_exact(&mut bytes).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => Error::Damaged("it ends too early"),
        _ => Error::Io(error),
    })?;
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks().0) {
        *word = u64::from_le_bytes(*bytes);
        sum.add(*word);
    }
    Ok(())
}
