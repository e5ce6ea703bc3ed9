//! Figures of the Willshaw-memory paper, and ours beyond it.

mod bayes;
mod capacity_against_load;
mod clique_search;
mod every_retrieval;
mod fixed_points;
mod gains;
mod growing_networks;
mod implicit;
mod information_capacity;
mod large_networks;
mod largest_capacity;
mod largest_loads;
mod limit;
mod load_curve;
mod methods;
mod output_noise_against_load;
mod pattern_capacity;
mod pattern_information;
mod recognition;
mod rivals;
mod series;
mod thread_time;
mod usage;

use synaptome_lab::Figure;

/// In reading order.
pub(crate) static FIGURES: &[&dyn Figure] = &[
    &fixed_points::FixedPoints,
    &every_retrieval::Retrievals,
    &output_noise_against_load::Accuracy,
    &pattern_capacity::PatternCapacity,
    &information_capacity::InformationCapacity,
    &gains::AUTO,
    &gains::HETERO,
    &capacity_against_load::CapacityCurves,
    &largest_capacity::LargestCapacity,
    &pattern_information::PatternInformation,
    &recognition::Recognition,
    &clique_search::Cliques,
    &rivals::Rivals,
    &limit::Limit,
    &bayes::Bayesian,
    &large_networks::LargeNetworks,
    &usage::UsageOfUnits,
];
