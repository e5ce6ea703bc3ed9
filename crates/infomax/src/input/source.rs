//! What an input is.

use rand::Rng;

/// Imposes states on a network at every step.
///
/// `firing` lists, in rising order, the free neurons that fire by themselves. An input may add
/// free neurons (a stimulus) and input neurons, numbered from `free` on, and keeps the order: the
/// network sorts a list that is not in order and passes over neurons that it does not have.
///
/// A trait, as the set of inputs is open.
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
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Spontaneous;

impl Input for Spontaneous {
    fn impose(&mut self, _: usize, _: &mut Vec<u16>, _: &mut dyn Rng) {}

    #[inline]
    fn imposes(&self) -> bool {
        false
    }
}
