use crate::{CueQuality, Error, PatternCode};

/// The two ways in which a unit of a pattern comes out wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErrorRates {
    spurious: f64,
    missing: f64,
}

impl ErrorRates {
    /// p₀₁ = `spurious`, for a silent unit to be active, and p₁₀ = `missing`, for an active
    /// one to be silent.
    pub fn new(spurious: f64, missing: f64) -> Result<Self, Error> {
        check_probability("p01", spurious)?;
        check_probability("p10", missing)?;
        Ok(Self { spurious, missing })
    }

    /// Those of a cue: p₁₀ = 1 − λ and p₀₁ = κk/(n − k) (A.13–A.15).
    pub fn of_cue<C: PatternCode>(code: C, quality: CueQuality) -> Result<Self, Error> {
        let (n, k) = (code.units() as f64, code.activity() as f64);
        let spurious = quality.false_fraction * k / (n - k);
        Self::new(
            if quality.false_fraction == 0.0 { 0.0 } else { spurious },
            1.0 - quality.completeness,
        )
    }

    /// p₀₁.
    pub fn spurious(self) -> f64 {
        self.spurious
    }

    /// p₁₀.
    pub fn missing(self) -> f64 {
        self.missing
    }
}

pub(crate) fn check_probability(name: &'static str, value: f64) -> Result<(), Error> {
    if (0.0..=1.0).contains(&value) {
        return Ok(());
    }
    Err(Error::NotAProbability { name, value })
}

/// Counts of wrong units over many retrievals.
///
/// ```
/// use synaptome_willshaw::information::Tally;
/// let mut tally = Tally::default();
/// tally.add(&[1, 5, 9], &[1, 5, 6]);
/// assert_eq!((tally.missing, tally.spurious), (1, 1));
/// assert_eq!(tally.noise(), 2.0 / 3.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    pub fn rates(&self, units: usize) -> Result<ErrorRates, Error> {
        let silent = self.patterns as f64 * units as f64 - self.active as f64;
        let spurious = if self.spurious == 0 { 0.0 } else { self.spurious as f64 / silent };
        ErrorRates::new(spurious, self.missing as f64 / self.active as f64)
    }
}
