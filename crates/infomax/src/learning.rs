//! Learning, block by block.

mod saved;
mod several;

use std::ops::ControlFlow;

use rand::Rng;

use crate::input::Input;
use crate::learner::Ascent;
use crate::{Error, Learner, Network};

/// Learning that can be observed, stopped, saved and resumed.
///
/// It depends on nothing but its state, the input and the generator: however often it is
/// interrupted, the weights come out the same, bit for bit.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Learner, Network, input::Spontaneous};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let network = Network::draw(10, Firing::default(), &mut rng)?;
/// let learner = Learner { blocks: 100, block_steps: 5_000, ..Learner::default() };
/// let mut learning = learner.begin(network)?;
/// let end = learning.run(
///     &mut Spontaneous,
///     |progress| {
///         if progress.block == 8 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
///     },
///     &mut rng,
/// );
/// assert!(end.is_break() && !learning.is_finished());
/// let network = learning.into_network();
/// # assert_eq!(network.neurons(), 10);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Learning {
    learner: Learner,
    network: Network,
    course_nats: Vec<f64>,
}

/// What an observer is told after each block.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Learner, Network, Progress, input::Spontaneous};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let learner = Learner { blocks: 50, block_steps: 1_000, ..Learner::default() };
/// let mut learning = learner.begin(Network::draw(10, Firing::default(), rng)?)?;
/// let until_ten = |progress: &Progress| match progress.block {
///     10.. => ControlFlow::Break(()),
///     _ => ControlFlow::Continue(()),
/// };
/// assert!(learning.run(&mut Spontaneous, until_ten, rng).is_break());
/// assert_eq!(learning.block(), 10);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Blocks done.
    pub block: usize,
    /// Blocks to do in all.
    pub blocks: usize,
    /// I^(1) of the learning neurons in the latter half of the block, in nats, with the ridge; NaN if
    /// the block was skipped.
    pub information_nats: f64,
    /// What was done with the weights.
    pub outcome: Outcome,
}

/// What a block did to the weights.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Learner, Network, Outcome, Schedule, input::Spontaneous};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let schedule = Schedule { settling_blocks: 1, ..Schedule::default() };
/// let learner = Learner { block_steps: 5_000, schedule, ..Learner::default() };
/// let mut learning = learner.begin(Network::draw(10, Firing::default(), rng)?)?;
/// assert_eq!(learning.advance(&mut Spontaneous, rng).outcome, Outcome::Settled);
/// assert!(matches!(learning.advance(&mut Spontaneous, rng).outcome, Outcome::Learned(_)));
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// They moved; the largest change of a weight.
    Learned(f64),
    /// They rested while thresholds settled.
    Settled,
    /// There was no gradient, as with a neuron that never fired: they rested. The reason.
    Skipped(Error),
}

impl Learner {
    /// Learning of a network, from its first block.
    ///
    /// # Errors
    /// If an option is out of its range, a block is too short for its statistics, or a learning
    /// neuron does not exist.
    pub fn begin(&self, network: Network) -> Result<Learning, Error> {
        self.validate(&network)?;
        Ok(Learning { learner: self.clone(), network, course_nats: Vec::new() })
    }
}

impl Learning {
    /// Learns through one block. A silent or locked neuron and a singular covariance are no errors:
    /// they skip the update, as the outcome says.
    pub fn advance<I, R>(&mut self, input: &mut I, rng: &mut R) -> Progress
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        let found = self.learner.measure(&mut self.network, input, rng);
        let (information_nats, outcome) = match found {
            Err(error) => (f64::NAN, Outcome::Skipped(error)),
            Ok(found) => (found.information_nats, self.learn(found)),
        };
        self.course_nats.push(information_nats);
        let (block, blocks) = (self.block(), self.learner.blocks);
        Progress { block, blocks, information_nats, outcome }
    }

    /// Learns until the end or until the observer breaks off; says which.
    pub fn run<I, R>(
        &mut self,
        input: &mut I,
        mut observer: impl FnMut(&Progress) -> ControlFlow<()>,
        rng: &mut R,
    ) -> ControlFlow<()>
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        while !self.is_finished() {
            observer(&self.advance(input, rng))?;
        }
        ControlFlow::Continue(())
    }

    /// Blocks done.
    pub fn block(&self) -> usize {
        self.course_nats.len()
    }

    /// Whether all blocks are done.
    pub fn is_finished(&self) -> bool {
        self.block() >= self.learner.blocks
    }

    /// I^(1) in nats, block by block; NaN for those skipped.
    pub fn course_nats(&self) -> &[f64] {
        &self.course_nats
    }

    /// The network as it is now.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The network alone.
    pub fn into_network(self) -> Network {
        self.network
    }

    /// Moves the weights along the gradient V.
    fn learn(&mut self, found: Ascent) -> Outcome {
        let fraction = self.learner.schedule.fraction(self.block(), self.learner.blocks);
        if fraction == 0.0 {
            return Outcome::Settled;
        }
        if let Some(&value) = found.value.iter().find(|entry| !entry.is_finite()) {
            return Outcome::Skipped(Error::NotFinite { quantity: "the gradient", value });
        }
        Outcome::Learned(self.learner.update(&mut self.network, found, fraction))
    }
}
