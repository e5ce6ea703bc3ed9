//! The protocols that are compared, with the settings used in all figures.

use synaptome_hopfield::{
    Ease, Hebbian, MaxMargin, MinimumProbabilityFlow, ProjectorDiagonal, PseudoInverse,
    PseudoLikelihood, Start, Storkey, TrainedRecurrent, WritingRule,
};

/// A writing protocol with its settings.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Protocol {
    Hop,
    Pse,
    PseZeroDiagonal,
    Storkey,
    AdaTron,
    PseudoLikelihood,
    Ease,
    /// λ = 0, as in the papers.
    Mpf,
    /// λ = 3.
    MpfRidge,
    /// The cheap recipe: from EASE, 100 steps.
    Trn,
    /// The anchored recipe: true fixed points and basins. One step (L = 1) above M = N.
    TrnAnchored,
    /// The same, cut down to 200 steps of two cues per message.
    TrnAnchoredShort,
}

impl Protocol {
    /// The four protocols of the notes and the baselines beyond them.
    pub(super) const SWEPT: [Self; 10] = [
        Self::Hop,
        Self::Pse,
        Self::PseZeroDiagonal,
        Self::Storkey,
        Self::AdaTron,
        Self::PseudoLikelihood,
        Self::Ease,
        Self::Mpf,
        Self::MpfRidge,
        Self::Trn,
    ];

    /// The name in tables and legends.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Hop => "HOP",
            Self::Pse => "PSE",
            Self::PseZeroDiagonal => "PSE, zero diagonal",
            Self::Storkey => "Storkey",
            Self::AdaTron => "AdaTron",
            Self::PseudoLikelihood => "pseudo-likelihood",
            Self::Ease => "EASE",
            Self::Mpf => "MPF",
            Self::MpfRidge => "MPF, λ = 3",
            Self::Trn => "TRN",
            Self::TrnAnchored => "TRN, anchored",
            Self::TrnAnchoredShort => "TRN, anchored (200 steps)",
        }
    }

    /// The rule at a load M/N, on which the flip rates of training depend.
    pub(super) fn rule(self, load: f64) -> Box<dyn WritingRule> {
        match self {
            Self::Hop => Box::new(Hebbian::default()),
            Self::Pse => Box::new(PseudoInverse::default()),
            Self::PseZeroDiagonal => {
                Box::new(PseudoInverse { diagonal: ProjectorDiagonal::Zero, ..Default::default() })
            }
            Self::Storkey => Box::new(Storkey),
            Self::AdaTron => Box::new(MaxMargin { sweeps: 300, ..Default::default() }),
            Self::PseudoLikelihood => Box::new(PseudoLikelihood::default()),
            Self::Ease => Box::new(ease(load)),
            Self::Mpf => Box::new(mpf(0.0)),
            Self::MpfRidge => Box::new(mpf(3.0)),
            Self::Trn => Box::new(warm(load)),
            Self::TrnAnchored | Self::TrnAnchoredShort if load > 1.0 => {
                Box::new(TrainedRecurrent::single_step(load))
            }
            Self::TrnAnchored => Box::new(TrainedRecurrent::anchored(load)),
            Self::TrnAnchoredShort => Box::new(anchored_short(load)),
        }
    }
}

/// Minimum probability flow with a penalty.
pub(super) fn mpf(ridge: f64) -> MinimumProbabilityFlow {
    MinimumProbabilityFlow { ridge, ..Default::default() }
}

/// Ridge regression for flips of at most a tenth: more spoils it at low loads.
pub(super) fn ease(load: f64) -> Ease {
    let flip_rate = TrainedRecurrent::flip_rate_for(load).min(0.1);
    Ease { flip_rate }
}

/// The cheap recipe, with the flip rate that suits the load.
pub(super) fn warm(load: f64) -> TrainedRecurrent {
    TrainedRecurrent {
        start: Start::Ease(ease(load)),
        ..TrainedRecurrent::warm(TrainedRecurrent::flip_rate_for(load))
    }
}

fn anchored_short(load: f64) -> TrainedRecurrent {
    TrainedRecurrent {
        steps: 200,
        probes: 2,
        learning_rate: 0.02,
        ..TrainedRecurrent::anchored(load)
    }
}
