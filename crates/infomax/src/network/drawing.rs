//! Networks drawn at random.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::Network;
use crate::error::{require_finite, require_in};
use crate::weights::LARGEST_WEIGHT;
use crate::{Error, Firing};

/// The largest size of the weights that [`Network::draw`] draws.
const WEAK: f64 = 0.5;

impl Network {
    /// A network of `neurons` free neurons with independent weights uniform on [−½, ½],
    /// thresholds that give the target rate without input, and no neuron firing.
    ///
    /// # Errors
    /// [`Error::Empty`] without neurons, [`Error::TooLarge`] for 2¹⁶ or more, and whatever is wrong
    /// with `firing`.
    pub fn draw<R: Rng + ?Sized>(
        neurons: usize,
        firing: Firing,
        rng: &mut R,
    ) -> Result<Self, Error> {
        Self::draw_uniform(neurons, WEAK, firing, rng)
    }

    /// The same with weights uniform on ± `largest`.
    ///
    /// # Errors
    /// As [`Network::draw`], or if the largest weight is not finite or beyond ±10³⁰.
    pub fn draw_uniform<R: Rng + ?Sized>(
        neurons: usize,
        largest: f64,
        firing: Firing,
        rng: &mut R,
    ) -> Result<Self, Error> {
        require_finite("the largest weight", largest)?;
        require_in("the largest weight", largest, -LARGEST_WEIGHT, LARGEST_WEIGHT)?;
        let mut network = Self::silent(neurons, 0, firing)?;
        network.weights.fill_rows(|| 2.0 * largest * rng.random_range(-0.5..0.5));
        Ok(network)
    }

    /// A network drawn as by [`Network::draw`] with `inputs` more neurons whose states come from an
    /// [`Input`](crate::input::Input).
    ///
    /// # Errors
    /// As [`Network::draw`].
    pub fn draw_with_inputs<R: Rng + ?Sized>(
        free: usize,
        inputs: usize,
        firing: Firing,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let mut network = Self::silent(free, inputs, firing)?;
        network.weights.fill_rows(|| 2.0 * WEAK * rng.random_range(-0.5..0.5));
        Ok(network)
    }

    /// The network with its weights in random places, thresholds at rest, and no neuron firing: what
    /// is left of what was learned if only the sizes of the weights matter.
    ///
    /// ```
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{Firing, Network, observables::sorted_weights};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let network = Network::draw(10, Firing::default(), rng)?;
    /// let control = network.shuffled(rng); // the same weights, elsewhere
    /// assert_ne!(control.weights(), network.weights());
    /// assert_eq!(sorted_weights(&control), sorted_weights(&network));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    pub fn shuffled<R: Rng + ?Sized>(&self, rng: &mut R) -> Self {
        let mut values: Vec<f64> = self.weights.rows().collect();
        values.shuffle(rng);
        let mut shuffled = self.clone();
        let mut values = values.into_iter();
        shuffled.weights.fill_rows(|| values.next().unwrap_or(0.0));
        shuffled.thresholds.fill(self.firing.resting_threshold());
        shuffled.state.clear();
        shuffled
    }
}
