//! The number of patterns at which the noise of one retrieval passes ε.

use std::fmt;

use crate::trial::Outcome;
use crate::{CueQuality, Error, PatternCode, Retrieval};

/// ln(ε̂/ε) aimed at below and above ε.
const ASIDE: f64 = 0.4;

/// One retrieval from cues of one quality, and what networks have shown of it so far.
#[derive(Clone)]
pub struct Target<'a, C> {
    /// The retrieval.
    pub retrieval: &'a dyn Retrieval<C>,
    /// The quality of the cues.
    pub quality: CueQuality,
    /// The weight of the content in the noise, between 0 and 1; the rest is that of the address.
    pub content_weight: f64,
    scouted: [Reading; 2],
    is_scouted: bool,
    ln_tolerated: f64,
    expected_slope: f64,
    visits: Vec<[Reading; 2]>,
}

/// What one network says.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_willshaw::load_search::{Found, LoadSearch, Target};
/// use synaptome_willshaw::{Association, BlockCode, CueQuality, SumOfMax};
///
/// let search =
///     LoadSearch { queries: 200, ..LoadSearch::new(BlockCode::new(8, 32)?, Association::Auto) };
/// let retrieval = SumOfMax::default();
/// let mut targets = [Target::new(&retrieval, CueQuality::default())];
/// let [mut patterns, mut cues] = [1, 2].map(ChaCha12Rng::seed_from_u64);
/// search.scout(&mut targets, &mut patterns, &mut cues)?;
/// search.visit(&mut targets, &mut patterns, &mut cues)?;
/// let Found { patterns, bits_per_synapse } = targets[0].found().next().unwrap();
/// assert!(patterns > 100.0 && bits_per_synapse > 0.02);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Its jackknife value of M_ε: the mean over the networks is what all of them say together, and
    /// the deviations give its standard error.
    pub patterns: f64,
    /// Bits per synapse at M_ε ([`Outcome::bits_per_synapse`]).
    pub bits_per_synapse: f64,
}

/// A measurement at a number of patterns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    ln_patterns: f64,
    ln_noise: f64,
    bits: f64,
}

impl Reading {
    /// No noise at all counts as half a wrong unit.
    pub(super) fn new<C: PatternCode>(
        outcome: &Outcome<C>,
        content_weight: f64,
    ) -> Result<Self, Error> {
        let units = outcome.content.active + outcome.address.active;
        let noise = outcome.weighted_noise(content_weight).max(0.5 / units as f64);
        let ln_patterns = (outcome.patterns as f64).ln();
        Ok(Self { ln_patterns, ln_noise: noise.ln(), bits: outcome.bits_per_synapse()? })
    }
}

impl<'a, C: PatternCode> Target<'a, C> {
    /// A retrieval whose noise is weighted by the completeness λ of the cues, as in the paper's
    /// figures.
    ///
    /// ```
    /// use synaptome_willshaw::{BlockCode, CueQuality, SumOfMax, load_search::Target};
    ///
    /// let retrieval = SumOfMax::default();
    /// let target: Target<'_, BlockCode> = Target::new(&retrieval, CueQuality::part(0.5));
    /// assert_eq!(target.found().count(), 0); // no network was visited yet
    /// ```
    pub fn new(retrieval: &'a dyn Retrieval<C>, quality: CueQuality) -> Self {
        Self {
            retrieval,
            quality,
            content_weight: quality.completeness,
            scouted: [Reading::default(); 2],
            is_scouted: false,
            ln_tolerated: 0.0,
            expected_slope: 1.0,
            visits: Vec::new(),
        }
    }

    /// What each network says; nothing before the first one is visited.
    ///
    /// Noise is averaged before its logarithm is taken, since few retrievals can make most of it.
    pub fn found(&self) -> impl Iterator<Item = Found> {
        (0..self.visits.len()).map(|i| self.found_by(i))
    }

    fn found_by(&self, i: usize) -> Found {
        let (count, all) = (self.visits.len() as f64, self.crossing(&self.visits));
        let others = [&self.visits[..i], &self.visits[i + 1..]].concat();
        let without = if others.is_empty() { all } else { self.crossing(&others) };
        let [low, high] = self.visits[i];
        let fraction = (all - low.ln_patterns) / (high.ln_patterns - low.ln_patterns);
        Found {
            patterns: (all + (count - 1.0) * (all - without)).exp(),
            bits_per_synapse: low.bits + fraction * (high.bits - low.bits),
        }
    }

    /// Takes a reading of the growing first network, and the d ln ε̂/d ln M of one step there.
    pub(super) fn scout(&mut self, reading: Reading, gentle: f64, tolerated: f64) {
        self.scouted = [self.scouted[1], reading];
        let [before, now] = self.scouted;
        let slope = (now.ln_noise - before.ln_noise) / (now.ln_patterns - before.ln_patterns);
        self.expected_slope = slope.clamp(gentle, 10.0 * gentle);
        self.ln_tolerated = tolerated.ln();
        self.is_scouted = reading.ln_noise >= self.ln_tolerated;
    }

    /// Whether the noise of the first network has passed ε.
    pub(super) fn is_scouted(&self) -> bool {
        self.is_scouted
    }

    /// Where to measure, known before the network is: just below and just above the mean of
    /// what other networks say.
    pub(super) fn sizes(&self) -> [usize; 2] {
        let (centre, aside) = (self.centre(), ASIDE / self.slope());
        let low = ((centre - aside).exp().round() as usize).max(1);
        [low, ((centre + aside).exp().round() as usize).max(low.saturating_add(1))]
    }

    /// Takes the readings of a network at the two sizes.
    pub(super) fn visit(&mut self, readings: [Reading; 2]) {
        self.visits.push(readings);
    }

    /// ln M_ε, so far.
    fn centre(&self) -> f64 {
        let scouted = [[self.scouted[1]; 2]];
        self.crossing(if self.visits.is_empty() { &scouted } else { &self.visits })
    }

    /// ln M_ε where noise grows as M to the power of the slope: the mean noise of the readings
    /// is what this power gives at their numbers of patterns.
    fn crossing(&self, visits: &[[Reading; 2]]) -> f64 {
        let (slope, first) = (self.slope(), visits[0][0].ln_patterns);
        let readings = visits.as_flattened();
        let power = |reading: &Reading| (slope * (reading.ln_patterns - first)).exp();
        let noise: f64 = readings.iter().map(|reading| reading.ln_noise.exp()).sum();
        let expected = readings.iter().map(power).sum::<f64>();
        first + (self.ln_tolerated + expected.ln() - noise.ln()) / slope
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

impl<C> fmt::Debug for Target<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut target = f.debug_struct("Target");
        target.field("quality", &self.quality).field("content_weight", &self.content_weight);
        target.field("networks", &self.visits.len()).finish_non_exhaustive()
    }
}
