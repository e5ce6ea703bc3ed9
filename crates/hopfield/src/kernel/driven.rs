//! A state on its way through a memory with kernels.

use std::cell::OnceCell;

use super::KernelMemory;
use crate::State;
use crate::elementwise::{add_scaled, dot, exp_all};
use crate::field::Field;

/// A state with its overlaps ξ^m·x, and the kernels that follow from them.
pub(crate) struct Driven<'a> {
    memory: &'a KernelMemory,
    state: State,
    overlaps: Vec<f64>,
    /// K(ξ^m, x), divided by the largest of them, until the state changes.
    kernels: OnceCell<Vec<f64>>,
}

impl<'a> Driven<'a> {
    pub(super) fn new(memory: &'a KernelMemory, cue: &State) -> Self {
        let spins: Vec<f64> = cue.numbers().collect();
        let overlaps =
            memory.messages.iter().map(|x| x.numbers().zip(&spins).map(|(x, y)| x * y).sum());
        let overlaps = overlaps.collect();
        Self { memory, state: cue.clone(), overlaps, kernels: OnceCell::new() }
    }

    fn kernels(&self) -> &[f64] {
        self.kernels.get_or_init(|| {
            let most = self.overlaps.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let exponent = |z: &f64| self.memory.gamma * (2.0 * (z - most));
            let mut kernels: Vec<f64> = self.overlaps.iter().map(exponent).collect();
            exp_all(&mut kernels);
            kernels
        })
    }
}

impl Field for Driven<'_> {
    fn state(&self) -> &State {
        &self.state
    }

    fn opposes(&self, unit: usize) -> bool {
        let field = dot(self.kernels(), self.memory.amplitudes.col_as_slice(unit));
        f64::from(self.state[unit]) * field < -self.memory.rounding[unit]
    }

    fn flip(&mut self, unit: usize) {
        let change = 2.0 * f64::from(self.state.flip(unit));
        add_scaled(&mut self.overlaps, change, self.memory.spins.col_as_slice(unit));
        self.kernels.take();
    }

    fn into_state(self) -> State {
        self.state
    }
}
