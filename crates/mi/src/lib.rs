#![doc = include_str!("../picture.html")]
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod covariance;
pub mod exchangeable;

mod contributions;
mod copula;
mod decoder;
mod degrees_of_freedom;
mod ensemble;
mod error;
mod information;
mod instructions;
mod large;
mod network;
mod noise;
mod patterns;
mod predictors;
mod prefixes;
mod pruning;
mod question;
mod random_patterns;
mod sampled;
mod samples;
#[cfg(feature = "serde")]
mod serial;
mod shown;
mod single;
mod strengths;
mod synapse;
mod synergy;
mod threads;
mod weak;
mod weights;

pub use copula::{copula_gain_nats, copula_information_nats};
pub use decoder::{PatternDecoder, expected_weights};
pub use degrees_of_freedom::{degrees_of_freedom, degrees_of_freedom_of};
pub use ensemble::SynapticEnsemble;
pub use error::Error;
pub use information::{
    closed_form_of_each_nats, mutual_information_nats, mutual_information_of_each_nats,
};
pub use large::LargeEnsemble;
pub use network::ContinuousNetwork;
pub use noise::{SynapticNoise, noisy_information_of_prefixes};
pub use patterns::Patterns;
pub use predictors::{normal_information_bits, normal_information_of_pair_bits};
pub use prefixes::{Prefixes, mutual_information_of_prefixes};
pub use pruning::{Ranking, information_about_all_nats};
pub use question::{Question, mutual_information_of_all_nats};
pub use random_patterns::{RandomCovariances, RandomPatterns, draw_means};
pub use sampled::SampledWeights;
pub use samples::{Bootstrap, BootstrapInformation, PatternSamples, Shrinkage};
pub use single::{additive_information_nats, information_of_synapse_nats, weight_of_synapse};
pub use strengths::{SizePairs, StrengthBins, strengths_in_range};
pub use synapse::Synapse;
/// The distributions of patterns and the methods for one synapse are types of this crate.
pub use synaptome_lognormal;
pub use synergy::{PairInformation, Synergy, synergy};
