//! The quality of cues: completeness λ and the fraction κ of false units.

use crate::Error;
use crate::error::{require_in, require_positive};

/// How a cue is made from a stored pattern: a part of it, and false units.
///
/// ```
/// use synaptome_willshaw::CueQuality;
/// let half = CueQuality::default();
/// assert_eq!(half.true_units(16)?, 8);
/// assert_eq!(CueQuality::part(0.25).true_units(16)?, 4);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct CueQuality {
    /// λ in (0, 1]: the fraction of the pattern's units that the cue keeps.
    pub completeness: f64,
    /// κ ≥ 0: false units, as a fraction of the pattern's activity k.
    pub false_fraction: f64,
}

impl Default for CueQuality {
    /// Half of the pattern and nothing false, as in the paper's figures.
    fn default() -> Self {
        Self::part(0.5)
    }
}

impl CueQuality {
    /// A part of the pattern with the fraction λ = `completeness` of its units, and nothing false.
    pub fn part(completeness: f64) -> Self {
        Self { completeness, false_fraction: 0.0 }
    }

    /// λk rounded, at least one.
    ///
    /// ```
    /// use synaptome_willshaw::CueQuality;
    /// assert_eq!(CueQuality::part(1.0).true_units(16)?, 16);
    /// assert!(CueQuality::part(2.0).true_units(16).is_err());
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// λ outside (0, 1].
    pub fn true_units(&self, activity: usize) -> Result<usize, Error> {
        check_completeness(self.completeness)?;
        Ok(((self.completeness * activity as f64).round() as usize)
            .clamp(activity.min(1), activity))
    }

    /// κk rounded.
    ///
    /// ```
    /// use synaptome_willshaw::CueQuality;
    ///
    /// let quality = CueQuality { completeness: 0.5, false_fraction: 0.25 };
    /// assert_eq!((quality.true_units(16)?, quality.false_units(16, 4096)?), (8, 4));
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// κ < 0, or more false units than there are silent ones.
    pub fn false_units(&self, activity: usize, units: usize) -> Result<usize, Error> {
        let wanted = (self.false_fraction * activity as f64).round();
        let silent = (units - activity.min(units)) as f64;
        if wanted >= 0.0 && wanted <= silent {
            return Ok(wanted as usize);
        }
        let high = silent / activity as f64;
        Err(Error::OutOfRange {
            quantity: "the fraction of false units of a cue",
            value: self.false_fraction,
            low: 0.0,
            high,
        })
    }
}

/// λ must lie in (0, 1].
pub(crate) fn check_completeness(completeness: f64) -> Result<(), Error> {
    let quantity = "the completeness of a cue";
    require_positive(quantity, completeness)?;
    require_in(quantity, completeness, 0.0, 1.0)
}
