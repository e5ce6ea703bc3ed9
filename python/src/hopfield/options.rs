//! Options of writing rules from what the Python layer has checked.

use pyo3::prelude::*;
use synaptome_hopfield::{
    Constraint, Ease, FirstStep, Lbfgs, Loss, MinimumProbabilityFlow, Noise, PseudoLikelihood,
    Schedule, Start, TrainedRecurrent, Unrolled,
};

/// Number of iterations, tolerances of the gradient and of the objective, flatness of line searches.
#[derive(FromPyObject)]
pub struct Minimiser(usize, f64, f64, f64);

impl From<Minimiser> for Lbfgs {
    fn from(Minimiser(iterations, gradient, objective, flatness): Minimiser) -> Self {
        Self { iterations, gradient, objective, flatness }
    }
}

/// A number of flips, or the probability of one.
#[derive(Clone, Copy, FromPyObject)]
pub struct Damage(Option<usize>, f64);

impl From<Damage> for Noise {
    fn from(Damage(flips, probability): Damage) -> Self {
        flips.map_or(Self::Probability(probability), Self::Flips)
    }
}

/// Options of minimum probability flow: the ridge, thresholds, and how to minimise.
#[derive(FromPyObject)]
pub struct Flow(f64, bool, Minimiser);

impl From<Flow> for MinimumProbabilityFlow {
    fn from(Flow(ridge, thresholds, lbfgs): Flow) -> Self {
        Self { ridge, thresholds, lbfgs: lbfgs.into() }
    }
}

/// Options of pseudo-likelihood: the ridge, noise, copies, constraint, and how to minimise.
#[derive(FromPyObject)]
pub struct Likelihood(f64, Damage, usize, String, Minimiser);

impl From<Likelihood> for PseudoLikelihood {
    fn from(Likelihood(ridge, noise, copies, constraint, lbfgs): Likelihood) -> Self {
        let (noise, lbfgs) = (noise.into(), lbfgs.into());
        Self { ridge, noise, copies, constraint: constraint_of(&constraint), lbfgs }
    }
}

/// The recall that is trained: steps, gain, what the first step sees, and the loss.
#[derive(FromPyObject)]
pub struct Recurrence(usize, f64, String, String);

impl From<Recurrence> for Unrolled {
    fn from(Recurrence(steps, gain, first, loss): Recurrence) -> Self {
        let first = if first == "product" { FirstStep::Product } else { FirstStep::Cue };
        let loss = if loss == "squared" { Loss::Squared } else { Loss::Logarithmic };
        Self { steps, gain, first, loss }
    }
}

/// The weights to start from: a word or an option, or a rule.
#[derive(FromPyObject)]
pub enum Beginning {
    /// Zero, Hebb's, or EASE and the standard deviation of random weights by name and number.
    Named(String, f64),
    /// Minimum probability flow.
    Flow(Flow),
    /// Pseudo-likelihood.
    Likelihood(Likelihood),
}

impl From<Beginning> for Start {
    fn from(beginning: Beginning) -> Self {
        match beginning {
            Beginning::Flow(flow) => Self::MinimumProbabilityFlow(flow.into()),
            Beginning::Likelihood(likelihood) => Self::PseudoLikelihood(likelihood.into()),
            Beginning::Named(name, number) => match name.as_str() {
                "random" => Self::Random(number),
                "hebbian" => Self::Hebbian,
                "ease" => Self::Ease(Ease { flip_rate: number }),
                _ => Self::Zero,
            },
        }
    }
}

/// Options of training.
#[derive(FromPyObject)]
pub struct Trained {
    #[pyo3(item)]
    unrolled: Recurrence,
    #[pyo3(item)]
    probes: usize,
    #[pyo3(item)]
    noise: Damage,
    #[pyo3(item)]
    fresh: bool,
    #[pyo3(item)]
    anchored: bool,
    #[pyo3(item)]
    start: Beginning,
    #[pyo3(item)]
    constraint: String,
    #[pyo3(item)]
    bias: bool,
    #[pyo3(item)]
    steps: usize,
    #[pyo3(item)]
    learning_rate: f64,
    #[pyo3(item)]
    schedule: String,
}

impl From<Trained> for TrainedRecurrent {
    fn from(options: Trained) -> Self {
        let is_constant = options.schedule == "constant";
        Self {
            unrolled: options.unrolled.into(),
            probes: options.probes,
            noise: options.noise.into(),
            fresh: options.fresh,
            anchored: options.anchored,
            start: options.start.into(),
            constraint: constraint_of(&options.constraint),
            bias: options.bias,
            steps: options.steps,
            learning_rate: options.learning_rate,
            schedule: if is_constant { Schedule::Constant } else { Schedule::Cosine },
        }
    }
}

fn constraint_of(word: &str) -> Constraint {
    match word {
        "free" => Constraint::Free,
        "symmetric" => Constraint::Symmetric,
        "symmetric-zero-diagonal" => Constraint::SymmetricZeroDiagonal,
        _ => Constraint::ZeroDiagonal,
    }
}
