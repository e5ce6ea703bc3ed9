use crate::lbfgs::Minimum;
use crate::{Convergence, Error, HopfieldNetwork};
use faer::Mat;

/// A network found by minimising an objective, with an account of the minimisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The network at the lowest objective found.
    pub network: HopfieldNetwork,
    /// The objective there, with its penalty.
    pub objective: f64,
    /// Iterations of L-BFGS, each of which takes two products of N × N with N × M matrices.
    pub iterations: usize,
    /// Why the minimisation ended.
    pub convergence: Convergence,
}

impl Fitted {
    /// The account of a minimum, with weights read from its point.
    pub(crate) fn new(minimum: &Minimum, weights: Mat<f64>) -> Result<Self, Error> {
        Ok(Self {
            network: HopfieldNetwork::from_weights(weights)?,
            objective: minimum.objective,
            iterations: minimum.iterations,
            convergence: minimum.convergence,
        })
    }
}
