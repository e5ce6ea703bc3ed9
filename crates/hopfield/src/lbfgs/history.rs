//! The curvature that L-BFGS remembers.

use std::collections::VecDeque;

use super::objective::{Objective, product};
use crate::elementwise::write_single;

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
        let mut along = self.pairs.back().map_or(0.0, |pair| product(space, &pair.step, direction));
        for (k, pair) in self.pairs.iter().enumerate().rev() {
            alphas[k] = pair.rho * along;
            let older = k.checked_sub(1).map(|k| &*self.pairs[k].step);
            along = space.add_and_multiply(direction, -alphas[k], &pair.change, older);
        }
        let scale = match self.pairs.back() {
            Some(pair) => pair.scale,
            None => 1.0 / product(space, gradient, gradient).sqrt().max(1.0),
        };
        for q in direction.iter_mut() {
            *q *= scale;
        }
        let mut along =
            self.pairs.front().map_or(0.0, |pair| product(space, &pair.change, direction));
        for (k, pair) in self.pairs.iter().enumerate() {
            let beta = pair.rho * along;
            let newer = self.pairs.get(k + 1).map(|pair| &*pair.change);
            along = space.add_and_multiply(direction, alphas[k] - beta, &pair.step, newer);
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
        let room = || (vec![0.0; gradient.len()], vec![0.0; gradient.len()]);
        let (mut step, mut change) = forgotten.map_or_else(room, |p| (p.step, p.change));
        write_single(&mut step, (length, direction), (0.0, direction));
        write_single(&mut change, (1.0, gradient), (-1.0, before));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Two weights and no fields.
    struct Plane;

    impl Objective for Plane {
        fn dimensions(&self) -> (usize, usize) {
            (2, 0)
        }
        fn fields(&mut self, _: &[f64], _: &mut [f64]) {}
        fn loss(&self, _: &mut [f64], _: usize) -> f64 {
            0.0
        }
        fn gradient(&mut self, _: &[f64], _: &mut [f64]) {}
        fn ridge(&self) -> f64 {
            0.0
        }
    }

    fn direction(history: &History) -> [f64; 2] {
        let mut direction = [0.0; 2];
        history.direction(&Plane, &[3.0, 4.0], &mut direction);
        direction
    }

    /// After a step along the first axis, where the curvature is 2, the inverse curvature is 1/2 on both axes.
    #[test]
    fn a_history_gives_newtons_step_until_it_is_cleared() {
        let mut history = History::default();
        assert!(!history.clear());
        let steepest = direction(&history);
        assert!((steepest[0] + 0.6).abs() < 1e-15 && (steepest[1] + 0.8).abs() < 1e-15);
        history.remember(&Plane, 1.0, &[1.0, 0.0], &[0.0; 2], &[2.0, 0.0]);
        assert_eq!(direction(&history), [-1.5, -2.0]);
        assert!(history.clear() && !history.clear());
        assert_eq!(direction(&history), steepest);
    }
}
