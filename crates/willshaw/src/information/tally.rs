//! Counts of wrong units.

use super::ErrorRates;
use crate::Error;

/// Counts of wrong units over many retrievals.
///
/// ```
/// use synaptome_willshaw::information::Tally;
/// let mut tally = Tally::default();
/// tally.add(&[1, 5, 9], &[1, 5, 6]);
/// assert_eq!((tally.missing, tally.spurious), (1, 1));
/// assert_eq!(tally.noise(), 2.0 / 3.0);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Tally {
    /// Retrievals counted.
    pub patterns: u64,
    /// Active units of their patterns.
    pub active: u64,
    /// Units of the patterns that did not come back.
    pub missing: u64,
    /// Units that came back and are not of the pattern.
    pub spurious: u64,
}

impl Tally {
    /// Compares an output with the pattern it should be; both ascend.
    ///
    /// ```
    /// use synaptome_willshaw::information::Tally;
    ///
    /// let mut tally = Tally::default();
    /// tally.add(&[0, 5, 9], &[0, 5, 7]); // 9 is missing, 7 is spurious
    /// assert_eq!((tally.missing, tally.spurious), (1, 1));
    /// assert!((tally.noise() - 2.0 / 3.0).abs() < 1e-12);
    /// ```
    pub fn add(&mut self, pattern: &[u32], output: &[u32]) {
        let found = output.iter().filter(|unit| pattern.binary_search(unit).is_ok()).count();
        self.patterns += 1;
        self.active += pattern.len() as u64;
        self.missing += (pattern.len() - found.min(pattern.len())) as u64;
        self.spurious += (output.len() - found) as u64;
    }

    /// Adds the counts of another tally.
    pub fn merge(&mut self, other: Self) {
        self.patterns += other.patterns;
        self.active += other.active;
        self.missing += other.missing;
        self.spurious += other.spurious;
    }

    /// ε̂, wrong units for each active unit of the patterns (2.4); NaN before the first retrieval.
    pub fn noise(&self) -> f64 {
        (self.missing + self.spurious) as f64 / self.active as f64
    }

    /// p₀₁ and p₁₀ for patterns among `units` = n.
    ///
    /// # Errors
    /// Before the first retrieval, and if n is less than what came back.
    pub fn rates(&self, units: usize) -> Result<ErrorRates, Error> {
        let silent = self.patterns as f64 * units as f64 - self.active as f64;
        let spurious = if self.spurious == 0 { 0.0 } else { self.spurious as f64 / silent };
        ErrorRates::new(spurious, self.missing as f64 / self.active as f64)
    }
}
