//! Simulation set 1 (§5.1): exchangeable covariance, swept in σ or in ρ.

use synaptome_lab::{Result, Value};
use synaptome_mi::{Patterns, covariance};

use super::settings::NEURONS;

/// What is swept; the other parameter has the paper's value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sweep {
    /// σ from 0.1 to 2 at ρ = 0.
    Sigma,
    /// ρ from just above −1/(d − 1) to just below 1 at σ = 1.
    Rho,
}

impl Sweep {
    pub(super) const BOTH: [Self; 2] = [Self::Sigma, Self::Rho];

    /// The name of the column that is swept.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Sigma => "sigma",
            Self::Rho => "rho",
        }
    }

    /// The symbol of what is swept.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Sigma => "σ",
            Self::Rho => "ρ",
        }
    }

    /// The label of the x axis.
    pub(super) fn axis(self) -> &'static str {
        match self {
            Self::Sigma => "σ, standard deviation of ln x",
            Self::Rho => "ρ, correlation between neurons",
        }
    }

    /// The pairs (σ, ρ) along the sweep.
    pub(super) fn settings(self) -> Vec<(f64, f64)> {
        match self {
            Self::Sigma => (2..=40).map(|i| (f64::from(i) / 20.0, 0.0)).collect(),
            Self::Rho => (-2..=39).map(|i| (1.0, f64::from(i) / 40.0)).collect(),
        }
    }
}

impl From<Sweep> for Value {
    fn from(sweep: Sweep) -> Self {
        sweep.column().into()
    }
}

/// Patterns with these means and the covariance σ²[(1 − ρ)I + ρ11ᵀ].
pub(super) fn patterns<M: AsRef<[f64]>>(means: &[M], sigma: f64, rho: f64) -> Result<Patterns> {
    let neurons = means.first().map_or(NEURONS, |mean| mean.as_ref().len());
    Ok(Patterns::sharing_covariance(means, &covariance::exchangeable(neurons, sigma, rho)?)?)
}
