//! Every `Deserialize`: a document that is accepted is written, read again, and written as before.

use serde::Serialize;
use serde::de::DeserializeOwned;
use synaptome_hopfield as hopfield;
use synaptome_infomax as infomax;
use synaptome_infomax::observables;
use synaptome_lognormal as lognormal;
use synaptome_mi as mi;
use synaptome_willshaw as willshaw;

/// Reads a document as one type.
pub type Read = fn(&str);

macro_rules! readers {
    ($($type:ty),* $(,)?) => { &[$((stringify!($type), survives::<$type> as Read)),*] };
}

/// All types that can be read, with their names.
pub const READERS: &[(&str, Read)] = readers![
    lognormal::LogNormal,
    lognormal::LogNormalMixture,
    lognormal::LogNormalSum,
    lognormal::MultivariateLogNormal,
    lognormal::SymmetricMatrix,
    mi::Patterns,
    mi::Synapse,
    mi::SynapticEnsemble,
    hopfield::Basin,
    hopfield::Capacity,
    hopfield::CliqueCouplings,
    hopfield::Cliques,
    hopfield::Constraint,
    hopfield::Dependent,
    hopfield::Dynamics,
    hopfield::Ease,
    hopfield::Ending,
    hopfield::FirstStep,
    hopfield::Hebbian,
    hopfield::HebbianDiagonal,
    hopfield::HopfieldNetwork,
    hopfield::Interaction,
    hopfield::KernelLoss,
    hopfield::KernelRegression,
    hopfield::Lbfgs,
    hopfield::LbfgsEnding,
    hopfield::LbfgsReport,
    hopfield::Loss,
    hopfield::MaxMargin,
    hopfield::Messages,
    hopfield::MinimumProbabilityFlow,
    hopfield::Noise,
    hopfield::NoiseTraining,
    hopfield::ProjectorDiagonal,
    hopfield::PseudoInverse,
    hopfield::PseudoLikelihood,
    hopfield::Recall,
    hopfield::Recovery,
    hopfield::Schedule,
    hopfield::Start,
    hopfield::State,
    hopfield::Storkey,
    hopfield::Threshold,
    hopfield::TrainedRecurrent,
    hopfield::Unlearning,
    hopfield::Unrolled,
    hopfield::Update,
    hopfield::UpdateOrder,
    willshaw::Association,
    willshaw::BlockCode,
    willshaw::CliqueSearch,
    willshaw::Completion,
    willshaw::Completions,
    willshaw::CoreAndHalo,
    willshaw::CoreSumOfMax,
    willshaw::Cue<willshaw::BlockCode>,
    willshaw::Cue<willshaw::RandomCode>,
    willshaw::CueQuality,
    willshaw::Ending,
    willshaw::FalseUnits,
    willshaw::FirstClique,
    willshaw::Iterative,
    willshaw::IterativeHalo,
    willshaw::KWinners,
    willshaw::LkPlus,
    willshaw::OneStep,
    willshaw::OneStepCore,
    willshaw::OutputKind,
    willshaw::Patterns<willshaw::BlockCode>,
    willshaw::Patterns<willshaw::RandomCode>,
    willshaw::RandomCode,
    willshaw::Recall,
    willshaw::SimpleIterative,
    willshaw::SumOfMax,
    willshaw::SumOfMaxStep,
    willshaw::Usage,
    willshaw::counting::Bayes,
    willshaw::counting::Bcpnn,
    willshaw::counting::ClippedHebb,
    willshaw::counting::Covariance,
    willshaw::counting::Evidence,
    willshaw::counting::KBest,
    willshaw::counting::PairCounts,
    willshaw::information::Capacities,
    willshaw::information::Structural,
    willshaw::information::Tally,
    willshaw::trial::Conveyed,
    infomax::Decorrelation,
    infomax::Firing,
    infomax::Gradient,
    infomax::Laterals,
    infomax::Learner,
    infomax::LocalRule,
    infomax::Network,
    infomax::PairwiseRule,
    infomax::Raster,
    infomax::Schedule,
    infomax::exact::Relation,
    infomax::exact::RelationFit,
    infomax::information::GaussianInformation,
    infomax::information::InformationOptions,
    observables::Avalanche,
    observables::AvalancheOptions,
    observables::Bootstrap,
    observables::BranchingProcess,
    observables::BranchingRatio,
    observables::Cause,
    observables::Comparison,
    observables::CracklingRanges,
    observables::CriticalNull,
    observables::CutAvalanches,
    observables::GoodnessOfFit,
    observables::LagCorrelation,
    observables::LowerEnd,
    observables::MeanSize,
    observables::MultistepRegression,
    observables::SizeBin,
    observables::SizeCounts,
    observables::SizeRange,
    observables::TailShape,
    observables::TrialMean,
    observables::Weighting,
];

/// The first byte chooses the type, the others are the document.
pub fn documents(bytes: &[u8]) {
    let Some((&first, document)) = bytes.split_first() else { return };
    let Ok(document) = str::from_utf8(document) else { return };
    READERS[usize::from(first) % READERS.len()].1(document);
}

fn survives<T: DeserializeOwned + Serialize>(document: &str) {
    let Ok(value) = serde_json::from_str::<T>(document) else { return };
    let written = serde_json::to_string(&value).expect("what was read can be written");
    let again = serde_json::from_str::<T>(&written).expect("what was written can be read");
    let twice = serde_json::to_string(&again).expect("what was read can be written");
    assert_eq!(written, twice);
}
