use thiserror::Error;

/// What can be wrong with messages, weights, settings or a training run.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// A state or a set of messages has no units at all.
    #[error("a state needs at least one unit")]
    NoUnits,
    /// The set of messages is empty.
    #[error("there is no message to store")]
    NoMessages,
    /// A message, cue or bias does not fit the other messages or the network.
    #[error("{what} has {found} entries where {expected} are needed")]
    Length {
        /// What does not fit.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length that fits.
        expected: usize,
    },
    /// A spin is neither +1 nor -1.
    #[error("unit {unit} has the value {value} where only +1 and -1 are allowed")]
    NotASpin {
        /// Index of the unit.
        unit: usize,
        /// The offending value.
        value: i8,
    },
    /// The weights are not square.
    #[error("weights of {rows} rows and {columns} columns are not square")]
    NotSquare {
        /// Number of rows.
        rows: usize,
        /// Number of columns.
        columns: usize,
    },
    /// A weight or a bias is infinite or not a number.
    #[error("entry ({row}, {column}) of the {what} is {value}, which is not finite")]
    NotFinite {
        /// Weights or bias.
        what: &'static str,
        /// Row of the entry.
        row: usize,
        /// Column of the entry.
        column: usize,
        /// The offending value.
        value: f64,
    },
    /// The size asked for would not fit into memory.
    #[error("a matrix of {rows} rows and {columns} columns is too large to allocate")]
    TooLarge {
        /// Rows asked for.
        rows: usize,
        /// Columns asked for.
        columns: usize,
    },
    /// More flips were asked for than there are units.
    #[error("{flips} of {units} units cannot be flipped")]
    TooManyFlips {
        /// Flips asked for.
        flips: usize,
        /// Units there are.
        units: usize,
    },
    /// A setting lies outside its range.
    #[error("{name} is {value}, but must be {expected}")]
    Setting {
        /// Name of the setting.
        name: &'static str,
        /// The offending value.
        value: f64,
        /// The allowed range in words.
        expected: &'static str,
    },
    /// The messages are linearly dependent, and the rule was told not to accept that.
    #[error("the {messages} messages span only {rank} dimensions")]
    DependentMessages {
        /// Number of messages.
        messages: usize,
        /// Numerical rank of the messages.
        rank: usize,
    },
    /// A matrix factorisation failed.
    #[error("the {what} could not be factorised")]
    Factorisation {
        /// The matrix.
        what: &'static str,
    },
    /// The rule cannot add a message to weights it has already written in this form.
    #[error("{rule} cannot add a message: {reason}")]
    NotIncremental {
        /// Name of the rule.
        rule: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// Training left the region of finite or sensible losses; the weights before that are kept.
    #[error("training diverged at step {step} with a loss of {loss} per unit")]
    Diverged {
        /// Step whose result was rejected.
        step: usize,
        /// The offending loss.
        loss: f64,
    },
    /// A stored training state is damaged or of another network.
    #[error("the checkpoint is not readable: {reason}")]
    Checkpoint {
        /// What is wrong with it.
        reason: &'static str,
    },
}
