//! The stationary distribution of a chain, and how it follows the thresholds.

use faer::linalg::solvers::{PartialPivLu, Solve};
use faer::{Mat, MatRef};

use super::product::product_distribution;

/// The equations of the stationary distribution π, (I − Pᵀ)π = 0 with Σπ = 1 in place of the last. Their matrix gives the
/// derivatives of π as well, in time (2^N)³.
pub(super) struct Balance<'a> {
    neurons: usize,
    /// The probability that neuron i fires after state x, at x * N + i.
    probabilities: &'a [f64],
    /// p_max.
    largest: f64,
    factor: PartialPivLu<f64>,
}

impl<'a> Balance<'a> {
    pub(super) fn new(probabilities: &'a [f64], neurons: usize, largest: f64) -> Self {
        let states = probabilities.len() / neurons;
        let mut matrix = Mat::<f64>::identity(states, states);
        let mut after = Vec::with_capacity(states);
        for (state, firing) in probabilities.chunks_exact(neurons).enumerate() {
            product_distribution(firing.iter().map(|p| [1.0 - p, *p]), &mut after);
            after.iter().enumerate().for_each(|(next, p)| matrix[(next, state)] -= p);
        }
        matrix.row_mut(states - 1).fill(1.0);
        Self { neurons, probabilities, largest, factor: matrix.partial_piv_lu() }
    }

    /// π, and ∂(rate of neuron k)/∂(threshold of neuron i) at (k, i).
    pub(super) fn response(&self) -> (Vec<f64>, Mat<f64>) {
        let states = self.probabilities.len() / self.neurons;
        let mut last = Mat::zeros(states, 1);
        last[(states - 1, 0)] = 1.0;
        // Rounding may leave less than nothing.
        let solution = self.factor.solve(last);
        let stationary: Vec<f64> = solution.col(0).iter().map(|p| p.max(0.0)).collect();
        let flows = self.factor.solve(self.flows(&stationary));
        let slope = |k, i| rate_of(k, flows.as_ref(), i);
        (stationary, Mat::from_fn(self.neurons, self.neurons, slope))
    }

    /// πᵀ ∂P/∂h_i for every threshold h_i, in columns: dp_i/dh_i = −p_i(1 − p_i/p_max).
    fn flows(&self, stationary: &[f64]) -> Mat<f64> {
        let (states, mut after) = (stationary.len(), Vec::with_capacity(stationary.len()));
        let mut flows = Mat::zeros(states, self.neurons);
        for (firing, pi) in self.probabilities.chunks_exact(self.neurons).zip(stationary) {
            for i in 0..self.neurons {
                let slope = -firing[i] * (1.0 - firing[i] / self.largest);
                let factors = firing.iter().enumerate();
                let factors =
                    factors.map(|(j, p)| if j == i { [-slope, slope] } else { [1.0 - p, *p] });
                product_distribution(factors, &mut after);
                after.iter().zip(flows.col_mut(i).iter_mut()).for_each(|(p, flow)| *flow += pi * p);
            }
        }
        flows.row_mut(states - 1).fill(0.0);
        flows
    }
}

/// Σ of a column over the states in which a neuron fires.
fn rate_of(neuron: usize, columns: MatRef<'_, f64>, column: usize) -> f64 {
    let states = columns.col(column).iter().enumerate();
    states.filter(|(state, _)| state >> neuron & 1 == 1).map(|(_, p)| *p).sum()
}
