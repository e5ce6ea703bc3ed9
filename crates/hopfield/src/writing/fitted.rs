use crate::lbfgs::Minimum;
use crate::{Convergence, Error, HopfieldNetwork};
use faer::MatRef;

/// A network found by minimising an objective, with an account of the minimisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The network at the lowest objective found.
    pub network: HopfieldNetwork,
    /// The objective there, with its penalty.
    pub objective: f64,
    /// Iterations of L-BFGS.
    pub iterations: usize,
    /// Evaluations of the objective and its gradient.
    pub evaluations: usize,
    /// Why the minimisation ended.
    pub convergence: Convergence,
}

impl Fitted {
    /// Reads the weights, column-major, from the point of the minimum.
    pub(crate) fn new(minimum: &Minimum, units: usize) -> Result<Self, Error> {
        let weights = MatRef::from_column_major_slice(&minimum.point, units, units);
        Ok(Self {
            network: HopfieldNetwork::from_weights(weights.to_owned())?,
            objective: minimum.objective,
            iterations: minimum.iterations,
            evaluations: minimum.evaluations,
            convergence: minimum.convergence,
        })
    }
}
