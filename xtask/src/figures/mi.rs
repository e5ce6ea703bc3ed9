//! Figures of the synaptic-information paper (Fan & Mysore 2024).

mod ensembles;
pub(super) mod features;
pub(super) mod imputation;
mod per_synapse;
pub(super) mod random_sets;
mod regressions;
pub(super) mod settings;
mod single_synapse;
mod sweep;

use synaptome_lab::Figure;

/// In reading order.
pub(crate) static FIGURES: &[&dyn Figure] = &[
    &single_synapse::OVER_SIGMA,       // mi-2a
    &single_synapse::OVER_RHO,         // mi-2b
    &regressions::SET_2_OVER_PATTERNS, // mi-2c
    &regressions::SET_3_OVER_PATTERNS, // mi-2d
    &ensembles::OVER_SIGMA,            // mi-3a
    &ensembles::OVER_RHO,              // mi-3b
    &regressions::SET_2_OVER_SYNAPSES, // mi-3c
    &regressions::SET_3_OVER_SYNAPSES, // mi-3d
    &per_synapse::AGAINST_SIZE,        // mi-4a
    &per_synapse::DISTRIBUTIONS,       // mi-4b
];
