//! The network: stochastic binary neurons with homeostatic thresholds.

mod cells;
mod factors;
mod noise;
mod simulation;
mod tile;

use pulp::Arch;
use rand::{Rng, RngExt};

use crate::error::{same_length, within};
use crate::input::Input;
use crate::kernel::{add_columns, padded, probabilities};
use crate::{Error, Raster};
use simulation::Run;

/// How neurons fire (Tanaka, Kaneko & Aoyagi 2009, equations 2.1 and 2.2).
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Firing {
    /// The largest firing probability p_max, in (0, 1].
    pub max_probability: f64,
    /// The mean firing rate per step that thresholds keep, in (0, p_max).
    pub target_rate: f64,
    /// The speed ε of the thresholds, per step.
    pub threshold_rate: f64,
}

impl Default for Firing {
    /// The spontaneous network of the paper's sixth figure.
    fn default() -> Self {
        Self { max_probability: 0.95, target_rate: 0.05, threshold_rate: 0.01 }
    }
}

/// A recurrent network of N neurons, x_i(t) ∈ {0, 1}, updated at once:
///
/// Pr\[x_i(t+1) = 1\] = p_max / (1 + exp(−Σ_j W_ij x_j(t) + h_i(t)))  (2.1),
/// h_i(t+1) = h_i(t) + ε (x_i(t+1) − p̄_i)  (2.2).
///
/// The first [`free`](Self::free) neurons follow these equations; the states of the others
/// are given from outside at every step by an [`Input`], which
/// may also force free neurons; thresholds count these spikes as any. Weights W_ij lead from neuron j
/// to the free neuron i.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Network, input::Spontaneous};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let mut network = Network::random(50, Firing::default(), &mut rng)?;
/// let raster = network.run(20_000, &mut Spontaneous, &mut rng);
/// let rate = raster.spikes() as f64 / (50.0 * 20_000.0);
/// assert!((rate - 0.05).abs() < 0.005);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Network {
    neurons: usize,
    free: usize,
    firing: Firing,
    /// Column after column, each padded: the weights from one neuron to all free ones.
    columns: Vec<f64>,
    /// h, padded.
    thresholds: Vec<f64>,
    state: Vec<u16>,
}

/// Neurons are numbered by 16 bits, and one number is nobody's.
const MOST_NEURONS: usize = (1 << 16) - 1;

impl Network {
    /// A network of `neurons` free neurons with independent weights uniform on [−½, ½],
    /// thresholds that give the target rate without input, and no neuron firing.
    ///
    /// # Errors
    /// If there is no neuron or there are 2¹⁶ or more, or a parameter of `firing` is out of
    /// its range.
    pub fn random<R: Rng + ?Sized>(
        neurons: usize,
        firing: Firing,
        rng: &mut R,
    ) -> Result<Self, Error> {
        Self::random_with_inputs(neurons, 0, firing, rng)
    }

    /// The same with `inputs` more neurons whose states come from an [`Input`].
    ///
    /// # Errors
    /// As [`Network::random`].
    pub fn random_with_inputs<R: Rng + ?Sized>(
        free: usize,
        inputs: usize,
        firing: Firing,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let mut network = Self::silent(free, inputs, firing)?;
        for (i, j) in (0..free).flat_map(|i| (0..network.neurons).map(move |j| (i, j))) {
            let weight = rng.random_range(-0.5..0.5);
            network.columns[j * padded(free) + i] = weight;
        }
        Ok(network)
    }

    /// A network with given weights, row after row: `weights[i * neurons + j]` leads from
    /// neuron `j` to the free neuron `i`.
    ///
    /// # Errors
    /// As [`Network::random`], or if the number of weights is not `free * neurons` or a weight is
    /// not finite.
    pub fn from_weights(
        free: usize,
        inputs: usize,
        weights: &[f64],
        firing: Firing,
    ) -> Result<Self, Error> {
        let mut network = Self::silent(free, inputs, firing)?;
        network.set_weights(weights)?;
        Ok(network)
    }

