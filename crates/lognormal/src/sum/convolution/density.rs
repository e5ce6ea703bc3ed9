//! The density of a sum on a grid.

use super::super::cumulants::LogCumulants;
use super::super::last_step::{LogDensity, Negligible, entropy_nats, negligible};
use super::grid::{Grid, range};
use crate::{Error, LogNormal};

/// The density of a sum of log-normals where it has its weight, as
/// [`Convolution`](crate::Convolution) finds it: for entropies and moments. Probabilities are those of
/// [`SumDistribution`](crate::SumDistribution).
///
/// ```
/// use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 5])?;
/// let density = sum.exact(Convolution::default())?;
/// assert!((density.total() - 1.0).abs() < 1e-9);
/// assert!((density.raw_moment(1).ln() - sum.ln_mean()).abs() < 1e-9);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SumDensity {
    pub(super) grid: Grid,
}

impl SumDensity {
    /// Natural logarithm of the density of w at `x`; −∞ where it is negligible
    /// (below e^−40 of its maximum).
    pub fn ln_pdf(&self, x: f64) -> f64 {
        if x > 0.0 { self.grid.ln_density(x.ln()) - x.ln() } else { f64::NEG_INFINITY }
    }

    /// The integral of the density: 1 up to the error of the method.
    pub fn total(&self) -> f64 {
        self.grid.integral(|_| 1.0)
    }

    /// The same distribution, if its density integrates to 1 within 10⁻³: a check for
    /// grids that miss part of it, not an estimate of the error.
    ///
    /// # Errors
    /// [`Error::Unresolved`] if not: the terms are too different for the grid.
    pub fn resolved(self) -> Result<Self, Error> {
        let total = self.total();
        if (total - 1.0).abs() < 1e-3 { Ok(self) } else { Err(Error::Unresolved { total }) }
    }

    /// Whether one of the terms is so large that it changes no digit of the sum if this part of it is left out.
    pub(super) fn will_be_negligible(&self, terms: &[LogNormal]) -> bool {
        let is_alone =
            |term: &LogNormal| negligible(self.grid.range(), range(*term)) == Some(Negligible::Sum);
        terms.iter().any(is_alone)
    }

    /// E w^k; infinite where it leaves the range of an `f64`.
    pub fn raw_moment(&self, k: u32) -> f64 {
        self.grid.integral(|z| (f64::from(k) * z).exp())
    }

    /// Differential entropy in nats.
    pub fn entropy_nats(&self) -> f64 {
        entropy_nats(self.grid.values())
    }

    /// Mean, variance, skewness and excess kurtosis of ln w.
    pub fn log_cumulants(&self) -> LogCumulants {
        let mean = self.grid.integral(|z| z);
        let central = |k: i32| self.grid.integral(|z| (z - mean).powi(k));
        let variance = central(2);
        let (skewness, kurtosis) = (central(3) / variance.powf(1.5), central(4) / variance.powi(2));
        LogCumulants { mean, variance, skewness, kurtosis: kurtosis - 3.0 }
    }
}
