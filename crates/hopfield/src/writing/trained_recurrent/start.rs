use faer::Mat;
use rand::{Rng, RngExt};

use crate::{
    Ease, Error, Hebbian, HopfieldNetwork, Memories, MinimumProbabilityFlow, PseudoLikelihood,
    WritingRule, size,
};

/// The weights that training starts from.
///
/// Any others can be given to [`TrainedRecurrent::begin_from`](crate::TrainedRecurrent::begin_from).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
        memories: &Memories,
        mut rng: &mut R,
    ) -> Result<HopfieldNetwork, Error> {
        let units = memories.units();
        match self {
            Self::Zero => HopfieldNetwork::from_weights(Mat::zeros(units, units)),
            Self::Random(deviation) => random(units, *deviation, rng),
            Self::Hebbian => scaled_hebbian(memories, &mut rng),
            Self::Ease(rule) => rule.write(memories, &mut rng),
            Self::MinimumProbabilityFlow(rule) => rule.write(memories, &mut rng),
            Self::PseudoLikelihood(rule) => rule.write(memories, &mut rng),
        }
    }
}

fn random<R: Rng + ?Sized>(
    units: usize,
    deviation: f64,
    rng: &mut R,
) -> Result<HopfieldNetwork, Error> {
    let valid = deviation.is_finite();
    size::setting("the standard deviation of the weights", deviation, valid, "finite")?;
    let width = deviation * (12.0 / units as f64).sqrt();
    let draw = |_, _| width * (rng.random::<f64>() - 0.5);
    HopfieldNetwork::from_weights(Mat::from_fn(units, units, draw))
}

fn scaled_hebbian(memories: &Memories, rng: &mut dyn Rng) -> Result<HopfieldNetwork, Error> {
    let (weights, _) = Hebbian::default().write(memories, rng)?.into_parts();
    HopfieldNetwork::from_weights(weights * faer::Scale(1.0 / memories.units() as f64))
}
