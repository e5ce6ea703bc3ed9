//! Hopfield networks.

mod cliques;
mod dense;
mod dreams;
mod fits;
mod kernel;
mod messages;
mod network;
mod options;
mod recalls;
mod rules;
mod training;

use pyo3::prelude::*;

/// The module `synaptome._core.hopfield`.
#[pymodule]
pub mod hopfield {
    #[pymodule_export]
    use super::cliques::{Graph, Pairs};
    #[pymodule_export]
    use super::dense::Dense;
    #[pymodule_export]
    use super::dreams::{noise_training, unlearning};
    #[pymodule_export]
    use super::fits::{flow_gradient, minimum_probability_flow, pseudo_likelihood};
    #[pymodule_export]
    use super::kernel::{Kernel, kernel_regression};
    #[pymodule_export]
    use super::messages::{
        chain_messages, descendants, flip, from_greys, random_messages, smallest_distance,
        sparse_messages,
    };
    #[pymodule_export]
    use super::network::Network;
    #[pymodule_export]
    use super::rules::{
        add_hebbian, add_pseudo_inverse, add_storkey, ease, hebbian, max_margin, pseudo_inverse,
        storkey, symmetric_ease,
    };
    #[pymodule_export]
    use super::training::{Training, begin, begin_from, resume, unrolled_gradient};
}
