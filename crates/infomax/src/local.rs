//! A local rule that maximises information.

mod learning;
mod neurons;
mod rule;
mod saved;

pub use learning::{LocalLearning, LocalProgress};
pub use rule::{Decorrelation, LocalRule};
