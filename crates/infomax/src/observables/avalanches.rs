//! Neuronal avalanches, or bursts: their sizes, durations and shapes.

mod detector;
mod mean_size;

pub use detector::{Avalanche, AvalancheDetector, AvalancheOptions, CutAvalanches};
pub use mean_size::MeanSize;

use rand::Rng;

use super::sizes::SizeCounts;
use crate::error::require_at_least;
use crate::input::Input;
use crate::{Error, Network, Raster};

/// The avalanches of a recording, in their order.
///
/// Spikes are counted in bins of some steps; an avalanche is a maximal run of bins with more spikes than a
/// threshold, its size is the number of its spikes, its duration the number of its bins. Exponents of
/// sizes and durations move with bin width and threshold, so report both ([`AvalancheOptions`]).
///
/// ```
/// use synaptome_infomax::Raster;
/// use synaptome_infomax::observables::{AvalancheOptions, Avalanches, CutAvalanches};
///
/// let raster = Raster::from_steps(8, [&[7][..], &[], &[0], &[1, 2], &[], &[4], &[]])?;
/// let avalanches = Avalanches::of(&raster, &AvalancheOptions::default())?;
/// // The first spike follows no silent step, so its avalanche may have begun earlier.
/// assert_eq!((avalanches.sizes(), avalanches.durations()), (vec![3, 1], vec![2, 1]));
/// assert_eq!(avalanches.cut(), 1);
/// let all = AvalancheOptions { cut: CutAvalanches::Include, ..AvalancheOptions::default() };
/// assert_eq!(Avalanches::of(&raster, &all)?.sizes(), [1, 3, 1]);
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Avalanches {
    found: Vec<Avalanche>,
    cut: usize,
    bins: u64,
}

impl Avalanches {
    /// The avalanches of a raster. Steps after the last whole bin do not count.
    ///
    /// ```
    /// use synaptome_infomax::Raster;
    /// use synaptome_infomax::observables::{AvalancheOptions, Avalanches};
    ///
    /// let steps: [&[u16]; 6] = [&[], &[0, 1], &[1], &[], &[0], &[]];
    /// let avalanches = Avalanches::of(&Raster::from_steps(2, steps)?, &AvalancheOptions::default())?;
    /// assert_eq!((avalanches.sizes(), avalanches.durations()), (vec![3, 1], vec![2, 1]));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooFew`] if a bin has no step, or the raster has fewer steps than a bin.
    pub fn of(raster: &Raster, options: &AvalancheOptions) -> Result<Self, Error> {
        require_at_least("steps of the raster", raster.len(), options.bin.max(1))?;
        Self::of_activity(raster.iter().map(|firing| firing.len() as u64), options)
    }

