//! Recurrent infomax, rasters, avalanches and receptive fields.

mod avalanches;
mod branching;
mod exact;
mod fields;
mod information;
mod learning;
mod network;
mod options;
mod patterns;
mod process;
mod raster;
mod several;
mod stimulus;
mod tails;

use pyo3::prelude::*;

/// The module `synaptome._core.infomax`.
#[pymodule]
pub mod infomax {
    #[pymodule_export]
    use super::avalanches::{avalanche_shape, avalanches, crackling, mean_sizes};
    #[pymodule_export]
    use super::branching::branching_ratio;
    #[pymodule_export]
    use super::exact::{Chain, fit_relation};
    #[pymodule_export]
    use super::fields::{fit_gabor, orientation_concentration, spike_triggered_average};
    #[pymodule_export]
    use super::information::{gaussian_information, moments};
    #[pymodule_export]
    use super::learning::Learning;
    #[pymodule_export]
    use super::network::Network;
    #[pymodule_export]
    use super::patterns::{Repeats, replay};
    #[pymodule_export]
    use super::process::{branching_process, critical_avalanches, critical_relations, thinned};
    #[pymodule_export]
    use super::raster::Raster;
    #[pymodule_export]
    use super::several::{learn_networks, run_networks};
    #[pymodule_export]
    use super::stimulus::{Patches, Stimulus, dead_leaves, whiten};
    #[pymodule_export]
    use super::tails::{Tail, densities};
}
