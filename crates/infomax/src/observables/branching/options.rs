//! About which mean, and with which weights, correlations are fitted.

/// About which mean correlations are taken.
///
/// ```
/// use synaptome_infomax::observables::{MultistepRegression, TrialMean};
///
/// // For trials whose mean activities differ.
/// let regression =
///     MultistepRegression { mean: TrialMean::Each, ..MultistepRegression::default() };
/// assert_ne!(regression.mean, TrialMean::Common);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum TrialMean {
    /// One mean for all trials: long trials of a stationary process.
    #[default]
    Common,
    /// A mean for each trial: rates that change from trial to trial, and would otherwise
    /// look like correlations that never decay.
    Each,
}

/// How the lags count in the fit.
///
/// ```
/// use synaptome_infomax::observables::{MultistepRegression, Weighting};
///
/// let regression =
///     MultistepRegression { weighting: Weighting::InverseVariance, ..Default::default() };
/// assert_ne!(regression.weighting, Weighting::Equal);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum Weighting {
    /// All alike.
    #[default]
    Equal,
    /// In inverse proportion to the variance of r_k, by the jackknife.
    InverseVariance,
}
