//! Recordings, pictures and tables of sizes from outside.

mod branching;
mod errors;
mod given;
mod golden;
mod images;
mod process;
mod rasters;
mod tails;
