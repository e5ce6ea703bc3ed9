//! Recordings, pictures and tables of sizes from outside.

mod golden;
mod images;
mod tails;
