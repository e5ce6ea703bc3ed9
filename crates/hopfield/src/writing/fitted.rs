//! Networks found by minimising an objective.

use faer::Mat;

use crate::lbfgs::Minimum;
use crate::{Error, HopfieldNetwork, LbfgsReport};

/// A network found by minimising an objective, with an account of the minimisation.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Fitted {
    /// The network at the lowest objective found.
    pub network: HopfieldNetwork,
    /// How the minimisation went.
    pub report: LbfgsReport,
}

impl Fitted {
    /// The account of a minimum, with weights read from its point.
    pub(crate) fn new(minimum: &Minimum, weights: Mat<f64>) -> Result<Self, Error> {
        Ok(Self { network: HopfieldNetwork::from_weights(weights)?, report: minimum.report })
    }
}
