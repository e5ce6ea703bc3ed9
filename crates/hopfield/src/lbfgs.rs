//! Limited-memory BFGS for convex functions of linear fields.

mod history;
mod line;
mod objective;

use objective::product;
pub(crate) use objective::{Objective, largest};

use std::ops::ControlFlow;

use history::History;
use line::Line;

use crate::Error;
use crate::elementwise::add_scaled;
use crate::error::{require_in, require_positive};

/// Options of L-BFGS, the minimiser of convex objectives: when it, and each line search in it, stops.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Lbfgs, Messages, MinimumProbabilityFlow};
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 8, rng)?;
/// let lbfgs = Lbfgs { iterations: 500, ..Lbfgs::default() };
/// let rule = MinimumProbabilityFlow { lbfgs, ..MinimumProbabilityFlow::default() };
/// assert!(rule.minimise(&messages)?.report.converged());
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Lbfgs {
    /// Most iterations.
    pub iterations: usize,
    /// Largest absolute entry of the gradient that counts as zero. Where the weights are kept as factors
    /// of low rank, an upper bound of that entry is compared. A negative number is never met.
    pub gradient: f64,
    /// Smallest fall of the objective in one iteration, relative to max(|f|, 1), that counts. A negative
    /// number is never met.
    pub objective: f64,
    /// Slope at which a line search ends, relative to that at its beginning. Searching further saves
    /// iterations, but where the minimum lies at infinity it ends at larger weights, which recall
    /// less. Positive and finite.
    pub flatness: f64,
}

impl Default for Lbfgs {
    fn default() -> Self {
        Self { iterations: 1_000, gradient: 1e-5, objective: 1e-9, flatness: 0.5 }
    }
}

impl Lbfgs {
    /// Accepts tolerances that are numbers, and a slope that a line search can reach.
    pub(crate) fn validate(&self) -> Result<(), Error> {
        let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
        require_in("the tolerance of the gradient", self.gradient, low, high)?;
        require_in("the tolerance of the objective", self.objective, low, high)?;
        require_positive("the flatness of line searches", self.flatness)
    }
}

/// How a minimisation by L-BFGS went.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Messages, MinimumProbabilityFlow};
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let messages = Messages::draw(64, 8, rng)?;
/// let report = MinimumProbabilityFlow::default().minimise(&messages)?.report;
/// assert!(report.iterations > 0 && report.objective.is_finite());
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct LbfgsReport {
    /// The lowest objective found, with its penalty.
    pub objective: f64,
    /// Iterations, each of which takes two products of N × N with N × B matrices, B the number of cues.
    pub iterations: usize,
    /// Why it ended.
    pub ending: LbfgsEnding,
}

impl LbfgsReport {
    /// Multiplications in all products of N × N with N × B matrices: the fields along each step, and
    /// each gradient, 2 N² B for each iteration and for the first gradient. Weights kept as factors take
    /// fewer.
    pub fn multiplications(&self, units: usize, cues: usize) -> f64 {
        let (n, b) = (units as f64, cues as f64);
        (self.iterations + 1) as f64 * (2.0 * n * n * b)
    }
}

/// Why a minimisation by L-BFGS ended.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Lbfgs, LbfgsEnding, Messages, MinimumProbabilityFlow};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let lbfgs = Lbfgs { iterations: 1, ..Lbfgs::default() };
/// let rule = MinimumProbabilityFlow { lbfgs, ..MinimumProbabilityFlow::default() };
/// let report = rule.minimise(&Messages::draw(30, 10, rng)?)?.report;
/// assert_eq!(report.ending, LbfgsEnding::Iterations);
/// assert!(!report.converged());
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum LbfgsEnding {
    /// The largest entry of the gradient fell below the tolerance.
    Gradient,
    /// The objective fell by less than the tolerance, relative to max(|f|, 1).
    Objective,
    /// The allowed number of iterations was done.
    Iterations,
    /// No step along the search direction lowers the objective any further.
    LineSearch,
    /// The observer asked to stop.
    Stopped,
}

impl LbfgsReport {
    /// Whether the minimisation ended in a minimum, by one of its tolerances or by the precision of
    /// numbers, and not for want of iterations or at the wish of the observer.
    pub fn converged(&self) -> bool {
        !matches!(self.ending, LbfgsEnding::Iterations | LbfgsEnding::Stopped)
    }
}

/// How far a minimisation is, as an observer is told before each iteration.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use rand::SeedableRng;
/// use synaptome_hopfield::{LbfgsProgress, Messages, MinimumProbabilityFlow};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let (messages, mut course) = (Messages::draw(30, 10, rng)?, Vec::new());
/// MinimumProbabilityFlow::default().minimise_watched(&messages, |progress: &LbfgsProgress| {
///     course.push(progress.objective);
///     ControlFlow::Continue(())
/// })?;
/// assert!(course.last() < course.first());
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LbfgsProgress {
    /// Iterations done.
    pub iterations: usize,
    /// The objective there, with its penalty.
    pub objective: f64,
    /// The largest absolute entry of the gradient there.
    pub gradient: f64,
}

