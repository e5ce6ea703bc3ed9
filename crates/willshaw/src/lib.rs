#![doc = include_str!("../README.md")]

mod bits;
mod code;
mod cue;
mod error;
mod information;
mod memory;
mod pattern;
mod retrieval;
mod synapses;

pub use code::{BlockCode, PatternCode, RandomCode};
pub use cue::{Cue, CueQuality};
pub use error::Error;
pub use memory::Memory;
pub use pattern::Patterns;
pub use retrieval::{BlockRetrieval, Limits, Recall, Retrieval, Stop};
pub use synapses::{Association, BitMatrix, Direction, Synapses};
