//! The Markov chain of a small network.

use faer::Mat;

use super::balance::Balance;
use super::goal::Goal;
use super::product::product_distribution;
use crate::error::require_at_most;
use crate::{Error, Moments, Network};

/// A network of at most ten free neurons as a Markov chain with 2^N states, its thresholds
/// fixed at the values that give every neuron its target rate (where they settle for ε → 0).
/// Bit i of a state is neuron i.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::{Firing, Network, exact::Chain};
///
/// let mut rng = ChaCha12Rng::seed_from_u64(1);
/// let chain = Chain::new(&Network::draw(4, Firing::default(), &mut rng)?)?;
/// let rate: f64 = (0..16).filter(|state| state & 1 == 1).map(|state| chain.stationary()[state]).sum();
/// assert!((rate - 0.05).abs() < 1e-12);
/// assert!(chain.mutual_information_nats() > 0.0);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    network: Network,
    thresholds: Vec<f64>,
    /// The probability that neuron i fires after state x, at x * N + i.
    probabilities: Vec<f64>,
    stationary: Vec<f64>,
}

const MOST_NEURONS: usize = 10;
/// Steps of distribution and thresholds in turn; most chains need some hundreds.
const ALTERNATIONS: usize = 2_000;
const NEWTON_STEPS: usize = 50;
/// The relative deviation of rates that Newton's method has to reach.
const CLOSE: f64 = 1e-10;

impl Chain {
    /// The chain of a network, with its thresholds solved for.
    ///
    /// # Errors
    /// [`Error::HasInputs`], [`Error::TooLarge`] for more than ten neurons, and
    /// [`Error::NotConverged`] if no thresholds were found.
    pub fn new(network: &Network) -> Result<Self, Error> {
        let (neurons, inputs) = (network.neurons(), network.inputs());
        if inputs > 0 {
            return Err(Error::HasInputs { inputs });
        }
        require_at_most("the number of enumerated neurons", neurons, MOST_NEURONS)?;
        let states = 1 << neurons;
        let mut chain = Self {
            network: network.clone(),
            thresholds: network.thresholds().to_vec(),
            probabilities: vec![0.0; states * neurons],
            stationary: vec![1.0 / states as f64; states],
        };
        chain.settle()?;
        Ok(chain)
    }

    /// The stationary probability of every state.
    pub fn stationary(&self) -> &[f64] {
        &self.stationary
    }

    /// The settled thresholds.
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// The network that the chain was made of.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The probabilities that the neurons fire after a state, or none if there is no such state.
    pub fn firing_after(&self, state: usize) -> Option<&[f64]> {
        (state < self.stationary.len()).then(|| self.after(state))
    }

    /// The same for a state below 2^N.
    pub(super) fn after(&self, state: usize) -> &[f64] {
        let n = self.network.neurons();
        &self.probabilities[state * n..(state + 1) * n]
    }

    /// The mutual information of consecutive states, H(x) − H(x' | x), in nats.
    pub fn mutual_information_nats(&self) -> f64 {
        let entropy: f64 = self.stationary.iter().map(|&p| minus_p_ln_p(p)).sum();
        let binary = |p: f64| minus_p_ln_p(p) + minus_p_ln_p(1.0 - p);
        let noise = (self.stationary.iter().enumerate())
            .map(|(state, pi)| pi * self.after(state).iter().map(|&p| binary(p)).sum::<f64>());
        entropy - noise.sum::<f64>()
    }

    /// C and E^(1) about the target rate.
    pub fn moments(&self) -> Moments {
        let n = self.network.neurons();
        let rate = self.network.firing().target_rate;
        let (mut covariance, mut lagged) = (Mat::zeros(n, n), Mat::zeros(n, n));
        for (state, pi) in self.stationary.iter().enumerate() {
            let deviation = |i: usize| f64::from((state >> i) as u32 & 1) - rate;
            for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
                covariance[(i, j)] += pi * deviation(i) * deviation(j);
                lagged[(i, j)] += pi * (self.after(state)[i] - rate) * deviation(j);
            }
        }
        Moments { covariance, lagged, centers: vec![rate; n], samples: usize::MAX }
    }

    /// Finds thresholds at which the rates are right: alternates between one step of the distribution and one of the
    /// thresholds, and where states are forgotten too slowly for this, goes on with Newton's method.
    fn settle(&mut self) -> Result<(), Error> {
        let goal = self.goal();
        for _ in 0..ALTERNATIONS {
            self.fill_probabilities();
            let change = self.iterate();
            let rates = self.rates();
            if goal.distance(&rates).max(change) < 1e-13 {
                return Ok(());
            }
            for (h, miss) in self.thresholds.iter_mut().zip(goal.misses(&rates)) {
                *h += 0.5 * miss.clamp(-1.0, 1.0);
            }
        }
        self.settle_by_newton(&goal)
    }

    /// Newton's method, until steps no longer help against rounding.
    fn settle_by_newton(&mut self, goal: &Goal) -> Result<(), Error> {
        let mut residual = f64::INFINITY;
        for _ in 0..NEWTON_STEPS {
            self.fill_probabilities();
            let neurons = self.network.neurons();
            let balance = Balance::new(&self.probabilities, neurons, goal.largest);
            let (stationary, slopes) = balance.response();
            self.stationary = stationary;
            let (rates, before) = (self.rates(), residual);
            residual = goal.distance(&rates);
            if residual < CLOSE && residual >= before / 2.0 {
                return Ok(());
            }
            for (h, step) in self.thresholds.iter_mut().zip(goal.steps(&rates, &slopes)) {
                *h += step;
            }
        }
        let (quantity, iterations) = ("the thresholds", ALTERNATIONS + NEWTON_STEPS);
        Err(Error::NotConverged { quantity, iterations, residual })
    }

    fn goal(&self) -> Goal {
        let firing = self.network.firing();
        Goal { rate: firing.target_rate, largest: firing.max_probability }
    }

    fn fill_probabilities(&mut self) {
        let n = self.network.neurons();
        let largest = self.network.firing().max_probability;
        let weights = self.network.weights();
        for (state, row) in self.probabilities.chunks_exact_mut(n).enumerate() {
            for (i, p) in row.iter_mut().enumerate() {
                let input = (0..n).filter(|j| state >> j & 1 == 1).map(|j| weights[(i, j)]);
                let u = input.sum::<f64>() - self.thresholds[i];
                *p = largest / (1.0 + (-u).exp());
            }
        }
    }

    /// One step of the distribution; returns how much it changed.
    fn iterate(&mut self) -> f64 {
        let mut next = vec![0.0; self.stationary.len()];
        let mut after = Vec::with_capacity(next.len());
        for (state, &pi) in self.stationary.iter().enumerate().filter(|(_, pi)| **pi > 0.0) {
            let factors = self.after(state).iter().map(|p| [1.0 - p, *p]);
            product_distribution(factors, &mut after);
            next.iter_mut().zip(&after).for_each(|(next, p)| *next += pi * p);
        }
        let total: f64 = next.iter().sum();
        next.iter_mut().for_each(|p| *p /= total);
        let change = next.iter().zip(&self.stationary).map(|(a, b)| (a - b).abs()).sum();
        self.stationary = next;
        change
    }

    fn rates(&self) -> Vec<f64> {
        let n = self.network.neurons();
        let rate = |i: usize| {
            let states = self.stationary.iter().enumerate();
            states.map(|(state, pi)| pi * self.after(state)[i]).sum()
        };
        (0..n).map(rate).collect()
    }
}

fn minus_p_ln_p(p: f64) -> f64 {
    if p > 0.0 { -p * p.ln() } else { 0.0 }
}
