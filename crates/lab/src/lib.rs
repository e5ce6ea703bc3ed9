#![doc = include_str!("../picture.html")]
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![warn(clippy::print_stderr, clippy::print_stdout)]

pub mod chart;
pub mod slurm;
pub mod statistics;

mod chapter;
mod claims;
mod consistency;
mod data_set;
mod error;
mod exchange;
mod experiment;
mod figure;
mod files;
mod finished;
mod job;
mod lab;
mod manifest;
mod measurement;
mod output;
mod panics;
mod point;
mod progress;
mod report;
mod revision;
mod room;
mod run;
mod runner;
mod scale;
mod select;
mod shard;
mod sources;
mod store;
mod streams;
mod table;
mod text;
mod value;
mod verdict;
mod watch;
mod work;

/// The generator of all random streams.
pub use rand_chacha::ChaCha12Rng;

pub use chapter::Chapter;
pub use claims::{Claim, Claims, Origin};
pub use data_set::DataSet;
pub use error::{Error, Result, chain};
pub use exchange::Imported;
pub use experiment::Experiment;
pub use figure::{Caption, Figure};
pub use files::{open_file, write_atomically};
pub use finished::{Finished, measure, picture};
pub use job::Job;
pub use lab::Lab;
pub use measurement::{Measurement, Sampling};
pub use output::Output;
pub use point::Point;
pub use revision::Revision;
pub use run::{Plan, Reuse, Run, Summary};
pub use runner::{Parallel, compute};
pub use scale::Scale;
pub use shard::Shard;
pub use sources::Sources;
pub use store::{Store, Stored};
pub use streams::Streams;
pub use table::Table;
pub use text::{counted, duration, short, with_error};
pub use value::{Rows, Value};
pub use verdict::{Judgement, Verdict};
pub use watch::Watch;
pub use work::{Work, work};
