//! Pattern codes: which sets of units may be stored.

mod block;
mod random;

pub use block::BlockCode;
pub use random::RandomCode;

use crate::Error;
use rand::Rng;
use std::fmt::Debug;

/// A set of patterns, every one equally likely, that a memory may store.
///
/// A pattern is an ascending list of [`activity`](Self::activity) distinct
/// units, numbers below [`units`](Self::units).
pub trait PatternCode: Copy + PartialEq + Debug {
    /// n, the number of units.
    fn units(&self) -> usize;
    /// k, the number of active units in every pattern.
    fn activity(&self) -> usize;
    /// Information of one pattern in bits.
    fn information_bits(&self) -> f64;
    /// Writes a uniformly drawn pattern into a slice of length `activity()`.
    fn draw<R: Rng + ?Sized>(&self, pattern: &mut [u32], rng: &mut R);
    /// Refuses what is not a pattern of this code.
    fn check(&self, pattern: &[u32]) -> Result<(), Error>;
    /// The blocks of the code, if it has any.
    fn block_code(&self) -> Option<BlockCode> {
        None
    }
}

/// Refuses a code that differs from the one of a memory.
pub(crate) fn check_same<C: PatternCode>(expected: C, found: C) -> Result<(), Error> {
    if expected == found {
        return Ok(());
    }
    Err(Error::WrongCode { expected: format!("{expected:?}"), found: format!("{found:?}") })
}

/// Refuses lists that are not ascending, too long for 32 bits, or out of range.
pub(crate) fn check_ascending(units: &[u32], limit: usize) -> Result<(), Error> {
    if let Some(&unit) = units.iter().find(|&&unit| unit as usize >= limit) {
        return Err(Error::UnitOutOfRange { unit, units: limit });
    }
    match units.windows(2).find(|pair| pair[0] >= pair[1]) {
        Some(pair) => Err(Error::DuplicateUnit(pair[1])),
        None => Ok(()),
    }
}

fn check_size(units: usize, activity: usize) -> Result<(), Error> {
    if activity == 0 || activity > units {
        return Err(Error::ImpossibleActivity { units, activity });
    }
    if u32::try_from(units).is_err() {
        return Err(Error::TooManyUnits(units as u128));
    }
    Ok(())
}

fn check_length(pattern: &[u32], activity: usize) -> Result<(), Error> {
    if pattern.len() == activity {
        return Ok(());
    }
    Err(Error::WrongActivity { expected: activity, found: pattern.len() })
}
