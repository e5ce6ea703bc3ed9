//! Simulation sets 2 and 3 (§5.1): random patterns, ensembles and questions.

use rand::{Rng, RngExt};
use synaptome_lab::{Result, Value, row};
use synaptome_mi::{
    Error, Patterns, RandomCovariances, RandomPatterns, SynapticEnsemble, mutual_information_nats,
};

use super::features::Features;
use super::settings::{LARGEST_MEAN, NEURONS, bits};

/// The family that a sample is drawn from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Set {
    /// One covariance AᵀA/d + σ²[(1 − ρ)I + ρ11ᵀ] for all patterns.
    Two,
    /// QΛQᵀ + r11ᵀ for each pattern, r drawn for each pattern.
    Three,
    /// The same with r drawn once for all patterns of a sample; the text leaves it open.
    ThreeCommonR,
}

impl Set {
    const ALL: [Self; 3] = [Self::Two, Self::Three, Self::ThreeCommonR];

    /// The name in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Two => "2",
            Self::Three => "3, r per pattern",
            Self::ThreeCommonR => "3, r per sample",
        }
    }

    /// The set by its name in a point.
    pub(crate) fn named(name: &str) -> Result<Self> {
        let set = Self::ALL.into_iter().find(|set| set.name() == name);
        set.ok_or_else(|| format!("no simulation set is called {name}").into())
    }

    /// The paper's parameters.
    fn family(self) -> RandomPatterns {
        let covariances = match self {
            Self::Two => RandomCovariances::SharedGram { sigma: 1.0 },
            Self::Three | Self::ThreeCommonR => RandomCovariances::Rotated {
                eigenvalue_mean: 0.01,
                eigenvalue_std_dev: 1.2,
                largest_common: 1.44,
                common_per_pattern: self == Self::Three,
            },
        };
        RandomPatterns { neurons: NEURONS, largest_mean: LARGEST_MEAN, covariances }
    }

    /// Draws `count` patterns.
    pub(crate) fn draw<R: Rng + ?Sized>(self, count: usize, rng: &mut R) -> Result<Patterns> {
        Ok(self.family().draw(count, rng)?)
    }
}

/// A random question about one pattern.
pub(crate) struct Question {
    pub(crate) patterns: Patterns,
    pub(crate) ensemble: SynapticEnsemble,
    pub(crate) about: usize,
}

impl Question {
    /// Draws 2 to 50 patterns, `size` random synapses, and a pattern to ask about.
    pub(crate) fn draw<R: Rng + ?Sized>(set: Set, size: usize, rng: &mut R) -> Result<Self> {
        let count = rng.random_range(2..=50);
        Self::about_one_of(count, set, size, rng)
    }

    fn about_one_of<R: Rng + ?Sized>(
        count: usize,
        set: Set,
        size: usize,
        rng: &mut R,
    ) -> Result<Self> {
        let patterns = set.draw(count, rng)?;
        let ensemble = SynapticEnsemble::draw(NEURONS, size, rng)?;
        Ok(Self { patterns, ensemble, about: rng.random_range(0..count) })
    }
}

/// The columns of [`sample`].
pub(super) const COLUMNS: &[&str] = &[
    "seed",
    "set",
    "N",
    "n",
    "mi_bits",
    "spread_of_means",
    "determinant",
    "condition",
    "off_diagonal",
];

/// One sample of 1 to 19 synapses, and its information (NaN where the approximate covariance is
/// not positive definite).
pub(super) fn sample<R: Rng + ?Sized>(seed: f64, set: Set, rng: &mut R) -> Result<Vec<Value>> {
    let (count, size) = (rng.random_range(2..=50), rng.random_range(1..=19));
    let Question { patterns, ensemble, about } = Question::about_one_of(count, set, size, rng)?;
    let nats = mutual_information_nats(&patterns, &ensemble, about)
        .or_else(Error::into_impossible_nats)
        .unwrap_or(f64::NAN);
    let mut row = row![seed, set.name(), count, size, bits(nats)];
    row.extend(Features::of(&patterns, &ensemble)?.of_patterns());
    Ok(row)
}
