//! Where a distribution begins to hold.

use super::fit::Tail;
use super::range::SizeRange;
use super::shape::TailShape;
use crate::Error;
use crate::error::require_at_least;
use crate::observables::sizes::SizeCounts;

/// Options of the choice of a lower end by the Kolmogorov–Smirnov distance (Clauset, Shalizi & Newman
/// 2009, §3.3).
///
/// Every size that occurs is tried, so that the cost is that of as many fits: 0.13 s for power laws from
/// each of 272 sizes up to 14,086. Limit it with `largest`.
///
/// ```
/// use synaptome_infomax::observables::{LowerEnd, SizeCounts, TailShape};
///
/// // A power law s⁻², but sizes 1 and 2 are as frequent as size 3.
/// let counts: Vec<u64> =
///     (0..200_u64).map(|s| if s == 0 { 0 } else { 900_000 / (s * s).max(9) }).collect();
/// let counts = SizeCounts::from_counts(&counts);
/// let choice = LowerEnd { largest: 10, ..LowerEnd::default() };
/// let fit = choice.fit(TailShape::Power, &counts, Some(199))?;
/// assert!(fit.range.low >= 3 && (fit.exponent().value + 2.0).abs() < 0.01);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct LowerEnd {
    /// The largest lower end that is tried.
    pub largest: u64,
    /// The fewest observations that must be left.
    pub fewest: u64,
}

impl Default for LowerEnd {
    /// All sizes above which ten observations are left.
    fn default() -> Self {
        Self { largest: u64::MAX, fewest: 10 }
    }
}

impl LowerEnd {
    /// The fits for all lower ends that can be tried, in rising order. Ends at which the likelihood has
    /// no maximum are left out.
    ///
    /// # Errors
    /// [`Error::TooFew`] if there are fewer observations than must be left, [`Error::OutOfRange`] if the upper
    /// end is 0.
    pub fn try_all(
        &self,
        shape: TailShape,
        counts: &SizeCounts,
        high: Option<u64>,
    ) -> Result<Vec<Tail>, Error> {
        crate::error::require_in("the largest size", high.unwrap_or(1) as f64, 1.0, f64::INFINITY)?;
        let range = SizeRange { low: 1, high };
        let within: Vec<_> = counts.iter().filter(|pair| range.contains(pair.0)).collect();
        let mut left = within.iter().fold(0_u64, |sum, pair| sum.saturating_add(pair.1));
        require_at_least("observations", left as usize, self.fewest.max(1) as usize)?;
        let mut tails = Vec::new();
        for (low, count) in within {
            if low > self.largest || left < self.fewest {
                break;
            }
            tails.extend(Tail::fit(shape, counts, SizeRange { low, high }));
            left = left.saturating_sub(count);
        }
        Ok(tails)
    }

    /// The fit whose distance is smallest.
    ///
    /// ```
    /// use synaptome_infomax::observables::{LowerEnd, SizeCounts, TailShape};
    ///
    /// // A power law from 3 on: too few of one and two spikes.
    /// let of = |s: u64| if s < 3 { 400 } else { (1e5 * (s as f64).powf(-2.5)) as u64 };
    /// let counts = SizeCounts::from_counts(&(0..500).map(of).collect::<Vec<_>>());
    /// let tail = LowerEnd::default().fit(TailShape::Power, &counts, None)?;
    /// assert!(tail.range.low >= 3 && (tail.exponent().value + 2.5).abs() < 0.05);
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`LowerEnd::try_all`], and [`Error::NoMaximum`] if no lower end allows a fit.
    pub fn fit(
        &self,
        shape: TailShape,
        counts: &SizeCounts,
        high: Option<u64>,
    ) -> Result<Tail, Error> {
        let tails = self.try_all(shape, counts, high)?;
        let best = tails.into_iter().min_by(|a, b| a.distance.total_cmp(&b.distance));
        let reason = || "no lower end leaves sizes that differ".to_owned();
        best.ok_or_else(|| Error::NoMaximum { quantity: "the likelihood", reason: reason() })
    }
}
