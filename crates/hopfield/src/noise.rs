//! Damage to messages.

use rand::{Rng, RngExt, seq::index};

use crate::error::{require_at_most, require_in};
use crate::{Error, State};

/// How a message is damaged before it is shown as a cue.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{Noise, State};
///
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let message = State::draw(100, rng)?;
/// let cue = Noise::Flips(7).damage(&message, rng)?;
/// assert_eq!(cue.distance(&message), Some(7));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[non_exhaustive]
pub enum Noise {
    /// Exactly so many units, drawn without replacement, are flipped.
    Flips(usize),
    /// Every unit is flipped independently with this probability.
    Probability(f64),
}

impl Noise {
    /// The noise that flips a fraction `rate` of `units`, rounded to a whole number of units.
    ///
    /// ```
    /// use synaptome_hopfield::Noise;
    ///
    /// assert_eq!(Noise::fraction(0.1, 64)?, Noise::Flips(6));
    /// assert!(Noise::fraction(0.1, 4).is_err()); // not even one unit
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a rate outside [0, 1], [`Error::NoFlip`] for one above 0 that rounds to no unit, and
    /// would leave the cues undamaged.
    pub fn fraction(rate: f64, units: usize) -> Result<Self, Error> {
        require_in("the fraction of flips", rate, 0.0, 1.0)?;
        let flips = (rate * units as f64).round() as usize;
        if flips == 0 && rate > 0.0 {
            return Err(Error::NoFlip { rate, units });
        }
        Ok(Self::Flips(flips))
    }

    /// A damaged copy of the message.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use synaptome_hopfield::{Noise, State};
    ///
    /// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
    /// let message = State::draw(100, rng)?;
    /// let cue = Noise::fraction(0.07, 100)?.damage(&message, rng)?;
    /// assert_eq!((cue.distance(&message), cue.overlap(&message)), (Some(7), Some(0.86)));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooLarge`] for more flips than units, [`Error::OutOfRange`] for a probability outside
    /// [0, 1].
    pub fn damage<R: Rng + ?Sized>(self, message: &State, rng: &mut R) -> Result<State, Error> {
        self.validate(message.units())?;
        let mut cue = message.clone();
        self.hit(message.units(), rng, |unit| {
            cue.flip(unit);
        });
        Ok(cue)
    }

    /// Accepts the noise if it can be applied to so many units.
    pub(crate) fn validate(self, units: usize) -> Result<(), Error> {
        match self {
            Self::Flips(flips) => require_at_most("the number of flips", flips, units),
            Self::Probability(p) => require_in("the flip probability", p, 0.0, 1.0),
        }
    }

    /// Calls `flip` for every unit that the noise hits; the noise must be valid.
    pub(crate) fn hit<R: Rng + ?Sized>(
        self,
        units: usize,
        rng: &mut R,
        mut flip: impl FnMut(usize),
    ) {
        match self {
            Self::Flips(flips) => index::sample(rng, units, flips).iter().for_each(flip),
            Self::Probability(p) => {
                (0..units).for_each(|unit| {
                    if rng.random_bool(p) {
                        flip(unit);
                    }
                });
            }
        }
    }
}
