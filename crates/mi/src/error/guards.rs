//! The guards that return errors.

use super::Error;

pub(crate) fn require_finite(quantity: &'static str, value: f64) -> Result<f64, Error> {
    if value.is_finite() { Ok(value) } else { Err(Error::NotFinite { quantity, value }) }
}

pub(crate) fn require_positive(quantity: &'static str, value: f64) -> Result<f64, Error> {
    let positive = value.is_finite() && value > 0.0;
    if positive { Ok(value) } else { Err(Error::NotPositive { quantity, value }) }
}

pub(crate) fn require_in(
    quantity: &'static str,
    value: f64,
    low: f64,
    high: f64,
) -> Result<f64, Error> {
    let inside = (low..=high).contains(&value);
    if inside { Ok(value) } else { Err(Error::OutOfRange { quantity, value, low, high }) }
}

pub(crate) fn require_len(
    quantity: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), Error> {
    let same = expected == found;
    if same { Ok(()) } else { Err(Error::LengthMismatch { quantity, expected, found }) }
}

pub(crate) fn require_index(quantity: &'static str, index: usize, len: usize) -> Result<(), Error> {
    if index < len { Ok(()) } else { Err(Error::IndexOutOfRange { quantity, index, len }) }
}

pub(crate) fn require_at_least(
    quantity: &'static str,
    found: usize,
    needed: usize,
) -> Result<(), Error> {
    if found >= needed { Ok(()) } else { Err(Error::TooFew { quantity, found, needed }) }
}

pub(crate) fn require_at_most(
    quantity: &'static str,
    value: usize,
    limit: usize,
) -> Result<(), Error> {
    let (value, limit) = (value as u128, limit as u128);
    if value <= limit { Ok(()) } else { Err(Error::TooLarge { quantity, value, limit }) }
}

/// An information in closed form, 0 if it is negative by rounding alone.
pub(crate) fn require_possible(value_nats: f64) -> Result<f64, Error> {
    const ROUNDING_NATS: f64 = 1e-12;
    require_finite("the information", value_nats)?;
    if value_nats < -ROUNDING_NATS {
        return Err(Error::NegativeInformation { quantity: "Fenton-Wilkinson", value_nats });
    }
    Ok(value_nats.max(0.0))
}

/// An empty vector with room for `len` numbers.
pub(crate) fn reserve(len: u128) -> Result<Vec<f64>, Error> {
    let mut room = Vec::new();
    let fits = usize::try_from(len).is_ok_and(|len| room.try_reserve_exact(len).is_ok());
    let bytes = len.saturating_mul(size_of::<f64>() as u128);
    if fits { Ok(room) } else { Err(Error::OutOfMemory { bytes }) }
}
