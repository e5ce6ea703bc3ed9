//! What arbitrary bytes are given to: every reader, every `Deserialize`, every retrieval, every writing rule
//! and every estimator. Nothing may panic, last for more than a second, or take more memory than
//! [`MEGABYTES`], and what is accepted must survive being written and read again.
//!
//! `cargo xtask fuzz` runs the targets with cargo-fuzz; `cargo test` in this folder runs their seeds.
#![forbid(unsafe_code)]

mod arrays;
mod bytes;
#[cfg(feature = "command-line")]
mod command_line;
mod documents;
mod experiments;
mod images;
mod information;
mod rasters;
mod recalls;
mod retrievals;
mod samples;
mod saved;
mod sums;
mod writing;

pub use arrays::{arrays, tables};
#[cfg(feature = "command-line")]
pub use command_line::command_line;
pub use documents::{READERS, Read, documents};
pub use experiments::{EXPERIMENT, experiments, lab};
pub use images::images;
pub use information::information;
pub use rasters::rasters;
pub use recalls::recalls;
pub use retrievals::retrievals;
pub use samples::samples;
pub use saved::{checkpoints, ensemble, learner, memories, messages, training_rule};
pub use sums::sums;
pub use writing::writing;

/// The most memory that a target may take, in megabytes, the program itself included.
pub const MEGABYTES: usize = 512;

/// A function that must stand any bytes.
pub type Target = fn(&[u8]);

/// All targets, with their names.
pub const TARGETS: &[(&str, Target)] = &[
    ("arrays", arrays),
    ("checkpoints", checkpoints),
    #[cfg(feature = "command-line")]
    ("command_line", command_line),
    ("documents", documents),
    ("experiments", experiments),
    ("images", images),
    ("information", information),
    ("memories", memories),
    ("rasters", rasters),
    ("recalls", recalls),
    ("retrievals", retrievals),
    ("samples", samples),
    ("sums", sums),
    ("tables", tables),
    ("writing", writing),
];
