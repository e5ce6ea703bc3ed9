//! Hopfield networks.

mod network;
mod rules;

use pyo3::prelude::*;

/// The module `synaptome._core.hopfield`.
#[pymodule]
pub mod hopfield {
    #[pymodule_export]
    use super::network::Network;
    #[pymodule_export]
    use super::rules::hebbian;
}
