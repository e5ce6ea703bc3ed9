//! Writing by training a recurrent network.

use rand::Rng;

use crate::error::{require_at_least, require_len, require_positive};
use crate::{
    Constraint, Ease, Error, HopfieldNetwork, Messages, Noise, PseudoLikelihood, Start, Training,
    Unrolled, WritingRule,
};

mod adam;
pub(crate) mod batch;
mod checkpoint;
pub(crate) mod start;
pub(crate) mod training;
mod trajectory;
pub(crate) mod unrolled;

/// Writing by training a recurrent network (TRN; Bao et al. 2019).
///
/// The weights of the unrolled recall ([`Unrolled`]) are trained by Adam to lead noisy cues back
/// to their messages. The paper's settings are not public: those here are ours, as are all
/// numbers measured with them.
///
/// [`TrainedRecurrent::warm`] and [`TrainedRecurrent::anchored`] are recipes that work; the
/// default is the former at 10 % flips. Where the training starts decides most: from random or
/// zero weights it fails.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Dynamics, Messages, Noise, TrainedRecurrent, WritingRule};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 32, rng)?;
/// let network = TrainedRecurrent::warm(0.1).write(&messages, rng)?;
/// let message = &messages[0];
/// let cue = Noise::Flips(4).damage(message, rng)?;
/// assert!(network.recall(&cue, &Dynamics::default(), rng)?.recovered(message));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct TrainedRecurrent {
    /// The recall that is trained, and its loss.
    pub unrolled: Unrolled,
    /// Number K of noisy cues per message in one step of training.
    pub probes: usize,
    /// Damage to these cues.
    pub noise: Noise,
    /// Whether every step draws new cues, or all use those drawn at the start.
    pub fresh: bool,
    /// Whether the messages themselves are shown too, with the loss counted after every step:
    /// this makes them fixed points, not only ends of L steps.
    pub anchored: bool,
    /// The weights to start from.
    pub start: Start,
    /// Which weights are allowed.
    pub constraint: Constraint,
    /// Whether biases are trained.
    pub bias: bool,
    /// Number of steps of Adam.
    pub steps: usize,
    /// Learning rate of Adam at the first step.
    pub learning_rate: f64,
    /// How the rate goes on from there.
    pub schedule: Schedule,
}

/// The learning rate over the course of training.
///
/// ```
/// use synaptome_hopfield::{Schedule, TrainedRecurrent};
///
/// let rule = TrainedRecurrent { schedule: Schedule::Cosine, ..TrainedRecurrent::default() };
/// assert_ne!(rule.schedule, Schedule::Constant);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Schedule {
    /// The same throughout.
    Constant,
    /// Half a cosine, down to zero.
    #[default]
    Cosine,
}

impl Schedule {
    /// The fraction of the initial rate at a step.
    pub(crate) fn at(self, step: usize, steps: usize) -> f64 {
        match self {
            Self::Constant => 1.0,
            Self::Cosine => {
                0.5 * (1.0 + (std::f64::consts::PI * step as f64 / steps.max(1) as f64).cos())
            }
        }
    }
}

impl Default for TrainedRecurrent {
    fn default() -> Self {
        Self::warm(0.1)
    }
}

