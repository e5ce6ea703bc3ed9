//! The number of patterns at which the noise of one retrieval passes ε.

use super::super::simulation::{Method, Outcome};

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
        let [before, now] = self.scouted;
        let slope = (now.ln_noise - before.ln_noise) / (now.ln_patterns - before.ln_patterns);
        self.expected_slope = slope.clamp(gentle, 10.0 * gentle);
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

    /// For each network its jackknife value of `M_ε`, and its bits there. The mean of these values
    /// is what all networks tell together: noise is averaged before its logarithm is taken, since
    /// few retrievals can make most of it.
    pub(super) fn found(&self) -> impl Iterator<Item = (f64, f64)> {
        let (count, all) = (self.visits.len() as f64, self.crossing(&self.visits));
        self.visits.iter().enumerate().map(move |(i, [low, high])| {
            let others = [&self.visits[..i], &self.visits[i + 1..]].concat();
            let without = if others.is_empty() { all } else { self.crossing(&others) };
            let share = (all - low.ln_patterns) / (high.ln_patterns - low.ln_patterns);
            let bits = low.bits + share * (high.bits - low.bits);
            ((all + (count - 1.0) * (all - without)).exp(), bits)
        })
    }

    /// ln `M_ε`, so far.
    fn centre(&self) -> f64 {
        let scouted = [[self.scouted[1]; 2]];
        self.crossing(if self.visits.is_empty() { &scouted } else { &self.visits })
    }

    /// ln `M_ε` where noise grows as M to the power of the slope: the mean noise of the readings
    /// is what this law gives at their numbers of patterns.
    fn crossing(&self, visits: &[[Reading; 2]]) -> f64 {
        let (slope, first) = (self.slope(), visits[0][0].ln_patterns);
        let readings = visits.as_flattened();
        let law = |reading: &Reading| (slope * (reading.ln_patterns - first)).exp();
        let noise: f64 = readings.iter().map(|reading| reading.ln_noise.exp()).sum();
        first + (NOISE.ln() + readings.iter().map(law).sum::<f64>().ln() - noise.ln()) / slope
    }

    /// d ln ε̂/d ln M: what was seen and, as if seen by one network more, what was expected.
    fn slope(&self) -> f64 {
        let noise = |i: usize| self.visits.iter().map(|visit| visit[i].ln_noise.exp()).sum::<f64>();
        let more = self.visits.iter().map(|[low, high]| high.ln_patterns - low.ln_patterns);
        let count = self.visits.len() as f64;
        let seen = if count > 0.0 { count * (noise(1) / noise(0)).ln() } else { 0.0 };
        let expected = 2.0 * ASIDE / self.expected_slope;
        ((seen + 2.0 * ASIDE) / (more.sum::<f64>() + expected)).max(0.5 * self.expected_slope)
    }
}
