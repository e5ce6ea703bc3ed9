//! Gradients against exact ones, statistics against enumeration, and what learning does.

mod given;
mod gradients;
mod homeostasis;
mod local;
mod process;
