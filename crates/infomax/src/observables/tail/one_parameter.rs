//! Fits of the power law and of the exponential.

use super::exponential_family::{Exponents, Moments};
use super::sample::Sample;
use crate::Error;

/// Which of the two features ln s and s has the exponent.
#[derive(Clone, Copy)]
pub(super) enum Feature {
    LnSize,
    Size,
}

impl Feature {
    pub(super) fn exponents(self, exponent: f64) -> Exponents {
        match self {
            Self::LnSize => [exponent, 0.0],
            Self::Size => [0.0, exponent],
        }
    }

    /// What belongs to this feature.
    fn of(self, both: [f64; 2]) -> f64 {
        match self {
            Self::LnSize => both[0],
            Self::Size => both[1],
        }
    }

    pub(super) fn variance(self, moments: &Moments) -> f64 {
        let [ln_size, _, size] = moments.covariance;
        self.of([ln_size, size])
    }
}

/// The exponent with the largest likelihood, where the expected feature is the mean one.
pub(super) fn fit(sample: &Sample, feature: Feature) -> Result<f64, Error> {
    sample.require_inside()?;
    let support = sample.support();
    let mean = feature.of(sample.mean);
    let excess = |exponent: f64| {
        let moments = support.moments(feature.exponents(exponent))?;
        Some((feature.of(moments.mean) - mean, feature.variance(&moments)))
    };
    let bracket = bracket(excess).ok_or_else(|| sample.no_maximum("nearly all have one size"))?;
    // Where all terms are few and near 1, halving the bracket is quick, and ends at the last digit that
    // rounding leaves.
    let is_short = sample.reference == [0.0; 2];
    Ok(bisect(if is_short { bracket } else { narrow(bracket, excess) }, excess))
}

/// By how much the expectation exceeds the mean, and its slope; none if it is infinite.
trait Excess: Fn(f64) -> Option<(f64, f64)> + Copy {
    fn is_below(self, exponent: f64) -> bool {
        self(exponent).is_some_and(|(excess, _)| excess < 0.0)
    }
}

impl<F: Fn(f64) -> Option<(f64, f64)> + Copy> Excess for F {}

/// Ends between which the expectation, which rises with the exponent, comes to the mean.
fn bracket(excess: impl Excess) -> Option<(f64, f64)> {
    let mut ends = (0..64).map(|k| 50.0 * 2.0_f64.powi(k));
    let low = ends.clone().map(|end| -end).find(|&end| excess.is_below(end))?;
    Some((low, ends.find(|&end| !excess.is_below(end))?))
}

/// A much narrower bracket, by Newton's method, which is kept within the bracket.
fn narrow((mut low, mut high): (f64, f64), excess: impl Excess) -> (f64, f64) {
    let mut at = 0.5 * (low + high);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        let Some((beyond, slope)) = excess(at) else {
            (high, at) = (at, 0.5 * (low + at));
            continue;
        };
        if beyond < 0.0 {
            low = at;
        } else {
            high = at;
        }
        let next = at - beyond / slope;
        let is_there = (next - at).abs() <= 1e-14 * at.abs();
        at = if next > low && next < high { next } else { middle };
        if is_there {
            break;
        }
    }
    let near = |k: i32| 4.0_f64.powi(k) * f64::EPSILON * at.abs().max(1e-3);
    let ends = (1..20).map(|k| (at - near(k), at + near(k)));
    let mut around = ends.filter(|ends| ends.0 > low && ends.1 < high);
    around.find(|ends| excess.is_below(ends.0) && !excess.is_below(ends.1)).unwrap_or((low, high))
}

fn bisect((mut low, mut high): (f64, f64), excess: impl Excess) -> f64 {
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if excess.is_below(middle) { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
