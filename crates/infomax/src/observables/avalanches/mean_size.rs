//! Mean sizes of avalanches by their durations.

use std::collections::BTreeMap;

use super::detector::Avalanche;

/// The mean size of the avalanches of one duration.
///
/// ```
/// use synaptome_infomax::observables::{AvalancheOptions, Avalanches};
///
/// let avalanches =
///     Avalanches::of_activity([0, 2, 0, 4, 0, 1, 1, 0], &AvalancheOptions::default())?;
/// let means = avalanches.mean_sizes();
/// assert_eq!((means[0].duration, means[0].count, means[0].mean), (1, 2, 3.0));
/// assert_eq!((means[1].duration, means[1].mean), (2, 2.0));
/// # Ok::<(), synaptome_infomax::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct MeanSize {
    /// The duration T, in bins.
    pub duration: u64,
    /// How many avalanches have this duration.
    pub count: u64,
    /// Their mean size ⟨S⟩(T), in spikes.
    pub mean: f64,
    /// The standard error of the mean; none for a single avalanche.
    pub std_error: Option<f64>,
}

pub(super) fn by_duration(avalanches: &[Avalanche]) -> Vec<MeanSize> {
    let mut sizes = BTreeMap::<u64, Vec<f64>>::new();
    for avalanche in avalanches {
        sizes.entry(avalanche.duration).or_default().push(avalanche.size as f64);
    }
    sizes.into_iter().map(|(duration, sizes)| MeanSize::new(duration, &sizes)).collect()
}

impl MeanSize {
    fn new(duration: u64, sizes: &[f64]) -> Self {
        let n = sizes.len() as f64;
        let mean = sizes.iter().sum::<f64>() / n;
        let squares: f64 = sizes.iter().map(|size| (size - mean).powi(2)).sum();
        let std_error = (sizes.len() > 1).then(|| (squares / (n - 1.0) / n).sqrt());
        Self { duration, count: sizes.len() as u64, mean, std_error }
    }
}
