//! Fits by maximum likelihood.

use rand::Rng;

use super::distance::distance;
use super::drawing::Drawing;
use super::kernel::Kernel;
use super::maximum::Local;
use super::model::{Kind, Model};
use super::one_parameter::{self, Feature};
use super::range::SizeRange;
use super::sample::Sample;
use super::shape::TailShape;
use super::two_parameters;
use crate::Error;
use crate::error::require_count;
use crate::observables::sizes::SizeCounts;

/// A distribution fitted to the sizes in a range by maximum likelihood.
///
/// Sizes outside of the range do not count. Whether there is an upper end is the caller's choice, and part
/// of the result: without one, what was not observed counts against a distribution too.
///
/// ```
/// use synaptome_infomax::observables::{SizeCounts, Tail, TailShape};
///
/// let counts =
///     SizeCounts::from_counts(&[0, 233, 33, 13, 10, 2, 3, 2, 2, 1, 0, 1, 0, 0, 0, 1, 0, 0, 1]);
/// let zeta = Tail::fit(TailShape::Power, &counts, 1..)?;
/// let cut = Tail::fit(TailShape::Power, &counts, 1..=18)?;
/// assert!((zeta.exponent().value + 2.594_975_983_508).abs() < 1e-9);
/// assert!((cut.exponent().value + 2.537_155_392_014).abs() < 1e-9);
/// assert!((cut.exponent().std_error.unwrap() - 0.1108).abs() < 1e-4);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Tail {
    /// The family of distributions.
    pub shape: TailShape,
    /// The sizes that it covers.
    pub range: SizeRange,
    /// The mean log-likelihood per observation, in nats.
    pub ln_likelihood_per_burst: f64,
    /// The Kolmogorov–Smirnov distance between the sizes and the distribution.
    pub distance: f64,
    /// How many observations lie in the range.
    pub bursts: u64,
    parameters: Vec<Parameter>,
    #[cfg_attr(feature = "serde", serde(skip))]
    model: Model,
}

/// A fitted parameter.
///
/// ```
/// use synaptome_infomax::observables::{SizeCounts, Tail, TailShape};
///
/// let inverse_square: Vec<u64> =
///     (0..100_u64).map(|s| if s == 0 { 0 } else { 100_000 / (s * s) }).collect();
/// let fit = Tail::fit(TailShape::Power, &SizeCounts::from_counts(&inverse_square), 1..=99)?;
/// let exponent = fit.exponent();
/// assert!((exponent.value + 2.0).abs() < 0.01 && exponent.std_error < Some(0.01));
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// The value with the largest likelihood.
    pub value: f64,
    /// The standard error, from the curvature of the likelihood; none if the value is an end of the
    /// parameter's range, where the curvature says nothing.
    pub std_error: Option<f64>,
}

/// The most sizes that are drawn at once.
const MOST_SIZES: u64 = 1 << 32;

impl Tail {
    /// Fits a distribution to the sizes in a range, such as `2..=100` or `2..`.
    ///
    /// The upper end may be any number; a fit takes milliseconds and little memory whatever the range.
    ///
    /// ```
    /// use synaptome_infomax::observables::{SizeCounts, Tail, TailShape};
    ///
    /// let halving = SizeCounts::from_counts(&[0, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1]);
    /// let exponential = Tail::fit(TailShape::Exponential, &halving, 1..)?;
    /// let power = Tail::fit(TailShape::Power, &halving, 1..)?;
    /// assert!(exponential.ln_likelihood() > power.ln_likelihood());
    /// assert!((exponential.exponent().value + 2_f64.ln()).abs() < 0.02);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if the range is empty or starts at 0, [`Error::TooLarge`] if it starts beyond
    /// 2⁵³, [`Error::NoSize`] if no size lies in it, [`Error::NoMaximum`] if the likelihood has no finite
    /// maximum, as when all sizes are the smallest one.
    pub fn fit(
        shape: TailShape,
        counts: &SizeCounts,
        range: impl Into<SizeRange>,
    ) -> Result<Self, Error> {
        let sample = Sample::new(counts, range.into())?;
        let estimates = estimate(shape, &sample)?;
        let values: Vec<f64> = estimates.iter().map(|estimate| estimate.0).collect();
        let failed = || sample.no_maximum("the parameters grow beyond every bound");
        let kind = Kind::new(shape, &values).ok_or_else(failed)?;
        let model = Model::new(&sample, kind).ok_or_else(failed)?;
        let named = shape.parameter_names().iter().zip(estimates);
        let parameter = |(&name, (value, std_error))| Parameter { name, value, std_error };
        Ok(Self {
            shape,
            range: sample.range,
            ln_likelihood_per_burst: model.mean_ln_probability(&sample),
            distance: distance(&sample, &model),
            bursts: sample.bursts(),
            parameters: named.map(parameter).collect(),
            model,
        })
    }

