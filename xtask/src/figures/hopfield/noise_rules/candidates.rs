//! The settings that are tried for each rule.

use synaptome_hopfield::{
    Dynamics, Ease, Hebbian, Loss, MaxMargin, MinimumProbabilityFlow, Noise, NoiseTraining,
    ProjectorDiagonal, PseudoInverse, PseudoLikelihood, Start, Storkey, TrainedRecurrent,
    Unlearning, Unrolled, Update, WritingRule,
};
use synaptome_lab::Result;

use crate::figures::hopfield::points::{UNITS, messages_at};

/// A rule of the comparison.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Rule {
    Hop,
    Pse,
    PseZeroDiagonal,
    Storkey,
    AdaTron,
    PseudoLikelihood,
    Ease,
    Mpf,
    Unlearning,
    NoiseTraining,
    StructuredNoise,
    TrnNotes,
    Trn,
    TrnAnchored,
}

/// A rule with one setting of its grid.
pub(super) struct Candidate {
    pub(super) setting: String,
    pub(super) rule: Box<dyn WritingRule>,
}

impl Rule {
    pub(super) const ALL: [Self; 14] = [
        Self::Hop,
        Self::Storkey,
        Self::Pse,
        Self::PseZeroDiagonal,
        Self::StructuredNoise,
        Self::TrnNotes,
        Self::AdaTron,
        Self::Unlearning,
        Self::PseudoLikelihood,
        Self::Mpf,
        Self::Ease,
        Self::NoiseTraining,
        Self::Trn,
        Self::TrnAnchored,
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
            Self::Unlearning => "unlearning",
            Self::NoiseTraining => "training with noise",
            Self::StructuredNoise => "structured noise",
            Self::TrnNotes => "TRN of the notes",
            Self::Trn => "TRN",
            Self::TrnAnchored => "TRN, anchored",
        }
    }

    pub(super) fn named(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|rule| rule.name() == name);
        found.ok_or_else(|| format!("unknown rule {name}").into())
    }

    /// The label in the picture.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::PseZeroDiagonal => "PSE 0",
            Self::PseudoLikelihood => "likel.",
            Self::Unlearning => "unlearn",
            Self::NoiseTraining => "noise",
            Self::StructuredNoise => "struct.",
            Self::TrnNotes => "notes",
            Self::TrnAnchored => "anchor",
            other => other.name(),
        }
    }

    /// About how many core-seconds one network takes with all settings.
    pub(super) fn seconds(self) -> f64 {
        match self {
            Self::TrnAnchored => 10.0,
            Self::TrnNotes | Self::StructuredNoise | Self::NoiseTraining => 4.0,
            Self::Trn | Self::PseudoLikelihood => 2.0,
            Self::Unlearning => 1.0,
            _ => 0.3,
        }
    }

    /// Whether it is left out at small scale.
    pub(super) fn is_slow(self) -> bool {
        matches!(self, Self::StructuredNoise | Self::TrnAnchored)
    }

    /// The grid at a load M/N.
    pub(super) fn candidates(self, load: f64) -> Vec<Candidate> {
        match self {
            Self::Hop => alone(Hebbian::default()),
            Self::Storkey => alone(Storkey),
            Self::Pse => alone(PseudoInverse::default()),
            Self::PseZeroDiagonal => {
                alone(PseudoInverse { diagonal: ProjectorDiagonal::Zero, ..Default::default() })
            }
            Self::AdaTron => grid("C N", &[4.0, 8.0, 16.0, 32.0, f64::INFINITY], |c| MaxMargin {
                penalty: c / UNITS as f64,
                sweeps: 300,
                ..Default::default()
            }),
            Self::PseudoLikelihood => pseudo_likelihoods(),
            Self::Ease => grid("N/λ", &[2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0], |t| Ease {
                flip_rate: flip_rate_of(UNITS as f64 / t, messages_at(load, UNITS)),
            }),
            Self::Mpf => grid("λ", &[0.0, 0.3, 1.0, 3.0, 10.0, 30.0], |ridge| {
                MinimumProbabilityFlow { ridge, ..Default::default() }
            }),
            Self::Unlearning => {
                grid("D/N", &[25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0, 70.0], |dreams| {
                    Unlearning { dreams_per_unit: dreams as usize, ..Default::default() }
                })
            }
            Self::NoiseTraining => grid("q", &[0.025, 0.05, 0.075, 0.1, 0.125, 0.15], |q| {
                NoiseTraining { noise: Noise::Probability(q), ..Default::default() }
            }),
            Self::StructuredNoise => structured(),
            Self::TrnNotes => trained_from_hebb(),
            Self::Trn => warm(load),
            Self::TrnAnchored => grid("q over rule", &[0.7, 1.0, 1.4], |factor| {
                let noise = TrainedRecurrent::flip_rate_for(load) * factor;
                TrainedRecurrent {
                    noise: Noise::Probability(noise),
                    ..TrainedRecurrent::anchored(load)
                }
            }),
        }
    }
}

