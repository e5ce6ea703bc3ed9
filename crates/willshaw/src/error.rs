/// Everything that can be refused, with the value that was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The number of units is not a multiple of the number of blocks.
    #[error("{units} units do not split into {blocks} equal blocks")]
    UnevenBlocks {
        /// n
        units: usize,
        /// k
        blocks: usize,
    },
    /// A block of fewer than two units carries no information.
    #[error("a block of {0} unit(s) carries no information; at least 2 are needed")]
    BlockTooSmall(usize),
    /// A pattern without active units, or with more of them than units.
    #[error("no pattern has {activity} active units among {units}")]
    ImpossibleActivity {
        /// n
        units: usize,
        /// k
        activity: usize,
    },
    /// Units are numbered with 32 bits.
    #[error("{0} units are more than 32-bit unit numbers can name")]
    TooManyUnits(u128),
    /// An implicit matrix numbers patterns with 31 bits, or, when balanced, with twice 31.
    #[error("{0} patterns are more than an implicit matrix can number")]
    TooManyPatterns(u128),
    /// The set of patterns is empty.
    #[error("a memory of no patterns was asked for")]
    NoPatterns,
    /// The cue has no units.
    #[error("the cue has no active unit")]
    EmptyCue,
    /// Autoassociation from complete cues.
    #[error("a complete cue leaves an autoassociative memory nothing to complete")]
    NothingToComplete,
    /// A unit number is too large.
    #[error("unit {unit} does not exist among {units} units")]
    UnitOutOfRange {
        /// The number given.
        unit: u32,
        /// n
        units: usize,
    },
    /// A unit is named twice.
    #[error("unit {0} is named twice")]
    DuplicateUnit(u32),
    /// λ must lie in (0, 1].
    #[error("completeness {0} of a cue is outside (0, 1]")]
    Completeness(f64),
    /// κ must be finite, not negative, and leave enough silent units.
    #[error("{0} false units for each true one cannot be added to a cue")]
    FalseFraction(f64),
    /// Every unit of the cue was declared false.
    #[error("{false_units} false units leave none of the cue's {units} units true")]
    AllFalse {
        /// The number of units in the cue.
        units: usize,
        /// The number of them said to be false.
        false_units: usize,
    },
    /// A method that takes pure part cues only.
    #[error("{0} false units in the cue, where this method takes none")]
    FalseUnits(usize),
    /// More blocks are open than a complete search takes.
    #[error("{blocks} open blocks are more than the {limit} that a complete search takes")]
    TooManyOpenBlocks {
        /// The blocks that the cue leaves open.
        blocks: usize,
        /// The largest number.
        limit: usize,
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
    #[error("made for {found}, used with {expected}")]
    WrongCode {
        /// The code of the memory.
        expected: String,
        /// The code of the patterns or the cue.
        found: String,
    },
    /// Synapses for another number of units.
    #[error("made for {found} units, used with {expected}")]
    WrongUnits {
        /// n of the memory.
        expected: usize,
        /// n of the patterns or the synapses.
        found: usize,
    },
    /// Patterns of another activity.
    #[error("a pattern of {found} active units in a code with {expected}")]
    WrongActivity {
        /// k of the code.
        expected: usize,
        /// The length of the pattern.
        found: usize,
    },
    /// A pattern or a pure cue has not (at most) one unit in each block.
    #[error("unit {unit} is the second one in block {block}")]
    SecondInBlock {
        /// The offending unit.
        unit: u32,
        /// Its block.
        block: usize,
    },
    /// Addresses and contents differ in number.
    #[error("{addresses} addresses cannot be paired with {contents} contents")]
    UnpairedPatterns {
        /// Patterns on the address side.
        addresses: usize,
        /// Patterns on the content side.
        contents: usize,
    },
    /// Auto- and heteroassociation were mixed.
    #[error("this needs an {expected} memory")]
    WrongAssociation {
        /// "autoassociative" or "heteroassociative"
        expected: &'static str,
    },
    /// The matrix would be larger than the limit.
    #[error("the synapses need {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// Bytes needed.
        bytes: u128,
        /// Bytes allowed.
        limit: u128,
    },
    /// The allocator refused.
    #[error("the system has no {bytes} bytes to give")]
    OutOfMemory {
        /// Bytes needed.
        bytes: u128,
    },
    /// A probability or load outside its range.
    #[error("{name} = {value} is not a probability")]
    NotAProbability {
        /// The name of the quantity.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A parameter that must be positive and finite.
    #[error("{name} = {value} must be positive and finite")]
    NotPositive {
        /// The name of the quantity.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// The bytes are not a saved memory, or not an undamaged one.
    #[error("not an undamaged saved memory: {0}")]
    Damaged(&'static str),
    /// The bytes were written by a version of the format this library does not know.
    #[error("format version {0} of a saved memory is unknown")]
    UnknownVersion(u64),
    /// Reading or writing failed.
    #[error("reading or writing a memory failed")]
    Io(#[from] std::io::Error),
}
