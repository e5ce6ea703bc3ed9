//! Recordings, pictures and tables of sizes from outside.

mod branching;
mod errors;
mod given;
mod golden;
mod images;
mod rasters;
mod tails;
