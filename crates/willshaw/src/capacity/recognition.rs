//! Recognition: how many patterns can be told from new ones.

use std::f64::consts::LN_2;

use super::patterns_at;
use super::random::check_silent;
use crate::cue::check_completeness;
use crate::error::require_positive;
use crate::information::ln_binomial;
use crate::{Error, PatternCode, RandomCode};

/// Telling stored patterns from new ones by the number of synapses within a cue (appendix C).
///
/// ```
/// use synaptome_willshaw::RandomCode;
/// use synaptome_willshaw::capacity::RecognitionTheory;
///
/// let theory = RecognitionTheory::new(RandomCode::new(1_000, 10)?, 1.0, 0.01)?;
/// assert!((theory.false_acceptance(0.5) - 0.5_f64.powi(45)).abs() < 1e-18); // 10·9/2 synapses
/// assert!(theory.false_acceptance(theory.max_load()) < 0.01 + 1e-12);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RecognitionTheory {
    code: RandomCode,
    completeness: f64,
    tolerated_spurious: f64,
}

impl RecognitionTheory {
    /// For cues that keep λ = `completeness` of a pattern, λk > 1, and at most ε =
    /// `tolerated_spurious` wrongly accepted patterns for each stored one.
    ///
    /// # Errors
    /// λ outside (0, 1], λk ≤ 1, patterns without silent units, or an ε that is not positive and finite.
    pub fn new(
        code: RandomCode,
        completeness: f64,
        tolerated_spurious: f64,
    ) -> Result<Self, Error> {
        check_completeness(completeness)?;
        check_silent(code)?;
        require_positive("the tolerated number of spurious states", tolerated_spurious)?;
        require_positive("the number of synapses within a cue", pairs(code, completeness))?;
        Ok(Self { code, completeness, tolerated_spurious })
    }

    /// q₀₁ ≈ p₁^{λk(λk − 1)/2}: a new cue is fully connected by chance (C.2).
    pub fn false_acceptance(&self, load: f64) -> f64 {
        load.powf(pairs(self.code, self.completeness))
    }

    /// ln(εq), where q = M over the number of possible patterns (C.1).
    fn ln_accepted(&self, patterns: f64) -> f64 {
        let all = ln_binomial(self.code.units(), self.code.activity());
        (self.tolerated_spurious * patterns).ln() - all
    }

    /// p₁ε = (εq)^{2/((λk)² − λk)} (C.3), where q belongs to the load itself (C.5); the
    /// iteration contracts, since M changes q and q hardly changes p₁.
    pub fn max_load(&self) -> f64 {
        let mut load = 0.5;
        for _ in 0..200 {
            let ln_accepted = self.ln_accepted(patterns_at(self.code, load));
            load = (ln_accepted / pairs(self.code, self.completeness))
                .exp()
                .clamp(1e-300, 1.0 - 1e-15);
        }
        load
    }

    /// `M_ε` (C.5).
    pub fn max_patterns(&self) -> f64 {
        patterns_at(self.code, self.max_load())
    }

    /// `C_rcg` ≈ −M log₂(εq)/n² (C.6).
    pub fn bits_per_synapse(&self) -> f64 {
        let patterns = self.max_patterns();
        -patterns * self.ln_accepted(patterns) / LN_2 / (self.code.units() as f64).powi(2)
    }

    /// k = (1 + √(1 + 8 ln(εq)/ln p₁))/(2λ): the activity that uses a load p₁ (C.4), for the
    /// logarithm of εq.
    ///
    /// ```
    /// use synaptome_willshaw::capacity::RecognitionTheory;
    ///
    /// // k for which k(k − 1)/2 = 45 synapses at half load accept a new pattern once in 2⁴⁵ times.
    /// let k = RecognitionTheory::activity_for(0.5, 1.0, -45.0 * 2_f64.ln());
    /// assert!((k - 10.0).abs() < 1e-9);
    /// ```
    pub fn activity_for(load: f64, completeness: f64, ln_accepted: f64) -> f64 {
        (1.0 + (1.0 + 8.0 * ln_accepted / load.ln()).sqrt()) / (2.0 * completeness)
    }
}

/// λk(λk − 1)/2.
fn pairs(code: RandomCode, completeness: f64) -> f64 {
    let cue = completeness * code.activity() as f64;
    cue * (cue - 1.0) / 2.0
}
