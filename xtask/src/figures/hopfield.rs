//! Figures of the notes on writing to the Hopfield memory (Bao et al. 2019).

mod basins;
mod capacity;
mod cliques;
mod cost;
mod curves;
mod kernel;
mod noise_rules;
mod points;
mod protocol;
mod recovery;
mod trn_ablation;

use synaptome_lab::Figure;

/// In reading order.
pub(crate) static FIGURES: &[&dyn Figure] = &[
    &recovery::Recovery,        // hop-recovery
    &capacity::Capacity,        // hop-capacity
    &basins::Basins,            // hop-basins
    &cost::Cost,                // hop-cost
    &trn_ablation::TrnAblation, // hop-trn-ablation
    &noise_rules::NoiseRules,   // hop-noise-rules
    &cliques::CliqueMemories,   // hop-cliques
    &kernel::Kernel,            // hop-kernel
];
