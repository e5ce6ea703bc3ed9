#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod covariance;
pub mod extrapolation;

mod error;
mod information;
mod nats;
mod patterns;
mod synapse;
mod synergy;
mod weights;

pub use error::{Error, WeightCovariance};
pub use information::{
    Prefixes, mutual_information, mutual_information_of_each, mutual_information_of_prefixes,
};
pub use nats::Nats;
pub use patterns::PatternMixture;
pub use synapse::{Synapse, SynapticEnsemble};
pub use synergy::{Synergy, synergy};
