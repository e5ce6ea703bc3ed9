//! The number of patterns at which the noise of one retrieval passes ε.

use super::super::simulation::{Method, Outcome};
use crate::statistics::mean;

/// ε.
const NOISE: f64 = 0.01;
/// ln(ε̂/ε) aimed at below and above ε.
const ASIDE: f64 = 0.4;

/// One retrieval, λ and way to average, and what networks have told of it so far.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) method: Method,
    pub(super) lambda: f64,
    pub(super) simple: bool,
    scouted: [Reading; 2],
    expected_slope: f64,
    visits: Vec<[Reading; 2]>,
}

/// A measurement at a number of patterns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    pub(super) ln_patterns: f64,
    pub(super) ln_noise: f64,
    pub(super) bits: f64,
}

impl Reading {
    /// No noise at all counts as half a wrong unit.
    pub(super) fn new(stored: usize, outcome: &Outcome, noise: f64, bits: f64) -> Self {
        let units = outcome.content.active + outcome.address.active;
        let ln_noise = noise.max(0.5 / units as f64).ln();
        Self { ln_patterns: (stored as f64).ln(), ln_noise, bits }
    }
}

impl Target {
    pub(super) fn new(method: Method, lambda: f64, simple: bool) -> Self {
        let (scouted, visits) = ([Reading::default(); 2], Vec::new());
        Self { method, lambda, simple, scouted, expected_slope: 1.0, visits }
    }

    /// ε̂ as this target averages it.
    pub(super) fn noise(&self, outcome: &Outcome) -> f64 {
        if self.simple { outcome.simple_noise() } else { outcome.noise(self.lambda) }
    }

    /// Takes a reading of the growing first network, and the d ln ε̂/d ln M of one step there;
    /// true when ε is passed.
    pub(super) fn scout(&mut self, reading: Reading, gentle: f64) -> bool {
        self.scouted = [self.scouted[1], reading];
        self.expected_slope = slope([self.scouted], (0.0, 0.0)).clamp(gentle, 10.0 * gentle);
        reading.ln_noise >= NOISE.ln()
    }

    /// Where to measure, known before the network is: just below and just above the mean of
    /// what other networks told.
    pub(super) fn sizes(&self) -> [usize; 2] {
        let (centre, aside) = (self.centre(), ASIDE / self.slope());
        let low = ((centre - aside).exp().round() as usize).max(1);
        [low, ((centre + aside).exp().round() as usize).max(low + 1)]
    }

    /// Takes the readings of a network at the two sizes.
    pub(super) fn visit(&mut self, readings: [Reading; 2]) {
        self.visits.push(readings);
    }

    /// `M_ε` and the bits there by each network.
    pub(super) fn found(&self) -> impl Iterator<Item = (f64, f64)> {
        self.visits.iter().map(|visit| {
            let ln_patterns = self.crossing(visit);
            let [low, high] = visit;
            let share = (ln_patterns - low.ln_patterns) / (high.ln_patterns - low.ln_patterns);
            (ln_patterns.exp(), low.bits + share * (high.bits - low.bits))
        })
    }

    /// ln `M_ε`, so far.
    fn centre(&self) -> f64 {
        let visits: Vec<f64> = self.visits.iter().map(|visit| self.crossing(visit)).collect();
        if visits.is_empty() { self.crossing(&self.scouted[1..]) } else { mean(&visits) }
    }

    /// ln `M_ε` by readings of a network and the slope that all networks have in common.
    fn crossing(&self, readings: &[Reading]) -> f64 {
        let slope = self.slope();
        let crossing =
            |reading: &Reading| reading.ln_patterns + (NOISE.ln() - reading.ln_noise) / slope;
        mean(&readings.iter().map(crossing).collect::<Vec<f64>>())
    }

    /// What was seen and, as if seen by one network more, what was expected.
    fn slope(&self) -> f64 {
        let expected = (2.0 * ASIDE, 2.0 * ASIDE / self.expected_slope);
        slope(self.visits.iter().copied(), expected).max(0.5 * self.expected_slope)
    }
}

/// d ln ε̂/d ln M over pairs of readings and another pair of differences.
fn slope(pairs: impl IntoIterator<Item = [Reading; 2]>, other: (f64, f64)) -> f64 {
    let (noise, patterns) = pairs.into_iter().fold(other, |sum, [low, high]| {
        (sum.0 + high.ln_noise - low.ln_noise, sum.1 + high.ln_patterns - low.ln_patterns)
    });
    noise / patterns
}