impl TrainedRecurrent {
    /// The cheap recipe: from EASE, 100 steps of two cues per message at the given flip rate.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::{Messages, TrainedRecurrent, WritingRule};
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(40, 16, rng)?;
    /// let network = TrainedRecurrent::warm(0.1).write(&messages, rng)?;
    /// assert_eq!(network.fixed_fraction(&messages)?, 1.0);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn warm(flip_rate: f64) -> Self {
        Self {
            unrolled: Unrolled::default(),
            probes: 2,
            noise: Noise::Probability(flip_rate),
            fresh: true,
            anchored: false,
            start: Start::Ease(Ease { flip_rate }),
            constraint: Constraint::Free,
            bias: false,
            steps: 100,
            learning_rate: 0.01,
            schedule: Schedule::Cosine,
        }
    }

    /// The flip rate of cues to train with at a load M/N: min(0.25, 0.017 (M/N)^-2.3), which follows
    /// the size of the basins that can be reached. Not a number for a load that is negative or none.
    ///
    /// ```
    /// use synaptome_hopfield::TrainedRecurrent;
    ///
    /// assert_eq!(TrainedRecurrent::flip_rate_for(0.1), 0.25); // few messages: noisy cues
    /// assert!((TrainedRecurrent::flip_rate_for(1.0) - 0.017).abs() < 1e-12);
    /// ```
    pub fn flip_rate_for(load: f64) -> f64 {
        (0.017 * load.powf(-2.3)).clamp(0.0, 0.25)
    }

    /// The anchored recipe, for a load M/N: from the clean logistic fit, 1,000 steps of five noisy
    /// cues per message and the messages themselves, with a free diagonal.
    pub fn anchored(load: f64) -> Self {
        let flip_rate = Self::flip_rate_for(load);
        Self {
            probes: 5,
            noise: Noise::Probability(flip_rate),
            anchored: true,
            start: Start::PseudoLikelihood(PseudoLikelihood::default()),
            steps: 1_000,
            ..Self::warm(flip_rate)
        }
    }

    /// The recipe for loads above one: a single step (L = 1), for which the logarithmic loss is
    /// convex, with a free diagonal and the messages among the cues.
    ///
    /// It is logistic regression on ever fresh noisy cues. Every message is a fixed point even beyond
    /// M = 2N, which a free diagonal alone could achieve: report the fraction that recall recovers
    /// from one flipped unit with it.
    pub fn single_step(load: f64) -> Self {
        let unrolled = Unrolled { steps: 1, ..Unrolled::default() };
        Self { unrolled, steps: 300, learning_rate: 0.03, ..Self::anchored(load) }
    }

    /// Multiplications of the training of so many messages, without its start: L products forward,
    /// L - 1 backward and L for the gradient, of N × N with N × B matrices, B the number of cues, in
    /// each step.
    pub fn multiplications(&self, units: usize, messages: usize) -> f64 {
        let (n, m) = (units as f64, messages as f64);
        let products = 3.0 * self.unrolled.steps as f64 - 1.0;
        let shown = self.probes.saturating_add(usize::from(self.anchored));
        self.steps as f64 * products * n * n * m * shown as f64
    }

    /// Training from the weights that [`start`](Self::start) writes.
    ///
    /// # Errors
    /// If an option is out of its range, or the start cannot be written.
    pub fn begin<R: Rng + ?Sized>(
        &self,
        messages: &Messages,
        rng: &mut R,
    ) -> Result<Training, Error> {
        self.validate(messages)?;
        let network = self.start.write(messages, rng)?;
        self.begin_from(messages, &network, rng)
    }

    /// Training from given weights.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::{Ease, Messages, TrainedRecurrent, WritingRule};
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let messages = Messages::draw(30, 12, rng)?;
    /// let ease = Ease::default().write(&messages, rng)?;
    /// let rule = TrainedRecurrent { steps: 20, ..TrainedRecurrent::default() };
    /// let mut training = rule.begin_from(&messages, &ease, rng)?;
    /// assert_eq!(training.advance(rng)?.step, 1);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// If an option is out of its range, or the network is not as large as the messages.
    pub fn begin_from<R: Rng + ?Sized>(
        &self,
        messages: &Messages,
        network: &HopfieldNetwork,
        rng: &mut R,
    ) -> Result<Training, Error> {
        self.validate(messages)?;
        require_len("the network", messages.units(), network.units())?;
        Training::new(self.clone(), messages, network, rng)
    }

    pub(crate) fn validate(&self, messages: &Messages) -> Result<(), Error> {
        let shown = self.probes.saturating_add(usize::from(self.anchored));
        require_at_least("probes per message", shown, 1)?;
        require_positive("the learning rate", self.learning_rate)?;
        self.noise.validate(messages.units())?;
        let cues = messages.len().saturating_mul(shown);
        self.unrolled.validate(messages.units(), cues)
    }
}

impl WritingRule for TrainedRecurrent {
    fn name(&self) -> &'static str {
        "TRN"
    }

    fn write(&self, messages: &Messages, rng: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
        let mut training = self.begin(messages, rng)?;
        while !training.is_finished() {
            training.advance(rng)?;
        }
        training.network()
    }
}
