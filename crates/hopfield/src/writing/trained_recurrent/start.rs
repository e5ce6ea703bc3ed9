//! The weights that training starts from.

use faer::Mat;
use rand::{Rng, RngExt};

use crate::error::require_finite;
use crate::{
    Ease, Error, Hebbian, HopfieldNetwork, Messages, MinimumProbabilityFlow, PseudoLikelihood,
    WritingRule,
};

/// The weights that training starts from.
///
/// An enum, as it is an option that is stored with the others; any other weights can be given to
/// [`TrainedRecurrent::begin_from`](crate::TrainedRecurrent::begin_from).
///
/// ```
/// use synaptome_hopfield::{Ease, Start, TrainedRecurrent};
///
/// let rule = TrainedRecurrent {
///     start: Start::Ease(Ease { flip_rate: 0.1 }),
///     ..TrainedRecurrent::default()
/// };
/// assert_ne!(rule.start, Start::Zero);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Start {
    /// All zero.
    Zero,
    /// Independent and uniform, of mean zero and of this standard deviation divided by √N.
    Random(f64),
    /// Hebb's rule, divided by N.
    Hebbian,
    /// Ridge regression.
    Ease(Ease),
    /// Minimum probability flow.
    MinimumProbabilityFlow(MinimumProbabilityFlow),
    /// Logistic regression.
    PseudoLikelihood(PseudoLikelihood),
}

impl Default for Start {
    fn default() -> Self {
        Self::Ease(Ease::default())
    }
}

impl Start {
    /// Writes the weights.
    pub(crate) fn write<R: Rng + ?Sized>(
        &self,
        messages: &Messages,
        mut rng: &mut R,
    ) -> Result<HopfieldNetwork, Error> {
        let units = messages.units();
        match self {
            Self::Zero => HopfieldNetwork::from_weights(Mat::zeros(units, units)),
            Self::Random(deviation) => random(units, *deviation, rng),
            Self::Hebbian => Hebbian::per_unit(messages),
            Self::Ease(rule) => rule.write(messages, &mut rng),
            Self::MinimumProbabilityFlow(rule) => rule.write(messages, &mut rng),
            Self::PseudoLikelihood(rule) => rule.write(messages, &mut rng),
        }
    }
}

fn random<R: Rng + ?Sized>(
    units: usize,
    deviation: f64,
    rng: &mut R,
) -> Result<HopfieldNetwork, Error> {
    require_finite("the standard deviation of the weights", deviation)?;
    let width = deviation * (12.0 / units as f64).sqrt();
    let draw = |_, _| width * (rng.random::<f64>() - 0.5);
    HopfieldNetwork::from_weights(Mat::from_fn(units, units, draw))
}
