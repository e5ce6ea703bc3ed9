//! Bursts, or neuronal avalanches.

use rand::Rng;

use crate::error::{require_at_most, require_in};
use crate::input::Input;
use crate::{Error, Network, Raster};

/// The sizes of bursts: maximal runs of steps with at least one spike, between silent steps;
/// the size is the number of spikes. Counted continuously over any number of rasters.
///
/// ```
/// use synaptome_infomax::{Raster, observables::Avalanches};
///
/// let raster = Raster::from_steps(8, [&[7][..], &[], &[0], &[1, 2], &[], &[4], &[]])?;
/// let avalanches = Avalanches::of(&raster);
/// // The first spike follows no silent step, so its burst may have begun earlier.
/// assert_eq!(avalanches.count(3), 1);
/// assert_eq!(avalanches.total(), 2);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Avalanches {
    /// How many bursts of each size there are.
    counts: Vec<u64>,
    /// Spikes of the burst that goes on; none before the first silent step.
    open: Option<usize>,
    total: u64,
}

/// Larger bursts count as of this size.
pub(super) const LARGEST: usize = 1 << 24;

/// Bursts of similar sizes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SizeBin {
    /// The smallest and the largest size.
    pub sizes: (usize, usize),
    /// The geometric mean of these two.
    pub middle: f64,
    /// The fraction of all bursts that are of these sizes, divided by the number of these sizes.
    pub density: f64,
}

impl Avalanches {
    /// No bursts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The bursts of a raster.
    pub fn of(raster: &Raster) -> Self {
        raster.iter().map(<[u16]>::len).collect()
    }

    /// The bursts of a network in so many steps, after some in which it settles.
    pub fn record<I, R>(
        network: &mut Network,
        settling: usize,
        steps: usize,
        input: &mut I,
        rng: &mut R,
    ) -> Self
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        network.advance(settling, input, |_| (), rng);
        let mut avalanches = Self::new();
        network.advance(steps, input, |firing| avalanches.step(firing.len()), rng);
        avalanches
    }

    /// Takes in a step with `spikes` spikes. A burst of more than 2²⁴ spikes counts as one of 2²⁴.
    pub fn step(&mut self, spikes: usize) {
        match (spikes, self.open) {
            (0, Some(size)) if size > 0 => self.close(size),
            (0, _) => self.open = Some(0),
            (_, Some(size)) => self.open = Some(size.saturating_add(spikes).min(LARGEST)),
            (_, None) => (),
        }
    }

    /// How many bursts of a size there are.
    pub fn count(&self, size: usize) -> u64 {
        self.counts.get(size).copied().unwrap_or(0)
    }

    /// How many bursts there are.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The numbers of bursts of sizes 0, 1, 2, … up to the largest.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Densities in bins whose smallest sizes rise from 1 by a factor of `growth`, and by at least one,
    /// up to `largest`.
    ///
    /// ```
    /// use synaptome_infomax::observables::Avalanches;
    ///
    /// // Two bursts of one spike, one of four.
    /// let bursts: Avalanches = [0, 1, 0, 1, 0, 3, 1, 0].into_iter().collect();
    /// let bins = bursts.densities(4, 2.0)?;
    /// assert_eq!(bins.iter().map(|bin| bin.sizes).collect::<Vec<_>>(), [(1, 1), (2, 3), (4, 7)]);
    /// assert_eq!((bins[0].density, bins[2].density), (2.0 / 3.0, 1.0 / 12.0));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if the factor is not within 1 to 100, [`Error::TooLarge`] if the largest
    /// size is above 2²⁴.
    pub fn densities(&self, largest: usize, growth: f64) -> Result<Vec<SizeBin>, Error> {
        require_in("the growth of bins", growth, 1.0, 100.0)?;
        require_at_most("the largest size", largest, LARGEST)?;
        let (mut bins, mut low) = (Vec::new(), 1);
        while low <= largest {
            let next = ((low as f64 * growth).round() as usize).max(low + 1);
            bins.push(self.bin(low, next - 1));
            low = next;
        }
        Ok(bins)
    }

    fn bin(&self, low: usize, high: usize) -> SizeBin {
        let found = low..=high.min(self.counts.len());
        let count: u64 = found.map(|size| self.count(size)).sum();
        let middle = (low as f64 * high as f64).sqrt();
        let density = count as f64 / (self.total() as f64 * (high - low + 1) as f64);
        SizeBin { sizes: (low, high), middle, density }
    }

    fn close(&mut self, size: usize) {
        if self.counts.len() <= size {
            self.counts.resize(size + 1, 0);
        }
        self.counts[size] += 1;
        self.total += 1;
        self.open = Some(0);
    }
}

impl Extend<usize> for Avalanches {
    /// Takes in steps, given by their numbers of spikes.
    fn extend<T: IntoIterator<Item = usize>>(&mut self, steps: T) {
        steps.into_iter().for_each(|spikes| self.step(spikes));
    }
}

impl FromIterator<usize> for Avalanches {
    /// The bursts of steps, given by their numbers of spikes.
    fn from_iter<T: IntoIterator<Item = usize>>(steps: T) -> Self {
        let mut avalanches = Self::new();
        avalanches.extend(steps);
        avalanches
    }
}
