//! The guards that return errors.

use super::Error;

/// Accepts a finite number.
pub(crate) fn require_finite(quantity: &'static str, value: f64) -> Result<(), Error> {
    if value.is_finite() { Ok(()) } else { Err(Error::NotFinite { quantity, value }) }
}

/// Accepts a finite number above zero.
pub(crate) fn require_positive(quantity: &'static str, value: f64) -> Result<(), Error> {
    let valid = value > 0.0 && value.is_finite();
    if valid { Ok(()) } else { Err(Error::NotPositive { quantity, value }) }
}

/// Accepts a number from `low` to `high`, ends included.
pub(crate) fn require_in(
    quantity: &'static str,
    value: f64,
    low: f64,
    high: f64,
) -> Result<(), Error> {
    let valid = (low..=high).contains(&value);
    if valid { Ok(()) } else { Err(Error::OutOfRange { quantity, value, low, high }) }
}

/// Accepts a number below a positive limit, by more than rounding.
pub(crate) fn require_below(quantity: &'static str, value: f64, limit: f64) -> Result<(), Error> {
    let valid = value <= limit * (1.0 - f64::EPSILON);
    if valid { Ok(()) } else { Err(Error::NotBelow { quantity, value, limit }) }
}

/// Accepts a finite number that is not negative.
pub(crate) fn require_not_negative(quantity: &'static str, value: f64) -> Result<(), Error> {
    require_finite(quantity, value)?;
    require_in(quantity, value, 0.0, f64::INFINITY)
}

/// Accepts a container of the expected length.
pub(crate) fn require_len(
    quantity: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), Error> {
    let valid = found == expected;
    if valid { Ok(()) } else { Err(Error::LengthMismatch { quantity, expected, found }) }
}

/// Accepts an index below `len`.
pub(crate) fn require_index(quantity: &'static str, index: usize, len: usize) -> Result<(), Error> {
    if index < len { Ok(()) } else { Err(Error::IndexOutOfRange { quantity, index, len }) }
}

/// Accepts a number that is larger than the one before.
pub(crate) fn require_increasing(
    quantity: &'static str,
    before: usize,
    value: usize,
) -> Result<(), Error> {
    if value > before { Ok(()) } else { Err(Error::NotIncreasing { quantity, before, value }) }
}

/// Accepts a count of at least `needed`.
pub(crate) fn require_at_least(
    quantity: &'static str,
    found: usize,
    needed: usize,
) -> Result<(), Error> {
    if found >= needed { Ok(()) } else { Err(Error::TooFew { quantity, found, needed }) }
}

/// Accepts a count of at most `limit`.
pub(crate) fn require_at_most(
    quantity: &'static str,
    value: usize,
    limit: usize,
) -> Result<(), Error> {
    require_count(quantity, value as u64, limit as u64)
}

/// Accepts a count of at most `limit`, also where memory has fewer addresses.
pub(crate) fn require_count(quantity: &'static str, value: u64, limit: u64) -> Result<(), Error> {
    let (value, limit) = (value.into(), limit.into());
    if value <= limit { Ok(()) } else { Err(Error::TooLarge { quantity, value, limit }) }
}
