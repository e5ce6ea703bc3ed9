//! The curvature that L-BFGS remembers.

use std::collections::VecDeque;

use super::objective::{Objective, product};
use crate::elementwise::add_scaled;

/// Number of steps over which the curvature is remembered.
const MEMORY: usize = 6;

/// The last steps s with their changes y of the gradient.
///
/// They are kept in single precision: they only shape directions, and most of the time of the
/// recursion goes into reading them.
#[derive(Default)]
pub(super) struct History {
    pairs: VecDeque<Pair>,
}

struct Pair {
    step: Vec<f32>,
    change: Vec<f32>,
    /// 1 / (y·s).
    rho: f64,
    /// s·y / y·y.
    scale: f64,
}

impl History {
    /// Writes the direction of descent by the two-loop recursion (Nocedal & Wright 2006,
    /// algorithm 7.4); without a history, minus the gradient at length one.
    pub(super) fn direction(
        &self,
        space: &impl Objective,
        gradient: &[f64],
        direction: &mut [f64],
    ) {
        let pairs = direction.iter_mut().zip(gradient);
        pairs.for_each(|(q, g)| *q = -g);
        let mut alphas = [0.0; MEMORY];
        for (pair, alpha) in self.pairs.iter().zip(&mut alphas).rev() {
            *alpha = pair.rho * product(space, &pair.step, direction);
            add_scaled(direction, -*alpha, &pair.change);
        }
        let scale = match self.pairs.back() {
            Some(pair) => pair.scale,
            None => 1.0 / product(space, gradient, gradient).sqrt().max(1.0),
        };
        for q in direction.iter_mut() {
            *q *= scale;
        }
        for (pair, alpha) in self.pairs.iter().zip(alphas) {
            let beta = pair.rho * product(space, &pair.change, direction);
            add_scaled(direction, alpha - beta, &pair.step);
        }
    }

    /// Remembers a step, if its curvature is positive, and forgets the oldest.
    pub(super) fn remember(
        &mut self,
        space: &impl Objective,
        length: f64,
        direction: &[f64],
        before: &[f64],
        gradient: &[f64],
    ) {
        let forgotten = if self.pairs.len() == MEMORY { self.pairs.pop_front() } else { None };
        let (mut step, mut change) =
            forgotten.map_or_else(Default::default, |p| (p.step, p.change));
        step.clear();
        step.extend(direction.iter().map(|d| (length * d) as f32));
        change.clear();
        change.extend(gradient.iter().zip(before).map(|(g, b)| (g - b) as f32));
        let curvature = product(space, &step, &change);
        if curvature > 0.0 {
            let scale = curvature / product(space, &change, &change);
            let rho = 1.0 / curvature;
            self.pairs.push_back(Pair { step, change, rho, scale });
        }
    }

    /// Forgets everything; whether there was anything to forget.
    pub(super) fn clear(&mut self) -> bool {
        let any = !self.pairs.is_empty();
        self.pairs.clear();
        any
    }
}
