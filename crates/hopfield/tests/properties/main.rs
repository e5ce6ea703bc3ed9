//! Laws of networks, recall and writing rules.

mod cliques;
mod drawing;
mod dynamics;
mod extremes;
mod few_messages;
mod given;
mod inputs;
mod kernels;
mod many_cues;
mod noise_rules;
mod orders;
mod rank_deficient;
mod thresholds;
mod training;
mod trials;
mod writing;
