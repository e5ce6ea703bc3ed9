//! The observations that a distribution is fitted to.

use super::range::SizeRange;
use super::support::{Reference, Support};
use crate::Error;
use crate::observables::sizes::SizeCounts;

/// The observations in a range of sizes.
pub(super) struct Sample {
    pub(super) range: SizeRange,
    /// Sizes that occur, in rising order, with their numbers.
    pub(super) counts: Vec<(u64, u64)>,
    /// The number of observations.
    pub(super) total: f64,
    pub(super) reference: Reference,
    /// The mean logarithm of the size and the mean size, relative to the reference.
    pub(super) mean: [f64; 2],
}

/// That no observation of `avalanches` lies in the range.
pub(super) fn no_size(range: SizeRange, avalanches: u64) -> Error {
    let hint = "; there are none where no bin has a spike, or every bin has one: do rows of the raster stand for steps?";
    let hint = if avalanches == 0 { hint } else { "" };
    Error::NoSize { range: range.to_string(), avalanches, hint }
}

impl Sample {
    pub(super) fn new(counts: &SizeCounts, range: SizeRange) -> Result<Self, Error> {
        range.validate()?;
        let all = counts.total();
        let counts: Vec<_> = counts.iter().filter(|pair| range.contains(pair.0)).collect();
        if counts.is_empty() {
            return Err(no_size(range, all));
        }
        let total = counts.iter().map(|(_, count)| *count as f64).sum();
        let mut sample = Self { range, counts, total, reference: [0.0; 2], mean: [0.0; 2] };
        sample.mean = [sample.mean(f64::ln), sample.mean(|size| size)];
        // Far from 0 only features relative to their means keep the digits in which sizes differ.
        if range.low > 16 || range.high.is_none_or(|high| high > 1000) {
            sample.reference = std::mem::take(&mut sample.mean);
        }
        Ok(sample)
    }

    /// What sums over the range are made of.
    pub(super) fn support(&self) -> Support {
        Support::of(self.range, self.reference)
    }

    /// The number of observations; `u64::MAX` if there are more.
    pub(super) fn bursts(&self) -> u64 {
        self.counts.iter().fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// The mean of a function of size.
    pub(super) fn mean(&self, of: impl Fn(f64) -> f64) -> f64 {
        let terms = self.counts.iter().map(|&(size, count)| count as f64 * of(size as f64));
        terms.sum::<f64>() / self.total
    }

    /// The only size, if all observations are alike.
    pub(super) fn only_size(&self) -> Option<u64> {
        if let [(size, _)] = self.counts[..] { Some(size) } else { None }
    }

    /// That the likelihood has no maximum if all observations are an end of the range.
    pub(super) fn require_inside(&self) -> Result<(), Error> {
        let Some(size) = self.only_size() else { return Ok(()) };
        if size != self.range.low && Some(size) != self.range.high {
            return Ok(());
        }
        Err(self.no_maximum(&format!("all have size {size}, an end of the range")))
    }

    pub(super) fn no_maximum(&self, why: &str) -> Error {
        let reason = format!("{why} ({} observations in {})", self.bursts(), self.range);
        Error::NoMaximum { quantity: "the likelihood", reason }
    }
}
