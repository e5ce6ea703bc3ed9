//! The flow as a function of all weights below the diagonal, and of the biases.

use crate::State;
use crate::elementwise::add_scaled_dot;
use crate::lbfgs::Objective;
use crate::spin_product::Spins;
use crate::strips::{STRIP, Strips};
use crate::writing::loss::{Exponential, Loss};
use crate::writing::triangle;

/// The objective as a function of the weights below the diagonal, followed by the biases, if there are.
pub(super) struct Flow {
    units: usize,
    /// The messages as columns, and as rows.
    columns: Spins,
    rows: Spins,
    loss: Exponential,
    /// N × N, in strips.
    full: Vec<f64>,
    ridge: f64,
    thresholds: bool,
}

impl Flow {
    pub(super) fn new(messages: &[State], ridge: f64, thresholds: bool) -> Self {
        let units = messages[0].units();
        let strips = Strips { rows: units, columns: messages.len() };
        Self {
            units,
            columns: Spins::columns(messages, units),
            rows: Spins::rows(messages, units),
            loss: Exponential { factors: strips.store(|i, m| -f64::from(messages[m][i])) },
            full: vec![0.0; units * units],
            ridge,
            thresholds,
        }
    }

    fn messages(&self) -> usize {
        self.loss.factors.len() / self.units
    }
}

impl Objective for Flow {
    fn dimensions(&self) -> (usize, usize) {
        let biases = if self.thresholds { self.units } else { 0 };
        (self.penalised() + biases, self.loss.factors.len())
    }

    fn penalised(&self) -> usize {
        triangle::entries(self.units)
    }

    fn add_and_multiply(
        &self,
        point: &mut [f64],
        scale: f64,
        vector: &[f32],
        other: Option<&[f32]>,
    ) -> f64 {
        add_scaled_dot(point, scale, vector, other.unwrap_or_default())
    }

    fn fields(&mut self, weights: &[f64], fields: &mut [f64]) {
        let (weights, biases) = weights.split_at(self.penalised());
        triangle::unpack(weights, self.units, &mut self.full);
        self.columns.multiply(&self.full, fields);
        let strips = fields.chunks_mut(STRIP * self.messages());
        for (strip, biases) in strips.zip(biases.chunks(STRIP)) {
            for column in strip.chunks_exact_mut(biases.len()) {
                column.iter_mut().zip(biases).for_each(|(field, bias)| *field += bias);
            }
        }
    }

    /// `Σ_m` `Σ_i` exp(-`ξ_i^m` `h_i^m`).
    fn loss(&self, fields: &mut [f64], first: usize) -> f64 {
        self.loss.sum(fields, first)
    }

    /// ∂K/∂`w_ij` = -`Σ_m` `ξ_i^m` `ξ_j^m` (`e_i^m` + `e_j^m`), ∂K/∂`b_i` = -`Σ_m` `ξ_i^m` `e_i^m`.
    fn gradient(&mut self, slopes: &[f64], gradient: &mut [f64]) {
        let (gradient, biases) = gradient.split_at_mut(self.penalised());
        self.rows.multiply(slopes, &mut self.full);
        triangle::add_transpose(&self.full, self.units, gradient);
        let strips = slopes.chunks(STRIP * self.messages());
        biases.fill(0.0);
        for (strip, biases) in strips.zip(biases.chunks_mut(STRIP)) {
            for column in strip.chunks_exact(biases.len()) {
                biases.iter_mut().zip(column).for_each(|(bias, slope)| *bias += slope);
            }
        }
    }

    fn ridge(&self) -> f64 {
        self.ridge
    }
}
