//! The normal-inverse-Gaussian recursion with an exact last step.

use super::approximation::SumApproximation;
use super::cumulants::LogCumulants;
use super::last_step::{LastStep, LogDensity, Negligible, entropy_nats, negligible};
use crate::error::{require_finite, require_in};
use crate::{Error, LogNormal, LogNormalSum, softplus};

mod bessel;
mod density;
mod recursion;

use density::Density;

/// Carries the mean, variance, skewness and kurtosis of ln S from term to term, S taken
/// for normal-inverse-Gaussian in between, and adds the last term by quadrature.
///
/// The information MI = h(S + Y) − h(S) is evaluated exactly for an approximate S, so the
/// errors of two entropies do not add up. The distribution has four given cumulants in closed
/// form, every weight of the recursion is positive, nothing is random, and the result is smooth
/// in the parameters and kept above the bound of the entropy power inequality, so never negative.
///
/// Not for extreme heterogeneity: with σ_k from 0.05 to 4 and means e^±3 in one sum the
/// median error is 5 %, and 10 % of the sums miss by more than 80 % (Fenton–Wilkinson
/// misses half of them by 64 %).
///
/// ```
/// use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum, NormalInverseGaussian, SumApproximation};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
/// let exact = Convolution::default().information_of_last_nats(&sum)?;
/// let quick = NormalInverseGaussian::default().information_of_last_nats(&sum)?;
/// assert!((quick / exact - 1.0).abs() < 0.01);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NormalInverseGaussian {
    /// Points z at which the density of the sum is evaluated; 64.
    pub points: usize,
    /// Nodes of the integral at each; 32.
    pub nodes: usize,
}

impl Default for NormalInverseGaussian {
    fn default() -> Self {
        Self { points: 64, nodes: 32 }
    }
}

/// Most points and nodes.
const MOST: f64 = 65_536.0;
/// Smoothing of the maximum of estimate and bound, relative to the bound.
const SMOOTHING: f64 = 1e-3;

impl SumApproximation for NormalInverseGaussian {
    fn name(&self) -> &'static str {
        "NIG recursion"
    }

    fn entropy_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        let (others, last) = sum.split_last();
        if others.is_empty() {
            return Ok(last.entropy_nats());
        }
        Ok(self.entropies(others, last)?.with)
    }

    /// ½\[I + E + √((I − E)² + (10⁻³E)²)\], the smooth maximum of the quadrature I and the
    /// bound E = ½ ln(1 + e^(2h(Y) − 2h(S))); I itself where Y or S changes no digit of the sum.
    fn information_of_last_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        let (others, last) = sum.split_last();
        if others.is_empty() {
            return Err(Error::Empty { quantity: "the sum without its last term" });
        }
        let Entropies { with, without, quadrature } = self.entropies(others, last)?;
        if !quadrature {
            return Ok((with - without).max(0.0));
        }
        let bound = 0.5 * softplus(2.0 * (last.entropy_nats() - without));
        let information = with - without;
        let root = (information - bound).hypot(SMOOTHING * bound);
        Ok(0.5 * (information + bound + root))
    }
}

/// Of a sum S + Y.
struct Entropies {
    /// h(S + Y).
    with: f64,
    /// h(S).
    without: f64,
    /// Whether `with` is an integral: not if Y or S changes no digit.
    quadrature: bool,
}

impl NormalInverseGaussian {
    fn entropies(&self, others: &[LogNormal], last: LogNormal) -> Result<Entropies, Error> {
        self.require_resolution()?;
        let density = Density::of(&recursion::cumulants(others)?);
        let range = (last.mu() - 6.0 * last.sigma(), last.mu() + 6.0 * last.sigma());
        let without = require_finite("an entropy", density.entropy_nats(self.points))?;
        let found = negligible(density.range(), range);
        let with = match found {
            Some(Negligible::Sum) => last.entropy_nats(),
            Some(Negligible::Term) => without,
            None => {
                let step = LastStep::new(&density, last, range, self.nodes);
                self.entropy_of_sum(step, &density, last)
            }
        };
        let with = require_finite("an entropy", with)?;
        Ok(Entropies { with, without, quadrature: found.is_none() })
    }

    /// z = c + 3σ_c sinh τ, narrow where the narrower of the two distributions is.
    fn entropy_of_sum(
        &self,
        mut step: LastStep<'_, Density>,
        rest: &Density,
        last: LogNormal,
    ) -> f64 {
        let (precision, own) = (1.0 / rest.variance(), last.sigma().powi(-2));
        let width = 3.0 / (precision + own).sqrt();
        let center = (rest.mean() * precision + last.mu() * own) / (precision + own);
        let (low, high) = step.range();
        let (low, high) = (((low - center) / width).asinh(), ((high - center) / width).asinh());
        let spacing = (high - low) / (self.points as f64 + 1.0);
        let values = (1..=self.points).map(|i| {
            let tau = low + spacing * i as f64;
            let z = center + width * tau.sinh();
            (z, step.density(z), width * tau.cosh() * spacing)
        });
        entropy_nats(values)
    }

    fn require_resolution(&self) -> Result<(), Error> {
        require_in("the number of points", self.points as f64, 4.0, MOST)?;
        require_in("the number of nodes", self.nodes as f64, 4.0, MOST).map(drop)
    }
}

impl LogNormalSum {
    /// Mean, variance, skewness and excess kurtosis of ln w by the recursion of
    /// [`NormalInverseGaussian`], terms added in order.
    ///
    /// The variance errs by less than 3 % for 2 to 11 terms with μ_k in ±1 and σ_k in 1 to 1.5. If narrow terms are added to
    /// a wide one that they outweigh, it is too large: of all such sums with σ_k in 0.3 to 1.5, a search found 15.7 % at
    /// most, for one term with μ = −1 and σ = 0.3, one with μ = −0.4 and σ = 1.5 and then nine with μ = 1 and σ = 0.3.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// assert!(sum.log_cumulants()?.variance < 1.0); // the sum is narrower than a term
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If one of them leaves the range of an `f64`.
    pub fn log_cumulants(&self) -> Result<LogCumulants, Error> {
        recursion::cumulants(self.terms())
    }
}
