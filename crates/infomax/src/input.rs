//! What reaches a network from outside.

mod dead_leaves;
mod image;
mod patches;
mod stimulus;

pub use dead_leaves::dead_leaves;
pub use image::Image;
pub use patches::{PatchStream, Patches};
pub use stimulus::Stimulus;

use rand::Rng;

/// Imposes states on a network at every step.
///
/// `firing` lists, in rising order, the free neurons that fire by themselves. An input may add
/// free neurons (a stimulus) and input neurons, numbered from `free` on, and keeps the order.
pub trait Input {
    /// Changes the list of firing neurons at the next step.
    fn impose(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut dyn Rng);

    /// Whether the input ever changes anything.
    #[inline]
    fn imposes(&self) -> bool {
        true
    }
}

/// No input: the network is left to itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spontaneous;

impl Input for Spontaneous {
    fn impose(&mut self, _: usize, _: &mut Vec<u16>, _: &mut dyn Rng) {}

    #[inline]
    fn imposes(&self) -> bool {
        false
    }
}
