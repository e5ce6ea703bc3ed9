//! What can go wrong.

use thiserror::Error;

/// An error of this crate; each names the offending value.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// A number lies outside the range in which it has a meaning.
    #[error("{name} is {value}, which is not within {low} to {high}")]
    OutOfRange {
        /// What the number is.
        name: &'static str,
        /// The number.
        value: f64,
        /// The lower end of the range.
        low: f64,
        /// The upper end of the range.
        high: f64,
    },
    /// A list has another length than the network or table it belongs to.
    #[error("{name} has {found} entries where {expected} are needed")]
    Length {
        /// What the list is.
        name: &'static str,
        /// How many entries there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// There is nothing to compute with.
    #[error("{name} is empty")]
    Empty {
        /// What is empty.
        name: &'static str,
    },
    /// A network is larger than this crate's indices or the caller's memory allow.
    #[error("{neurons} neurons are more than the {limit} that are possible here")]
    TooManyNeurons {
        /// How many were asked for.
        neurons: usize,
        /// How many are possible.
        limit: usize,
    },
    /// A neuron that does not exist was named.
    #[error("neuron {neuron} is not one of {neurons}")]
    NoSuchNeuron {
        /// The neuron.
        neuron: usize,
        /// The number of neurons.
        neurons: usize,
    },
    /// A neuron did not fire in a whole block, so that nothing can be said about it.
    #[error("neuron {neuron} was silent for {steps} steps")]
    Silent {
        /// The neuron.
        neuron: usize,
        /// The length of the block that is looked at.
        steps: usize,
    },
    /// A neuron fired at every step of a block.
    #[error("neuron {neuron} was locked: it fired at each of {steps} steps")]
    Locked {
        /// The neuron.
        neuron: usize,
        /// The length of the block that is looked at.
        steps: usize,
    },
    /// A covariance matrix is singular, as with a neuron that never fired.
    #[error("{matrix} is not positive definite")]
    NotPositiveDefinite {
        /// Which matrix.
        matrix: &'static str,
    },
    /// A result overflowed.
    #[error("{what} is not finite")]
    NotFinite {
        /// What overflowed.
        what: &'static str,
    },
    /// An iteration did not reach its goal.
    #[error("{what} did not converge: {residual:e} is left after {iterations} iterations")]
    NotConverged {
        /// What was iterated.
        what: &'static str,
        /// How many iterations were made.
        iterations: usize,
        /// What is left of the residual.
        residual: f64,
    },
}

/// Passes a number that is finite and within `low` to `high`, ends included.
pub(crate) fn within(name: &'static str, value: f64, low: f64, high: f64) -> Result<f64, Error> {
    if (low..=high).contains(&value) {
        Ok(value)
    } else {
        Err(Error::OutOfRange { name, value, low, high })
    }
}

/// Passes if two lengths agree.
pub(crate) fn same_length(name: &'static str, found: usize, expected: usize) -> Result<(), Error> {
    if found == expected { Ok(()) } else { Err(Error::Length { name, found, expected }) }
}
