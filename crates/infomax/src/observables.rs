//! What is looked for in a raster and in the weights.

pub mod receptive_fields;

mod avalanches;
mod branching;
mod crackling;
mod critical;
mod process;
mod repeats;
mod replay;
mod sizes;
mod tail;
mod wiring;

pub use avalanches::{
    Avalanche, AvalancheDetector, AvalancheOptions, Avalanches, CutAvalanches, MeanSize,
};
pub use branching::{BranchingRatio, LagCorrelation, MultistepRegression, TrialMean, Weighting};
pub use crackling::{Crackling, CracklingRanges};
pub use critical::CriticalNull;
pub use process::{BranchingProcess, thinned};
pub use repeats::Repeats;
pub use replay::{Cause, Replay};
pub use sizes::{SizeBin, SizeCounts};
pub use tail::{
    Bootstrap, Comparison, GoodnessOfFit, LowerEnd, Parameter, SizeRange, Tail, TailShape,
};
pub use wiring::{
    excess_kurtosis_of_weights, forward_over_lateral, sorted_weights, strong_weights_per_neuron,
};
