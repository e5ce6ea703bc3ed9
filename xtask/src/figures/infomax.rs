//! Figures of the recurrent-infomax paper (Tanaka, Kaneko & Aoyagi 2009).

mod avalanches;
mod bursts;
mod exact_information;
mod gradients;
mod half;
mod local;
pub(crate) mod photographs;
mod receptive_fields;
mod replay;
mod rules;
mod sampling;
mod scale;
mod spontaneous;
mod training;

use synaptome_lab::Figure;

/// In reading order.
pub(crate) static FIGURES: &[&dyn Figure] = &[
    &receptive_fields::ReceptiveFields,   // ri-5
    &spontaneous::LEARNED,                // ri-6
    &spontaneous::SHUFFLED,               // ri-7
    &avalanches::BurstSizes,              // ri-8
    &sampling::Sampling,                  // avalanche-sampling
    &replay::Replay,                      // ri-9
    &exact_information::ExactInformation, // ri-10
    &gradients::Gradients,                // ri-11
    &half::HalfLearning,                  // ri-half
    &local::LocalLearning,                // ri-local
    &rules::LocalRules,                   // ri-rules
    &scale::Scaling,                      // ri-scale
];
