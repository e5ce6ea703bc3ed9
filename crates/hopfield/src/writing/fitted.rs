//! Networks found by minimising an objective.

use faer::Mat;

use crate::{Error, HopfieldNetwork, LbfgsReport};

/// A network found by minimising an objective, with an account of the minimisation.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Fitted, Messages, PseudoLikelihood};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(40, 20, rng)?;
/// let Fitted { network, report } = PseudoLikelihood::default().minimise(&messages, rng)?;
/// assert!(report.converged());
/// assert_eq!(network.fixed_fraction(&messages)?, 1.0);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Fitted {
    /// The network at the lowest objective found.
    pub network: HopfieldNetwork,
    /// How the minimisation went.
    pub report: LbfgsReport,
}

impl Fitted {
    /// The account of a minimum, with its weights and, if there are any, its biases.
    pub(crate) fn new(report: LbfgsReport, weights: Mat<f64>, bias: &[f64]) -> Result<Self, Error> {
        let network = match bias {
            [] => HopfieldNetwork::from_weights(weights)?,
            bias => HopfieldNetwork::with_bias(weights, bias.to_vec())?,
        };
        Ok(Self { network, report })
    }
}
