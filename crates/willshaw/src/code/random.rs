//! Random code: all sets of k units.

use rand::{Rng, RngExt};

use super::{PatternCode, check_ascending, check_length, check_size};
use crate::Error;
use crate::information::choices_bits;

/// Random code: all sets of k among n units (kRND, Knoblauch & Palm 2020, §2.7).
///
/// ```
/// use synaptome_willshaw::{PatternCode, RandomCode};
/// let code = RandomCode::new(4, 2)?;
/// assert!((code.information_bits() - 6_f64.log2()).abs() < 1e-12);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "crate::serial::Random", into = "crate::serial::Random")
)]
pub struct RandomCode {
    units: usize,
    activity: usize,
}

impl RandomCode {
    /// The code of all `activity`-subsets (k) of `units` (n).
    ///
    /// # Errors
    /// No active unit, or more of them than units; more units than 32-bit numbers can name.
    pub fn new(units: usize, activity: usize) -> Result<Self, Error> {
        check_size(units, activity)?;
        Ok(Self { units, activity })
    }
}

impl PatternCode for RandomCode {
    fn units(&self) -> usize {
        self.units
    }

    fn activity(&self) -> usize {
        self.activity
    }

    /// log₂ C(n, k) (A.5).
    fn information_bits(&self) -> f64 {
        choices_bits(self.units, self.activity)
    }

    fn draw<R: Rng + ?Sized>(&self, pattern: &mut [u32], rng: &mut R) {
        if self.activity * 32 > self.units {
            draw_in_order(self.units, pattern, rng);
        } else {
            draw_by_floyd(self.units, pattern, rng);
        }
    }

    fn check(&self, pattern: &[u32]) -> Result<(), Error> {
        check_length(pattern, self.activity)?;
        check_ascending(pattern, self.units)
    }
}

/// Selection sampling (Knuth, vol. 2, algorithm S): every unit is looked at once.
fn draw_in_order<R: Rng + ?Sized>(units: usize, pattern: &mut [u32], rng: &mut R) {
    let activity = pattern.len();
    let mut taken = 0;
    for unit in 0..units {
        if taken < activity && rng.random_range(0..units - unit) < activity - taken {
            pattern[taken] = unit as u32;
            taken += 1;
        }
    }
}

/// Floyd's algorithm: k draws, for k much smaller than n.
fn draw_by_floyd<R: Rng + ?Sized>(units: usize, pattern: &mut [u32], rng: &mut R) {
    let first = units - pattern.len();
    for taken in 0..pattern.len() {
        let last = (first + taken) as u32;
        let unit = rng.random_range(0..=last);
        let seen = pattern[..taken].contains(&unit);
        pattern[taken] = if seen { last } else { unit };
    }
    pattern.sort_unstable();
}
