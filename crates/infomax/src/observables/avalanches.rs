//! Bursts, or neuronal avalanches.

/// The sizes of bursts: maximal runs of steps with at least one spike, between silent steps;
/// the size is the number of spikes. Counted continuously over any number of rasters.
///
/// ```
/// use synaptome_infomax::{Raster, observables::Avalanches};
/// let mut raster = Raster::new();
/// for step in [&[7][..], &[], &[0], &[1, 2], &[], &[4], &[]] {
///     raster.push(step);
/// }
/// let mut avalanches = Avalanches::new();
/// raster.iter().for_each(|firing| avalanches.step(firing.len()));
/// // The first spike follows no silent step, so its burst may have begun earlier.
/// assert_eq!(avalanches.count(3), 1);
/// assert_eq!(avalanches.total(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Avalanches {
    /// How many bursts of each size there are.
    counts: Vec<u64>,
    /// Spikes of the burst that goes on; none before the first silent step.
    open: Option<usize>,
    total: u64,
}

impl Avalanches {
    /// No bursts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a step with `spikes` spikes.
    pub fn step(&mut self, spikes: usize) {
        match (spikes, self.open) {
            (0, Some(size)) if size > 0 => self.close(size),
            (0, _) => self.open = Some(0),
            (_, Some(size)) => self.open = Some(size + spikes),
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

    fn close(&mut self, size: usize) {
        if self.counts.len() <= size {
            self.counts.resize(size + 1, 0);
        }
        self.counts[size] += 1;
        self.total += 1;
        self.open = Some(0);
    }
}
