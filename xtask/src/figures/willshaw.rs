//! Figures of the Willshaw-memory paper.

mod growing_networks;
mod large;
mod load_curve;
mod search;
mod series;
mod simulation;
mod will_10;
mod will_11;
mod will_2;
mod will_3;
mod will_4;
mod will_5;
mod will_6;
mod will_7;
mod will_8;
mod will_9;
mod will_clique;
mod will_recognition;
mod will_scale;

use synaptome_lab::Figure;

/// In reading order.
pub(crate) static FIGURES: &[&dyn Figure] = &[
    &will_2::FixedPoints,
    &will_3::Retrievals,
    &will_4::Accuracy,
    &will_5::PatternCapacity,
    &will_6::InformationCapacity,
    &will_7::AUTO,
    &will_8::HETERO,
    &will_9::CapacityCurves,
    &will_10::LargestCapacity,
    &will_11::PatternInformation,
    &will_recognition::Recognition,
    &will_clique::Cliques,
    &will_scale::LargeNetworks,
];
