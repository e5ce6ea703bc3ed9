//! Matching the moments of the logarithm, one term after the other.

use super::approximation::{SumApproximation, difference};
use super::gaussian::Gaussian;
use crate::{Error, LogNormal, LogNormalSum};

/// The log-normal whose logarithm has the mean A and the variance C of ln w, built up term
/// by term (S. C. Schwartz & Y. S. Yeh, Bell Syst. Tech. J. 61, 1441, 1982).
///
/// Each partial sum S is taken for log-normal. With D = ln Y − ln S ~ N(m − A, C + v) and
/// ln(S + Y) = ln S + ln(1 + e^D),
///
/// - A' = A + E ln(1 + e^D),
/// - C' = C + Var ln(1 + e^D) − 2C·E\[1/(1 + e^−D)\],
///
/// the last by Stein's lemma. The expectations are one-dimensional and exact here, where
/// the original has series. The order of the terms matters a little; put a term last to ask
/// for the information about it.
///
/// ```
/// use synaptome_lognormal::{Convolution, LogNormal, LogNormalSum, SchwartzYeh, SumApproximation};
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
/// let exact = Convolution::default().information_of_last_nats(&sum)?;
/// let quick = SchwartzYeh.information_of_last_nats(&sum)?;
/// assert!((quick / exact - 1.0).abs() < 0.1);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SchwartzYeh;

impl SumApproximation for SchwartzYeh {
    fn name(&self) -> &'static str {
        "Schwartz-Yeh"
    }

    fn entropy_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        Ok(sum.schwartz_yeh()?.entropy_nats())
    }

    fn information_of_last_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        let (_, last) = sum.split_last();
        let rest = sum.without_last()?.schwartz_yeh()?;
        let whole = add(&Gaussian::new(), &rest, &last)?;
        difference(self.name(), whole.entropy_nats(), rest.entropy_nats(), 0.0)
    }
}

impl LogNormalSum {
    /// The log-normal by which [`SchwartzYeh`] approximates the sum, terms added in order.
    ///
    /// ```
    /// use synaptome_lognormal::{LogNormal, LogNormalSum};
    /// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 1.0)?; 3])?;
    /// let (fit, exact) = (sum.schwartz_yeh()?, sum.log_cumulants()?);
    /// assert!((fit.mu() - exact.mean).abs() < 0.01);
    /// # Ok::<(), synaptome_lognormal::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the parameters leave the range of an `f64`.
    pub fn schwartz_yeh(&self) -> Result<LogNormal, Error> {
        let rule = Gaussian::new();
        let (first, others) = self.split_first();
        others.iter().try_fold(first, |sum, term| add(&rule, &sum, term))
    }
}

fn add(rule: &Gaussian, sum: &LogNormal, term: &LogNormal) -> Result<LogNormal, Error> {
    let variance = sum.sigma().powi(2);
    let spread = sum.sigma().hypot(term.sigma());
    let (rise, scatter, slope) = rule.softplus(term.mu() - sum.mu(), spread);
    let squared = variance * (1.0 - 2.0 * slope) + scatter;
    LogNormal::new(sum.mu() + rise, squared.sqrt())
}
