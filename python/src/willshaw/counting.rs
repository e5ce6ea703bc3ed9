//! Memories that count, their rules and weights.

mod kinds;
mod lesson;
mod memory;
mod rules;
mod weights;

pub use memory::CountingMemory;
pub use rules::{evidence, prior};
pub use weights::Weights;
