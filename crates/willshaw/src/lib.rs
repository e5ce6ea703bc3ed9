#![doc = include_str!("../README.md")]

mod bits;
pub mod capacity;
mod clique;
mod code;
mod cue;
mod error;
pub mod information;
mod memory;
mod pattern;
mod recognition;
mod retrieval;
#[cfg(feature = "serde")]
mod serial;
mod storage;
mod synapses;

pub use clique::{CliqueSearch, Completions, FalseUnits};
pub use code::{BlockCode, PatternCode, RandomCode};
pub use cue::{Cue, CueQuality};
pub use error::Error;
pub use memory::Memory;
pub use pattern::Patterns;
pub use retrieval::{BlockRetrieval, Limits, Recall, Retrieval, Stop};
pub use storage::SavedCode;
pub use synapses::{Association, BitMatrix, Direction, ImplicitMatrix, KeptRows, Synapses, Usage};
