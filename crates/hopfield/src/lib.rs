#![doc = include_str!("../picture.html")]
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod basin;
mod bits;
mod capacity;
mod cholesky;
mod clique_network;
mod cliques;
mod correlations;
mod crc;
mod cues;
mod dense;
mod draw;
mod elementwise;
mod error;
mod field;
mod inputs;
mod instructions;
mod kernel;
mod lbfgs;
mod many_cues;
mod messages;
mod network;
mod noise;
mod one_by_one;
mod product;
mod recall;
mod recall_all;
mod recovery;
#[cfg(feature = "serde")]
mod serial;
mod size;
mod spin_product;
mod state;
mod strips;
mod threshold;
mod tiles;
mod update;
mod writing;

pub use faer;

pub use basin::Basin;
pub use capacity::{Capacity, largest_load, noise_at_half_recovery};
pub use clique_network::{CliqueCouplings, CliqueNetwork};
pub use cliques::Cliques;
pub use cues::Cues;
pub use dense::{DenseMemory, Interaction};
pub use error::Error;
pub use kernel::{KernelLoss, KernelMemory, KernelRegression};
pub use lbfgs::{Lbfgs, LbfgsEnding, LbfgsProgress, LbfgsReport};
pub use messages::Messages;
pub use network::HopfieldNetwork;
pub use noise::Noise;
pub use recall::{AssociativeMemory, Dynamics, Ending, Recall};
pub use recall_all::RecallProgress;
pub use recovery::Recovery;
pub use state::State;
pub use threshold::Threshold;
pub use update::{Update, UpdateOrder};
pub use writing::constraint::Constraint;
pub use writing::ease::Ease;
pub use writing::fitted::Fitted;
pub use writing::hebbian::{Hebbian, HebbianDiagonal};
pub use writing::max_margin::{Margins, MaxMargin};
pub use writing::minimum_probability_flow::{FlowGradient, MinimumProbabilityFlow};
pub use writing::noise_training::NoiseTraining;
pub use writing::pseudo_inverse::{Dependent, ProjectorDiagonal, PseudoInverse};
pub use writing::pseudo_likelihood::PseudoLikelihood;
pub use writing::storkey::Storkey;
pub use writing::trained_recurrent::batch::Batch;
pub use writing::trained_recurrent::start::Start;
pub use writing::trained_recurrent::training::{Progress, Training};
pub use writing::trained_recurrent::unrolled::{FirstStep, Gradient, Loss, Unrolled};
pub use writing::trained_recurrent::{Schedule, TrainedRecurrent};
pub use writing::unlearning::Unlearning;
pub use writing::{IncrementalRule, WritingRule};
