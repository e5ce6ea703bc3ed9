//! Options of learning, as the Python layer has checked their types.

use pyo3::prelude::*;
use synaptome_infomax::{
    Decorrelation, Gradient, Homeostasis, Laterals, Learner, LocalRule, PairwiseRule, Schedule,
};

use crate::error::SynaptomeError;

/// Options of a learner.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Options {
    blocks: usize,
    block_steps: usize,
    gradient: String,
    homeostasis: String,
    learning_rate: f64,
    weight_limit: f64,
    ridge: f64,
    neurons: Vec<usize>,
    settling_blocks: usize,
    largest_entry: f64,
    clip: f64,
    decay_from: f64,
    final_fraction: f64,
}

impl Options {
    /// The learner of the crate.
    pub fn learner(self) -> PyResult<Learner> {
        let gradient = match self.gradient.as_str() {
            "paper" => Gradient::Paper,
            "two-pass" => Gradient::TwoPass,
            "full-response" => Gradient::FullResponse,
            other => return Err(SynaptomeError::new_err(format!("no gradient is named {other}"))),
        };
        let homeostasis = match self.homeostasis.as_str() {
            "adaptive" => Homeostasis::Adaptive,
            "compensated" => Homeostasis::Compensated,
            other => {
                return Err(SynaptomeError::new_err(format!("no homeostasis is named {other}")));
            }
        };
        let Self { settling_blocks, largest_entry, clip, decay_from, final_fraction, .. } = self;
        Ok(Learner {
            learning_rate: self.learning_rate,
            weight_limit: self.weight_limit,
            block_steps: self.block_steps,
            blocks: self.blocks,
            gradient,
            schedule: Schedule { settling_blocks, largest_entry, clip, decay_from, final_fraction },
            homeostasis,
            ridge: self.ridge,
            learning: self.neurons,
        })
    }
}

/// Options of the local rule of single pairs.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct PairwiseOptions {
    steps: usize,
    learning_rate: f64,
    decay_from: f64,
    final_fraction: f64,
    average_rate: f64,
    trace_rate: f64,
}

impl PairwiseOptions {
    /// The rule of the crate.
    pub fn rule(&self) -> PairwiseRule {
        PairwiseRule {
            steps: self.steps,
            learning_rate: self.learning_rate,
            decay_from: self.decay_from,
            final_fraction: self.final_fraction,
            average_rate: self.average_rate,
            trace_rate: self.trace_rate,
        }
    }
}

/// Options of the local rule.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct LocalOptions {
    steps: usize,
    learning_rate: f64,
    decay_from: f64,
    final_fraction: f64,
    average_rate: f64,
    lateral_rate: f64,
    /// 0 for none, 1 for one pass, 1 + n for n sweeps.
    decorrelation: usize,
    /// The reach of lateral connections on a ring; none if all are connected.
    laterals: Option<usize>,
}

impl LocalOptions {
    /// The rule of the crate.
    pub fn rule(&self) -> LocalRule {
        LocalRule {
            steps: self.steps,
            learning_rate: self.learning_rate,
            decay_from: self.decay_from,
            final_fraction: self.final_fraction,
            average_rate: self.average_rate,
            lateral_rate: self.lateral_rate,
            decorrelation: match self.decorrelation {
                0 => Decorrelation::None,
                1 => Decorrelation::OnePass,
                more => Decorrelation::Sweeps(more - 1),
            },
            laterals: self.laterals.map_or(Laterals::All, Laterals::Ring),
        }
    }
}
