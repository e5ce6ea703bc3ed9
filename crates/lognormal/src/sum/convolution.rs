//! The exact distribution of a sum, by convolution on a logarithmic grid.

use super::approximation::{SumApproximation, difference};
use super::estimate::Estimate;
use super::last_step::{LastStep, LogDensity, Negligible, negligible};
use crate::error::require_in;
use crate::{Error, LogNormal, LogNormalSum};

pub(crate) mod density;
mod grid;

use density::SumDensity;
use grid::Grid;

/// The density of ln w to any accuracy: terms are added one by one,
/// f_ln(S+Y)(z) = ∫ f_lnS(z + ln t) f_lnY(z + ln(1 − t)) du with t = 1/(1 + e^−u), on a
/// uniform grid in z, between whose points ln f is interpolated by quintics.
///
/// The quadrature converges exponentially, the interpolation with the sixth power of the
/// grid step; with the default resolution entropies are good to 10⁻⁹ nats where all σ_k are
/// alike. Terms that differ in σ by more than a factor of ten need more points;
/// [`entropy_with_error_nats`](Self::entropy_with_error_nats) estimates the error.
///
/// ```
/// use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
/// let found = Convolution::default().information_with_error_nats(&sum)?;
/// assert!(found.error < 1e-6 * found.value);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Convolution {
    /// Points of the grid, 512.
    pub points: usize,
    /// Nodes of the integral at each of them, 96.
    pub nodes: usize,
}

/// An information that is negative by less than this is 0 within the error of the grid.
const NEGLIGIBLE_NATS: f64 = 1e-6;
/// A density that misses more than this of 1 is of no use.
const LOST: f64 = 0.01;
/// Most points and nodes.
const MOST: f64 = 65_536.0;

impl Default for Convolution {
    fn default() -> Self {
        Self { points: 512, nodes: 96 }
    }
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
        let (_, last) = sum.split_last();
        let rest = self.density(&sum.without_last()?)?.resolved()?;
        let with = self.add(&rest, last).resolved()?.entropy_nats();
        difference(self.name(), with, rest.entropy_nats(), NEGLIGIBLE_NATS)
    }
}

impl Convolution {
    /// h(w) in nats, and its difference from the value at three quarters of the resolution.
    ///
    /// # Errors
    /// If the resolution is below 32 points or 8 nodes, or above 65,536; [`Error::Unresolved`] if three quarters of it are too few.
    pub fn entropy_with_error_nats(&self, sum: &LogNormalSum) -> Result<Estimate, Error> {
        self.compare(|method| method.entropy_nats(sum))
    }

    /// The information about the last term in nats, with an error in the same way.
    ///
    /// # Errors
    /// As [`entropy_with_error_nats`](Self::entropy_with_error_nats), or if there is only
    /// one term.
    pub fn information_with_error_nats(&self, sum: &LogNormalSum) -> Result<Estimate, Error> {
        self.compare(|method| method.information_of_last_nats(sum))
    }

    fn compare(&self, run: impl Fn(&Self) -> Result<f64, Error>) -> Result<Estimate, Error> {
        // The coarser grid is quicker, and the first to fail.
        let coarser = run(&Self { points: self.points / 4 * 3, nodes: self.nodes / 4 * 3 })?;
        let value = run(self)?;
        Ok(Estimate { value, error: (value - coarser).abs() })
    }

    /// The density, or an error as soon as it has lost what no further term brings back.
    fn density(&self, sum: &LogNormalSum) -> Result<SumDensity, Error> {
        let (first, others) = sum.split_first();
        let mut density = SumDensity { grid: Grid::of_term(first, self.points) };
        for (place, term) in others.iter().enumerate() {
            density = self.add(&density, *term);
            let total = density.total();
            if (total - 1.0).abs() > LOST && !density.will_be_negligible(&others[place + 1..]) {
                return Err(Error::Unresolved { total });
            }
        }
        Ok(density)
    }

    fn add(&self, sum: &SumDensity, term: LogNormal) -> SumDensity {
        let term_range = grid::range(term);
        match negligible(sum.grid.range(), term_range) {
            Some(Negligible::Sum) => return SumDensity { grid: Grid::of_term(term, self.points) },
            Some(Negligible::Term) => return sum.clone(),
            None => {}
        }
        let mut step = LastStep::new(&sum.grid, term, term_range, self.nodes);
        let range = step.range();
        SumDensity { grid: Grid::from_density(range, self.points, |z| step.density(z)) }
    }

    fn require_resolution(&self) -> Result<(), Error> {
        require_in("the number of points", self.points as f64, 32.0, MOST)?;
        require_in("the number of nodes", self.nodes as f64, 8.0, MOST).map(drop)
    }
}

impl LogNormalSum {
    /// The distribution of the sum by [`Convolution`].
    ///
    /// ```
    /// use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// let density = sum.exact(Convolution::default())?;
    /// assert!((density.total() - 1.0).abs() < 1e-9);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the resolution is below 32 points or 8 nodes, or above 65,536; [`Error::Unresolved`] if the density of the sum, or of its
    /// first terms, integrates to 1 with an error of more than 0.01.
    pub fn exact(&self, method: Convolution) -> Result<SumDensity, Error> {
        method.require_resolution()?;
        method.density(self)
    }
}
