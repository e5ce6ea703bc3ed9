//! Learning: gradient ascent of I^(1), block by block.

use std::ops::ControlFlow;

use faer::Mat;
use rand::Rng;

use crate::error::within;
use crate::gradient::{Coefficients, PaperGradient, Recording, replay};
use crate::input::Input;
use crate::{Error, Gradient, Moments, Network, Raster, Schedule};

/// Recurrent infomax: W(b+1) = clip(W(b) + η V(b), ±w_limit) at the end of each block, with
/// V ≈ ∂I^(1)/∂W from the latter half of the block (Tanaka, Kaneko & Aoyagi 2009, equation 2.3).
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Learner, Network, input::Spontaneous};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let mut network = Network::random(20, Firing::default(), &mut rng)?;
/// let learner = Learner { blocks: 30, block_steps: 10_000, ..Learner::default() };
/// let mut nats = Vec::new();
/// learner.learn(&mut network, &mut Spontaneous, &mut |block: &synaptome_infomax::Block| {
///     nats.push(block.information_nats);
///     std::ops::ControlFlow::Continue(())
/// }, &mut rng)?;
/// assert!(nats[29] > 10.0 * nats[0]);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Learner {
    /// The learning rate η.
    pub learning_rate: f64,
    /// No weight grows beyond ± this.
    pub weight_limit: f64,
    /// The length of a block; statistics are taken over its latter half.
    pub block_steps: usize,
    /// The number of blocks.
    pub blocks: usize,
    /// Which gradient is followed.
    pub gradient: Gradient,
    /// How large steps are.
    pub schedule: Schedule,
    /// What is added to the variances, so that C can be inverted.
    pub ridge: f64,
    /// The neurons that learn: I^(1) and weights among these only. All, if empty.
    pub learning: Vec<usize>,
}

impl Default for Learner {
    /// The recipe that holds to the end for N = 50.
    fn default() -> Self {
        Self {
            learning_rate: 20.0,
            weight_limit: 100.0,
            block_steps: 50_000,
            blocks: 400,
            gradient: Gradient::default(),
            schedule: Schedule::default(),
            ridge: 1e-3,
            learning: Vec::new(),
        }
    }
}

/// What happened in a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The number of the block, from 0.
    pub index: usize,
    /// I^(1) of the learning neurons in the latter half, in nats, with the ridge; NaN if skipped.
    pub information_nats: f64,
    /// What was done with the weights.
    pub outcome: Outcome,
}

/// What a block did to the weights.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// They moved; the largest change of a weight.
    Learned(f64),
    /// They rested while thresholds settled.
    Settled,
    /// There was no gradient, as with a neuron that never fired: they rested. The reason.
    Skipped(Error),
}

/// Sees every block as it ends, and may stop learning.
pub trait Observer {
    /// Called after each block.
    fn block(&mut self, block: &Block) -> ControlFlow<()>;
}

impl<F: FnMut(&Block) -> ControlFlow<()>> Observer for F {
    fn block(&mut self, block: &Block) -> ControlFlow<()> {
        self(block)
    }
}

impl Learner {
    /// Learns through all blocks, or until the observer stops it.
    ///
    /// # Errors
    /// As [`Learner::learn_block`].
    pub fn learn<I, R>(
        &self,
        network: &mut Network,
        input: &mut I,
        observer: &mut dyn Observer,
        rng: &mut R,
    ) -> Result<(), Error>
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        for index in 0..self.blocks {
            if observer.block(&self.learn_block(index, network, input, rng)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Learns through one block. Called for 0, 1, 2, … it gives the same bits as [`Learner::learn`];
    /// network and generator are all the state there is, so a caller who keeps them after a block
    /// can go on from there.
    ///
    /// # Errors
    /// If a parameter is out of its range, a block is too short for its statistics, or a learning
    /// neuron does not exist. A silent or locked neuron and a singular covariance are no errors
    /// but skip the update.
    pub fn learn_block<I, R>(
        &self,
        index: usize,
        network: &mut Network,
        input: &mut I,
        rng: &mut R,
    ) -> Result<Block, Error>
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        let found = self.measure(network, input, rng)?;
        let share = self.schedule.share(index, self.blocks);
        let (information_nats, outcome) = match found {
            Err(error) => (f64::NAN, Outcome::Skipped(error)),
            Ok((_, nats)) if share == 0.0 => (nats, Outcome::Settled),
            Ok((step, nats)) if !step.iter().all(|entry| entry.is_finite()) => {
                (nats, Outcome::Skipped(Error::NotFinite { what: "the gradient" }))
            }
            Ok((mut step, nats)) => {
                step.iter_mut().for_each(|entry| *entry *= self.learning_rate * share);
                (nats, Outcome::Learned(self.update(network, step)))
            }
        };
        Ok(Block { index, information_nats, outcome })
    }

    /// Goes on by a block and returns V from its latter half, `free` × N, with I^(1) in nats.
    ///
    /// # Errors
    /// As [`Learner::learn_block`], or if the covariance is singular.
    pub fn measure_gradient<I, R>(
        &self,
        network: &mut Network,
        input: &mut I,
        rng: &mut R,
    ) -> Result<(Mat<f64>, f64), Error>
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        let (value, nats) = self.measure(network, input, rng)??;
        let entry = |k: usize, l: usize| value[l * network.stride() + k];
        Ok((Mat::from_fn(network.free(), network.neurons(), entry), nats))
    }

