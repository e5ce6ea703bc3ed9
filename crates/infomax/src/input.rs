//! What reaches a network from outside.

mod dead_leaves;
mod image;
mod patches;
mod source;
mod stimulus;

pub use dead_leaves::draw_dead_leaves;
pub use image::Image;
pub use patches::{PatchStream, Patches};
pub use source::{Input, Spontaneous};
pub use stimulus::Stimulus;
