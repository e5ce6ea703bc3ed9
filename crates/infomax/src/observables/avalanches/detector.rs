//! Finds avalanches while a recording goes on.

use crate::Error;
use crate::error::require_at_least;

/// An avalanche.
///
/// ```
/// use synaptome_infomax::observables::{Avalanche, AvalancheOptions, Avalanches};
///
/// let found = Avalanches::of_activity([0, 2, 5, 0], &AvalancheOptions::default())?;
/// assert_eq!(found.as_slice(), [Avalanche { start: 1, size: 7, duration: 2 }]);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Avalanche {
    /// The bin in which it begins, counted from 0.
    pub start: u64,
    /// The number of its spikes; `u64::MAX` if there are more.
    pub size: u64,
    /// The number of its bins.
    pub duration: u64,
}

/// What an avalanche is.
///
/// ```
/// use synaptome_infomax::observables::{AvalancheOptions, Avalanches};
///
/// // Up to two spikes per step count as silence.
/// let options = AvalancheOptions { threshold: 2, ..AvalancheOptions::default() };
/// let avalanches = Avalanches::of_activity([0, 3, 2, 4, 1], &options)?;
/// assert_eq!(avalanches.len(), 2);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct AvalancheOptions {
    /// The width of a bin, in steps.
    pub bin: usize,
    /// A bin belongs to an avalanche if it has more spikes than this. All of its spikes then count for the
    /// size, not only those above the threshold.
    pub threshold: u64,
    /// What becomes of avalanches that the recording cuts.
    pub cut: CutAvalanches,
}

impl Default for AvalancheOptions {
    /// Bins of one step, of which those with a spike are active; avalanches that are cut do not count.
    fn default() -> Self {
        Self { bin: 1, threshold: 0, cut: CutAvalanches::Exclude }
    }
}

/// What becomes of avalanches that touch the beginning or the end of a recording, and may have been longer.
///
/// ```
/// use synaptome_infomax::observables::{AvalancheOptions, Avalanches, CutAvalanches};
///
/// let activity = [0, 1, 0, 5]; // the second avalanche may be longer than the recording shows
/// let of = |cut| {
///     Avalanches::of_activity(activity, &AvalancheOptions { cut, ..AvalancheOptions::default() })
/// };
/// assert_eq!(of(CutAvalanches::Exclude)?.sizes(), [1]);
/// assert_eq!(of(CutAvalanches::Include)?.sizes(), [1, 5]);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum CutAvalanches {
    /// They do not count, which makes long avalanches a little rarer than they are.
    #[default]
    Exclude,
    /// They count with the size and duration that was seen of them.
    Include,
}

/// Finds avalanches step by step, in constant memory.
///
/// ```
/// use synaptome_infomax::observables::{AvalancheDetector, AvalancheOptions};
///
/// let mut detector = AvalancheDetector::new(AvalancheOptions::default())?;
/// let sizes: Vec<u64> =
///     [0, 1, 2, 0, 4, 0].into_iter().filter_map(|s| detector.step(s)).map(|a| a.size).collect();
/// assert_eq!(sizes, [3, 4]);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AvalancheDetector {
    options: AvalancheOptions,
    /// Steps and spikes of the bin that is being filled.
    filled: usize,
    spikes: u64,
    /// The number of whole bins.
    bins: u64,
    /// The avalanche that goes on.
    open: Option<Avalanche>,
    cut: usize,
}

impl AvalancheDetector {
    /// A detector at the beginning of a recording.
    ///
    /// # Errors
    /// [`Error::TooFew`] if a bin has no step.
    pub fn new(options: AvalancheOptions) -> Result<Self, Error> {
        require_at_least("steps of a bin", options.bin, 1)?;
        Ok(Self { options, filled: 0, spikes: 0, bins: 0, open: None, cut: 0 })
    }

    /// Takes in a step with `spikes` spikes; returns the avalanche that ends by it.
    #[inline]
    pub fn step(&mut self, spikes: u64) -> Option<Avalanche> {
        self.spikes = self.spikes.saturating_add(spikes);
        self.filled += 1;
        if self.filled < self.options.bin {
            return None;
        }
        let (spikes, start) = (std::mem::take(&mut self.spikes), self.bins);
        self.filled = 0;
        self.bins += 1;
        if spikes <= self.options.threshold {
            return self.open.take().and_then(|found| self.counted(found, found.start == 0));
        }
        let open = self.open.get_or_insert(Avalanche { start, size: 0, duration: 0 });
        open.size = open.size.saturating_add(spikes);
        open.duration += 1;
        None
    }

    /// Ends the recording; returns the avalanche that it cuts, if such are included.
    pub fn finish(&mut self) -> Option<Avalanche> {
        let open = self.open.take()?;
        self.counted(open, true)
    }

    /// How many avalanches touched the beginning or the end of the recording so far.
    pub fn cut(&self) -> usize {
        self.cut
    }

    /// The number of whole bins so far.
    pub fn bins(&self) -> u64 {
        self.bins
    }

    fn counted(&mut self, found: Avalanche, is_cut: bool) -> Option<Avalanche> {
        self.cut += usize::from(is_cut);
        (!is_cut || self.options.cut == CutAvalanches::Include).then_some(found)
    }
}