    /// The avalanches of a recording given by the number of spikes at every step.
    ///
    /// ```
    /// use synaptome_infomax::observables::{AvalancheOptions, Avalanches};
    ///
    /// let options = AvalancheOptions { bin: 2, ..AvalancheOptions::default() };
    /// let avalanches = Avalanches::of_activity([0, 0, 1, 2, 0, 4, 0, 0], &options)?;
    /// assert_eq!(avalanches.sizes(), [7]); // bins of two steps: 0, 3, 4, 0
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooFew`] if a bin has no step, or there are fewer steps than a bin has.
    pub fn of_activity(
        activity: impl IntoIterator<Item = u64>,
        options: &AvalancheOptions,
    ) -> Result<Self, Error> {
        let mut detector = AvalancheDetector::new(*options)?;
        let mut steps = 0;
        let seen = activity.into_iter().inspect(|_| steps += 1);
        let found = seen.filter_map(|spikes| detector.step(spikes)).collect();
        require_at_least("steps of the recording", steps, options.bin)?;
        Ok(Self::ended(found, detector))
    }

    /// The avalanches of a network in so many steps, after some in which it settles.
    ///
    /// # Errors
    /// [`Error::TooFew`] if a bin has no step, or there are fewer steps than a bin has.
    pub fn record<I, R>(
        network: &mut Network,
        settling: usize,
        steps: usize,
        options: &AvalancheOptions,
        input: &mut I,
        rng: &mut R,
    ) -> Result<Self, Error>
    where
        I: Input + ?Sized,
        R: Rng + ?Sized,
    {
        require_at_least("steps of the recording", steps, options.bin.max(1))?;
        let mut detector = AvalancheDetector::new(*options)?;
        network.settle(settling, &mut &mut *input, &mut &mut *rng);
        let mut found = Vec::new();
        network.advance(
            steps,
            input,
            |firing| found.extend(detector.step(firing.len() as u64)),
            rng,
        );
        Ok(Self::ended(found, detector))
    }

    fn ended(mut found: Vec<Avalanche>, mut detector: AvalancheDetector) -> Self {
        found.extend(detector.finish());
        Self { found, cut: detector.cut(), bins: detector.bins() }
    }

    /// The avalanches in their order.
    pub fn as_slice(&self) -> &[Avalanche] {
        &self.found
    }

    /// The avalanches one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Avalanche> {
        self.found.iter()
    }

    /// How many avalanches there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is no avalanche.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many avalanches touch the beginning or the end of the recording, and may have been longer. They
    /// are among the avalanches if [`AvalancheOptions::cut`] says so.
    pub fn cut(&self) -> usize {
        self.cut
    }

    /// The number of bins of the recording.
    pub fn bins(&self) -> u64 {
        self.bins
    }

    /// The size of each avalanche, in spikes.
    pub fn sizes(&self) -> Vec<u64> {
        self.found.iter().map(|avalanche| avalanche.size).collect()
    }

    /// The duration of each avalanche, in bins.
    pub fn durations(&self) -> Vec<u64> {
        self.found.iter().map(|avalanche| avalanche.duration).collect()
    }

    /// How many avalanches there are of each size.
    pub fn size_counts(&self) -> SizeCounts {
        self.found.iter().map(|avalanche| avalanche.size).collect()
    }

    /// How many avalanches there are of each duration.
    pub fn duration_counts(&self) -> SizeCounts {
        self.found.iter().map(|avalanche| avalanche.duration).collect()
    }

    /// ⟨S⟩(T): the mean size of the avalanches of each duration that occurs, durations in rising order.
    pub fn mean_sizes(&self) -> Vec<MeanSize> {
        mean_size::by_duration(&self.found)
    }

    /// The mean number of spikes in the first, second, … bin of the avalanches of one duration: their
    /// shape. `activity` is the number of spikes in every bin ([`Raster::activity`]); none if no avalanche has this
    /// duration.
    ///
    /// ```
    /// use synaptome_infomax::observables::{AvalancheOptions, Avalanches};
    ///
    /// let activity = [0, 1, 3, 0, 3, 1, 0];
    /// let avalanches = Avalanches::of_activity(activity, &AvalancheOptions::default())?;
    /// assert_eq!(avalanches.mean_shape(&activity, 2)?, Some(vec![2.0, 2.0]));
    /// # Ok::<(), synaptome_infomax::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if there is not one number for each bin.
    pub fn mean_shape(&self, activity: &[u64], duration: u64) -> Result<Option<Vec<f64>>, Error> {
        crate::error::require_len("the activity", self.bins as usize, activity.len())?;
        let own: Vec<_> = self.found.iter().filter(|found| found.duration == duration).collect();
        let mean = |k: usize| {
            let spikes = own.iter().map(|found| activity[found.start as usize + k] as f64);
            spikes.sum::<f64>() / own.len() as f64
        };
        Ok((!own.is_empty()).then(|| (0..duration as usize).map(mean).collect()))
    }
}

/// Avalanches that other software found: none is cut, and the recording ends with the last of them.
impl FromIterator<Avalanche> for Avalanches {
    fn from_iter<T: IntoIterator<Item = Avalanche>>(avalanches: T) -> Self {
        let found: Vec<Avalanche> = avalanches.into_iter().collect();
        let ends = found.iter().map(|avalanche| avalanche.start.saturating_add(avalanche.duration));
        let bins = ends.max().unwrap_or(0);
        Self { found, cut: 0, bins }
    }
}

impl<'a> IntoIterator for &'a Avalanches {
    type Item = &'a Avalanche;
    type IntoIter = std::slice::Iter<'a, Avalanche>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.iter()
    }
}
