//! The differentiable recall that is trained.

use faer::{Mat, MatRef};

use super::trajectory::Trajectory;
use crate::error::{require_at_least, require_at_most, require_len, require_positive};
use crate::{Batch, Error, HopfieldNetwork, size};

/// The differentiable recall that is trained: s⁰ = p, s^t = tanh(β (W s^{t-1} + b)), t = 1 … L.
///
/// Its loss is a sum over cues and units (notes on Bao et al. 2019). The gradient goes backwards
/// through time: δ^L = ∂D/∂a^L, δ^{t-1} = β (Wᵀδ^t) ∘ (1 - s^{t-1} ∘ s^{t-1}), ∂D/∂W = β `Σ_t` δ^t s^{t-1}ᵀ
/// with a^t the argument of tanh.
///
/// ```
/// use faer::{Mat, MatRef};
/// use synaptome_hopfield::{Batch, HopfieldNetwork, State, Unrolled};
///
/// let message = State::new(vec![1, -1])?;
/// let batch = Batch::new(&[(message.clone(), message)], &[])?;
/// let silent = HopfieldNetwork::from_weights(Mat::zeros(2, 2))?;
/// let gradient = Unrolled::default().gradient(&silent, &batch)?;
/// // Silent units know nothing: ln 2 each.
/// assert!((gradient.loss - 2.0 * 2.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Unrolled {
    /// Number of steps L ≥ 1. An even number trains cycles of period two that pass for messages.
    pub steps: usize,
    /// Gain β > 0.
    pub gain: f64,
    /// What the first step sees.
    pub first: FirstStep,
    /// What is minimised.
    pub loss: Loss,
}

impl Default for Unrolled {
    fn default() -> Self {
        Self { steps: 3, gain: 1.0, first: FirstStep::Cue, loss: Loss::Logarithmic }
    }
}

/// The loss of one unit of target ξ at output s.
///
/// ```
/// use synaptome_hopfield::{Loss, Unrolled};
///
/// let unrolled = Unrolled { loss: Loss::Logarithmic, ..Unrolled::default() };
/// assert_ne!(unrolled.loss, Loss::Squared);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Loss {
    /// (ξ - s)², as the paper has it.
    Squared,
    /// -ln((1 + ξ s) / 2), whose gradient does not vanish where a unit is firmly wrong.
    #[default]
    Logarithmic,
}

/// The state s⁰ that the steps start from.
///
/// ```
/// use synaptome_hopfield::{FirstStep, Unrolled};
///
/// let unrolled = Unrolled { first: FirstStep::Product, ..Unrolled::default() };
/// assert_ne!(unrolled.first, FirstStep::Cue);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum FirstStep {
    /// s⁰ = p, the cue.
    #[default]
    Cue,
    /// s⁰ = β (W p + b), the literal reading of `f_W^L(W p)` in the notes.
    Product,
}

/// The loss and its derivatives.
///
/// ```
/// use synaptome_hopfield::{Batch, Gradient, HopfieldNetwork, State, Unrolled, faer::Mat};
///
/// let message = State::new(vec![1, -1])?;
/// let batch = Batch::new(&[(message.clone(), message)], &[])?;
/// let network = HopfieldNetwork::from_weights(Mat::zeros(2, 2))?;
/// let Gradient { bias, .. } = Unrolled::default().gradient(&network, &batch)?;
/// assert!(bias[0] < 0.0 && bias[1] > 0.0); // descent raises the first bias and lowers the second
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// The loss, summed over cues and units.
    pub loss: f64,
    /// Its derivative by the weights, N × N.
    pub weights: Mat<f64>,
    /// Its derivative by the biases.
    pub bias: Vec<f64>,
}

/// Most steps that can be unrolled.
const MAX_STEPS: usize = 10_000;

impl Unrolled {
    /// The loss of a network on a batch, with its gradient.
    ///
    /// ```
    /// use synaptome_hopfield::{Batch, HopfieldNetwork, State, Unrolled, faer::Mat};
    ///
    /// let message = State::new(vec![1, -1, 1])?;
    /// let batch = Batch::new(&[(message.clone().flipped(0)?, message)], &[])?;
    /// let silent = HopfieldNetwork::from_weights(Mat::zeros(3, 3))?;
    /// let found = Unrolled::default().gradient(&silent, &batch)?;
    /// assert!(found.loss > 0.0 && found.weights.nrows() == 3 && found.bias.len() == 3);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// If an option is out of its range, or the batch is not of this network.
    pub fn gradient(&self, network: &HopfieldNetwork, batch: &Batch) -> Result<Gradient, Error> {
        let units = network.units();
        require_len("the batch", units, batch.units())?;
        self.validate(units, batch.len())?;
        let parameters = flatten(network);
        let mut gradient = vec![0.0; parameters.len()];
        let loss = Trajectory::default().gradient(self, &parameters, batch, &mut gradient);
        let bias = gradient.split_off(units * units);
        let weights = MatRef::from_column_major_slice(&gradient, units, units).to_owned();
        Ok(Gradient { loss, weights, bias })
    }

    /// Number of products with W.
    pub(crate) fn layers(&self) -> usize {
        self.steps + usize::from(self.is_linear(0))
    }

    /// Whether a layer is without tanh.
    pub(crate) fn is_linear(&self, layer: usize) -> bool {
        layer == 0 && self.first == FirstStep::Product
    }

    pub(crate) fn validate(&self, units: usize, cues: usize) -> Result<(), Error> {
        require_at_least("unrolled steps", self.steps, 1)?;
        require_at_most("the number of unrolled steps", self.steps, MAX_STEPS)?;
        require_positive("the gain", self.gain)?;
        let spins = units.saturating_mul(cues);
        size::require_entries("the number of states of the batch", spins, self.layers() + 1)
    }
}

/// Weights, column-major, followed by biases.
pub(crate) fn flatten(network: &HopfieldNetwork) -> Vec<f64> {
    let weights = network.weights();
    let mut parameters = Vec::with_capacity(weights.ncols() * (weights.nrows() + 1));
    (0..weights.ncols()).for_each(|j| parameters.extend(weights.col(j).iter()));
    parameters.extend_from_slice(network.bias());
    parameters
}
