//! Which distribution the sizes of bursts follow.

use super::avalanches::LARGEST;
use crate::Error;
use crate::error::{require_at_most, require_in};

/// A one-parameter distribution of sizes on a range.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum TailShape {
    /// The power law P(s) ∝ s^γ.
    Power,
    /// P(s) ∝ e^{γ s}.
    Exponential,
}

/// A distribution fitted to counts on a range of sizes by maximum likelihood.
///
/// ```
/// use synaptome_infomax::observables::{Tail, TailShape};
///
/// // P(2) : P(4) = 4 : 1 is a power law of exponent -2.
/// let tail = Tail::fit(TailShape::Power, &[0, 0, 400, 0, 100], 2, 4)?;
/// assert!(tail.exponent < -1.0 && tail.bursts == 500);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Tail {
    /// γ.
    pub exponent: f64,
    /// The mean log-likelihood per burst, in nats.
    pub ln_likelihood: f64,
    /// The Kolmogorov–Smirnov distance between counts and distribution.
    pub distance: f64,
    /// How many bursts lie in the range.
    pub bursts: u64,
}

impl Tail {
    /// Fits a distribution to `counts[s]` bursts of size s, for s from `low` to `high`.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if the range is empty or starts at 0, [`Error::TooLarge`] if it ends beyond
    /// 2²⁴, [`Error::Empty`] if no burst lies in it.
    pub fn fit(shape: TailShape, counts: &[u64], low: usize, high: usize) -> Result<Self, Error> {
        require_at_most("the largest size", high, LARGEST)?;
        require_in("the smallest size", low as f64, 1.0, high as f64)?;
        let within: Vec<(f64, f64)> = (low..=high)
            .map(|size| (size as f64, counts.get(size).copied().unwrap_or(0) as f64))
            .collect();
        let bursts: f64 = within.iter().map(|(_, count)| count).sum();
        if bursts <= 0.0 {
            return Err(Error::Empty { quantity: "the range of burst sizes" });
        }
        let mean =
            within.iter().map(|(size, count)| count * shape.feature(*size)).sum::<f64>() / bursts;
        let exponent = shape.solve(&within, mean);
        let ln_likelihood = exponent * mean - shape.ln_normaliser(&within, exponent);
        let distance = shape.distance(&within, exponent, bursts);
        Ok(Self { exponent, ln_likelihood, distance, bursts: bursts as u64 })
    }
}

impl TailShape {
    /// What γ multiplies in ln P.
    fn feature(self, size: f64) -> f64 {
        match self {
            Self::Power => size.ln(),
            Self::Exponential => size,
        }
    }

    fn ln_normaliser(self, sizes: &[(f64, f64)], exponent: f64) -> f64 {
        let terms = || sizes.iter().map(|(size, _)| exponent * self.feature(*size));
        let largest = terms().fold(f64::NEG_INFINITY, f64::max);
        largest + terms().map(|term| (term - largest).exp()).sum::<f64>().ln()
    }

    fn expectation(self, sizes: &[(f64, f64)], exponent: f64) -> f64 {
        let norm = self.ln_normaliser(sizes, exponent);
        let weight = |feature: f64| (exponent * feature - norm).exp() * feature;
        sizes.iter().map(|(size, _)| weight(self.feature(*size))).sum()
    }

    /// The likelihood is largest where the expected feature is the mean one; the expectation
    /// rises with γ.
    fn solve(self, sizes: &[(f64, f64)], mean: f64) -> f64 {
        let (mut low, mut high) = (-50.0, 50.0);
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if self.expectation(sizes, middle) < mean { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }

    fn distance(self, sizes: &[(f64, f64)], exponent: f64, bursts: f64) -> f64 {
        let norm = self.ln_normaliser(sizes, exponent);
        let (mut found, mut expected, mut largest) = (0.0, 0.0, 0.0_f64);
        for (size, count) in sizes {
            found += count / bursts;
            expected += (exponent * self.feature(*size) - norm).exp();
            largest = largest.max((found - expected).abs());
        }
        largest
    }
}
