//! Learning with a local rule, stretch by stretch.

use std::ops::ControlFlow;

use pulp::NullaryFnOnce;
use rand::Rng;

use super::firing::Words;
use super::neurons::Neurons;
use super::pairwise::PairwiseRule;
use super::rule::LocalRule;
use super::traces::Traces;
use crate::instructions::instructions;
use crate::weights::require_weight;
use crate::{Error, Network};

/// Learning with a [`LocalRule`] or a [`PairwiseRule`] that can be observed, stopped, saved and resumed.
///
/// However it is divided, the weights come out the same, bit for bit.
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, LocalRule, Network};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let rule = LocalRule { steps: 30_000, ..LocalRule::default() };
/// let mut learning = rule.begin(Network::draw(10, Firing::default(), rng)?)?;
/// learning.advance(rng)?; // 10,000 steps
/// let mut saved = Vec::new();
/// learning.save(&mut saved)?;
/// assert_eq!(rule.resume(&saved[..])?.step(), 10_000);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LocalLearning {
    pub(super) network: Network,
    pub(super) memory: Memory,
    pub(super) step: usize,
    steps: usize,
}

/// A rule, and what it remembers.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Memory {
    Lateral(LocalRule, Neurons),
    Pairwise(PairwiseRule, Traces),
}

/// What an observer is told after each stretch of local learning.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, LocalProgress, Network, PairwiseRule};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let rule = PairwiseRule { steps: 20_000, ..PairwiseRule::default() };
/// let mut learning = rule.begin(Network::draw(10, Firing::default(), rng)?)?;
/// let mut done = Vec::new();
/// let _ = learning.run(
///     |LocalProgress { step, .. }| {
///         done.push(*step);
///         ControlFlow::Continue(())
///     },
///     rng,
/// )?;
/// assert_eq!(done, [10_000, 20_000]);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LocalProgress {
    /// Steps done.
    pub step: usize,
    /// Steps to do in all.
    pub steps: usize,
}

/// Steps of a stretch.
const STRETCH: usize = 10_000;

impl LocalRule {
    /// Learning of a network without inputs, from its first step.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if a rate is not in [0, 1], [`Error::HasInputs`] if the network has input
    /// neurons.
    pub fn begin(&self, network: Network) -> Result<LocalLearning, Error> {
        self.validate()?;
        let memory = Memory::Lateral(*self, Neurons::new(&network));
        LocalLearning::new(network, memory, self.steps)
    }
}

impl PairwiseRule {
    /// Learning of a network without inputs, from its first step.
    ///
    /// # Errors
    /// As [`LocalRule::begin`].
    pub fn begin(&self, network: Network) -> Result<LocalLearning, Error> {
        self.validate()?;
        let memory = Memory::Pairwise(*self, Traces::new(&network));
        LocalLearning::new(network, memory, self.steps)
    }
}

impl LocalLearning {
    fn new(network: Network, memory: Memory, steps: usize) -> Result<Self, Error> {
        match network.inputs() {
            0 => Ok(Self { network, memory, step: 0, steps }),
            inputs => Err(Error::HasInputs { inputs }),
        }
    }

    /// Learns for a stretch of 10,000 steps, or for those that are left.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] or [`Error::NotFinite`] if a weight grew beyond all limits.
    pub fn advance<R: Rng + ?Sized>(&mut self, rng: &mut R) -> Result<LocalProgress, Error> {
        let steps = STRETCH.min(self.steps.saturating_sub(self.step));
        let mut draw = |words: &mut [u64]| words.fill_with(|| rng.next_u64());
        let words = Words::new(self.network.free(), &mut draw);
        instructions().dispatch(Stretch { learning: self, steps, words });
        self.network.weight_rows().try_for_each(require_weight)?;
        Ok(LocalProgress { step: self.step, steps: self.steps })
    }

    /// Learns until the end or until the observer breaks off; says which.
    ///
    /// # Errors
    /// As [`LocalLearning::advance`].
    pub fn run<R: Rng + ?Sized>(
        &mut self,
        mut observer: impl FnMut(&LocalProgress) -> ControlFlow<()>,
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
        self.step >= self.steps
    }

    /// The network as it is now.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The network alone.
    pub fn into_network(self) -> Network {
        self.network
    }
}

/// A stretch of learning, dispatched to the machine's vector instructions.
struct Stretch<'a> {
    learning: &'a mut LocalLearning,
    steps: usize,
    words: Words<'a>,
}

impl NullaryFnOnce for Stretch<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { learning: LocalLearning { network, memory, step, .. }, steps, mut words } = self;
        for _ in 0..steps {
            match memory {
                Memory::Lateral(rule, neurons) => neurons.step(rule, *step, network, &mut words),
                Memory::Pairwise(rule, traces) => traces.step(rule, *step, network, &mut words),
            }
            *step += 1;
        }
    }
}
