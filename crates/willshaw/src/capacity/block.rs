//! Iterative retrieval of block patterns: how many of them can be stored.

use super::optimum::{Criterion, Optimum};
use super::patterns_at;
use crate::cue::check_completeness;
use crate::{Association, BlockCode, Error, PatternCode};

/// Iterative retrieval of block patterns from part cues (§4, appendix A.2).
///
/// For heteroassociation this is sIRB and IRB; for autoassociation IRB, where the λk blocks
/// of the cue are right from the beginning.
///
/// ```
/// use synaptome_willshaw::capacity::{BlockTheory, Criterion};
/// use synaptome_willshaw::{Association, BlockCode};
/// let code = BlockCode::new(16, 256)?;
/// let theory = BlockTheory::new(code, Association::Hetero, 0.5, Criterion::default())?;
/// assert_eq!(theory.optimum().patterns.round(), 41_210.0);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockTheory {
    code: BlockCode,
    association: Association,
    completeness: f64,
    criterion: Criterion,
}

impl BlockTheory {
    /// For cues that keep λ = `completeness` of a pattern; λ = 1 leaves an autoassociative
    /// memory nothing to complete and is refused.
    ///
    /// # Errors
    /// [`Error::NothingToComplete`]; λ outside (0, 1]; ε outside (0, 1) or r not positive.
    pub fn new(
        code: BlockCode,
        association: Association,
        completeness: f64,
        criterion: Criterion,
    ) -> Result<Self, Error> {
        check_completeness(completeness)?;
        if association == Association::Auto && completeness == 1.0 {
            return Err(Error::NothingToComplete);
        }
        Ok(Self { code, association, completeness, criterion: criterion.check()? })
    }

    /// p₀₁ = p₁^{λk}: a wrong unit reached by λk cue units (4.2), at the load p₁.
    pub fn error_probability(&self, load: f64, completeness: f64) -> f64 {
        load.powf(completeness * self.blocks())
    }

    /// `p_br` = (1 − p₀₁)^{N − 1}: no wrong unit in a block (4.3).
    ///
    /// ```
    /// use synaptome_willshaw::capacity::{BlockTheory, Criterion};
    /// use synaptome_willshaw::{Association, BlockCode};
    ///
    /// let theory =
    ///     BlockTheory::new(BlockCode::new(16, 256)?, Association::Auto, 0.5, Criterion::default())?;
    /// let wrong = theory.error_probability(0.5, 0.5); // 0.5⁸ for eight known blocks
    /// assert!((wrong - 1.0 / 256.0).abs() < 1e-12);
    /// let right = theory.reconstruction_probability(0.5, 0.5);
    /// assert!((right - (1.0 - wrong).powi(255)).abs() < 1e-12);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn reconstruction_probability(&self, load: f64, completeness: f64) -> f64 {
        (self.rivals() * (-self.error_probability(load, completeness)).ln_1p()).exp()
    }

    /// λ̂(λ): the fraction of blocks known after a step from a fraction λ (4.4); with what is
    /// known already, λ + (1 − λ) `p_br`, for autoassociation (A.19).
    pub fn output_completeness(&self, load: f64, completeness: f64) -> f64 {
        let found = self.reconstruction_probability(load, completeness);
        match self.association {
            Association::Hetero => found,
            Association::Auto => completeness + (1.0 - completeness) * found,
        }
    }

    /// `λ_max`: the largest fixed point of `p_br` (4.5), approached from λ = 1, where the
    /// iteration can only fall.
    ///
    /// ```
    /// use synaptome_willshaw::capacity::{BlockTheory, Criterion};
    /// use synaptome_willshaw::{Association, BlockCode};
    ///
    /// let code = BlockCode::new(16, 256)?;
    /// let theory = BlockTheory::new(code, Association::Auto, 0.5, Criterion::default())?;
    /// assert!(theory.fixed_point(0.3) > 0.999); // a small load: iteration completes the pattern
    /// assert!(theory.fixed_point(0.9) < 0.5);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    pub fn fixed_point(&self, load: f64) -> f64 {
        let mut completeness = 1.0;
        for _ in 0..100_000 {
            let next = self.reconstruction_probability(load, completeness);
            if completeness - next <= 1e-15 {
                return next;
            }
            completeness = next;
        }
        completeness
    }

    /// The fixed point of the tangent to `p_br` at λ = 1 (4.6), an upper bound of
    /// [`fixed_point`](Self::fixed_point); none where the tangent is steeper than the diagonal.
    pub fn tangent_fixed_point(&self, load: f64) -> Option<f64> {
        let error = self.error_probability(load, 1.0);
        let value = self.reconstruction_probability(load, 1.0);
        let steps = self.rivals() * self.blocks() * -load.ln();
        let slope = steps * error * value / (1.0 - error);
        (slope < 1.0).then(|| (value - slope) / (1.0 - slope))
    }

    /// L, the `p_br` that the first step needs to gain r blocks (4.7): min(λ + r/k, 1 − ε) (4.8); for autoassociation
    /// min(r/(k(1 − λ)), (1 − ε − λ)/(1 − λ)), not below 0 (A.20).
    pub fn required_reconstruction(&self) -> f64 {
        let (lambda, gain) = (self.completeness, self.criterion.first_gain / self.blocks());
        let best = 1.0 - self.criterion.tolerated_noise;
        match self.association {
            Association::Hetero => (lambda + gain).min(best),
            Association::Auto => (gain.min(best - lambda) / (1.0 - lambda)).max(0.0),
        }
    }

    /// p₁max = (1 − L^{1/(N − 1)})^{1/(λk)} (4.9).
    pub fn max_load(&self) -> f64 {
        let error = -(self.required_reconstruction().ln() / self.rivals()).exp_m1();
        error.powf(1.0 / (self.completeness * self.blocks()))
    }

    /// The memory at the largest load: `M_max` = ln(1 − `p₁max`)/ln(1 − 1/N²) (4.10), and its capacities
    /// (4.11–4.14), where each block is known with probability λ̂ = 1 − ε and then conveys log₂ N bits.
    pub fn optimum(&self) -> Optimum {
        let load = self.max_load();
        let patterns = patterns_at(self.code, load);
        let retrieved = 1.0 - self.criterion.tolerated_noise;
        let bits = patterns * self.code.information_bits() / (self.code.units() as f64).powi(2);
        Optimum {
            load,
            patterns,
            mapping_bits_per_synapse: bits * retrieved,
            completion_bits_per_synapse: bits * (retrieved - self.completeness),
        }
    }

    fn blocks(&self) -> f64 {
        self.code.blocks() as f64
    }

    /// N − 1.
    fn rivals(&self) -> f64 {
        (self.code.block_size() - 1) as f64
    }
}