    /// The first parameter: the exponent of power laws and exponentials.
    pub fn exponent(&self) -> Parameter {
        self.parameters[0]
    }

    /// The log-likelihood of all observations, in nats.
    pub fn ln_likelihood(&self) -> f64 {
        self.bursts as f64 * self.ln_likelihood_per_burst
    }

    /// The parameters, as [`TailShape`] names them.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The logarithm of the probability of a size; −∞ outside of the range.
    pub fn ln_probability(&self, size: u64) -> f64 {
        self.model.ln_probability(size)
    }

    /// Draws sizes from the distribution.
    ///
    /// # Errors
    /// [`Error::TooLarge`] for more than 2³² sizes.
    pub fn draw<R: Rng + ?Sized>(&self, count: usize, rng: &mut R) -> Result<Vec<u64>, Error> {
        require_count("the number of sizes", count as u64, MOST_SIZES)?;
        let drawing = Drawing::new(&self.model);
        Ok((0..count).map(|_| drawing.draw(rng)).collect())
    }

    pub(super) fn model(&self) -> &Model {
        &self.model
    }
}

/// Values and standard errors of the parameters.
fn estimate(shape: TailShape, sample: &Sample) -> Result<Vec<(f64, Option<f64>)>, Error> {
    match shape {
        TailShape::Power => Ok(vec![one_parameter(sample, Feature::LnSize)?]),
        TailShape::Exponential => Ok(vec![one_parameter(sample, Feature::Size)?]),
        TailShape::TruncatedPower => truncated(sample),
        TailShape::LogNormal => {
            let ([a, b], local) = two_parameters::rounded(sample, Kernel::Normal)?;
            let jacobian = [[-b / (a * a), 1.0 / a], [-1.0 / (a * a), 0.0]];
            Ok(with_errors(sample, [b / a, 1.0 / a], &local, jacobian))
        }
        TailShape::StretchedExponential => {
            let ([a, b], local) = two_parameters::rounded(sample, Kernel::Gumbel)?;
            let rate = (-b / a).exp();
            let jacobian = [[1.0, 0.0], [rate * b / (a * a), -rate / a]];
            Ok(with_errors(sample, [a, rate], &local, jacobian))
        }
    }
}

fn one_parameter(sample: &Sample, feature: Feature) -> Result<(f64, Option<f64>), Error> {
    let exponent = one_parameter::fit(sample, feature)?;
    Ok((exponent, std_error(sample, feature, exponent)))
}

/// 1/√(n var f), the variance being that of the fitted distribution.
fn std_error(sample: &Sample, feature: Feature, exponent: f64) -> Option<f64> {
    let moments = sample.support().moments(feature.exponents(exponent))?;
    let variance = feature.variance(&moments);
    (variance > 0.0).then(|| (sample.total * variance).sqrt().recip())
}

fn truncated(sample: &Sample) -> Result<Vec<(f64, Option<f64>)>, Error> {
    let (power, maximum) = two_parameters::truncated(sample)?;
    Ok(match maximum {
        None => vec![(power, std_error(sample, Feature::LnSize, power)), (0.0, None)],
        Some((values, local)) => with_errors(sample, values, &local, [[1.0, 0.0], [0.0, 1.0]]),
    })
}

/// Standard errors of functions of the parameters, whose derivatives are the rows of the Jacobian.
fn with_errors(
    sample: &Sample,
    values: [f64; 2],
    local: &Local,
    jacobian: [[f64; 2]; 2],
) -> Vec<(f64, Option<f64>)> {
    let covariance = local.covariance(sample.total);
    let variance =
        |[x, y]: [f64; 2], [xx, xy, yy]: [f64; 3]| x * x * xx + 2.0 * x * y * xy + y * y * yy;
    let error = |row| covariance.map(|covariance| variance(row, covariance).sqrt());
    values.into_iter().zip(jacobian.map(error)).collect()
}
