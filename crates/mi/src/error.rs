//! Why an information could not be had.

use std::fmt;

use crate::Synapse;

/// Which of the two weight laws a complaint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightCovariance {
    /// Σ_w, of all patterns.
    Unconditional,
    /// Σ_w/l, of all patterns but the one that the information is about.
    Conditional,
}

impl fmt::Display for WeightCovariance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unconditional => "the weight covariance of all patterns",
            Self::Conditional => "the weight covariance of the other patterns",
        })
    }
}

/// Why an information could not be had.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An ensemble of no synapses.
    #[error("an ensemble needs at least one synapse")]
    EmptyEnsemble,
    /// The same weight twice: w_ij = w_ji.
    #[error("synapse {synapse} is there twice, at {first} and at {second}")]
    DuplicateSynapse {
        /// The weight that comes twice.
        synapse: Synapse,
        /// Where it came first.
        first: usize,
        /// Where it came again.
        second: usize,
    },
    /// More synapses asked for than there are pairs of neurons, or than memory can index.
    #[error("{synapses} synapses among {neurons} neurons are too many")]
    TooManySynapses {
        /// How many synapses were asked for.
        synapses: usize,
        /// Number of neurons.
        neurons: usize,
    },
    /// Information about a pattern needs another pattern that hides it.
    #[error("a mixture needs at least two patterns, got {found}")]
    TooFewPatterns {
        /// How many there are.
        found: usize,
    },
    /// The information was asked about a pattern that is not there.
    #[error("pattern {about} of {len}")]
    PatternOutOfRange {
        /// The index asked for.
        about: usize,
        /// Number of patterns.
        len: usize,
    },
    /// A synapse ends at a neuron that the patterns do not have.
    #[error("neuron {neuron} of {dim}")]
    NeuronOutOfRange {
        /// The index of the neuron.
        neuron: usize,
        /// Number of neurons.
        dim: usize,
    },
    /// Two arguments that go together have different lengths.
    #[error("{quantity}: expected {expected}, found {found}")]
    LengthMismatch {
        /// What was being counted.
        quantity: &'static str,
        /// What the other argument asks for.
        expected: usize,
        /// What was given.
        found: usize,
    },
    /// A parameter lies outside its range.
    #[error("{quantity} must lie in [{low}, {high}], got {value}")]
    OutOfRange {
        /// The name of the parameter.
        quantity: &'static str,
        /// Smallest value that makes sense.
        low: f64,
        /// Largest value that makes sense.
        high: f64,
        /// The offending value.
        value: f64,
    },
    /// There is no memory for so many samples.
    #[error("{samples} samples of {synapses} synapses are too many")]
    TooManySamples {
        /// How many samples were asked for.
        samples: usize,
        /// Number of synapses.
        synapses: usize,
    },
    /// There is no valid sample to take a value from.
    #[error("none of {samples} samples is valid")]
    NoValidSample {
        /// How many samples there are.
        samples: usize,
    },
    /// The fitted law does not exist: no log-normal vector has the moments of the weights.
    #[error("{matrix} is not positive definite at pivot {pivot} ({value:e})")]
    NotPositiveDefinite {
        /// Which of the two matrices fails.
        matrix: WeightCovariance,
        /// The first synapse, counted from zero, that the ensemble cannot bear.
        pivot: usize,
        /// What was left of the diagonal entry there.
        value: f64,
    },
    /// A distribution underneath has an invalid parameter.
    #[error(transparent)]
    Distribution(#[from] synaptome_lognormal::Error),
}

impl Error {
    /// Names the matrix that a factorisation failed on.
    pub(crate) fn of_matrix(error: synaptome_lognormal::Error, matrix: WeightCovariance) -> Self {
        match error {
            synaptome_lognormal::Error::NotPositiveDefinite { pivot, value } => {
                Self::NotPositiveDefinite { matrix, pivot, value }
            }
            other => other.into(),
        }
    }
}
