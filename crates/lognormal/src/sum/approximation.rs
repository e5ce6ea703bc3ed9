//! The trait of all methods that approximate a sum of log-normals.

use crate::error::require_finite;
use crate::{Error, LogNormalSum};

/// A method that finds the entropy of a sum of log-normals, and so the information that the
/// sum conveys about one of its terms.
///
/// A trait and not an enum: methods are an open set, each with options of its own.
///
/// # Which to take when
///
/// | method | median / 90 % error of the information¹ | time, N = 25 | take it |
/// |---|---|---|---|
/// | [`FentonWilkinson`](crate::FentonWilkinson) | 0.44 / 1.4 | 1.4 µs | for σ ≤ 0.5, for a closed form, for ensembles |
/// | [`MgfMatching`](crate::MgfMatching) | 0.05 / 0.7 | 75 µs | for the left tail; it can fail |
/// | [`SchwartzYeh`](crate::SchwartzYeh) | 0.09 / 0.22 | 7 µs | for a log-normal distribution that is right in the middle |
/// | [`EdgeworthExpansion`](crate::EdgeworthExpansion) | 0.009 / 0.07 | 35 ms | to see what four cumulants explain |
/// | [`NormalInverseGaussian`](crate::NormalInverseGaussian) | 0.002 / 0.009 | 21 µs | by default: positive, smooth, quick |
/// | [`Convolution`](crate::Convolution) | exact to its error estimate | 17 ms | as the exact value |
///
/// ¹ One synapse, 200 random sets of 2–50 patterns whose covariances differ (the third
/// simulation set of Fan & Mysore, arXiv 2411.17692); figure `fw-error` of the runner has the full distributions.
///
/// ```
/// use synaptome_lognormal::{
///     Convolution, FentonWilkinson, LogNormal, LogNormalSum, NormalInverseGaussian, SumApproximation,
/// };
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 2.0)?; 10])?;
/// let exact = Convolution::default().information_of_last_nats(&sum)?;
/// let methods: [&dyn SumApproximation; 2] = [&FentonWilkinson, &NormalInverseGaussian::default()];
/// let errors = methods.map(|m| m.information_of_last_nats(&sum).unwrap() / exact - 1.0);
/// assert!(errors[0].abs() > 0.1 && errors[1].abs() < 0.01);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
pub trait SumApproximation {
    /// A short name of the method, to print.
    fn name(&self) -> &'static str;

    /// h(w), the differential entropy of the sum, in nats.
    ///
    /// # Errors
    /// If the method fails for this sum.
    fn entropy_nats(&self, sum: &LogNormalSum) -> Result<f64, Error>;

    /// MI(w; Y_N) = h(w) − h(w − Y_N) in nats: what the sum conveys about its last term; never
    /// negative.
    ///
    /// # Errors
    /// If there is only one term, the method fails for this sum, or the difference is negative:
    /// [`Error::NegativeInformation`] has its value.
    fn information_of_last_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        information_nats(self, sum, 0.0)
    }
}

/// h(w) − h(w − Y_N) of a method whose entropies err by no more than `error`.
pub(super) fn information_nats<M: SumApproximation + ?Sized>(
    method: &M,
    sum: &LogNormalSum,
    error: f64,
) -> Result<f64, Error> {
    let (with, without) = (method.entropy_nats(sum)?, method.entropy_nats(&sum.without_last()?)?);
    difference(method.name(), with, without, error)
}

/// h(w) − h(w − Y_N), or 0 if that is negative by no more than rounding or `error`.
pub(super) fn difference(
    quantity: &'static str,
    with: f64,
    without: f64,
    error: f64,
) -> Result<f64, Error> {
    let value_nats = require_finite("an information", with - without)?;
    let rounding = 8.0 * f64::EPSILON * (with.abs() + without.abs());
    if value_nats < -rounding.max(error) {
        return Err(Error::NegativeInformation { quantity, value_nats });
    }
    Ok(value_nats.max(0.0))
}
