//! Probabilities below and above a point, from a density on panels.

use super::panels::{Panel, Pieces};
use super::quadrature;
use crate::log_domain::ln_add_exp;

/// ln Pr at the lower edge of every panel and at the end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cumulative {
    below: Vec<f64>,
    above: Vec<f64>,
}

impl Cumulative {
    pub(super) fn of(pieces: &Pieces) -> Self {
        let masses = pieces.panels.iter().map(|p| ln_mass(p, p.low, p.high));
        let masses: Vec<f64> = masses.collect();
        let mut above = running(masses.iter().rev());
        above.reverse();
        Self { below: running(masses.iter()), above }
    }

    /// ln ∫ f.
    pub(super) fn ln_total(&self) -> f64 {
        self.above[0]
    }

    /// ln Pr(Z ≤ z) for `z` within the pieces.
    pub(super) fn ln_below(&self, pieces: &Pieces, z: f64) -> f64 {
        let i = pieces.index(z);
        let panel = &pieces.panels[i];
        ln_add_exp(self.below[i], ln_mass(panel, panel.low, z))
    }

    /// ln Pr(Z > z) for `z` within the pieces.
    pub(super) fn ln_above(&self, pieces: &Pieces, z: f64) -> f64 {
        let i = pieces.index(z);
        let panel = &pieces.panels[i];
        ln_add_exp(self.above[i + 1], ln_mass(panel, z, panel.high))
    }
}

/// −∞, then the logarithm of every partial sum.
fn running<'a>(ln_masses: impl Iterator<Item = &'a f64>) -> Vec<f64> {
    let start = f64::NEG_INFINITY;
    let sums = ln_masses.scan(start, |sum, &mass| {
        *sum = ln_add_exp(*sum, mass);
        Some(*sum)
    });
    std::iter::once(start).chain(sums).collect()
}

/// ln ∫ f over part of one panel.
fn ln_mass(panel: &Panel, low: f64, high: f64) -> f64 {
    if high <= low {
        return f64::NEG_INFINITY;
    }
    let top = panel.at(low).max(panel.at(high));
    top + quadrature::integral(&|z| (panel.at(z) - top).exp(), low, high).ln()
}
