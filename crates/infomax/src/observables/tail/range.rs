//! The sizes that a distribution covers.

use std::fmt;
use std::ops::{RangeFrom, RangeInclusive};

use crate::Error;
use crate::error::{require_count, require_in};

/// The sizes that a distribution covers: from `low` to `high`, both included, or without an upper end.
///
/// ```
/// use synaptome_infomax::observables::SizeRange;
///
/// assert_eq!(SizeRange::from(2..=100), SizeRange { low: 2, high: Some(100) });
/// assert_eq!(SizeRange::from(2..).to_string(), "[2, ∞)");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SizeRange {
    /// The smallest size, from 1 to 2⁵³.
    pub low: u64,
    /// The largest size; none if there is no limit.
    pub high: Option<u64>,
}

/// Above this, neighbouring sizes have the same logarithm in double precision.
const LARGEST_LOW: u64 = 1 << 53;

impl SizeRange {
    pub(super) fn validate(self) -> Result<(), Error> {
        require_count("the smallest size", self.low, LARGEST_LOW)?;
        let high = self.high.map_or(f64::INFINITY, |high| high as f64);
        require_in("the smallest size", self.low as f64, 1.0, high)?;
        if self.high == Some(self.low) {
            let reason = format!("{} is the only size in {self}", self.low);
            return Err(Error::NoMaximum { quantity: "the likelihood", reason });
        }
        Ok(())
    }

    /// Whether a size lies in the range.
    pub fn contains(self, size: u64) -> bool {
        size >= self.low && self.high.is_none_or(|high| size <= high)
    }
}

impl Default for SizeRange {
    /// All sizes.
    fn default() -> Self {
        Self { low: 1, high: None }
    }
}

impl From<RangeInclusive<u64>> for SizeRange {
    fn from(range: RangeInclusive<u64>) -> Self {
        Self { low: *range.start(), high: Some(*range.end()) }
    }
}

impl From<RangeFrom<u64>> for SizeRange {
    fn from(range: RangeFrom<u64>) -> Self {
        Self { low: range.start, high: None }
    }
}

impl fmt::Display for SizeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.high {
            Some(high) => write!(f, "[{}, {high}]", self.low),
            None => write!(f, "[{}, ∞)", self.low),
        }
    }
}
