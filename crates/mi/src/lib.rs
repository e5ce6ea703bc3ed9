#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod covariance;
pub mod exchangeable;
pub mod extrapolation;

mod copula;
mod degrees_of_freedom;
mod error;
mod information;
mod large;
mod nats;
mod noise;
mod patterns;
mod sampled;
#[cfg(feature = "serde")]
mod serial;
mod single;
mod synapse;
mod synergy;
mod weights;

pub use copula::copula_information;
pub use degrees_of_freedom::{degrees_of_freedom, degrees_of_freedom_of};
pub use error::{Error, WeightCovariance};
pub use information::{
    Prefixes, mutual_information, mutual_information_of_each, mutual_information_of_prefixes,
};
pub use large::LargeEnsemble;
pub use nats::Nats;
pub use noise::{SynapticNoise, noisy_information_of_prefixes};
pub use patterns::PatternMixture;
pub use sampled::SampledWeights;
pub use single::{information_of_synapse, weight_of_synapse};
pub use synapse::{Synapse, SynapticEnsemble};
pub use synergy::{Synergy, synergy};
