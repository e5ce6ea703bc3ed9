//! Errors of networks, learning and observables, and the guards that return them.

mod guards;

use crate::shown::Shown;

pub(crate) use guards::{
    require_at_least, require_at_most, require_below, require_count, require_finite, require_in,
    require_increasing, require_index, require_len, require_not_negative, require_positive,
};

/// What can be wrong with a network, its input, a learning run or what is observed of it.
///
/// ```
/// let error = synaptome_infomax::Raster::from_steps(2, [[99_u16]]).unwrap_err();
/// assert_eq!(error.to_string(), "neuron index 99 is out of range: there are 2");
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing to compute with.
    #[error("{quantity} must not be empty")]
    Empty {
        /// What is empty.
        quantity: &'static str,
    },
    /// A list or a matrix does not fit the network or table that it belongs to.
    #[error("{quantity} has {found} entries, expected {expected}")]
    LengthMismatch {
        /// What does not fit.
        quantity: &'static str,
        /// The length that fits.
        expected: usize,
        /// Its length.
        found: usize,
    },
    /// There is no neuron of this index.
    #[error("{quantity} index {index} is out of range: there are {len}")]
    IndexOutOfRange {
        /// What the index counts.
        quantity: &'static str,
        /// The index.
        index: usize,
        /// How many there are.
        len: usize,
    },
    /// The neurons of a step are not in rising order, or one is named twice.
    #[error("a step must name neurons in rising order, each once, but {neuron} follows {before}")]
    NotRising {
        /// A neuron.
        before: u16,
        /// The neuron that follows it in the list.
        neuron: u16,
    },
    /// Numbers that must rise do not.
    #[error("{quantity} must rise, but {value} follows {before}")]
    NotIncreasing {
        /// What the numbers are.
        quantity: &'static str,
        /// A number.
        before: usize,
        /// The number that follows it, and is not larger.
        value: usize,
    },
    /// A number is infinite or not a number.
    #[error("{quantity} must be finite, got {value}", value = Shown(.value))]
    NotFinite {
        /// What the number is.
        quantity: &'static str,
        /// The offending value.
        value: f64,
    },
    /// A number is zero, negative, infinite or not a number.
    #[error("{quantity} must be positive and finite, got {value}", value = Shown(.value))]
    NotPositive {
        /// What the number is.
        quantity: &'static str,
        /// The offending value.
        value: f64,
    },
    /// A number lies outside its range, whose ends are allowed.
    #[error("{quantity} must lie in [{low}, {high}], got {value}", value = Shown(.value), low = Shown(.low), high = Shown(.high))]
    OutOfRange {
        /// What the number is.
        quantity: &'static str,
        /// The offending value.
        value: f64,
        /// The lowest allowed value.
        low: f64,
        /// The highest allowed value.
        high: f64,
    },
    /// A number is not below a limit, which is not allowed itself.
    #[error("{quantity} must be below {limit}, got {value}", limit = Shown(.limit), value = Shown(.value))]
    NotBelow {
        /// What the number is.
        quantity: &'static str,
        /// The offending value.
        value: f64,
        /// The limit.
        limit: f64,
    },
    /// A size or a count is above its limit.
    #[error("{quantity} is {value}, above the limit of {limit}")]
    TooLarge {
        /// What is counted.
        quantity: &'static str,
        /// The requested number.
        value: u128,
        /// The largest number allowed.
        limit: u128,
    },
    /// A count is below what is needed.
    #[error("{quantity}: {found} given, at least {needed} needed")]
    TooFew {
        /// What is counted.
        quantity: &'static str,
        /// The number given.
        found: usize,
        /// The smallest number allowed.
        needed: usize,
    },
    /// Input neurons were found where the theory has none.
    #[error("the network has {inputs} input neurons, but this works only without inputs")]
    HasInputs {
        /// How many there are.
        inputs: usize,
    },
    /// A neuron did not fire in a whole block, so that nothing can be learned of it.
    #[error("neuron {neuron} was silent for {steps} steps: leave it out, or use more steps")]
    Silent {
        /// The neuron.
        neuron: usize,
        /// The length of the block.
        steps: usize,
    },
    /// A neuron fired at every step of a block.
    #[error("neuron {neuron} was locked: it fired at each of {steps} steps; leave it out")]
    Locked {
        /// The neuron.
        neuron: usize,
        /// The length of the block.
        steps: usize,
    },
    /// A covariance matrix is singular, as with a neuron that never fired.
    #[error("{quantity} is not positive definite: pivot {pivot} is {value:e}")]
    NotPositiveDefinite {
        /// The matrix.
        quantity: &'static str,
        /// Index of the pivot that is not positive.
        pivot: usize,
        /// The pivot.
        value: f64,
    },
    /// A likelihood rises for ever, so that no parameters are the best.
    #[error("{quantity} has no finite maximum: {reason}")]
    NoMaximum {
        /// What would be maximised.
        quantity: &'static str,
        /// What in the data makes it so.
        reason: String,
    },
    /// No avalanche lies in the range of sizes or durations to which a distribution would be fitted.
    #[error("none of {avalanches} avalanches lies in {range}{hint}")]
    NoSize {
        /// The range.
        range: String,
        /// The number of all avalanches.
        avalanches: u64,
        /// What may help.
        hint: &'static str,
    },
    /// Two distributions that are compared cover different sizes.
    #[error("only distributions of the same sizes can be compared, not of {one} and {other}")]
    DifferentRanges {
        /// The range of the first.
        one: String,
        /// The range of the second.
        other: String,
    },
    /// Everything that is given is the same number, so that there is nothing to find in it.
    #[error("{quantity} has no structure: every value is {value}", value = Shown(.value))]
    NoStructure {
        /// What is constant.
        quantity: &'static str,
        /// The value.
        value: f64,
    },
    /// Correlations do not fall with the lag, so that they have no time scale.
    #[error("the correlations do not decay as b m^k with 0 < m < 1: {reason}")]
    NoDecay {
        /// What was found instead.
        reason: String,
    },
    /// A neuron follows without fail from the states before, so that its information is infinite.
    #[error(
        "neuron {neuron} is perfectly predictable from the states before: its information is infinite; \
         leave it out or add a ridge"
    )]
    Predictable {
        /// The neuron.
        neuron: usize,
    },
    /// The allocator refused.
    #[error("the system cannot allocate {bytes} bytes")]
    OutOfMemory {
        /// The requested bytes.
        bytes: u128,
    },
    /// The states of a neuron are a sum of multiples of those of others at the same step.
    #[error(
        "neuron {neuron} is redundant: it follows from the neurons {others:?} at the same step; \
         leave it out or add a ridge"
    )]
    Redundant {
        /// The neuron.
        neuron: usize,
        /// Those from which it follows.
        others: Vec<usize>,
    },
    /// A number of a dense raster is neither 0 nor 1.
    #[error("a raster is made of 0 and 1, but neuron {neuron} has {value} at step {step}", value = Shown(.value))]
    NotASpike {
        /// The step.
        step: usize,
        /// The neuron.
        neuron: usize,
        /// The offending value.
        value: f64,
    },
    /// An iteration did not reach its goal.
    #[error("{quantity} did not converge within {iterations} iterations: {residual:e} is left")]
    NotConverged {
        /// What was iterated.
        quantity: &'static str,
        /// How many iterations were made.
        iterations: usize,
        /// What is left of the residual.
        residual: f64,
    },
    /// A saved state is damaged.
    #[error("{quantity} cannot be read: {reason}")]
    Damaged {
        /// What was saved.
        quantity: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A saved state was written by a version of this crate that this one does not know.
    #[error("{quantity} has the unknown format version {version}")]
    UnknownVersion {
        /// What was saved.
        quantity: &'static str,
        /// The version that it states.
        version: u64,
    },
    /// Reading or writing failed.
    #[error("reading or writing failed: {reason}")]
    Io {
        /// The kind of failure.
        kind: std::io::ErrorKind,
        /// What the system said.
        reason: String,
    },
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Io { kind: error.kind(), reason: error.to_string() }
    }
}
