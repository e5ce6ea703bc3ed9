//! Training of a perceptron for every unit on noisy messages.

use std::ops::ControlFlow;

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, Par, Scale};
use rand::Rng;

use super::hebbian::{Hebbian, set_diagonal};
use crate::elementwise::add_scaled;
use crate::error::{require_at_least, require_positive};
use crate::{Dynamics, Error, HopfieldNetwork, Messages, Noise, State, WritingRule};

/// Training with noise (Gardner, Stroud & Wallace 1989): every unit learns, as a perceptron, to give the message to noisy cues.
///
/// In each step every message ξ is damaged anew into a cue S, and where S¹ = sign(J S) differs from the message,
/// J ← J + (λ/2N) \[(ξ - S¹) Sᵀ + S (ξ - S¹)ᵀ\], summed over the messages and without the diagonal. The weights begin as
/// (1/N) `Σ_m` ξ^m ξ^mᵀ and stay symmetric.
///
/// Noisy cues that no weights classify keep the weights moving for ever, and the weights of the last step are mostly those of
/// the last cues. Hence the mean over the last half of the steps is written, unless `averaged` is false.
///
/// With `relaxation` the cue is the state to which the present network leads the damaged message: structured noise, after
/// the abstract of Benedetti & Ventura (2023, arXiv 2302.13417), which is all that we have read of it. If cues are far from all
/// messages and rest, S¹ = S, this takes away S Sᵀ as [`Unlearning`](crate::Unlearning) does.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Messages, NoiseTraining, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 32, rng)?;
/// let network = NoiseTraining { steps: 1_000, ..NoiseTraining::default() }.write(&messages, rng)?;
/// assert!(network.fixed_fraction(&messages)? > 0.95);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct NoiseTraining {
    /// Damage to the messages.
    pub noise: Noise,
    /// Learning rate λ > 0.
    pub rate: f64,
    /// Number of steps, each with one cue of every message.
    pub steps: usize,
    /// Whether the mean of the weights over the last half of the steps is written, or the last weights.
    pub averaged: bool,
    /// How damaged messages come to rest before they are shown, if they do.
    pub relaxation: Option<Dynamics>,
}

impl Default for NoiseTraining {
    fn default() -> Self {
        let (noise, relaxation) = (Noise::Probability(0.1), None);
        Self { noise, rate: 0.01, steps: 3_000, averaged: true, relaxation }
    }
}

impl NoiseTraining {
    /// Trains until all steps are done or the observer breaks off, which is told the number of steps before each of them.
    ///
    /// # Errors
    /// If the rate is not positive, there are no steps, or the noise or the order of updates is not valid.
    pub fn write_watched<R: Rng + ?Sized>(
        &self,
        messages: &Messages,
        mut observer: impl FnMut(usize) -> ControlFlow<()>,
        rng: &mut R,
    ) -> Result<HopfieldNetwork, Error> {
        self.validate(messages)?;
        let mut perceptrons = Perceptrons::new(messages)?;
        for step in 0..self.steps {
            if observer(step).is_break() {
                break;
            }
            let cues = self.cues(messages, &perceptrons.network, rng)?;
            perceptrons.learn(messages, &cues, self.rate)?;
            if self.averaged && 2 * step >= self.steps {
                perceptrons.remember();
            }
        }
        perceptrons.finish()
    }

    /// One cue of every message.
    fn cues<R: Rng + ?Sized>(
        &self,
        messages: &Messages,
        network: &HopfieldNetwork,
        rng: &mut R,
    ) -> Result<Vec<State>, Error> {
        let cue = |message| {
            let damaged = self.noise.damage(message, rng)?;
            match &self.relaxation {
                Some(dynamics) => Ok(network.recall(&damaged, dynamics, rng)?.state),
                None => Ok(damaged),
            }
        };
        messages.iter().map(cue).collect()
    }

    fn validate(&self, messages: &Messages) -> Result<(), Error> {
        require_positive("the learning rate", self.rate)?;
        require_at_least("steps of training", self.steps, 1)?;
        self.noise.validate(messages.units())
    }
}

impl WritingRule for NoiseTraining {
    fn name(&self) -> &'static str {
        "training with noise"
    }

    fn write(&self, messages: &Messages, rng: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        self.write_watched(messages, |_| ControlFlow::Continue(()), rng)
    }
}

/// The weights under training, and the sum of those that are remembered.
struct Perceptrons {
    network: HopfieldNetwork,
    sum: Mat<f64>,
    remembered: usize,
}

impl Perceptrons {
    fn new(messages: &Messages) -> Result<Self, Error> {
        let units = messages.units();
        let network = Hebbian::per_unit(messages)?;
        Ok(Self { network, sum: Mat::zeros(units, units), remembered: 0 })
    }

    /// One step on a cue of every message.
    fn learn(&mut self, messages: &Messages, cues: &[State], rate: f64) -> Result<(), Error> {
        let half = self.corrections(messages, cues, rate / messages.units() as f64);
        self.network.change(|weights| {
            *weights += &half;
            *weights += half.transpose();
            set_diagonal(weights, 0.0);
        })
    }

    /// The sum of ½ a S (ξ - S¹)ᵀ over the messages, of which ξ - S¹ has few entries.
    fn corrections(&self, messages: &Messages, cues: &[State], scale: f64) -> Mat<f64> {
        let units = messages.units();
        let columns = Mat::from_fn(units, cues.len(), |i, m| f64::from(cues[m][i]));
        let mut fields = Mat::zeros(units, cues.len());
        matmul(&mut fields, Accum::Replace, self.network.weights(), &columns, 1.0, Par::Seq);
        let mut corrections = Mat::zeros(units, units);
        for (m, message) in messages.iter().enumerate() {
            let cue = columns.col_as_slice(m);
            for (i, spin) in message.numbers().enumerate() {
                if self.result(i, fields[(i, m)], cue[i]) != spin {
                    add_scaled(corrections.col_as_slice_mut(i), scale * spin, cue);
                }
            }
        }
        corrections
    }

    /// The sign of a field, or the spin as it is where the field could be a rounded zero.
    fn result(&self, unit: usize, field: f64, spin: f64) -> f64 {
        if field.abs() <= self.network.rounding()[unit] { spin } else { field.signum() }
    }

    fn remember(&mut self) {
        self.sum += self.network.weights();
        self.remembered += 1;
    }

    /// The mean of the remembered weights, or the last ones without any.
    fn finish(self) -> Result<HopfieldNetwork, Error> {
        match self.remembered {
            0 => Ok(self.network),
            count => HopfieldNetwork::from_weights(self.sum * Scale(1.0 / count as f64)),
        }
    }
}
