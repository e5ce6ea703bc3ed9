//! Shannon information that synapses store.

mod decoder;
mod ensembles;
mod exchangeable;
mod information;
mod large;
mod network;
mod patterns;
mod prefixes;
mod random;
mod sampled;
mod sizes;
mod trials;

use pyo3::prelude::*;

/// The module `synaptome._core.mi`.
#[pymodule]
pub mod mi {
    #[pymodule_export]
    use super::decoder::Decoder;
    #[pymodule_export]
    use super::ensembles::{
        all_pairs, degrees_of_freedom, degrees_of_freedom_of, draw_pairs, expected_weights,
        layer_pairs, products, weight_terms,
    };
    #[pymodule_export]
    use super::exchangeable::{
        exchangeable_covariance, exchangeable_informations, exchangeable_plateaus,
        exchangeable_spectrum,
    };
    #[pymodule_export]
    use super::information::{
        about_all, additive_informations, copula_gain, informations, informations_of_each,
        pair_information, synergy,
    };
    #[pymodule_export]
    use super::large::LargeEnsemble;
    #[pymodule_export]
    use super::network::ContinuousNetwork;
    #[pymodule_export]
    use super::patterns::Patterns;
    #[pymodule_export]
    use super::prefixes::prefixes;
    #[pymodule_export]
    use super::random::{draw_gram, draw_means, draw_patterns, draw_rotated};
    #[pymodule_export]
    use super::sampled::{draw_weights, from_samples, sampled_copula_gain};
    #[pymodule_export]
    use super::sizes::{
        level_information, log_correlation, pair_informations, predictor_information,
        predictor_pair_information, strength_bins, strengths_in_range, variations,
    };
    #[pymodule_export]
    use super::trials::information_from_trials;
}
