//! What is looked for in a raster.

pub mod receptive_fields;

mod avalanches;
mod repeats;
mod tail;

pub use avalanches::Avalanches;
pub use repeats::Repeats;
pub use tail::{Tail, TailLaw};
