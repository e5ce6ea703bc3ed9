//! The law of a sum by convolution on a logarithmic grid.

use super::approximation::SumApproximation;
use super::last_step::{LastStep, entropy_nats};
use crate::{Error, LogNormal, LogNormalSum};

mod grid;

use grid::Grid;

/// The density of ln w to any accuracy: terms are added one by one,
/// f_ln(S+Y)(z) = ∫ f_lnS(z + ln t) f_lnY(z + ln(1 − t)) du with t = 1/(1 + e^−u), on a
/// uniform grid in z, between whose points ln f is interpolated by quintics.
///
/// The quadrature converges exponentially, the interpolation with the sixth power of the
/// grid step; with the default resolution entropies are good to 10⁻⁹ nats where all σ_k are
/// alike. Terms that differ in σ by more than a factor of ten want more points;
/// [`entropy_with_error_nats`](Self::entropy_with_error_nats) tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Convolution {
    /// Points of the grid, 512.
    pub points: usize,
    /// Nodes of the integral at each of them, 96.
    pub nodes: usize,
}

impl Default for Convolution {
    fn default() -> Self {
        Self { points: 512, nodes: 96 }
    }
}

/// A number and how far off it may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Its estimated error.
    pub error: f64,
}

impl SumApproximation for Convolution {
    fn name(&self) -> &'static str {
        "exact convolution"
    }

    fn entropy_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        Ok(sum.exact(*self)?.resolved()?.entropy_nats())
    }

    fn information_of_last_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        self.require_resolution()?;
        let (others, last) = sum.split_last();
        let rest = self.density(&LogNormalSum::new(others.to_vec())?).resolved()?;
        Ok(self.add(&rest, last).resolved()?.entropy_nats() - rest.entropy_nats())
    }
}

impl Convolution {
    /// h(w) in nats, and its difference from the value at three quarters of the resolution.
    ///
    /// # Errors
    /// If the resolution is below 32 points or 8 nodes, or above 65,536.
    pub fn entropy_with_error_nats(&self, sum: &LogNormalSum) -> Result<Estimate, Error> {
        self.compare(|method| method.entropy_nats(sum))
    }

    /// What the sum tells about its last term in nats, with an error in the same way.
    ///
    /// # Errors
    /// As [`entropy_with_error_nats`](Self::entropy_with_error_nats), or if there is only
    /// one term.
    pub fn information_with_error_nats(&self, sum: &LogNormalSum) -> Result<Estimate, Error> {
        self.compare(|method| method.information_of_last_nats(sum))
    }

    fn compare(&self, run: impl Fn(&Self) -> Result<f64, Error>) -> Result<Estimate, Error> {
        let coarser = Self { points: self.points / 4 * 3, nodes: self.nodes / 4 * 3 };
        let value = run(self)?;
        Ok(Estimate { value, error: (value - run(&coarser)?).abs() })
    }

    fn density(&self, sum: &LogNormalSum) -> SumDensity {
        let (first, others) = sum.split_first();
        let start = SumDensity { grid: Grid::of_term(first, self.points) };
        others.iter().fold(start, |sum, term| self.add(&sum, *term))
    }

    fn add(&self, sum: &SumDensity, term: LogNormal) -> SumDensity {
        let mut step = LastStep::new(&sum.grid, term, grid::range(term), self.nodes);
        let range = step.range();
        SumDensity { grid: Grid::from_density(range, self.points, |z| step.density(z)) }
    }

    fn require_resolution(&self) -> Result<(), Error> {
        for (quantity, value, low) in [("points", self.points, 32), ("nodes", self.nodes, 8)] {
            let high = 1 << 16;
            if !(low..=high).contains(&value) {
                return Err(Error::BadResolution { quantity, low, high, value });
            }
        }
        Ok(())
    }
}

impl LogNormalSum {
    /// The law of the sum by [`Convolution`].
    ///
    /// # Errors
    /// If the resolution is below 32 points or 8 nodes, or above 65,536.
    pub fn exact(&self, method: Convolution) -> Result<SumDensity, Error> {
        method.require_resolution()?;
        Ok(method.density(self))
    }
}

/// The law of a sum of log-normals, as [`Convolution`] finds it.
///
/// ```
/// use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 5])?;
/// let law = sum.exact(Convolution::default())?;
/// assert!((law.total() - 1.0).abs() < 1e-9);
/// assert!((law.raw_moment(1).ln() - sum.ln_mean()).abs() < 1e-9);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SumDensity {
    grid: Grid,
}

impl SumDensity {
    /// Natural logarithm of the density of w at `x`; −∞ where it is negligible.
    pub fn ln_pdf(&self, x: f64) -> f64 {
        if x > 0.0 { self.grid.ln_density(x.ln()) - x.ln() } else { f64::NEG_INFINITY }
    }

    /// Pr(w ≤ x).
    pub fn cdf(&self, x: f64) -> f64 {
        if x > 0.0 { self.grid.below(x.ln()) } else { 0.0 }
    }

    /// The integral of the density: 1 up to the error of the method.
    pub fn total(&self) -> f64 {
        self.grid.integral(|_| 1.0)
    }

    /// The law itself, if its density integrates to 1 within 10⁻³: a check for
    /// grids that miss the law, not an estimate of the error.
    ///
    /// # Errors
    /// [`Error::Unresolved`] if not: the terms are too different for the grid.
    pub fn resolved(self) -> Result<Self, Error> {
        let total = self.total();
        if (total - 1.0).abs() < 1e-3 { Ok(self) } else { Err(Error::Unresolved { total }) }
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
    pub fn log_cumulants(&self) -> crate::LogCumulants {
        let mean = self.grid.integral(|z| z);
        let central = |k: i32| self.grid.integral(|z| (z - mean).powi(k));
        let variance = central(2);
        let (skewness, kurtosis) = (central(3) / variance.powf(1.5), central(4) / variance.powi(2));
        crate::LogCumulants { mean, variance, skewness, kurtosis: kurtosis - 3.0 }
    }
}
