//! Options of learning by gradient ascent of I^(1), block by block.

use faer::Mat;
use rand::Rng;

use crate::error::{
    require_at_least, require_at_most, require_finite, require_in, require_index,
    require_not_negative,
};
use crate::gradient::{Coefficients, PaperGradient, Recording, replayed};
use crate::information::centers;
use crate::input::Input;
use crate::weights::LARGEST_WEIGHT;
use crate::{Error, Gradient, Homeostasis, Moments, Network, Schedule};

/// Recurrent infomax: W(b+1) = clip(W(b) + η V(b), ±w_limit) at the end of each block, with
/// V ≈ ∂I^(1)/∂W from the latter half of the block (Tanaka, Kaneko & Aoyagi 2009, equation 2.3).
///
/// [`Learner::begin`] starts [`Learning`](crate::Learning), which can be observed, saved and resumed.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Learner, Network, input::Spontaneous};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let network = Network::draw(20, Firing::default(), &mut rng)?;
/// let learner = Learner { blocks: 30, block_steps: 10_000, ..Learner::default() };
/// let mut learning = learner.begin(network)?;
/// let _ = learning.run(&mut Spontaneous, |_| ControlFlow::Continue(()), &mut rng);
/// let nats = learning.course_nats();
/// assert!(nats[29] > 10.0 * nats[0]);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Learner {
    /// The learning rate η, not negative.
    pub learning_rate: f64,
    /// No weight grows beyond ± this; not negative, and at most 10³⁰.
    pub weight_limit: f64,
    /// The length of a block, at least 4N + 4 steps; statistics are taken over its latter half.
    pub block_steps: usize,
    /// The number of blocks.
    pub blocks: usize,
    /// Which gradient is followed.
    pub gradient: Gradient,
    /// How large steps are.
    pub schedule: Schedule,
    /// What keeps rates near their targets while weights change.
    pub homeostasis: Homeostasis,
    /// What is added to the variances, so that C can be inverted; not negative.
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
            homeostasis: Homeostasis::default(),
            ridge: 1e-3,
            learning: Vec::new(),
        }
    }
}

/// The most steps of a block.
const MOST_STEPS: usize = 1_000_000_000;

/// What a block says about the weights.
pub(crate) struct Ascent {
    /// V, column after column, padded.
    pub(crate) value: Vec<f64>,
    pub(crate) information_nats: f64,
    /// The mean rates of all neurons: targets, and those of the inputs in the block.
    rates: Vec<f64>,
}

impl Learner {
    /// Runs a network for a block and returns V from its latter half, `free` × N, with I^(1) in nats.
    ///
    /// ```
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// use synaptome_infomax::{Firing, Learner, Network, input::Spontaneous};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let mut network = Network::draw(10, Firing::default(), rng)?;
    /// network.run(20_000, &mut Spontaneous, rng); // thresholds settle
    /// let learner = Learner { block_steps: 20_000, ..Learner::default() };
    /// let (gradient, nats) = learner.measure_gradient(&mut network, &mut Spontaneous, rng)?;
    /// assert_eq!((gradient.nrows(), gradient.ncols()), (10, 10));
    /// assert!(nats > 0.0);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// If an option is out of its range, a block is too short for its statistics, a learning neuron
    /// does not exist, was silent or locked, or the covariance is singular.
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
        self.validate(network)?;
        let found = self.measure(network, input, rng)?;
        let entry = |k: usize, l: usize| found.value[l * network.stride() + k];
        Ok((Mat::from_fn(network.free(), network.neurons(), entry), found.information_nats))
    }

    /// Accepts options that suit the network.
    pub(crate) fn validate(&self, network: &Network) -> Result<(), Error> {
        require_not_negative("the learning rate", self.learning_rate)?;
        require_finite("the weight limit", self.weight_limit)?;
        require_in("the weight limit", self.weight_limit, 0.0, LARGEST_WEIGHT)?;
        require_not_negative("the ridge", self.ridge)?;
        self.schedule.validate()?;
        let neurons = network.neurons();
        // Half a block must hold more samples than the joint covariance has rows.
        require_at_least("steps of a block", self.block_steps, 4 * neurons + 4)?;
        require_at_most("the number of steps of a block", self.block_steps, MOST_STEPS)?;
        self.learning.iter().try_for_each(|&neuron| require_index("neuron", neuron, neurons))
    }

    /// A block of simulation, and its gradient.
    pub(crate) fn measure<I, R>(
        &self,
        network: &mut Network,
        input: &mut I,
        rng: &mut R,
    ) -> Result<Ascent, Error>
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        let half = self.block_steps / 2;
        let (mut input, mut rng) = (input, rng);
        network.settle(half, &mut input, &mut rng);
        let thresholds = network.padded_thresholds().to_vec();
        let mut raster = network.empty_raster();
        raster.record(network.state());
        network.record(self.block_steps - half, &mut raster, &mut input, &mut rng);
        self.gradient(network, &Recording { raster, thresholds })
    }

    /// V from a recording.
    fn gradient(&self, network: &Network, record: &Recording) -> Result<Ascent, Error> {
        let subset = self.homeostasis.taking_part(self.subset(network), network, &record.raster)?;
        let rates = centers(network, &record.raster);
        let moments = Moments::of(&record.raster, &rates, 1)?;
        let moments = moments.of_subset(&subset)?.with_ridge(self.ridge);
        if self.gradient == Gradient::Paper {
            let paper = PaperGradient::of(&moments)?;
            let whole = paper.whole();
            let value = kept(network, &subset, |_, row, column| whole[(row, column)]);
            return Ok(Ascent { value, information_nats: paper.information_nats(), rates });
        }
        let sizes = (network.neurons(), network.free());
        let coefficients = Coefficients::new(&moments, self.gradient, &subset, sizes)?;
        let value = replayed(network, record, &coefficients);
        let value = kept(network, &subset, |at, _, _| value[at]);
        Ok(Ascent { value, information_nats: coefficients.information_nats, rates })
    }

    /// The learning neurons.
    fn subset(&self, network: &Network) -> Vec<usize> {
        if self.learning.is_empty() {
            (0..network.neurons()).collect()
        } else {
            self.learning.clone()
        }
    }

    /// Makes a step of a fraction of the learning rate; returns the largest change that the schedule allowed.
    pub(crate) fn update(&self, network: &mut Network, found: Ascent, fraction: f64) -> f64 {
        let Ascent { value: mut step, rates, .. } = found;
        step.iter_mut().for_each(|entry| *entry *= self.learning_rate * fraction);
        let largest = self.schedule.limit(&mut step);
        for (weight, step) in network.columns_mut().iter_mut().zip(&mut step) {
            let moved = (*weight + *step).clamp(-self.weight_limit, self.weight_limit);
            *step = moved - *weight;
            *weight = moved;
        }
        self.homeostasis.follow(network, &step, &rates);
        largest
    }
}

/// A gradient that is zero but for weights among the subset, which lead to free neurons: `entry` is told
/// the place of each in the padded columns, and its row and column in the subset.
fn kept(
    network: &Network,
    subset: &[usize],
    entry: impl Fn(usize, usize, usize) -> f64,
) -> Vec<f64> {
    let (stride, free) = (network.stride(), network.free());
    let mut kept = vec![0.0; stride * network.neurons()];
    for (column, from) in subset.iter().enumerate() {
        for (row, to) in subset.iter().enumerate().filter(|(_, to)| **to < free) {
            let at = from * stride + to;
            kept[at] = entry(at, row, column);
        }
    }
    kept
}
