//! The states of an unrolled network and the derivatives of its loss.

use faer::{Accum, MatMut, MatRef};

use super::batch::Part;
use super::unrolled::{Loss, Unrolled};
use crate::Batch;
use crate::elementwise::{add_scaled, add_through_tanh, multiply, softplus_all, tanh_all};
use crate::product;
use crate::spin_product::Spins;

/// The states of all layers and the derivatives of the loss by their arguments, reused between
/// steps of training. Every layer is an N × B block, column-major.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trajectory {
    /// s^0 … s^{layers}; the last block holds arguments until the loss has consumed them.
    states: Vec<f64>,
    /// δ^1 … δ^{layers}.
    deltas: Vec<f64>,
    scratch: Vec<f64>,
}

impl Trajectory {
    /// The loss at the parameters (weights, then biases), with its gradient.
    pub(crate) fn gradient(
        &mut self,
        unrolled: &Unrolled,
        parameters: &[f64],
        batch: &Batch,
        gradient: &mut [f64],
    ) -> f64 {
        let (weights, bias) = parameters.split_at(batch.units() * batch.units());
        gradient.fill(0.0);
        let parts = batch.parts();
        parts.map(|part| self.add_part(unrolled, weights, bias, &part, gradient)).sum()
    }

    /// Adds the gradient of a part of the batch; its loss.
    fn add_part(
        &mut self,
        unrolled: &Unrolled,
        weights: &[f64],
        bias: &[f64],
        part: &Part<'_>,
        gradient: &mut [f64],
    ) -> f64 {
        self.resize(unrolled.layers(), part);
        let mut loss = 0.0;
        for layer in 0..unrolled.layers() {
            self.advance(unrolled, weights, bias, part, layer);
            loss += self.charge(unrolled, part, layer);
        }
        for layer in (1..unrolled.layers()).rev() {
            self.retreat(unrolled, weights, part, layer);
        }
        self.collect(unrolled, part, gradient);
        loss
    }

    fn resize(&mut self, layers: usize, part: &Part<'_>) {
        let block = part.cues.len();
        self.states.resize((layers + 1) * block, 0.0);
        self.deltas.resize(layers * block, 0.0);
        self.scratch.resize(block, 0.0);
        self.states[..block].copy_from_slice(part.cues);
    }

    /// Writes the arguments β (W s + b) of a layer into the next block of states.
    fn advance(
        &mut self,
        unrolled: &Unrolled,
        weights: &[f64],
        bias: &[f64],
        part: &Part<'_>,
        layer: usize,
    ) {
        let (units, block) = (part.units, part.cues.len());
        let (before, after) = self.states.split_at_mut((layer + 1) * block);
        let arguments = &mut after[..block];
        for column in arguments.chunks_exact_mut(units) {
            column.iter_mut().zip(bias).for_each(|(a, b)| *a = unrolled.gain * b);
        }
        if layer == 0 {
            let cues = Spins::new(units, part.len(), |i, cue| part.cues[i + cue * units] > 0.0);
            return cues.add_product(unrolled.gain, weights, units, arguments);
        }
        product::multiply(
            MatMut::from_column_major_slice_mut(arguments, units, part.len()),
            Accum::Add,
            unrolled.gain,
            MatRef::from_column_major_slice(weights, units, units),
            MatRef::from_column_major_slice(&before[layer * block..], units, part.len()),
        );
    }

    /// Adds up the loss of a layer, notes its derivative, and applies tanh where it is needed.
    fn charge(&mut self, unrolled: &Unrolled, part: &Part<'_>, layer: usize) -> f64 {
        let block = part.cues.len();
        let states = &mut self.states[(layer + 1) * block..(layer + 2) * block];
        let deltas = &mut self.deltas[layer * block..(layer + 1) * block];
        if unrolled.is_linear(layer) {
            deltas.fill(0.0);
            return 0.0;
        }
        let last = layer + 1 == unrolled.layers();
        let charged = if last { 0 } else { part.anchors_from };
        deltas[..charged].fill(0.0);
        deltas[charged..].copy_from_slice(&states[charged..]);
        if !last {
            tanh_all(states);
        }
        unrolled.loss.charge(&mut deltas[charged..], &part.targets[charged..])
    }

    /// Carries the derivatives of a layer back to the one before.
    fn retreat(&mut self, unrolled: &Unrolled, weights: &[f64], part: &Part<'_>, layer: usize) {
        let (units, block) = (part.units, part.cues.len());
        let (before, after) = self.deltas.split_at_mut(layer * block);
        product::multiply(
            MatMut::from_column_major_slice_mut(&mut self.scratch, units, part.len()),
            Accum::Replace,
            unrolled.gain,
            MatRef::from_column_major_slice(weights, units, units).transpose(),
            MatRef::from_column_major_slice(&after[..block], units, part.len()),
        );
        let deltas = &mut before[(layer - 1) * block..];
        let states = &self.states[layer * block..(layer + 1) * block];
        if unrolled.is_linear(layer - 1) {
            deltas.copy_from_slice(&self.scratch);
        } else {
            add_through_tanh(deltas, &self.scratch, states);
        }
    }

    /// Sums δ^t s^{t-1}ᵀ and δ^t over all layers and cues.
    fn collect(&self, unrolled: &Unrolled, part: &Part<'_>, gradient: &mut [f64]) {
        let (units, block) = (part.units, part.cues.len());
        let (weights, bias) = gradient.split_at_mut(units * units);
        let (first, others) = self.deltas.split_at(block);
        let cues = Spins::new(part.len(), units, |cue, j| part.cues[j + cue * units] > 0.0);
        cues.add_product(unrolled.gain, first, units, weights);
        let columns = others.len() / units;
        let inputs = &self.states[block..][..others.len()];
        product::multiply(
            MatMut::from_column_major_slice_mut(weights, units, units),
            Accum::Add,
            unrolled.gain,
            MatRef::from_column_major_slice(others, units, columns),
            MatRef::from_column_major_slice(inputs, units, columns).transpose(),
        );
        for column in self.deltas.chunks_exact(units) {
            add_scaled(bias, unrolled.gain, column);
        }
    }
}

impl Loss {
    /// The loss of arguments a of the last tanh; replaces every a by the derivative.
    fn charge(self, arguments: &mut [f64], targets: &[f64]) -> f64 {
        match self {
            Self::Squared => squared(arguments, targets),
            Self::Logarithmic => logarithmic(arguments, targets),
        }
    }
}

/// With s = tanh(a): (ξ - s)², whose derivative is 2 (s - ξ) (1 - s²).
fn squared(arguments: &mut [f64], targets: &[f64]) -> f64 {
    tanh_all(arguments);
    let mut loss = 0.0;
    for (value, target) in arguments.iter_mut().zip(targets) {
        let error = *value - target;
        loss += error * error;
        *value = 2.0 * error * (1.0 - *value * *value);
    }
    loss
}

/// -ln((1 + ξ tanh a) / 2) = ln(1 + exp(-2 ξ a)), whose derivative is -2 ξ / (1 + exp(2 ξ a)).
fn logarithmic(arguments: &mut [f64], targets: &[f64]) -> f64 {
    multiply(arguments, -2.0, targets);
    let loss = softplus_all(arguments);
    multiply(arguments, -2.0, targets);
    loss
}
