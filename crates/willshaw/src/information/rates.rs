//! How often units of a pattern come out wrong.

use crate::error::require_in;
use crate::{CueQuality, Error, PatternCode};

/// The two ways in which a unit of a pattern comes out wrong.
///
/// ```
/// use synaptome_willshaw::information::ErrorRates;
/// let rates = ErrorRates::new(0.01, 0.5)?;
/// assert_eq!(rates.missing(), 0.5);
/// assert!(ErrorRates::new(0.01, 1.5).is_err());
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErrorRates {
    spurious: f64,
    missing: f64,
}

impl ErrorRates {
    /// p₀₁ = `spurious`, for a silent unit to be active, and p₁₀ = `missing`, for an active
    /// one to be silent.
    ///
    /// # Errors
    /// What is not in [0, 1].
    pub fn new(spurious: f64, missing: f64) -> Result<Self, Error> {
        require_in("the probability p01", spurious, 0.0, 1.0)?;
        require_in("the probability p10", missing, 0.0, 1.0)?;
        Ok(Self { spurious, missing })
    }

    /// Those of a cue: p₁₀ = 1 − λ and p₀₁ = κk/(n − k) (A.13–A.15).
    ///
    /// ```
    /// use synaptome_willshaw::{BlockCode, CueQuality, information::ErrorRates};
    ///
    /// let rates = ErrorRates::of_cue(BlockCode::new(16, 256)?, CueQuality::part(0.75))?;
    /// assert_eq!((rates.spurious(), rates.missing()), (0.0, 0.25));
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// λ outside [0, 1], or κ < 0 or so large that p₀₁ > 1.
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
