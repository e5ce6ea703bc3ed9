//! The unit of information.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

/// An information in nats.
///
/// ```
/// use synaptome_mi::Nats;
/// assert_eq!(Nats(std::f64::consts::LN_2).to_bits(), 1.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Nats(pub f64);

impl Nats {
    /// The same information in bits.
    pub fn to_bits(self) -> f64 {
        self.0 / std::f64::consts::LN_2
    }
}

impl Add for Nats {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Nats {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Nats {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        Self(values.map(|nats| nats.0).sum())
    }
}

impl fmt::Display for Nats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        f.write_str(" nats")
    }
}
