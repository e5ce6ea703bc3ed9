//! Histograms.

/// The heights of a density histogram on equal bins (at least one) between `low` and `high`:
/// the edges and, per bin, the fraction of all values divided by the width.
///
/// ```
/// use synaptome_lab::statistics::density_histogram;
/// let (edges, heights) = density_histogram(&[0.1, 0.2, 0.9, 5.0], 0.0, 1.0, 2);
/// assert_eq!((edges, heights), (vec![0.0, 0.5, 1.0], vec![1.0, 0.5]));
/// ```
pub fn density_histogram(values: &[f64], low: f64, high: f64, bins: usize) -> (Vec<f64>, Vec<f64>) {
    let bins = bins.max(1);
    let width = (high - low) / bins as f64;
    let edges: Vec<f64> = (0..=bins).map(|i| low + width * i as f64).collect();
    let mut heights = vec![0.0; bins];
    for value in values.iter().filter(|value| (low..high).contains(*value)) {
        heights[(((value - low) / width) as usize).min(bins - 1)] +=
            1.0 / (width * values.len() as f64);
    }
    (edges, heights)
}