    /// A block of simulation and its gradient; the inner error is a singular covariance.
    fn measure<I, R>(
        &self,
        network: &mut Network,
        input: &mut I,
        rng: &mut R,
    ) -> Result<Result<(Vec<f64>, f64), Error>, Error>
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        let (subset, half) = (self.subset(network)?, self.block_steps / 2);
        network.advance(half, input, rng, |_| ());
        let thresholds = network.padded_thresholds().to_vec();
        let mut raster = Raster::new();
        raster.push(network.state());
        network.advance(self.block_steps - half, input, rng, |firing| raster.push(firing));
        Ok(self.gradient(network, &Recording { raster, thresholds }, &subset))
    }

    /// The learning neurons, checked.
    fn subset(&self, network: &Network) -> Result<Vec<usize>, Error> {
        within("learning_rate", self.learning_rate, 0.0, f64::MAX)?;
        within("weight_limit", self.weight_limit, 0.0, f64::MAX)?;
        within("ridge", self.ridge, 0.0, f64::MAX)?;
        let neurons = network.neurons();
        // Half a block must hold more samples than the joint covariance has rows.
        let shortest = (4 * neurons + 4) as f64;
        within("block_steps", self.block_steps as f64, shortest, 1e12)?;
        match self.learning.iter().find(|&&neuron| neuron >= neurons) {
            Some(&neuron) => Err(Error::NoSuchNeuron { neuron, neurons }),
            None if self.learning.is_empty() => Ok((0..neurons).collect()),
            None => Ok(self.learning.clone()),
        }
    }

    /// V, column after column, padded, and I^(1).
    fn gradient(
        &self,
        network: &Network,
        record: &Recording,
        subset: &[usize],
    ) -> Result<(Vec<f64>, f64), Error> {
        let raster = &record.raster;
        alive(raster, network, subset)?;
        let moments = Moments::of(raster, &centers(network, raster), 1)?;
        let moments = moments.of_subset(subset)?.with_ridge(self.ridge);
        let sizes = (network.neurons(), network.free());
        let mut kept = vec![0.0; network.stride() * sizes.0];
        let places = |subset: &[usize]| {
            let free: Vec<_> = (0..subset.len()).filter(|&row| subset[row] < sizes.1).collect();
            (0..subset.len())
                .flat_map(move |column| free.clone().into_iter().map(move |row| (row, column)))
                .collect::<Vec<_>>()
        };
        if self.gradient == Gradient::Paper {
            let paper = PaperGradient::of(&moments)?;
            let (value, nats) = (paper.whole(), paper.nats);
            for (row, column) in places(subset) {
                kept[subset[column] * network.stride() + subset[row]] = value[(row, column)];
            }
            return Ok((kept, nats));
        }
        let coefficients = Coefficients::new(&moments, self.gradient, subset, sizes)?;
        let value = replay(network, record, &coefficients).gradient();
        for (row, column) in places(subset) {
            let at = subset[column] * network.stride() + subset[row];
            kept[at] = value[at];
        }
        Ok((kept, coefficients.nats))
    }

    /// Makes the step; returns the largest change that the schedule allowed.
    fn update(&self, network: &mut Network, mut step: Vec<f64>) -> f64 {
        let largest = self.schedule.limit(&mut step);
        for (weight, step) in network.columns_mut().iter_mut().zip(step) {
            *weight = (*weight + step).clamp(-self.weight_limit, self.weight_limit);
        }
        largest
    }
}

/// Passes if every free neuron of the subset both fired and rested.
fn alive(raster: &Raster, network: &Network, subset: &[usize]) -> Result<(), Error> {
    let (rates, steps) = (raster.rates(network.neurons()), raster.len());
    for &neuron in subset.iter().filter(|&&neuron| neuron < network.free()) {
        match rates[neuron] {
            0.0 => return Err(Error::Silent { neuron, steps }),
            1.0 => return Err(Error::Locked { neuron, steps }),
            _ => (),
        }
    }
    Ok(())
}

/// The target rate for free neurons, the measured rate for inputs.
fn centers(network: &Network, raster: &Raster) -> Vec<f64> {
    let mut centers = raster.rates(network.neurons());
    centers[..network.free()].fill(network.firing().target_rate);
    centers
}
