//! The guard that refuses absurd sizes before anything is allocated.

use crate::Error;

/// Largest number of f64 entries of one matrix: 32 GiB of them.
const MAX_ENTRIES: u128 = 1 << 32;
/// What an allocation can hold, which is less where addresses have 32 bits.
const ADDRESSABLE_ENTRIES: u128 = isize::MAX as u128 / size_of::<f64>() as u128;

/// Accepts `rows * columns` entries, or names the number that is too large.
pub(crate) fn require_entries(
    quantity: &'static str,
    rows: usize,
    columns: usize,
) -> Result<(), Error> {
    let (value, limit) = (rows as u128 * columns as u128, MAX_ENTRIES.min(ADDRESSABLE_ENTRIES));
    if value <= limit { Ok(()) } else { Err(Error::TooLarge { quantity, value, limit }) }
}
