#![doc = include_str!("../picture.html")]
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod exact;
pub mod information;
pub mod input;
pub mod observables;

mod algebra;
mod chance;
mod crc;
mod error;
mod firing;
mod fourier;
mod gradient;
mod homeostasis;
mod instructions;
mod kernel;
mod learner;
mod learning;
mod local;
mod moments;
mod network;
mod raster;
mod saved;
mod schedule;
#[cfg(feature = "serde")]
mod serial;
mod shown;
mod threads;
mod weights;

pub use faer;

pub use error::Error;
pub use firing::Firing;
pub use gradient::{Gradient, PaperGradient};
pub use homeostasis::Homeostasis;
pub use learner::Learner;
pub use learning::{Learning, Outcome, Progress};
pub use local::{Decorrelation, Laterals, LocalLearning, LocalProgress, LocalRule, PairwiseRule};
pub use moments::Moments;
pub use network::Network;
pub use raster::{Raster, Steps};
pub use schedule::Schedule;
