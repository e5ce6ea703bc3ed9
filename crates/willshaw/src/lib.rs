#![doc = include_str!("../picture.html")]
#![doc = include_str!("../README.md")]

mod association;
mod bits;
pub mod capacity;
mod clique;
mod code;
pub mod counting;
mod crc;
mod cue;
mod error;
pub mod information;
mod iteration;
pub mod load_search;
mod memory;
mod network;
mod output_kind;
mod pattern;
mod recognition;
mod retrieval;
#[cfg(feature = "serde")]
mod serial;
mod shown;
mod storage;
mod symbols;
mod synapses;
mod threads;
pub mod trial;
mod unit_set;

pub use association::{Association, Direction};
pub use clique::{CliqueProgress, CliqueSearch, FalseUnits, FirstClique, SearchedCode};
pub use code::{BlockCode, PatternCode, RandomCode};
pub use cue::{Cue, CueQuality};
pub use error::Error;
pub use memory::Memory;
pub use network::{DendriticSums, Network};
pub use output_kind::OutputKind;
pub use pattern::Patterns;
pub use retrieval::{
    Completion, Completions, CoreAndHalo, CoreSumOfMax, Ending, Iterative, IterativeHalo, KWinners,
    LkPlus, OneStep, OneStepCore, Recall, Retrieval, SimpleIterative, SumOfMax, SumOfMaxStep,
};
pub use storage::SavedCode;
pub use synapses::{BitMatrix, ImplicitMatrix, KeptRows, Synapses, Usage};
pub use unit_set::UnitSet;
