//! Matching the Laplace transform of the sum at two points.

use super::approximation::{SumApproximation, information_nats};
use super::gaussian::Gaussian;
use crate::error::require_positive;
use crate::{Error, LogNormal, LogNormalSum};

/// The log-normal X with E e^−sX = Π_k E e^−sY_k at two points s, in units of 1/e^A of
/// the Schwartz–Yeh fit (N. B. Mehta, J. Wu, A. F. Molisch & J. Zhang, IEEE Trans.
/// Wireless Commun. 6, 2690, 2007). Small s weigh the right tail, large ones the left.
///
/// The two equations are solved by Newton's method; where it does not converge the answer
/// is [`Error::NotConverged`].
///
/// ```
/// use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum, MgfMatching, SumApproximation};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
/// let exact = Convolution::default().information_of_last_nats(&sum)?;
/// let quick = MgfMatching::default().information_of_last_nats(&sum)?;
/// assert!((quick / exact - 1.0).abs() < 0.2);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MgfMatching {
    /// The smaller point; 0.2 in the original.
    pub near: f64,
    /// The larger point; 1 in the original.
    pub far: f64,
}

impl Default for MgfMatching {
    fn default() -> Self {
        Self { near: 0.2, far: 1.0 }
    }
}

impl SumApproximation for MgfMatching {
    fn name(&self) -> &'static str {
        "MGF matching"
    }

    fn entropy_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        Ok(sum.mgf_matching(*self)?.entropy_nats())
    }

    fn information_of_last_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        information_nats(self, sum, 10.0 * LAST_STEP)
    }
}

impl LogNormalSum {
    /// The log-normal by which [`MgfMatching`] approximates the sum.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum, MgfMatching};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// let fit = sum.mgf_matching(MgfMatching::default())?;
    /// assert!((fit.median() - sum.distribution()?.quantile(0.5)?).abs() < 0.3);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the points are not positive, finite and different, or Newton's method does not
    /// converge.
    pub fn mgf_matching(&self, at: MgfMatching) -> Result<LogNormal, Error> {
        at.require_valid()?;
        let (start, rule) = (self.schwartz_yeh()?, Gaussian::new());
        let ln_points = at.ln_points(start);
        let target = |ln_s| self.iter().map(|t| transform(&rule, t.mu(), t.sigma(), ln_s).0).sum();
        solve(&rule, ln_points.map(target), ln_points, start)
    }
}

impl MgfMatching {
    pub(super) fn require_valid(self) -> Result<(), Error> {
        require_positive("near", self.near)?;
        require_positive("far - near", self.far - self.near).map(drop)
    }

    /// ln s of both points, in units of the median of `start`.
    pub(super) fn ln_points(self, start: LogNormal) -> [f64; 2] {
        [self.near, self.far].map(|s| s.ln() - start.mu())
    }
}

/// Most iterations of Newton's method.
const ITERATIONS: usize = 50;
/// It ends with steps of less than this.
const LAST_STEP: f64 = 1e-11;

/// Newton's method for (μ, ln σ) with these ln E e^−sX.
pub(super) fn solve(
    rule: &Gaussian,
    targets: [f64; 2],
    ln_points: [f64; 2],
    start: LogNormal,
) -> Result<LogNormal, Error> {
    let (mut mu, mut ln_sigma, mut residual) = (start.mu(), start.sigma().ln(), f64::INFINITY);
    for _ in 0..ITERATIONS {
        let found = ln_points.map(|ln_s| transform(rule, mu, ln_sigma.exp(), ln_s));
        let (step, ln_step) = newton_step(targets, found);
        mu += step.clamp(-1.0, 1.0);
        ln_sigma += ln_step.clamp(-0.5, 0.5);
        residual = step.abs() + ln_step.abs();
        if residual < LAST_STEP {
            return LogNormal::new(mu, ln_sigma.exp());
        }
    }
    let quantity = "moment-generating-function matching";
    Err(Error::NotConverged { quantity, iterations: ITERATIONS, residual })
}

/// The step of (μ, ln σ) from the transforms at both points and their derivatives.
fn newton_step(targets: [f64; 2], [near, far]: [(f64, f64, f64); 2]) -> (f64, f64) {
    let miss = [targets[0] - near.0, targets[1] - far.0];
    let determinant = near.1 * far.2 - near.2 * far.1;
    let step = (miss[0] * far.2 - miss[1] * near.2) / determinant;
    (step, (miss[1] * near.1 - miss[0] * far.1) / determinant)
}

/// ln E e^−sX and its derivatives by μ and by ln σ.
fn transform(rule: &Gaussian, mu: f64, sigma: f64, ln_s: f64) -> (f64, f64, f64) {
    let y = |x: f64| (ln_s + mu + sigma * x).exp();
    let value = rule.average(|x| (-y(x)).exp());
    let by_mu = rule.average(|x| -y(x) * (-y(x)).exp());
    let by_ln_sigma = rule.average(|x| -sigma * x * y(x) * (-y(x)).exp());
    (value.ln(), by_mu / value, by_ln_sigma / value)
}