/// A minimum found, and how it was found.
#[derive(Clone, Debug)]
pub(crate) struct Minimum {
    pub(crate) point: Vec<f64>,
    pub(crate) report: LbfgsReport,
}

/// Minimises an objective from zero weights, for as long as the observer wants.
pub(crate) fn minimise(
    objective: &mut impl Objective,
    lbfgs: &Lbfgs,
    observer: &mut dyn FnMut(&LbfgsProgress) -> ControlFlow<()>,
) -> Minimum {
    let mut descent = Descent::new(objective);
    let mut iterations = 0;
    let ending = loop {
        let gradient = descent.objective.largest(&descent.gradient);
        if gradient <= lbfgs.gradient {
            break LbfgsEnding::Gradient;
        }
        if iterations == lbfgs.iterations {
            break LbfgsEnding::Iterations;
        }
        let progress = LbfgsProgress { iterations, objective: descent.value, gradient };
        if observer(&progress).is_break() {
            break LbfgsEnding::Stopped;
        }
        let before = descent.value;
        if !descent.advance(lbfgs.flatness) {
            break LbfgsEnding::LineSearch;
        }
        iterations += 1;
        if before - descent.value <= lbfgs.objective * before.abs().max(1.0) {
            break LbfgsEnding::Objective;
        }
    };
    let report = LbfgsReport { objective: descent.value, iterations, ending };
    Minimum { point: descent.weights, report }
}

/// Where the minimisation is.
struct Descent<'a, O> {
    objective: &'a mut O,
    weights: Vec<f64>,
    fields: Vec<f64>,
    /// The gradient here and where it was before.
    gradient: Vec<f64>,
    before: Vec<f64>,
    value: f64,
    history: History,
    /// The direction, its fields, and the fields and slopes under trial.
    direction: Vec<f64>,
    along: Vec<f64>,
    trial: Vec<f64>,
}

impl<'a, O: Objective> Descent<'a, O> {
    fn new(objective: &'a mut O) -> Self {
        let (weights, fields) = objective.dimensions();
        let mut trial = vec![0.0; fields];
        let mut gradient = vec![0.0; weights];
        let value = objective.loss(&mut trial, 0);
        objective.gradient(&trial, &mut gradient);
        Self {
            objective,
            weights: vec![0.0; weights],
            fields: vec![0.0; fields],
            gradient,
            before: vec![0.0; weights],
            value,
            history: History::default(),
            direction: vec![0.0; weights],
            along: vec![0.0; fields],
            trial,
        }
    }

    /// One iteration; `false` when no lower point is found, even along the plain gradient.
    fn advance(&mut self, flatness: f64) -> bool {
        self.search(flatness) || (self.history.clear() && self.search(flatness))
    }

    /// Follows the direction of the history to near its lowest point.
    fn search(&mut self, flatness: f64) -> bool {
        self.history.direction(&*self.objective, &self.gradient, &mut self.direction);
        self.objective.restore(&mut self.direction);
        self.objective.fields(&self.direction, &mut self.along);
        let objective = &*self.objective;
        let penalised = objective.penalised();
        let (weights, along) = (&self.weights[..penalised], &self.direction[..penalised]);
        let line = Line {
            flatness,
            objective,
            fields: &self.fields,
            along: &self.along,
            start: self.value,
            slope: product(objective, &self.direction, &self.gradient),
            curvature: objective.ridge() * objective.inner(along, along),
            penalty_slope: objective.ridge() * objective.inner(weights, along),
            penalty: 0.5 * objective.ridge() * objective.inner(weights, weights),
        };
        match line.search(&mut self.trial) {
            Some((length, value)) => self.step(length, value),
            None => return false,
        }
        true
    }

    /// Moves along the direction; the slopes there are under trial.
    fn step(&mut self, length: f64, value: f64) {
        add_scaled(&mut self.weights, length, &self.direction);
        add_scaled(&mut self.fields, length, &self.along);
        std::mem::swap(&mut self.gradient, &mut self.before);
        self.objective.gradient(&self.trial, &mut self.gradient);
        let ridge = self.objective.ridge();
        if ridge > 0.0 {
            let penalised = self.objective.penalised();
            add_scaled(&mut self.gradient[..penalised], ridge, &self.weights[..penalised]);
        }
        self.value = value;
        let (space, direction) = (&*self.objective, &self.direction);
        self.history.remember(space, length, direction, &self.before, &self.gradient);
    }
}
