//! Guards that refuse absurd sizes before anything is allocated.

use crate::Error;

/// Largest number of f64 entries of one matrix: 32 GiB of them.
const MAX_ENTRIES: u64 = 1 << 32;
/// What an allocation can hold, which is less where addresses have 32 bits.
const ADDRESSABLE_ENTRIES: usize = isize::MAX as usize / size_of::<f64>();

/// Accepts `rows * columns` entries, or names the size that is too large.
pub(crate) fn check(rows: usize, columns: usize) -> Result<(), Error> {
    match rows.checked_mul(columns) {
        Some(entries) if entries as u64 <= MAX_ENTRIES && entries <= ADDRESSABLE_ENTRIES => Ok(()),
        _ => Err(Error::TooLarge { rows, columns }),
    }
}

/// Accepts a vector that fits the network, or says by how much it does not.
pub(crate) fn same(what: &'static str, found: usize, expected: usize) -> Result<(), Error> {
    if found == expected { Ok(()) } else { Err(Error::Length { what, found, expected }) }
}

/// Accepts a setting for which `valid` holds.
pub(crate) fn setting(
    name: &'static str,
    value: f64,
    valid: bool,
    expected: &'static str,
) -> Result<(), Error> {
    if valid { Ok(()) } else { Err(Error::Setting { name, value, expected }) }
}
