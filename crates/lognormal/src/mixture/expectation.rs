//! Expectation and maximisation for a mixture of normal distributions of ln w.

use super::evidence::{Evidence, Prepared, Value};
use crate::log_domain::ln_sum_exp;

/// π_k, μ_k and σ_k of one part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) weight: f64,
    pub(super) mu: f64,
    pub(super) sigma: f64,
}

/// Sums over samples, each with the responsibility of one part.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    weight: f64,
    /// Of ln w less the old μ.
    first: f64,
    second: f64,
    /// The largest fraction of one value, and which.
    most: f64,
    at: f64,
}

/// A mixture on its way to the largest likelihood.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) parts: Vec<Part>,
    /// Σ ln f(ln w), or of probabilities of rounded samples, of the parts before the last step.
    pub(super) ln_likelihood: f64,
    /// For each part the value that takes most of it, with the fraction of it.
    heaviest: Vec<(f64, f64)>,
}

/// A part of which a value takes more than this has shrunk onto it.
const HEAVY: f64 = 0.9;

impl State {
    pub(super) fn new(parts: Vec<Part>) -> Self {
        Self { heaviest: vec![(0.0, 0.0); parts.len()], parts, ln_likelihood: f64::NEG_INFINITY }
    }

    /// One step of expectation and maximisation; no σ falls below `least_sigma`.
    pub(super) fn step(&mut self, values: &[Value], least_sigma: f64) {
        let parts = self.prepared();
        let mut sums = vec![Sums::default(); parts.len()];
        let mut evidence = Vec::with_capacity(parts.len());
        self.ln_likelihood = 0.0;
        for value in values {
            evidence.clear();
            evidence.extend(parts.iter().map(|part| value.of(part)));
            let whole = ln_sum_exp(evidence.iter().map(|own| own.ln));
            self.ln_likelihood += value.count * whole;
            for (sums, own) in sums.iter_mut().zip(&evidence) {
                sums.add(value.count * (own.ln - whole).exp(), value.ln, own);
            }
        }
        let total: f64 = values.iter().map(|value| value.count).sum();
        for ((part, sums), heaviest) in self.parts.iter_mut().zip(&sums).zip(&mut self.heaviest) {
            *part = sums.maximum(part.mu, total, least_sigma);
            *heaviest = (sums.at, sums.most / sums.weight);
        }
    }

    /// The logarithm of the likelihood of all values.
    pub(super) fn ln_likelihood_of(&self, values: &[Value]) -> f64 {
        let parts = self.prepared();
        let of_value = |value: &Value| {
            let whole = ln_sum_exp(parts.iter().map(|part| value.of(part).ln));
            let density_of_ln = if value.edges.is_none() { value.ln } else { 0.0 };
            value.count * (whole - density_of_ln)
        };
        values.iter().map(of_value).sum()
    }

    fn prepared(&self) -> Vec<Prepared> {
        self.parts.iter().copied().map(Prepared::new).collect()
    }

    /// The part that has shrunk onto a value: its μ and weight.
    pub(super) fn degenerate(&self, least_sigma: f64) -> Option<Part> {
        let mut pairs = self.parts.iter().zip(&self.heaviest);
        let shrunk = pairs.find(|(part, heaviest)| {
            let heavy = heaviest.1.is_nan() || heaviest.1 > HEAVY;
            heavy || part.sigma <= least_sigma || part.weight.is_nan() || part.weight <= 0.0
        });
        shrunk.map(|(part, heaviest)| Part { mu: heaviest.0, ..*part })
    }
}

impl Sums {
    fn add(&mut self, weight: f64, ln: f64, own: &Evidence) {
        self.weight += weight;
        self.first += weight * own.gap;
        self.second += weight * own.square;
        if weight > self.most {
            (self.most, self.at) = (weight, ln);
        }
    }

    fn maximum(&self, mu: f64, total: f64, least_sigma: f64) -> Part {
        let shift = self.first / self.weight;
        let variance = self.second / self.weight - shift * shift;
        let sigma = variance.max(0.0).sqrt().max(least_sigma);
        Part { weight: self.weight / total, mu: mu + shift, sigma }
    }
}
