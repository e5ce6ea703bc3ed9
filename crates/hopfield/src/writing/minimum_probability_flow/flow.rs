//! The flow as a function of all weights below the diagonal, and of the biases.

use crate::State;
use crate::elementwise::add_scaled_dot;
use crate::lbfgs::Objective;
use crate::spin_product::Spins;
use crate::strips::{STRIP, Strips};
use crate::writing::loss::{Exponential, Loss};
use crate::writing::triangle::{self, Rows};

/// The objective as a function of the weights below the diagonal, followed by the biases, if there are.
pub(super) struct Flow {
    units: usize,
    /// The messages as columns, and as rows.
    columns: Spins,
    rows: Spins,
    loss: Exponential,
    /// Rows of an N × N matrix.
    strip: Vec<f64>,
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
            loss: Exponential { factors: strips.store(|i, m| -messages[m][i]) },
            strip: vec![0.0; units * STRIP],
            ridge,
            thresholds,
        }
    }

    fn messages(&self) -> usize {
        self.loss.factors.len() / self.units
    }

    fn rows_of(&self, strip: usize) -> Rows {
        let (units, first) = (self.units, strip * STRIP);
        Rows { units, first, count: STRIP.min(units - first) }
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
        let (messages, mut product) = (self.messages(), self.columns.by_strips());
        for (k, fields) in fields.chunks_mut(STRIP * messages).enumerate() {
            let rows = self.rows_of(k);
            let strip = &mut self.strip[..self.units * rows.count];
            triangle::unpack(weights, rows, strip);
            product.multiply(strip, fields);
            if self.thresholds {
                let biases = &biases[rows.first..][..rows.count];
                for column in fields.chunks_exact_mut(rows.count) {
                    column.iter_mut().zip(biases).for_each(|(field, bias)| *field += bias);
                }
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
        biases.fill(0.0);
        let (messages, mut product) = (self.messages(), self.rows.by_strips());
        for (k, slopes) in slopes.chunks(STRIP * messages).enumerate() {
            let rows = self.rows_of(k);
            let strip = &mut self.strip[..self.units * rows.count];
            product.multiply(slopes, strip);
            triangle::add(strip, rows, gradient);
            if self.thresholds {
                let biases = &mut biases[rows.first..][..rows.count];
                for column in slopes.chunks_exact(rows.count) {
                    biases.iter_mut().zip(column).for_each(|(bias, slope)| *bias += slope);
                }
            }
        }
    }

    fn ridge(&self) -> f64 {
        self.ridge
    }
}
