//! The crackling relation of critical branching processes: what a deviation is judged against.

use rand::Rng;

use super::avalanches::{Avalanche, AvalancheDetector, AvalancheOptions, Avalanches};
use super::crackling::{Crackling, CracklingRanges};
use super::process::{binomial, poisson};
use crate::Error;
use crate::error::{require_at_least, require_count, require_in};

/// Simulates the crackling relation of critical branching: trees in which each unit activates a Poisson
/// number of units with mean 1, each unit seen with the same probability.
///
/// [`Crackling::deviation`] is not 0 at criticality, because power laws hold for large avalanches only, and because
/// what is seen of an avalanche falls into pieces. Compare the deviation of a recording with those of critical
/// processes that have as many avalanches, of which the same fraction is seen, fitted in the same ranges.
///
/// ```
/// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
/// use synaptome_infomax::observables::{CracklingRanges, CriticalNull};
///
/// let ranges = CracklingRanges { sizes: (10..=1000).into(), durations: (5..=50).into() };
/// let null = CriticalNull { avalanches: 20_000, replicates: 4, ..CriticalNull::default() };
/// let found = null.run(&ranges, &mut ChaCha12Rng::seed_from_u64(1))?;
/// // Mean field has the exponents -3/2 and -2, of which the second is approached slowly.
/// for critical in &found {
///     assert!((critical.sizes.exponent().value + 1.5).abs() < 0.1);
///     assert!((critical.durations.exponent().value + 1.75).abs() < 0.2);
///     assert!(critical.deviation > 0.02);
/// }
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct CriticalNull {
    /// The number of avalanches that are seen in a replicate.
    pub avalanches: usize,
    /// The probability with which a unit is seen, above 0.
    pub seen: f64,
    /// A tree ends when this many units have been active; its last piece does not count.
    pub largest: u64,
    /// The number of replicates.
    pub replicates: usize,
}

/// The most avalanches of a replicate.
const MOST_AVALANCHES: u64 = 1 << 28;
/// The smallest fraction of units that is seen.
const LEAST_SEEN: f64 = 1e-4;

impl Default for CriticalNull {
    /// 100,000 avalanches seen whole, trees of up to a million units, twenty replicates.
    fn default() -> Self {
        Self { avalanches: 100_000, seen: 1.0, largest: 1_000_000, replicates: 20 }
    }
}

impl CriticalNull {
    /// The relation in each replicate.
    ///
    /// # Errors
    /// [`Error::TooFew`] without replicates, avalanches or units of a tree, [`Error::TooLarge`] for more than 2²⁸
    /// avalanches, [`Error::OutOfRange`] for a fraction outside of [10⁻⁴, 1], and as [`Crackling::of`].
    pub fn run<R: Rng + ?Sized>(
        &self,
        ranges: &CracklingRanges,
        rng: &mut R,
    ) -> Result<Vec<Crackling>, Error> {
        require_at_least("replicates", self.replicates, 1)?;
        (0..self.replicates).map(|_| Crackling::of(&self.draw(rng)?, ranges)).collect()
    }

    /// Draws the avalanches of one replicate.
    ///
    /// # Errors
    /// As [`CriticalNull::run`], for the avalanches.
    pub fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> Result<Avalanches, Error> {
        require_at_least("avalanches", self.avalanches, 1)?;
        require_count("the number of avalanches", self.avalanches as u64, MOST_AVALANCHES)?;
        require_at_least("units of a tree", self.largest as usize, 1)?;
        require_in("the fraction of units seen", self.seen, LEAST_SEEN, 1.0)?;
        let mut detector = AvalancheDetector::new(AvalancheOptions::default())?;
        let mut found = Vec::new();
        detector.step(0);
        while found.len() < self.avalanches {
            self.tree(&mut detector, &mut found, rng);
        }
        Ok(found.into_iter().take(self.avalanches).collect())
    }

    /// Adds what is seen of one tree. A tree that grows too large leaves the detector with an open
    /// avalanche, which is dropped.
    fn tree<R: Rng + ?Sized>(
        &self,
        detector: &mut AvalancheDetector,
        found: &mut Vec<Avalanche>,
        rng: &mut R,
    ) {
        let (mut active, mut total) = (1_u64, 0_u64);
        while active > 0 && total < self.largest {
            total += active;
            found.extend(detector.step(binomial(active, self.seen, rng)));
            active = poisson(active as f64, rng);
        }
        let last = detector.step(0);
        found.extend(last.filter(|_| active == 0));
    }
}