/// A rule without settings.
fn alone(rule: impl WritingRule + 'static) -> Vec<Candidate> {
    vec![Candidate { setting: "-".into(), rule: Box::new(rule) }]
}

/// One rule for each value of one setting.
fn grid<R: WritingRule + 'static>(
    name: &str,
    values: &[f64],
    rule: impl Fn(f64) -> R,
) -> Vec<Candidate> {
    let candidate = |&value: &f64| Candidate {
        setting: format!("{name} = {value}"),
        rule: Box::new(rule(value)),
    };
    values.iter().map(candidate).collect()
}

/// One rule for each pair of values of two settings.
fn grid_of_two<R: WritingRule + 'static>(
    names: (&str, &str),
    values: (&[f64], &[f64]),
    rule: impl Fn(f64, f64) -> R,
) -> Vec<Candidate> {
    let row = |&a: &f64| {
        let own = grid(names.1, values.1, |b| rule(a, b)).into_iter();
        own.map(move |candidate| (a, candidate)).collect::<Vec<_>>()
    };
    let pairs = values.0.iter().flat_map(row);
    let named = |(a, Candidate { setting, rule })| Candidate {
        setting: format!("{} = {a}, {setting}", names.0),
        rule,
    };
    pairs.map(named).collect()
}

/// The flip rate that a ridge stands for.
fn flip_rate_of(ridge: f64, messages: usize) -> f64 {
    Ease::for_ridge(ridge, messages).map_or(f64::NAN, |rule| rule.flip_rate)
}

fn pseudo_likelihoods() -> Vec<Candidate> {
    grid_of_two(("q", "λ"), (&[0.0, 0.05, 0.1], &[0.003, 0.01, 0.03, 0.1]), |q, ridge| {
        let copies = if q > 0.0 { 10 } else { 1 };
        PseudoLikelihood { noise: Noise::Probability(q), ridge, copies, ..Default::default() }
    })
}

/// Fixed points of the present network, reached from little to maximal noise.
fn structured() -> Vec<Candidate> {
    let dynamics = Dynamics { update: Update::Random, ..Dynamics::default() };
    grid_of_two(("q", "λ"), (&[0.3, 0.5], &[0.0015, 0.002, 0.003, 0.004, 0.006]), |q, rate| {
        NoiseTraining {
            noise: Noise::Probability(q),
            rate,
            steps: 600,
            averaged: true,
            relaxation: Some(dynamics.clone()),
        }
    })
}

/// The recipe of the notes: from Hebb's rule, with squared error and free weights.
fn trained_from_hebb() -> Vec<Candidate> {
    grid_of_two(("q", "rate"), (&[0.01, 0.025, 0.05], &[0.001, 0.003, 0.01]), |q, learning_rate| {
        let unrolled = Unrolled { loss: Loss::Squared, ..Unrolled::default() };
        let (start, steps) = (Start::Hebbian, 300);
        TrainedRecurrent { unrolled, start, steps, learning_rate, ..TrainedRecurrent::warm(q) }
    })
}

/// The cheap recipe of ours, from two fits.
fn warm(load: f64) -> Vec<Candidate> {
    let ease = Ease { flip_rate: TrainedRecurrent::flip_rate_for(load).min(0.1) };
    let starts = [
        ("EASE", Start::Ease(ease)),
        ("likelihood", Start::PseudoLikelihood(PseudoLikelihood::default())),
    ];
    let rates = [0.03, 0.05, 0.075, 0.1, 0.125];
    let from = |(name, start): (&str, Start)| {
        let own = grid("q", &rates, |q| TrainedRecurrent {
            start: start.clone(),
            ..TrainedRecurrent::warm(q)
        });
        let name = name.to_owned();
        own.into_iter().map(move |candidate| Candidate {
            setting: format!("from {name}, {}", candidate.setting),
            rule: candidate.rule,
        })
    };
    starts.into_iter().flat_map(from).collect()
}
