//! Pattern codes: which sets of units may be stored.

mod block;
mod random;

pub use block::BlockCode;
pub use random::RandomCode;

use std::fmt::Debug;

use rand::Rng;

use crate::Error;
use crate::error::{require_at_most, require_index, require_len};

/// A set of patterns, every one equally likely, that a memory may store.
///
/// A pattern is an ascending list of [`activity`](Self::activity) distinct
/// units, numbers below [`units`](Self::units).
///
/// ```
/// use synaptome_willshaw::{BlockCode, PatternCode, RandomCode};
/// let codes: [&dyn Fn() -> usize; 2] = [
///     &|| BlockCode::new(16, 256).unwrap().units(),
///     &|| RandomCode::new(4096, 16).unwrap().units(),
/// ];
/// assert_eq!(codes.map(|units| units()), [4096, 4096]);
/// ```
pub trait PatternCode: Copy + Debug + PartialEq {
    /// n, the number of units.
    fn units(&self) -> usize;
    /// k, the number of active units in every pattern.
    fn activity(&self) -> usize;
    /// Information of one pattern in bits.
    fn information_bits(&self) -> f64;
    /// Writes a uniformly drawn pattern into a slice of length `activity()`.
    fn draw<R: Rng + ?Sized>(&self, pattern: &mut [u32], rng: &mut R);
    /// Refuses what is not a pattern of this code.
    ///
    /// # Errors
    /// A wrong number of units, units out of range, out of order or named twice, and what else the
    /// code forbids.
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

/// Refuses units that do not ascend, or are out of range.
pub(crate) fn check_ascending(units: &[u32], limit: usize) -> Result<(), Error> {
    units.iter().try_for_each(|&unit| require_index("unit", unit as usize, limit))?;
    match units.windows(2).find(|pair| pair[0] >= pair[1]) {
        None => Ok(()),
        Some(pair) if pair[0] == pair[1] => Err(Error::DuplicateUnit(pair[1])),
        Some(pair) => Err(Error::NotAscending { unit: pair[1], before: pair[0] }),
    }
}

fn check_size(units: usize, activity: usize) -> Result<(), Error> {
    if activity == 0 || activity > units {
        return Err(Error::ImpossibleActivity { units, activity });
    }
    check_units(units as u128)
}

/// Units are numbered with 32 bits.
fn check_units(units: u128) -> Result<(), Error> {
    require_at_most("the number of units", units, u32::MAX.into())
}

fn check_length(pattern: &[u32], activity: usize) -> Result<(), Error> {
    require_len("a pattern", activity, pattern.len())
}
