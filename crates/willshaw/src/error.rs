//! What the crate refuses, with the value that was refused.

use crate::shown::Shown;
use crate::{Association, OutputKind};

/// Everything that can be refused, with the value that was refused and the limit.
///
/// ```
/// use synaptome_willshaw::{BlockCode, Error, Patterns};
/// let code = BlockCode::new(2, 4)?;
/// let error: Error = Patterns::new(code, vec![0, 1]).unwrap_err(); // two units of one block
/// assert!(!error.to_string().is_empty());
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A number that must be positive and finite.
    #[error("{quantity} must be positive and finite, got {value}", value = Shown(.value))]
    NotPositive {
        /// What the number is.
        quantity: &'static str,
        /// Its value.
        value: f64,
    },
    /// A number outside its range.
    #[error("{quantity} must lie in [{low}, {high}], got {value}", value = Shown(.value), low = Shown(.low), high = Shown(.high))]
    OutOfRange {
        /// What the number is.
        quantity: &'static str,
        /// Its value.
        value: f64,
        /// The smallest value allowed.
        low: f64,
        /// The largest value allowed.
        high: f64,
    },
    /// A collection without entries.
    #[error("{quantity} must not be empty")]
    Empty {
        /// The collection.
        quantity: &'static str,
    },
    /// A collection with a wrong number of entries.
    #[error("{quantity} has {found} entries, expected {expected}")]
    LengthMismatch {
        /// The collection.
        quantity: &'static str,
        /// The number of entries that it must have.
        expected: usize,
        /// The number that it has.
        found: usize,
    },
    /// A number that names nothing.
    #[error("{quantity} index {index} is out of range: there are {len}")]
    IndexOutOfRange {
        /// What is numbered.
        quantity: &'static str,
        /// The number given.
        index: usize,
        /// How many there are.
        len: usize,
    },
    /// A size or count above its limit, refused before anything is allocated.
    #[error("{quantity} is {value}, above the limit of {limit}")]
    TooLarge {
        /// What is counted.
        quantity: &'static str,
        /// The size or count.
        value: u128,
        /// The largest one allowed.
        limit: u128,
    },
    /// Too few of something.
    #[error("{quantity}: {found} given, at least {needed} needed")]
    TooFew {
        /// What is counted.
        quantity: &'static str,
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// The allocator refused.
    #[error("the system cannot allocate {bytes} bytes")]
    OutOfMemory {
        /// The requested bytes.
        bytes: u128,
    },
    /// Cores with false units, or halos with missing ones.
    #[error(
        "outputs with p01 = {spurious} and p10 = {missing} are no {kind:?}: a Core has p01 = 0, a Halo p10 = 0, and others are Neither"
    )]
    WrongKind {
        /// What the outputs were said to hold.
        kind: OutputKind,
        /// p₀₁
        spurious: f64,
        /// p₁₀
        missing: f64,
    },
    /// The number of units is not a multiple of the number of blocks.
    #[error("{units} units do not split into {blocks} equal blocks")]
    UnevenBlocks {
        /// n
        units: usize,
        /// k
        blocks: usize,
    },
    /// A pattern without active units, or with more of them than units.
    #[error("no pattern has {activity} active units among {units}")]
    ImpossibleActivity {
        /// n
        units: usize,
        /// k
        activity: usize,
    },
    /// Autoassociation from complete cues.
    #[error("a complete cue leaves an autoassociative memory nothing to complete")]
    NothingToComplete,
    /// A unit is named twice.
    #[error("unit {0} is named twice")]
    DuplicateUnit(u32),
    /// The units of a pattern are not in order.
    #[error("unit {unit} comes after unit {before}: the units of a pattern must ascend")]
    NotAscending {
        /// The first unit that is too small.
        unit: u32,
        /// The unit before it.
        before: u32,
    },
    /// A pattern or a pure cue has not (at most) one unit in each block.
    #[error("unit {unit} is the second one in block {block}")]
    SecondInBlock {
        /// The offending unit.
        unit: u32,
        /// Its block.
        block: usize,
    },
    /// A symbol that a block has no unit for.
    #[error("symbol {symbol} at position {position} is out of range: there are {symbols}")]
    NoSuchSymbol {
        /// Its place in the message, which is the block.
        position: usize,
        /// The symbol.
        symbol: u32,
        /// N, the number of symbols: they are 0 … N - 1.
        symbols: usize,
    },
    /// A message among several is not one of the code.
    #[error("message {message}: {error}")]
    InMessage {
        /// Index of the message.
        message: usize,
        /// What is wrong with it.
        error: Box<Error>,
    },
    /// Every unit of the cue was declared false.
    #[error("{false_units} false units leave none of the cue's {units} units true")]
    AllFalse {
        /// The number of units in the cue.
        units: usize,
        /// The number of them said to be false.
        false_units: usize,
    },
    /// A cue claims more true units than a pattern has.
    #[error("a cue with {correct} true units does not fit patterns of {activity}")]
    TooManyTrueUnits {
        /// The number of true units claimed.
        correct: usize,
        /// k
        activity: usize,
    },
    /// Patterns or a cue of one code were given to a memory of another.
    #[error("the patterns or the cue use the code {found}, but the memory uses {expected}")]
    WrongCode {
        /// The code of the memory.
        expected: String,
        /// The code of the patterns or the cue.
        found: String,
    },
    /// Synapses for another number of units.
    #[error("the synapses are for {found} units, but the code has {expected}")]
    WrongUnits {
        /// n of the code.
        expected: usize,
        /// n of the synapses.
        found: usize,
    },
    /// Auto- and heteroassociation were mixed.
    #[error("this needs synapses of {expected}association, but they are of {}association", .expected.other())]
    WrongAssociation {
        /// What is needed.
        expected: Association,
    },
    /// The name of an association is unknown.
    #[error("an association is \"auto\" or \"hetero\", not {0:?}")]
    UnknownAssociation(String),
    /// The bytes are not a saved memory, or not an undamaged one.
    #[error("{quantity} cannot be read: {reason}")]
    Damaged {
        /// What was read.
        quantity: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The bytes were written by a version of the format this library does not know.
    #[error("{quantity} has the unknown format version {version}")]
    UnknownVersion {
        /// What was read.
        quantity: &'static str,
        /// Its version.
        version: u64,
    },
    /// Reading or writing failed.
    #[error("reading or writing failed: {reason}")]
    Io {
        /// The kind of failure.
        kind: std::io::ErrorKind,
        /// What the system says of it.
        reason: String,
    },
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Io { kind: error.kind(), reason: error.to_string() }
    }
}

