//! Limited-memory BFGS (Nocedal & Wright 2006, algorithms 7.4 and 7.5) for smooth functions.

use std::collections::VecDeque;

use crate::elementwise::{add_scaled, dot};

/// Why a minimisation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convergence {
    /// The largest entry of the gradient fell below the tolerance.
    Gradient,
    /// The objective fell by less than the tolerance, relative to max(|f|, 1).
    Objective,
    /// The allowed number of iterations was done.
    Iterations,
    /// No step along the search direction lowers the objective any further.
    LineSearch,
}

/// When a minimisation by L-BFGS stops. Every value is valid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stopping {
    /// Most iterations.
    pub iterations: usize,
    /// Largest absolute entry of the gradient that counts as zero.
    pub gradient: f64,
    /// Smallest fall of the objective in one iteration, relative to max(|f|, 1), that counts.
    pub objective: f64,
}

impl Default for Stopping {
    fn default() -> Self {
        Self {
            iterations: 1_000,
            gradient: 1e-5,
            objective: 1e-9,
        }
    }
}

/// A minimum found, and how it was found.
#[derive(Clone, Debug)]
pub(crate) struct Minimum {
    pub(crate) point: Vec<f64>,
    pub(crate) objective: f64,
    pub(crate) iterations: usize,
    pub(crate) evaluations: usize,
    pub(crate) convergence: Convergence,
}

/// Number of steps the curvature is remembered over.
const MEMORY: usize = 10;
/// Sufficient decrease (Armijo) and curvature (Wolfe) constants.
const DECREASE: f64 = 1e-4;
const CURVATURE: f64 = 0.9;
/// Relative change of the objective that cannot be told from rounding.
const ROUNDING: f64 = 1e-13;

/// Minimises `objective(point, gradient) -> value` from `start`.
pub(crate) fn minimise(
    start: Vec<f64>,
    stopping: &Stopping,
    objective: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Minimum {
    let mut search = Search::new(start, objective);
    let mut iterations = 0;
    let convergence = loop {
        if largest(&search.gradient) <= stopping.gradient {
            break Convergence::Gradient;
        }
        if iterations == stopping.iterations {
            break Convergence::Iterations;
        }
        let before = search.value;
        if !search.advance() {
            break Convergence::LineSearch;
        }
        iterations += 1;
        if before - search.value <= stopping.objective * before.abs().max(1.0) {
            break Convergence::Objective;
        }
    };
    Minimum {
        point: search.point,
        objective: search.value,
        iterations,
        evaluations: search.evaluations,
        convergence,
    }
}

/// One remembered step s with its change y of the gradient, and 1 / (y·s).
struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
    rho: f64,
}

struct Search<F> {
    objective: F,
    point: Vec<f64>,
    gradient: Vec<f64>,
    value: f64,
    pairs: VecDeque<Pair>,
    evaluations: usize,
}

impl<F: FnMut(&[f64], &mut [f64]) -> f64> Search<F> {
    fn new(point: Vec<f64>, mut objective: F) -> Self {
        let mut gradient = vec![0.0; point.len()];
        let value = objective(&point, &mut gradient);
        Self {
            objective,
            point,
            gradient,
            value,
            pairs: VecDeque::with_capacity(MEMORY),
            evaluations: 1,
        }
    }

    /// One iteration; `false` when no lower point is found, even along the plain gradient.
    fn advance(&mut self) -> bool {
        let direction = self.direction();
        if self.line_search(&direction) {
            return true;
        }
        if self.pairs.is_empty() {
            return false;
        }
        self.pairs.clear();
        let steepest = self.direction();
        self.line_search(&steepest)
    }

    /// The two-loop recursion (algorithm 7.4).
    fn direction(&self) -> Vec<f64> {
        let mut q: Vec<f64> = self.gradient.iter().map(|g| -g).collect();
        let mut alphas = Vec::with_capacity(MEMORY);
        for pair in self.pairs.iter().rev() {
            let alpha = pair.rho * dot(&pair.step, &q);
            add_scaled(&mut q, -alpha, &pair.change);
            alphas.push(alpha);
        }
        let scale = self.scale();
        q.iter_mut().for_each(|x| *x *= scale);
        for (pair, alpha) in self.pairs.iter().zip(alphas.iter().rev()) {
            let beta = pair.rho * dot(&pair.change, &q);
            add_scaled(&mut q, alpha - beta, &pair.step);
        }
        q
    }

    /// Curvature along the newest step (equation 7.20), or a first step of unit length.
    fn scale(&self) -> f64 {
        match self.pairs.back() {
            Some(pair) => 1.0 / (pair.rho * dot(&pair.change, &pair.change)),
            None => 1.0 / dot(&self.gradient, &self.gradient).sqrt().max(1.0),
        }
    }

    /// Bisection and doubling to a point that satisfies the weak Wolfe conditions.
    fn line_search(&mut self, direction: &[f64]) -> bool {
        let slope = dot(direction, &self.gradient);
        let (mut low, mut high, mut length) = (0.0, f64::INFINITY, 1.0);
        let mut trial = Trial::at(self.point.len());
        for _ in 0..60 {
            self.evaluate(direction, length, &mut trial);
            let trial_slope = dot(direction, &trial.gradient);
            if !self.falls_enough(&trial, length * slope, trial_slope / slope) {
                high = length;
            } else if trial_slope < CURVATURE * slope {
                low = length;
            } else {
                return self.accept(trial);
            }
            length = if high.is_finite() {
                0.5 * (low + high)
            } else {
                2.0 * low
            };
        }
        trial.value < self.value && self.accept(trial)
    }

    /// Armijo's condition, or, where rounding hides it, the slope form of Hager & Zhang (2005, 4.1).
    fn falls_enough(&self, trial: &Trial, predicted: f64, slope_ratio: f64) -> bool {
        let tiny = ROUNDING * self.value.abs();
        let hidden = trial.value <= self.value + tiny && slope_ratio >= 2.0 * DECREASE - 1.0;
        trial.value <= self.value + DECREASE * predicted || hidden && predicted.abs() <= tiny
    }

    fn evaluate(&mut self, direction: &[f64], length: f64, trial: &mut Trial) {
        trial.point.copy_from_slice(&self.point);
        add_scaled(&mut trial.point, length, direction);
        trial.value = (self.objective)(&trial.point, &mut trial.gradient);
        self.evaluations += 1;
    }

    /// Moves to the trial point and remembers the step, if its curvature is positive.
    fn accept(&mut self, trial: Trial) -> bool {
        let step = difference(&trial.point, &self.point);
        let change = difference(&trial.gradient, &self.gradient);
        let curvature = dot(&step, &change);
        if curvature > 0.0 {
            if self.pairs.len() == MEMORY {
                self.pairs.pop_front();
            }
            let rho = 1.0 / curvature;
            self.pairs.push_back(Pair { step, change, rho });
        }
        (self.point, self.gradient, self.value) = (trial.point, trial.gradient, trial.value);
        true
    }
}

/// A point under trial, with its value and gradient.
struct Trial {
    point: Vec<f64>,
    gradient: Vec<f64>,
    value: f64,
}

impl Trial {
    fn at(dimension: usize) -> Self {
        Self {
            point: vec![0.0; dimension],
            gradient: vec![0.0; dimension],
            value: f64::INFINITY,
        }
    }
}

fn difference(x: &[f64], y: &[f64]) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| x - y).collect()
}

fn largest(gradient: &[f64]) -> f64 {
    gradient.iter().fold(0.0, |most, g| g.abs().max(most))
}
