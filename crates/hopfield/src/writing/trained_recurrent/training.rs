//! Training, step by step.

use std::ops::ControlFlow;

use faer::MatRef;
use rand::Rng;

use super::adam::Adam;
use super::trajectory::Trajectory;
use super::unrolled::{Loss, flatten};
use crate::{Batch, Error, HopfieldNetwork, Messages, TrainedRecurrent};

/// Training that can be observed, stopped, saved and resumed.
///
/// It depends on nothing but its state and the generator: however often it is interrupted, the
/// weights come out the same, bit for bit.
///
/// ```
/// use rand::SeedableRng;
/// use std::ops::ControlFlow;
/// use synaptome_hopfield::{Messages, TrainedRecurrent};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(32, 10, rng)?;
/// let mut training = TrainedRecurrent::default().begin(&messages, rng)?;
/// training.run(
///     |progress| {
///         if progress.loss < 0.01 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
///     },
///     rng,
/// )?;
/// let network = training.network()?;
/// # assert_eq!(network.units(), 32);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Training {
    pub(super) rule: TrainedRecurrent,
    /// Weights, column-major, then biases.
    pub(super) parameters: Vec<f64>,
    /// The parameters before the last update, to fall back on.
    pub(super) previous: Vec<f64>,
    pub(super) adam: Adam,
    pub(super) step: usize,
    /// The cues, drawn once or in every step.
    pub(super) batch: Batch,
    trajectory: Trajectory,
    gradient: Vec<f64>,
}

/// What an observer is told after each step of training.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Messages, Progress, TrainedRecurrent};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let mut training = TrainedRecurrent::warm(0.1).begin(&Messages::draw(30, 12, rng)?, rng)?;
/// let until_ten = |progress: &Progress| match progress.step {
///     10.. => ControlFlow::Break(()),
///     _ => ControlFlow::Continue(()),
/// };
/// assert!(training.run(until_ten, rng)?.is_break());
/// assert_eq!(training.step(), 10);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Steps done.
    pub step: usize,
    /// Steps to do in all.
    pub steps: usize,
    /// Loss per cue and unit before the last update.
    pub loss: f64,
}

/// Training has diverged when the loss per unit exceeds this many times that of silent units.
const DIVERGED: f64 = 100.0;

impl Training {
    pub(super) fn new<R: Rng + ?Sized>(
        rule: TrainedRecurrent,
        messages: &Messages,
        start: &HopfieldNetwork,
        rng: &mut R,
    ) -> Result<Self, Error> {
        let mut training = Self::blank(rule, messages)?;
        let (weights, units) = (start.units() * start.units(), start.units());
        training.parameters = flatten(start);
        let constraint = training.rule.constraint;
        constraint.project(&mut training.parameters[..weights], units, |i, j| i + j * units);
        training.previous.clone_from(&training.parameters);
        if !training.rule.fresh {
            training.batch.redraw(training.rule.noise, rng);
        }
        Ok(training)
    }

    /// Training at zero weights, with undamaged cues.
    pub(super) fn blank(rule: TrainedRecurrent, messages: &Messages) -> Result<Self, Error> {
        let parameters = messages.units() * (messages.units() + 1);
        Ok(Self {
            parameters: vec![0.0; parameters],
            previous: vec![0.0; parameters],
            adam: Adam::new(parameters),
            step: 0,
            batch: Batch::intact(messages, rule.probes, rule.anchored)?,
            trajectory: Trajectory::default(),
            gradient: vec![0.0; parameters],
            rule,
        })
    }

    /// One step of Adam.
    ///
    /// # Errors
    /// [`Error::Diverged`] when the loss or the weights stop being sensible; the training then holds
    /// the last good weights.
    pub fn advance<R: Rng + ?Sized>(&mut self, rng: &mut R) -> Result<Progress, Error> {
        if self.rule.fresh {
            self.batch.redraw(self.rule.noise, rng);
        }
        let loss = self.evaluate();
        self.keep_if_good(loss)?;
        self.update();
        self.step += 1;
        Ok(Progress { step: self.step, steps: self.rule.steps, loss })
    }

    /// Trains until the end or until the observer breaks off; says which.
    ///
    /// # Errors
    /// As [`Training::advance`].
    pub fn run<R: Rng + ?Sized>(
        &mut self,
        mut observer: impl FnMut(&Progress) -> ControlFlow<()>,
        rng: &mut R,
    ) -> Result<ControlFlow<()>, Error> {
        while !self.is_finished() {
            if observer(&self.advance(rng)?).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Steps done.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Whether all steps are done.
    pub fn is_finished(&self) -> bool {
        self.step >= self.rule.steps
    }

    /// The network as it is now.
    ///
    /// # Errors
    /// [`Error::NotFinite`] if the last update made weights that are not finite.
    pub fn network(&self) -> Result<HopfieldNetwork, Error> {
        let units = self.batch.units();
        let (weights, bias) = self.parameters.split_at(units * units);
        let weights = MatRef::from_column_major_slice(weights, units, units);
        HopfieldNetwork::with_bias(weights.to_owned(), bias.to_vec())
    }

    /// The loss per cue and unit, with its gradient under the constraint.
    fn evaluate(&mut self) -> f64 {
        let batch = &self.batch;
        let unrolled = &self.rule.unrolled;
        let loss = self.trajectory.gradient(unrolled, &self.parameters, batch, &mut self.gradient);
        let units = batch.units();
        let (weights, bias) = self.gradient.split_at_mut(units * units);
        self.rule.constraint.project(weights, units, |i, j| i + j * units);
        if !self.rule.bias {
            bias.fill(0.0);
        }
        loss / batch.cues.len() as f64
    }

    /// Goes back to the parameters before the last update if that update was a bad one.
    fn keep_if_good(&mut self, loss: f64) -> Result<(), Error> {
        let silent = match self.rule.unrolled.loss {
            Loss::Squared => 1.0,
            Loss::Logarithmic => std::f64::consts::LN_2,
        };
        let good = loss <= DIVERGED * silent && finite(&self.gradient) && finite(&self.parameters);
        if good {
            return Ok(());
        }
        self.parameters.copy_from_slice(&self.previous);
        let step = self.step;
        Err(Error::Diverged { step, loss })
    }

    fn update(&mut self) {
        self.previous.copy_from_slice(&self.parameters);
        let fraction = self.rule.schedule.at(self.step, self.rule.steps);
        let rate = fraction * self.rule.learning_rate;
        self.adam.update(&mut self.parameters, &self.gradient, rate, self.step);
    }
}

fn finite(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_finite())
}
