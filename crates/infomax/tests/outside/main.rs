//! Recordings, pictures and tables of sizes from outside.

mod branching;
mod given;
mod golden;
mod images;
mod rasters;
mod tails;
