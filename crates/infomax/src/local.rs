//! Local rules that maximise information.

mod course;
mod firing;
mod gains;
mod lanes;
mod lateral;
mod learning;
mod neurons;
mod pairwise;
mod rule;
mod saved;
mod traces;

pub use learning::{LocalLearning, LocalProgress};
pub use pairwise::PairwiseRule;
pub use rule::{Decorrelation, Laterals, LocalRule};
