//! What the methods have in common.

use crate::{Error, LogNormalSum};

/// A way to get at the entropy of a sum of log-normals, and so at what the sum tells
/// about one of its terms.
///
/// # Which to take when
///
/// | method | median / 90 % error of the information¹ | time, N = 25 | take it |
/// |---|---|---|---|
/// | [`FentonWilkinson`](crate::FentonWilkinson) | .44 / 1.4 | 1.4 µs | for σ ≤ 0.5, for a closed form, for ensembles |
/// | [`MgfMatching`](crate::MgfMatching) | .05 / .7 | 75 µs | for the left tail; it can fail |
/// | [`SchwartzYeh`](crate::SchwartzYeh) | .09 / .22 | 7 µs | for a log-normal law that is right in the middle |
/// | [`LogMoments`](crate::LogMoments) | .009 / .07 | 35 ms | to see what four cumulants explain |
/// | [`NormalInverseGaussian`](crate::NormalInverseGaussian) | .002 / .009 | 21 µs | by default: positive, smooth, quick |
/// | [`Convolution`](crate::Convolution) | exact to its error estimate | 17 ms | as the truth |
///
/// ¹ One synapse, 200 random mixtures of 2–50 patterns whose covariances differ (the third
/// simulation set of Fan & Mysore, arXiv 2411.17692); `docs/findings` has the full table.
///
/// ```
/// use synaptome_lognormal::{
///     Convolution, FentonWilkinson, LogNormal, LogNormalSum, NormalInverseGaussian, SumApproximation,
/// };
/// let sum = LogNormalSum::new(vec![LogNormal::new(0.0, 2.0)?; 10])?;
/// let truth = Convolution::default().information_of_last_nats(&sum)?;
/// let methods: [&dyn SumApproximation; 2] = [&FentonWilkinson, &NormalInverseGaussian::default()];
/// let errors = methods.map(|m| m.information_of_last_nats(&sum).unwrap() / truth - 1.0);
/// assert!(errors[0].abs() > 0.1 && errors[1].abs() < 0.01);
/// # Ok::<(), synaptome_lognormal::Error>(())
/// ```
pub trait SumApproximation {
    /// A short name, for tables and legends.
    fn name(&self) -> &'static str;

    /// h(w), the differential entropy of the sum, in nats.
    ///
    /// # Errors
    /// If the method fails for this sum.
    fn entropy_nats(&self, sum: &LogNormalSum) -> Result<f64, Error>;

    /// MI(w; Y_N) = h(w) − h(w − Y_N) in nats: what the sum tells about its last term.
    ///
    /// # Errors
    /// If there is only one term, or the method fails for this sum.
    fn information_of_last_nats(&self, sum: &LogNormalSum) -> Result<f64, Error> {
        Ok(self.entropy_nats(sum)? - self.entropy_nats(&sum.without_last()?)?)
    }
}
