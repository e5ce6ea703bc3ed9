//! The network: stochastic binary neurons with homeostatic thresholds.

mod cells;
mod drawing;
mod factors;
mod logistic;
mod member;
mod noise;
mod running;
mod several;
mod simulation;
mod tile;

use faer::MatRef;

use crate::error::{require_at_most, require_finite, require_in, require_len};
use crate::kernel::{add_columns, padded, probabilities};
use crate::raster::{MOST_NEURONS, require_step};
use crate::weights::Weights;
use crate::{Error, Firing, Raster};

/// A recurrent network of N neurons, x_i(t) ∈ {0, 1}, updated at once:
///
/// Pr\[x_i(t+1) = 1\] = p_max / (1 + exp(−Σ_j W_ij x_j(t) + h_i(t)))  (2.1),
/// h_i(t+1) = h_i(t) + ε (x_i(t+1) − p̄_i)  (2.2).
///
/// The first [`free`](Self::free) neurons follow these equations; the states of the others
/// are given from outside at every step by an [`Input`](crate::input::Input), which
/// may also force free neurons; thresholds count these spikes as any. Weights W_ij lead from neuron j
/// to the free neuron i.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Network, input::Spontaneous};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let mut network = Network::draw(50, Firing::default(), &mut rng)?;
/// let raster = network.run(20_000, &mut Spontaneous, &mut rng);
/// let rate = raster.spikes() as f64 / (50.0 * 20_000.0);
/// assert!((rate - 0.05).abs() < 0.005);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "crate::serial::Network", into = "crate::serial::Network")
)]
pub struct Network {
    firing: Firing,
    weights: Weights,
    /// h, padded.
    thresholds: Vec<f64>,
    state: Vec<u16>,
}

impl Network {
    /// A network with given weights: row i has those that lead to the free neuron i, column j those
    /// that lead from neuron j. Columns beyond the number of rows are those of input neurons.
    ///
    /// ```
    /// use faer::Mat;
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{Firing, Network, faer, input::Spontaneous};
    ///
    /// let weights = Mat::from_fn(3, 3, |to, from| if to == (from + 1) % 3 { 5.0 } else { 0.0 }); // a ring
    /// let mut ring = Network::from_weights(weights.as_ref(), Firing::default())?;
    /// let raster = ring.settle_and_run(10_000, &mut Spontaneous, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert!(raster.spikes() > 0);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Network::draw`]; [`Error::LengthMismatch`] if there are fewer columns than rows,
    /// [`Error::NotFinite`] if a weight is not finite, [`Error::OutOfRange`] if it is beyond ±10³⁰, where sums could
    /// leave the single precision of simulations.
    pub fn from_weights(weights: MatRef<'_, f64>, firing: Firing) -> Result<Self, Error> {
        let (free, neurons) = weights.shape();
        require_len("each row of the weights", neurons.max(free), neurons)?;
        Self::silent(free, neurons - free, firing)?.with_weights(weights)
    }

    /// The network with other weights of the same shape; thresholds and state are kept.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the shape is another, [`Error::NotFinite`] if a weight is not
    /// finite, [`Error::OutOfRange`] if it is beyond ±10³⁰.
    pub fn with_weights(mut self, weights: MatRef<'_, f64>) -> Result<Self, Error> {
        self.weights.fill(weights)?;
        Ok(self)
    }

    fn silent(free: usize, inputs: usize, firing: Firing) -> Result<Self, Error> {
        let neurons = free.saturating_add(inputs);
        if free == 0 {
            return Err(Error::Empty { quantity: "the network" });
        }
        require_at_most("the number of neurons", neurons, MOST_NEURONS)?;
        firing.validate()?;
        Ok(Self {
            firing,
            weights: Weights::zero(free, neurons),
            thresholds: vec![firing.resting_threshold(); padded(free)],
            state: Vec::new(),
        })
    }

    /// The network at given thresholds and in a given state.
    pub(crate) fn at(mut self, thresholds: &[f64], state: Vec<u16>) -> Result<Self, Error> {
        require_len("the thresholds", self.free(), thresholds.len())?;
        thresholds.iter().try_for_each(|&h| require_threshold(h))?;
        require_step(&state, self.neurons())?;
        let free = self.free();
        self.thresholds[..free].copy_from_slice(thresholds);
        self.state = state;
        Ok(self)
    }

    /// The number of all neurons N.
    pub fn neurons(&self) -> usize {
        self.weights.neurons
    }

    /// The number of neurons that follow the equations; the inputs come after them.
    pub fn free(&self) -> usize {
        self.weights.free
    }

    /// The number of input neurons.
    pub fn inputs(&self) -> usize {
        self.neurons() - self.free()
    }

    /// How the neurons fire.
    pub fn firing(&self) -> Firing {
        self.firing
    }

    /// The weights, `free` × N: the row is the neuron that a weight leads to.
    pub fn weights(&self) -> MatRef<'_, f64> {
        self.weights.matrix()
    }

    /// The thresholds h of the free neurons.
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds[..self.free()]
    }

    /// The neurons that fire now, in rising order.
    pub fn state(&self) -> &[u16] {
        &self.state
    }

    pub(crate) fn empty_raster(&self) -> Raster {
        Raster::of_network(self.neurons())
    }

    /// The firing probabilities of the free neurons after the state `firing`, for given
    /// thresholds; `out` has the padded length.
    #[inline(always)]
    pub(crate) fn probabilities(&self, firing: &[u16], thresholds: &[f64], out: &mut [f64]) {
        for (out, h) in out.iter_mut().zip(thresholds) {
            *out = -h;
        }
        add_columns(out, &self.weights.columns, firing);
        probabilities(out, self.firing.max_probability);
    }

    /// Enters a new state, given in rising order, and moves the thresholds.
    pub(crate) fn enter(&mut self, firing: Vec<u16>) {
        let free = self.free();
        let fires = firing.iter().map(|&i| usize::from(i));
        self.firing.adapt(&mut self.thresholds[..free], fires);
        self.state = firing;
    }

    pub(crate) fn padded_thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// Adds to the thresholds `factor` times one number for each free neuron.
    pub(crate) fn raise_thresholds(&mut self, by: &[f64], factor: f64) {
        let free = self.free();
        self.thresholds[..free].iter_mut().zip(by).for_each(|(h, by)| *h += factor * by);
    }

    /// The weights, column after column, padded.
    pub(crate) fn columns(&self) -> &[f64] {
        &self.weights.columns
    }

    pub(crate) fn columns_mut(&mut self) -> &mut [f64] {
        &mut self.weights.columns
    }

    /// All weights, row after row.
    pub(crate) fn weight_rows(&self) -> impl Iterator<Item = f64> + '_ {
        self.weights.rows()
    }

    pub(crate) fn stride(&self) -> usize {
        self.weights.stride()
    }
}

/// Accepts a threshold that has a number in single precision.
fn require_threshold(threshold: f64) -> Result<(), Error> {
    const LARGEST: f64 = 1e38;
    require_finite("a threshold", threshold)?;
    require_in("a threshold", threshold, -LARGEST, LARGEST)
}