/// Refuses what is not positive and finite.
pub(crate) fn require_positive(quantity: &'static str, value: f64) -> Result<(), Error> {
    if value > 0.0 && value.is_finite() {
        return Ok(());
    }
    Err(Error::NotPositive { quantity, value })
}

/// Refuses what is outside [low, high].
pub(crate) fn require_in(
    quantity: &'static str,
    value: f64,
    low: f64,
    high: f64,
) -> Result<(), Error> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Error::OutOfRange { quantity, value, low, high })
}

/// Refuses a wrong number of entries.
pub(crate) fn require_len(
    quantity: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), Error> {
    if expected == found {
        return Ok(());
    }
    Err(Error::LengthMismatch { quantity, expected, found })
}

/// Refuses a number that names nothing.
pub(crate) fn require_index(quantity: &'static str, index: usize, len: usize) -> Result<(), Error> {
    if index < len {
        return Ok(());
    }
    Err(Error::IndexOutOfRange { quantity, index, len })
}

/// Refuses a size or count above its limit.
pub(crate) fn require_at_most(
    quantity: &'static str,
    value: u128,
    limit: u128,
) -> Result<(), Error> {
    if value <= limit {
        return Ok(());
    }
    Err(Error::TooLarge { quantity, value, limit })
}

/// An empty list with room for `len` entries; refused where the system has no memory for them.
pub(crate) fn reserve<T>(len: usize) -> Result<Vec<T>, Error> {
    let mut list = Vec::new();
    let bytes = len as u128 * size_of::<T>() as u128;
    list.try_reserve_exact(len).map_err(|_| Error::OutOfMemory { bytes })?;
    Ok(list)
}
