//! What each neuron and each synapse knows under the pairwise rule.

use super::firing::{Words, fire};
use super::pairwise::PairwiseRule;
use crate::Network;

/// What is remembered; every list has the padded length.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Traces {
    means: Vec<f64>,
    /// E_kl, column l after column.
    covariances: Vec<f64>,
    probabilities: Vec<f64>,
    xi: Vec<f64>,
    /// ξ one step before.
    xi_before: Vec<f64>,
}

impl Traces {
    pub(super) fn new(network: &Network) -> Self {
        let (n, stride) = (network.free(), network.stride());
        let of = |value: f64| vec![value; stride];
        Self {
            means: of(network.firing().target_rate),
            covariances: vec![0.0; n * stride],
            probabilities: of(0.0),
            xi: of(0.0),
            xi_before: of(0.0),
        }
    }

    /// All that is remembered.
    pub(super) fn lists(&self) -> [&Vec<f64>; 5] {
        let Self { means, covariances, probabilities, xi, xi_before } = self;
        [means, covariances, probabilities, xi, xi_before]
    }

    /// The same, to be restored.
    pub(super) fn lists_mut(&mut self) -> [&mut Vec<f64>; 5] {
        let Self { means, covariances, probabilities, xi, xi_before } = self;
        [means, covariances, probabilities, xi, xi_before]
    }

    /// Step `t` of the network and of its weights.
    #[inline(always)]
    pub(super) fn step(
        &mut self,
        rule: &PairwiseRule,
        t: usize,
        network: &mut Network,
        words: &mut Words<'_>,
    ) {
        let before = network.state().to_vec();
        std::mem::swap(&mut self.xi, &mut self.xi_before);
        let Self { means, probabilities, xi, .. } = self;
        fire(network, &before, means, probabilities, xi, words);
        self.follow(network.free(), rule.trace_rate.max(1.0 / (t as f64 + 200.0)));
        self.learn_weights(rule.course().rate(t), network, &before);
        for (mean, xi) in self.means.iter_mut().zip(&self.xi) {
            *mean += rule.average_rate * xi;
        }
    }

    /// The traces of the covariances.
    #[inline(always)]
    fn follow(&mut self, free: usize, epsilon: f64) {
        let stride = self.xi.len();
        for l in 0..free {
            let before = self.xi_before[l];
            let column = &mut self.covariances[l * stride..][..stride];
            for (covariance, xi) in column.iter_mut().zip(&self.xi) {
                *covariance += epsilon * (xi * before - *covariance);
            }
        }
    }

    #[inline(always)]
    fn learn_weights(&mut self, rate: f64, network: &mut Network, before: &[u16]) {
        let (stride, inverse_max) = (network.stride(), 1.0 / network.firing().max_probability);
        let variance = |mean: f64| mean * (1.0 - mean);
        let mut change = vec![0.0; stride];
        let own = self.probabilities.iter().zip(&self.means);
        for (change, (p, mean)) in change.iter_mut().zip(own).take(network.free()) {
            *change = rate * p * (1.0 - p * inverse_max) / variance(*mean);
        }
        for &l in before {
            let l = usize::from(l);
            // ξ_l/C_ll of a neuron that fired.
            let scale = 1.0 / self.means[l];
            let column = &mut network.columns_mut()[l * stride..][..stride];
            let traces = &self.covariances[l * stride..][..stride];
            for ((weight, change), trace) in column.iter_mut().zip(&change).zip(traces) {
                *weight += scale * change * trace;
            }
        }
    }
}
