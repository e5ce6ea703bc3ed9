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
    let is_below = |exponent: f64| {
        let moments = support.moments(feature.exponents(exponent));
        moments.is_some_and(|moments| feature.of(moments.mean) < mean)
    };
    let bracket = bracket(is_below).ok_or_else(|| sample.no_maximum("nearly all have one size"))?;
    Ok(bisect(bracket, is_below))
}

/// Ends between which the expectation, which rises with the exponent, comes to the mean.
fn bracket(is_below: impl Fn(f64) -> bool) -> Option<(f64, f64)> {
    let end = |sign: f64, found: &dyn Fn(f64) -> bool| {
        (0..64).map(|k| sign * 50.0 * 2.0_f64.powi(k)).find(|&exponent| found(exponent))
    };
    Some((end(-1.0, &is_below)?, end(1.0, &|exponent| !is_below(exponent))?))
}

fn bisect((mut low, mut high): (f64, f64), is_below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if is_below(middle) { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
