//! How good the closed form is: exact information, better approximations, large ensembles, and
//! the topics of the poster.

mod approximations;
mod exact;
mod large_ensembles;
mod layers;
mod log_normality;
mod pruning;
mod real_synapses;
mod retrieval_dynamics;
mod sum_errors;
mod synergy;

use synaptome_lab::Figure;

/// In reading order.
pub(crate) static FIGURES: &[&dyn Figure] = &[
    &approximations::Approximations,        // fw-error
    &sum_errors::SumErrors,                 // sum-errors
    &exact::Exact,                          // mi-exact
    &synergy::Synergy,                      // mi-synergy
    &large_ensembles::LargeEnsembles,       // mi-large-n
    &log_normality::LogNormality,           // log-normality
    &layers::Layers,                        // layers
    &pruning::Pruning,                      // pruning
    &retrieval_dynamics::RetrievalDynamics, // retrieval-dynamics
    &real_synapses::RealSynapses,           // real-synapses
];
