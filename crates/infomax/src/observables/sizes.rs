//! How many avalanches of each size there are.

use std::collections::BTreeMap;

use crate::Error;
use crate::error::{require_count, require_in};

/// How many avalanches there are of each size (or of each duration), sizes in rising order.
///
/// Only sizes that occur are kept, so that one huge avalanche takes no more memory than a small one.
///
/// ```
/// use synaptome_infomax::observables::SizeCounts;
///
/// let counts: SizeCounts = [1, 1, 4, 1_000_000_000].into_iter().collect();
/// assert_eq!((counts.total(), counts.count(1), counts.count(2)), (4, 2, 0));
/// // The same from counts[s], the number of avalanches of size s.
/// assert_eq!(SizeCounts::from_counts(&[0, 2, 0, 1]).count(3), 1);
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SizeCounts {
    counts: BTreeMap<u64, u64>,
}

/// Avalanches of similar sizes.
///
/// ```
/// use synaptome_infomax::observables::SizeCounts;
///
/// let sizes: SizeCounts = [1, 1, 1, 2].into_iter().collect();
/// let bins = sizes.densities(2, 1.5)?;
/// assert_eq!((bins[0].sizes, bins[0].density), ((1, 1), 0.75));
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SizeBin {
    /// The smallest and the largest size.
    pub sizes: (u64, u64),
    /// The geometric mean of these two.
    pub middle: f64,
    /// The fraction of all avalanches that are of these sizes, divided by the number of these sizes.
    pub density: f64,
}

/// The largest size up to which bins are made.
const LARGEST: u64 = 1 << 53;

impl SizeCounts {
    /// No avalanches yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// From `counts[s]`, the number of avalanches of size s.
    ///
    /// ```
    /// use synaptome_infomax::observables::SizeCounts;
    ///
    /// let sizes = SizeCounts::from_counts(&[0, 30, 10]); // 30 of size 1, 10 of size 2
    /// assert_eq!((sizes.total(), sizes.count(2), sizes.largest()), (40, 10, Some(2)));
    /// ```
    pub fn from_counts(counts: &[u64]) -> Self {
        let pairs = (0..).zip(counts.iter().copied());
        Self { counts: pairs.filter(|pair| pair.1 > 0).collect() }
    }

    /// Adds an avalanche.
    pub fn add(&mut self, size: u64) {
        self.add_many(size, 1);
    }

    /// Adds `count` avalanches of one size.
    pub fn add_many(&mut self, size: u64, count: u64) {
        if count > 0 {
            let entry = self.counts.entry(size).or_default();
            *entry = entry.saturating_add(count);
        }
    }

    /// How many avalanches of a size there are.
    pub fn count(&self, size: u64) -> u64 {
        self.counts.get(&size).copied().unwrap_or(0)
    }

    /// How many avalanches there are; `u64::MAX` if there are more.
    pub fn total(&self) -> u64 {
        self.iter().fold(0, |sum, (_, count)| sum.saturating_add(count))
    }

    /// The sizes that occur, in rising order, each with the number of its avalanches.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, u64)> + '_ {
        self.counts.iter().map(|(&size, &count)| (size, count))
    }

    /// The largest size; none without avalanches.
    pub fn largest(&self) -> Option<u64> {
        self.counts.last_key_value().map(|(&size, _)| size)
    }

    /// Densities in bins whose smallest sizes rise from 1 by a factor of `growth`, and by at least one,
    /// up to `largest`.
    ///
    /// ```
    /// use synaptome_infomax::observables::SizeCounts;
    ///
    /// // Two avalanches of one spike, one of four.
    /// let bins = SizeCounts::from_counts(&[0, 2, 0, 0, 1]).densities(4, 2.0)?;
    /// assert_eq!(bins.iter().map(|bin| bin.sizes).collect::<Vec<_>>(), [(1, 1), (2, 3), (4, 7)]);
    /// assert_eq!((bins[0].density, bins[2].density), (2.0 / 3.0, 1.0 / 12.0));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if the factor is not within 1 to 100, [`Error::TooLarge`] if the largest
    /// size is above 2⁵³, or there would be more than 2²⁰ bins, [`Error::Empty`] without avalanches.
    pub fn densities(&self, largest: u64, growth: f64) -> Result<Vec<SizeBin>, Error> {
        require_in("the growth of bins", growth, 1.0, 100.0)?;
        require_count("the largest size", largest, LARGEST)?;
        if self.counts.is_empty() {
            return Err(Error::Empty { quantity: "the list of avalanches" });
        }
        let total = self.total() as f64;
        let (mut bins, mut low) = (Vec::new(), 1);
        while low <= largest {
            require_count("the number of bins", bins.len() as u64 + 1, 1 << 20)?;
            let next = ((low as f64 * growth).round() as u64).max(low + 1);
            bins.push(self.bin(low, next - 1, total));
            low = next;
        }
        Ok(bins)
    }

    fn bin(&self, low: u64, high: u64, total: f64) -> SizeBin {
        let counts = self.counts.range(low..=high).map(|(_, count)| count);
        let count = counts.fold(0_u64, |sum, &count| sum.saturating_add(count));
        let middle = (low as f64 * high as f64).sqrt();
        let density = count as f64 / (total * (high - low + 1) as f64);
        SizeBin { sizes: (low, high), middle, density }
    }
}

impl Extend<u64> for SizeCounts {
    /// Adds avalanches, given by their sizes.
    fn extend<T: IntoIterator<Item = u64>>(&mut self, sizes: T) {
        sizes.into_iter().for_each(|size| self.add(size));
    }
}

impl FromIterator<u64> for SizeCounts {
    /// Counts avalanches, given by their sizes.
    fn from_iter<T: IntoIterator<Item = u64>>(sizes: T) -> Self {
        let mut counts = Self::new();
        counts.extend(sizes);
        counts
    }
}
