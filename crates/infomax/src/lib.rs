#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod exact;
pub mod information;
pub mod input;
pub mod observables;

mod algebra;
mod error;
mod gradient;
mod kernel;
mod learner;
mod local;
mod network;
mod raster;
mod schedule;
mod statistics;

pub use error::Error;
pub use gradient::{Gradient, PaperGradient};
pub use learner::{Block, Learner, Observer, Outcome};
pub use local::{Decorrelation, LocalRule};
pub use network::{Firing, Network};
pub use raster::Raster;
pub use schedule::Schedule;
pub use statistics::Moments;
