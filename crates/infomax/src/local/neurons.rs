//! What each neuron and each pair of neurons knows under the local rule.

use rand::{Rng, RngExt};

use super::rule::{Decorrelation, LocalRule};
use crate::Network;

/// What the neurons remember; every list has the padded length.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Neurons {
    means: Vec<f64>,
    lateral: Vec<f64>,
    mean_u2: Vec<f64>,
    mean_gain: Vec<f64>,
    mean_gain_b: Vec<f64>,
    probabilities: Vec<f64>,
    xi: Vec<f64>,
    u: Vec<f64>,
}

impl Neurons {
    pub(super) fn new(network: &Network) -> Self {
        let rate = network.firing().target_rate;
        let (n, stride) = (network.free(), network.stride());
        let variance = rate * (1.0 - rate);
        let mut lateral = vec![0.0; n * stride];
        (0..n).for_each(|k| lateral[k * stride + k] = variance);
        let of = |value: f64| vec![value; stride];
        Self {
            means: of(rate),
            lateral,
            mean_u2: of(1.0 / variance),
            mean_gain: of(variance),
            mean_gain_b: of(0.0),
            probabilities: of(0.0),
            xi: of(0.0),
            u: of(0.0),
        }
    }

    /// All that is remembered.
    pub(super) fn lists(&self) -> [&Vec<f64>; 8] {
        let Self { means, lateral, mean_u2, mean_gain, mean_gain_b, probabilities, xi, u } = self;
        [means, lateral, mean_u2, mean_gain, mean_gain_b, probabilities, xi, u]
    }

    /// The same, to be restored.
    pub(super) fn lists_mut(&mut self) -> [&mut Vec<f64>; 8] {
        let Self { means, lateral, mean_u2, mean_gain, mean_gain_b, probabilities, xi, u } = self;
        [means, lateral, mean_u2, mean_gain, mean_gain_b, probabilities, xi, u]
    }

    /// Step `t` of the network and of its weights.
    #[inline(always)]
    pub(super) fn step<R: Rng + ?Sized>(
        &mut self,
        rule: &LocalRule,
        t: usize,
        network: &mut Network,
        rng: &mut R,
    ) {
        let before = network.state().to_vec();
        self.fire(network, &before, rng);
        let epsilon = rule.lateral_rate.max(1.0 / (t as f64 + 200.0));
        self.learn_lateral(network.free(), epsilon, rule);
        self.decorrelate(network.free(), rule.decorrelation);
        self.learn_weights(rule.rate(t), rule.average_rate, network, &before);
    }

    /// One step of the network; ξ of the new state.
    #[inline(always)]
    fn fire<R: Rng + ?Sized>(&mut self, network: &mut Network, before: &[u16], rng: &mut R) {
        let thresholds = network.padded_thresholds().to_vec();
        network.probabilities(before, &thresholds, &mut self.probabilities);
        let free = network.free();
        let chance = |i: &usize| rng.random_range(0.0..1.0) < self.probabilities[*i];
        let firing: Vec<u16> = (0..free).filter(chance).map(|i| i as u16).collect();
        for (xi, mean) in self.xi.iter_mut().zip(&self.means) {
            *xi = -mean;
        }
        self.xi[free..].fill(0.0);
        firing.iter().for_each(|&i| self.xi[usize::from(i)] += 1.0);
        network.enter(firing);
    }

    /// C and the means. Without decorrelation only the diagonal of C is ever read.
    #[inline(always)]
    fn learn_lateral(&mut self, free: usize, epsilon: f64, rule: &LocalRule) {
        let (stride, average) = (self.xi.len(), rule.average_rate);
        let all = rule.decorrelation != Decorrelation::None;
        for k in 0..free {
            let xi_k = self.xi[k];
            let read = if all { 0..stride } else { k..k + 1 };
            let row = &mut self.lateral[k * stride..][read.clone()];
            for (c, xi) in row.iter_mut().zip(&self.xi[read]) {
                *c += epsilon * (xi_k * xi - *c);
            }
        }
        for (mean, xi) in self.means.iter_mut().zip(&self.xi) {
            *mean += average * xi;
        }
    }

    /// u ≈ C⁻¹ξ.
    #[inline(always)]
    fn decorrelate(&mut self, free: usize, how: Decorrelation) {
        let stride = self.xi.len();
        let diagonal = |lateral: &[f64], k: usize| lateral[k * stride + k];
        for k in 0..free {
            self.u[k] = self.xi[k] / diagonal(&self.lateral, k);
        }
        match how {
            Decorrelation::None => (),
            Decorrelation::OnePass => self.one_pass(free),
            Decorrelation::Sweeps(sweeps) => self.sweep(free, sweeps),
        }
    }

    #[inline(always)]
    fn one_pass(&mut self, free: usize) {
        let (stride, scaled) = (self.xi.len(), self.u.clone());
        for k in 0..free {
            let row = &self.lateral[k * stride..][..stride];
            let others = dot(row, &scaled) - row[k] * scaled[k];
            self.u[k] = scaled[k] - others / row[k];
        }
    }

    #[inline(always)]
    fn sweep(&mut self, free: usize, sweeps: usize) {
        let (stride, mut rest) = (self.xi.len(), self.xi.clone());
        self.u.fill(0.0);
        for k in (0..sweeps).flat_map(|_| 0..free) {
            let row = &self.lateral[k * stride..][..stride];
            let step = rest[k] / row[k];
            self.u[k] += step;
            rest.iter_mut().zip(row).for_each(|(rest, c)| *rest -= step * c);
        }
    }

    #[inline(always)]
    fn learn_weights(&mut self, rate: f64, average: f64, network: &mut Network, before: &[u16]) {
        let (p_bar, inverse_max) =
            (network.firing().target_rate, 1.0 / network.firing().max_probability);
        let own = 1.0 / (p_bar * (1.0 - p_bar));
        let (free, stride) = (network.free(), network.stride());
        let mut change = vec![0.0; stride];
        for (k, change) in change[..free].iter_mut().enumerate() {
            let (u, xi, p) = (self.u[k], self.xi[k], self.probabilities[k]);
            let gain = p * (1.0 - p * inverse_max);
            let b = u - self.mean_u2[k] * xi + own * xi;
            *change = rate * gain * (b - self.mean_gain_b[k] / self.mean_gain[k]);
            self.mean_u2[k] += average * (u * u - self.mean_u2[k]);
            self.mean_gain[k] += average * (gain - self.mean_gain[k]);
            self.mean_gain_b[k] += average * (gain * b - self.mean_gain_b[k]);
        }
        for &l in before {
            let column = &mut network.columns_mut()[usize::from(l) * stride..][..stride];
            column.iter_mut().zip(&change).for_each(|(weight, change)| *weight += change);
        }
    }
}

/// The scalar product in eight partial sums, which vector units can keep apart.
#[inline(always)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum()
}
