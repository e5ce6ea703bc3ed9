//! The probabilities of a fitted distribution.

use super::exponential_family::{Exponents, exponent};
use super::kernel::Kernel;
use super::range::SizeRange;
use super::rounded::Rounded;
use super::sample::Sample;
use super::shape::TailShape;
use super::support::{Node, Reference, Support};

/// A distribution on a range of sizes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Model {
    pub(super) range: SizeRange,
    kind: Kind,
    /// The logarithm of what probabilities must be divided by.
    ln_normaliser: f64,
    reference: Reference,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Discrete(Exponents),
    Rounded(Rounded),
}

impl Kind {
    /// The distribution with these parameters, as users name them.
    pub(super) fn new(shape: TailShape, parameters: &[f64]) -> Option<Self> {
        let kind = match (shape, parameters) {
            (TailShape::Power, &[power]) => Self::Discrete([power, 0.0]),
            (TailShape::Exponential, &[rate]) => Self::Discrete([0.0, rate]),
            (TailShape::TruncatedPower, &[power, rate]) => Self::Discrete([power, -rate]),
            (TailShape::LogNormal, &[mu, sigma]) => {
                Self::Rounded(Rounded::new(Kernel::Normal, [1.0 / sigma, mu / sigma])?)
            }
            (TailShape::StretchedExponential, &[stretch, rate]) => {
                let parameters = [stretch, -stretch * rate.ln()];
                Self::Rounded(Rounded::new(Kernel::Gumbel, parameters)?)
            }
            _ => return None,
        };
        Some(kind)
    }
}

impl Model {
    pub(super) fn new(sample: &Sample, kind: Kind) -> Option<Self> {
        let (range, reference) = (sample.range, sample.reference);
        let ln_normaliser = match kind {
            Kind::Discrete(theta) => sample.support().moments(theta)?.ln_normaliser,
            Kind::Rounded(rounded) => rounded.ln_between(edge(range.low), end(range)),
        };
        ln_normaliser.is_finite().then_some(Self { range, kind, ln_normaliser, reference })
    }

    /// The logarithm of the probability of a size; −∞ outside of the range.
    pub(super) fn ln_probability(&self, size: u64) -> f64 {
        if !self.range.contains(size) {
            return f64::NEG_INFINITY;
        }
        let ln_weight = match self.kind {
            Kind::Discrete([power, rate]) => {
                let [ln_reference, reference] = self.reference;
                let size = size as f64;
                power * (size.ln() - ln_reference) + rate * (size - reference)
            }
            Kind::Rounded(rounded) => rounded.ln_between(edge(size), edge(size.saturating_add(1))),
        };
        ln_weight - self.ln_normaliser
    }

    /// The mean log-likelihood of observations.
    pub(super) fn mean_ln_probability(&self, sample: &Sample) -> f64 {
        match self.kind {
            Kind::Discrete([power, rate]) => {
                power * sample.mean[0] + rate * sample.mean[1] - self.ln_normaliser
            }
            Kind::Rounded(_) => {
                let terms = sample.counts.iter();
                let terms = terms.map(|&(size, n)| n as f64 * self.ln_probability(size));
                terms.sum::<f64>() / sample.total
            }
        }
    }

    /// Adds the probability of the sizes from `first` to `last` to a sum.
    pub(super) fn add_between(&self, first: u64, last: u64, sum: &mut f64) {
        if first > last {
            return;
        }
        match self.kind {
            Kind::Discrete(theta) => {
                let p =
                    |node: Node| node.weight * (exponent(theta, &node) - self.ln_normaliser).exp();
                let nodes = Support::of(SizeRange::from(first..=last), self.reference).nodes;
                nodes.into_iter().for_each(|node| *sum += p(node));
            }
            Kind::Rounded(rounded) => {
                let ln_between = rounded.ln_between(edge(first), edge(last.saturating_add(1)));
                *sum += (ln_between - self.ln_normaliser).exp();
            }
        }
    }
}

/// The logarithm of the number half-way to the size before.
pub(super) fn edge(size: u64) -> f64 {
    (size as f64 - 0.5).ln()
}

/// The logarithm of the number half-way after the last size.
pub(super) fn end(range: SizeRange) -> f64 {
    range.high.map_or(f64::INFINITY, |high| (high as f64 + 0.5).ln())
}
