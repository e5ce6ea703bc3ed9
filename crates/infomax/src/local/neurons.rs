//! What each neuron and each pair of neurons knows under the local rule.

use std::ops::Range;

use super::firing::{Words, fire};
use super::gains::Gains;
use super::lateral::learn_and_pass;
use super::rule::{Decorrelation, Laterals, LocalRule};
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
    pub(super) fn step(
        &mut self,
        rule: &LocalRule,
        t: usize,
        network: &mut Network,
        words: &mut Words<'_>,
    ) {
        let before = network.state().to_vec();
        let Self { means, probabilities, xi, .. } = self;
        fire(network, &before, means, probabilities, xi, words);
        let epsilon = rule.lateral_rate.max(1.0 / (t as f64 + 200.0));
        self.learn_and_decorrelate(network.free(), epsilon, rule);
        self.learn_weights(rule.rate(t), rule.average_rate, network, &before);
    }

    /// C, the means, and u ≈ C⁻¹ξ.
    #[inline(always)]
    fn learn_and_decorrelate(&mut self, free: usize, epsilon: f64, rule: &LocalRule) {
        if rule.decorrelation == Decorrelation::OnePass && rule.laterals == Laterals::All {
            learn_and_pass(epsilon, &mut self.lateral, &self.xi, &mut self.u);
        } else {
            self.learn_lateral(free, epsilon, rule);
            self.decorrelate(free, rule);
        }
        for (mean, xi) in self.means.iter_mut().zip(&self.xi) {
            *mean += rule.average_rate * xi;
        }
    }

    /// C. Without decorrelation only the diagonal of C is ever read.
    #[inline(always)]
    fn learn_lateral(&mut self, free: usize, epsilon: f64, rule: &LocalRule) {
        let stride = self.xi.len();
        for k in 0..free {
            let xi_k = self.xi[k];
            let row = &mut self.lateral[k * stride..][..stride];
            for known in known(rule, k, free, stride) {
                for (c, xi) in row[known.clone()].iter_mut().zip(&self.xi[known]) {
                    *c += epsilon * (xi_k * xi - *c);
                }
            }
        }
    }

    /// u ≈ C⁻¹ξ.
    #[inline(always)]
    fn decorrelate(&mut self, free: usize, rule: &LocalRule) {
        let stride = self.xi.len();
        for k in 0..free {
            self.u[k] = self.xi[k] / self.lateral[k * stride + k];
        }
        match rule.decorrelation {
            Decorrelation::None => (),
            Decorrelation::OnePass => self.one_pass(free, rule),
            Decorrelation::Sweeps(sweeps) => self.sweep(free, sweeps, rule),
        }
    }

    #[inline(always)]
    fn one_pass(&mut self, free: usize, rule: &LocalRule) {
        let (stride, scaled) = (self.xi.len(), self.u.clone());
        for k in 0..free {
            let row = &self.lateral[k * stride..][..stride];
            let [one, other] = known(rule, k, free, stride);
            let all =
                dot(&row[one.clone()], &scaled[one]) + dot(&row[other.clone()], &scaled[other]);
            self.u[k] = scaled[k] - (all - row[k] * scaled[k]) / row[k];
        }
    }

    #[inline(always)]
    fn sweep(&mut self, free: usize, sweeps: usize, rule: &LocalRule) {
        let (stride, mut rest) = (self.xi.len(), self.xi.clone());
        self.u.fill(0.0);
        for k in (0..sweeps).flat_map(|_| 0..free) {
            let row = &self.lateral[k * stride..][..stride];
            let step = rest[k] / row[k];
            self.u[k] += step;
            for known in known(rule, k, free, stride) {
                let (rest, row) = (&mut rest[known.clone()], &row[known]);
                rest.iter_mut().zip(row).for_each(|(rest, c)| *rest -= step * c);
            }
        }
    }

    #[inline(always)]
    fn learn_weights(&mut self, rate: f64, average: f64, network: &mut Network, before: &[u16]) {
        let (free, stride, firing) = (network.free(), network.stride(), network.firing());
        let gains = Gains {
            learning_rate: rate,
            average_rate: average,
            own: 1.0 / (firing.target_rate * (1.0 - firing.target_rate)),
            inverse_max: 1.0 / firing.max_probability,
        };
        let Self { u, xi, probabilities, mean_u2, mean_gain, mean_gain_b, .. } = self;
        let known = [u, xi, probabilities].map(|list| &list[..free]);
        let averages = [mean_u2, mean_gain, mean_gain_b].map(|list| &mut list[..free]);
        let mut changes = vec![0.0; stride];
        gains.changes(known, averages, &mut changes[..free]);
        for &l in before {
            let column = &mut network.columns_mut()[usize::from(l) * stride..][..stride];
            column.iter_mut().zip(&changes).for_each(|(weight, change)| *weight += change);
        }
    }
}

/// The neurons whose connections with neuron k are known, itself among them, in one or two stretches of
/// the padded list.
#[inline(always)]
fn known(rule: &LocalRule, k: usize, free: usize, stride: usize) -> [Range<usize>; 2] {
    match (rule.decorrelation, rule.laterals) {
        (Decorrelation::None, _) => [k..k + 1, 0..0],
        (_, Laterals::Ring(reach)) if reach < free / 2 => ring(k, reach, free),
        _ => [0..stride, 0..0],
    }
}

/// The neurons of a ring up to `reach` places from neuron k.
#[inline(always)]
fn ring(k: usize, reach: usize, free: usize) -> [Range<usize>; 2] {
    let end = k + reach + 1;
    match (k.checked_sub(reach), end.checked_sub(free)) {
        (None, _) => [0..end, free + k - reach..free],
        (Some(first), Some(wrapped)) => [first..free, 0..wrapped],
        (Some(first), None) => [first..end, 0..0],
    }
}

/// The scalar product in eight partial sums, which vector units can keep apart.
#[inline(always)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (mut a, mut b) = (a.chunks_exact(8), b.chunks_exact(8));
    for (a, b) in a.by_ref().zip(b.by_ref()) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b);
    sums.iter().sum::<f64>() + rest.sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::ring;

    #[test]
    fn a_ring_has_the_neurons_within_reach_once_each() {
        for (free, reach) in [(5, 1), (7, 2), (10, 4), (50, 24), (51, 24)] {
            for k in 0..free {
                let mut found: Vec<usize> = ring(k, reach, free).into_iter().flatten().collect();
                found.sort_unstable();
                let near = |j: &usize| {
                    let apart = j.abs_diff(k);
                    apart.min(free - apart) <= reach
                };
                assert_eq!(found, (0..free).filter(near).collect::<Vec<_>>());
            }
        }
    }
}
