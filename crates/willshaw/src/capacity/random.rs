//! Retrieval of random patterns: how many of them can be stored.

use super::optimum::{Criterion, Optimum};
use super::patterns_at;
use crate::cue::check_completeness;
use crate::error::{require_in, require_positive};
use crate::information::{ErrorRates, random_code_bits};
use crate::{Error, PatternCode, RandomCode};

/// Retrieval of random patterns from part cues, in one step or iterated (appendix B).
///
/// ```
/// use synaptome_willshaw::RandomCode;
/// use synaptome_willshaw::capacity::{Criterion, RandomTheory};
///
/// let (code, criterion) = (RandomCode::new(10_000, 30)?, Criterion::default());
/// let one_step = RandomTheory::one_step(code, 0.5, criterion)?;
/// let iterative = RandomTheory::iterative(code, 0.5, criterion)?;
/// assert!(iterative.max_load() > one_step.max_load()); // iteration removes what is left of the noise
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RandomTheory {
    code: RandomCode,
    completeness: f64,
    criterion: Criterion,
    first_noise: f64,
}

impl RandomTheory {
    /// R1: the only step must bring the noise below ε.
    ///
    /// # Errors
    /// λ outside (0, 1]; ε outside (0, 1) or r not positive; patterns without silent units.
    pub fn one_step(
        code: RandomCode,
        completeness: f64,
        criterion: Criterion,
    ) -> Result<Self, Error> {
        check_completeness(completeness)?;
        check_silent(code)?;
        let first_noise = criterion.check()?.tolerated_noise;
        Ok(Self { code, completeness, criterion, first_noise })
    }

    /// IR: the first step may leave the noise max(1 − λ − r/k, ε), the others remove it (B.7).
    ///
    /// # Errors
    /// λ outside (0, 1]; ε outside (0, 1) or r not positive; patterns without silent units.
    pub fn iterative(
        code: RandomCode,
        completeness: f64,
        criterion: Criterion,
    ) -> Result<Self, Error> {
        let gain = criterion.first_gain / code.activity() as f64;
        let one_step = Self::one_step(code, completeness, criterion)?;
        let first_noise = (1.0 - completeness - gain).max(criterion.tolerated_noise);
        Ok(Self { first_noise, ..one_step })
    }

    /// p₁ε = (εk/(n − k))^{1/(λk)} (B.1), at most 1.
    pub fn max_load(&self) -> f64 {
        let (n, k) = (self.code.units() as f64, self.code.activity() as f64);
        let spurious = (self.first_noise * k / (n - k)).min(1.0);
        spurious.powf(1.0 / (self.completeness * k))
    }

    /// The memory at the largest load, with the output noise ε (B.2, B.3).
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if the largest load is 1, with which any number of patterns can be stored: of
    /// patterns with more active units than silent ones, or from cues of next to nothing.
    pub fn optimum(&self) -> Result<Optimum, Error> {
        let (n, k) = (self.code.units() as f64, self.code.activity() as f64);
        let load = self.max_load();
        require_in("the largest load", load, 0.0, 1_f64.next_down())?;
        let patterns = patterns_at(self.code, load);
        let spurious = (self.criterion.tolerated_noise * k / (n - k)).min(1.0);
        let output = random_code_bits(self.code, ErrorRates::new(spurious, 0.0)?);
        let cue = random_code_bits(self.code, ErrorRates::new(0.0, 1.0 - self.completeness)?);
        Ok(Optimum {
            load,
            patterns,
            mapping_bits_per_synapse: patterns * output / n.powi(2),
            completion_bits_per_synapse: patterns * (output - cue) / n.powi(2),
        })
    }
}

/// Refuses patterns of all units, of which there is only one.
pub(super) fn check_silent(code: RandomCode) -> Result<(), Error> {
    let silent = code.units() - code.activity();
    require_positive("the number of silent units of a pattern", silent as f64)
}
