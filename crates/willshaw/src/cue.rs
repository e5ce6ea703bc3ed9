//! Cues: what is known of the pattern that is looked for.

mod draw;
mod quality;

pub use quality::CueQuality;
pub(crate) use quality::check_completeness;

use crate::code::check_ascending;
use crate::{Error, PatternCode};

/// The query ũ: ascending units, and how many of them are known to be false.
///
/// ```
/// use synaptome_willshaw::{BlockCode, Cue};
/// let code = BlockCode::new(4, 8)?;
/// let cue = Cue::new(code, vec![3, 17], 0)?;
/// assert_eq!(cue.true_units(), 2);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        try_from = "crate::serial::StoredCue<C>",
        into = "crate::serial::StoredCue<C>",
        bound(
            serialize = "C: PatternCode + serde::Serialize",
            deserialize = "C: PatternCode + serde::Deserialize<'de>"
        )
    )
)]
pub struct Cue<C> {
    code: C,
    units: Vec<u32>,
    false_units: usize,
}

impl<C: PatternCode> Cue<C> {
    /// A cue of the given units (in any order), `false_units` of them false in unknown places.
    ///
    /// ```
    /// use synaptome_willshaw::{BlockCode, Cue};
    ///
    /// let code = BlockCode::new(3, 4)?;
    /// let cue = Cue::new(code, vec![5, 2], 1)?; // two units, one of which is false
    /// assert_eq!((cue.units(), cue.true_units()), (&[2, 5][..], 1));
    /// assert!(Cue::new(code, vec![12], 0).is_err()); // there are twelve units, from 0 to 11
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// No unit; units out of range or named twice; no true unit, or more than a pattern has.
    pub fn new(code: C, mut units: Vec<u32>, false_units: usize) -> Result<Self, Error> {
        units.sort_unstable();
        if units.is_empty() {
            return Err(Error::Empty { quantity: "the cue" });
        }
        check_ascending(&units, code.units())?;
        check_truth(units.len(), false_units, code.activity())?;
        Ok(Self { code, units, false_units })
    }

    /// The same units, of which `false_units` are said to be false.
    ///
    /// ```
    /// use synaptome_willshaw::{BlockCode, Cue};
    ///
    /// let cue = Cue::new(BlockCode::new(3, 4)?, vec![2, 5], 0)?.announcing(1)?;
    /// assert_eq!(cue.false_units(), 1);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// No true unit, or more than a pattern has.
    pub fn announcing(self, false_units: usize) -> Result<Self, Error> {
        check_truth(self.units.len(), false_units, self.code.activity())?;
        Ok(Self { false_units, ..self })
    }

    /// The cue's units, ascending.
    pub fn units(&self) -> &[u32] {
        &self.units
    }

    /// The code that the cue was made for.
    pub fn code(&self) -> C {
        self.code
    }

    /// The number of units that are not part of the pattern looked for.
    pub fn false_units(&self) -> usize {
        self.false_units
    }

    /// The number of units that are.
    pub fn true_units(&self) -> usize {
        self.units.len() - self.false_units
    }
}

impl<C> AsRef<[u32]> for Cue<C> {
    fn as_ref(&self) -> &[u32] {
        &self.units
    }
}

fn check_truth(units: usize, false_units: usize, activity: usize) -> Result<(), Error> {
    if false_units >= units {
        return Err(Error::AllFalse { units, false_units });
    }
    let correct = units - false_units;
    if correct > activity {
        return Err(Error::TooManyTrueUnits { correct, activity });
    }
    Ok(())
}