    fn silent(free: usize, inputs: usize, firing: Firing) -> Result<Self, Error> {
        let neurons = free.saturating_add(inputs);
        if free == 0 {
            return Err(Error::Empty { name: "the network" });
        }
        if neurons > MOST_NEURONS {
            return Err(Error::TooManyNeurons { neurons, limit: MOST_NEURONS });
        }
        let largest = within("max_probability", firing.max_probability, f64::MIN_POSITIVE, 1.0)?;
        let rate = firing.target_rate;
        let (low, high) = (f64::MIN_POSITIVE, largest * (1.0 - f64::EPSILON));
        within("target_rate", rate, low, high)?;
        within("threshold_rate", firing.threshold_rate, 0.0, 1e6)?;
        let resting = (largest / rate - 1.0).ln();
        let stride = padded(free);
        let columns = vec![0.0; stride * neurons];
        Ok(Self {
            neurons,
            free,
            firing,
            columns,
            thresholds: vec![resting; stride],
            state: Vec::new(),
        })
    }

    /// The number of all neurons N.
    pub fn neurons(&self) -> usize {
        self.neurons
    }

    /// The number of neurons that follow the equations; the inputs come after them.
    pub fn free(&self) -> usize {
        self.free
    }

    /// How the neurons fire.
    pub fn firing(&self) -> Firing {
        self.firing
    }

    /// The weight from neuron `j` to the free neuron `i`; none if there is no such pair.
    pub fn weight(&self, i: usize, j: usize) -> Option<f64> {
        let known = i < self.free && j < self.neurons;
        known.then(|| self.columns[j * self.stride() + i])
    }

    /// All weights, row after row.
    pub fn weights(&self) -> Vec<f64> {
        let entry = |i: usize, j: usize| self.columns[j * self.stride() + i];
        (0..self.free).flat_map(|i| (0..self.neurons).map(move |j| entry(i, j))).collect()
    }

    /// Replaces all weights, given row after row.
    ///
    /// # Errors
    /// If their number is not `free * neurons` or one is not finite.
    pub fn set_weights(&mut self, weights: &[f64]) -> Result<(), Error> {
        same_length("the weights", weights.len(), self.free * self.neurons)?;
        weights.iter().try_for_each(|&w| within("a weight", w, f64::MIN, f64::MAX).map(drop))?;
        let stride = self.stride();
        for (at, &weight) in weights.iter().enumerate() {
            self.columns[(at % self.neurons) * stride + at / self.neurons] = weight;
        }
        Ok(())
    }

    /// The thresholds h of the free neurons.
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds[..self.free]
    }

    /// The neurons that fire now, in rising order.
    pub fn state(&self) -> &[u16] {
        &self.state
    }

    /// Goes on by `steps` and records them.
    pub fn run<I, R>(&mut self, steps: usize, input: &mut I, rng: &mut R) -> Raster
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        let mut raster = Raster::new();
        self.advance(steps, input, rng, |firing| raster.push(firing));
        raster
    }

    /// Goes on by `steps` and shows the firing neurons of each to `seen`. The noise comes from
    /// generators that `rng` seeds at the beginning, and weights are rounded to single precision
    /// there: few long stretches are faster than many short ones.
    pub fn advance<I, R>(
        &mut self,
        steps: usize,
        input: &mut I,
        rng: &mut R,
        seen: impl FnMut(&[u16]),
    ) where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        Arch::new().dispatch(Run { network: self, steps, input, rng, seen, quick: true });
    }

    /// The firing probabilities of the free neurons after the state `firing`, for given
    /// thresholds; `out` has the padded length.
    #[inline(always)]
    pub(crate) fn probabilities(&self, firing: &[u16], thresholds: &[f64], out: &mut [f64]) {
        for (out, h) in out.iter_mut().zip(thresholds) {
            *out = -h;
        }
        add_columns(out, &self.columns, firing);
        probabilities(out, self.firing.max_probability);
    }

    /// Moves thresholds by ε (x − p̄) for the new state.
    #[inline(always)]
    pub(crate) fn adapt(&self, thresholds: &mut [f64], firing: &[u16]) {
        let Firing { target_rate, threshold_rate, .. } = self.firing;
        let fall = threshold_rate * target_rate;
        thresholds.iter_mut().for_each(|h| *h -= fall);
        for &i in firing.iter().filter(|&&i| usize::from(i) < self.free) {
            thresholds[usize::from(i)] += threshold_rate;
        }
    }

    /// Enters a new state, given in rising order, and moves the thresholds.
    pub(crate) fn enter(&mut self, firing: Vec<u16>) {
        let mut thresholds = std::mem::take(&mut self.thresholds);
        self.adapt(&mut thresholds, &firing);
        (self.thresholds, self.state) = (thresholds, firing);
    }

    pub(crate) fn padded_thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    pub(crate) fn columns_mut(&mut self) -> &mut [f64] {
        &mut self.columns
    }

    pub(crate) fn stride(&self) -> usize {
        padded(self.free)
    }
}
