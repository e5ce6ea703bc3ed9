//! Recordings, pictures and tables of sizes from outside.

mod images;
mod tails;
