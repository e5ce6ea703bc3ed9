//! What an input is.

use rand::Rng;

/// Imposes states on a network at every step.
///
/// `firing` lists, in rising order, the free neurons that fire by themselves. An input may add
/// free neurons (a stimulus) and input neurons, numbered from `free` on, and keeps the order: the
/// network sorts a list that is not in order and passes over neurons that it does not have.
///
/// A trait, as the set of inputs is open.
///
/// ```
/// use rand_chacha::{
///     ChaCha8Rng,
///     rand_core::{Rng, SeedableRng},
/// };
/// use synaptome_infomax::{Firing, Network, input::Input};
///
/// /// Makes neuron 0 fire at every step.
/// struct Always;
///
/// impl Input for Always {
///     fn impose(&mut self, _free: usize, firing: &mut Vec<u16>, _rng: &mut dyn Rng) {
///         if firing.first() != Some(&0) {
///             firing.insert(0, 0);
///         }
///     }
/// }
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let raster = Network::draw(10, Firing::default(), rng)?.run(100, &mut Always, rng);
/// assert_eq!(raster.rates()[0], 1.0);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
pub trait Input {
    /// Changes the list of firing neurons at the next step.
    fn impose(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut dyn Rng);

    /// Whether the input ever changes anything: a network asks at the beginning of each stretch.
    #[inline]
    fn imposes(&self) -> bool {
        true
    }
}

impl<I: Input + ?Sized> Input for &mut I {
    fn impose(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut dyn Rng) {
        (**self).impose(free, firing, rng);
    }

    fn imposes(&self) -> bool {
        (**self).imposes()
    }
}

/// So that networks that run together may have inputs of different types.
impl<I: Input + ?Sized> Input for Box<I> {
    fn impose(&mut self, free: usize, firing: &mut Vec<u16>, rng: &mut dyn Rng) {
        (**self).impose(free, firing, rng);
    }

    fn imposes(&self) -> bool {
        (**self).imposes()
    }
}

/// No input: the network is left to itself.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Network, input::Spontaneous};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let raster =
///     Network::draw(10, Firing::default(), rng)?.settle_and_run(20_000, &mut Spontaneous, rng);
/// assert!(raster.largest_rate_deviation(0.05) < 0.2); // thresholds keep the target rate
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Spontaneous;

impl Input for Spontaneous {
    fn impose(&mut self, _: usize, _: &mut Vec<u16>, _: &mut dyn Rng) {}

    #[inline]
    fn imposes(&self) -> bool {
        false
    }
}
