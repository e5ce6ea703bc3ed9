//! Laws of networks, recall and writing rules.

mod dynamics;
mod given;
mod training;
mod trials;
mod writing;
