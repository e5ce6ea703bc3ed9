//! The distance of Kolmogorov and Smirnov.

use super::model::Model;
use super::sample::Sample;

/// The largest difference between the distribution functions of a sample and of a model. Between two
/// sizes that occur the first is constant, so it is largest at one that occurs or just before it.
pub(super) fn distance(sample: &Sample, model: &Model) -> f64 {
    let (mut found, mut expected, mut largest) = (0.0, 0.0, 0.0_f64);
    let mut next = sample.range.low;
    for &(size, count) in &sample.counts {
        if size > next {
            model.add_between(next, size - 1, &mut expected);
            largest = largest.max((found - expected).abs());
        }
        found += count as f64 / sample.total;
        model.add_between(size, size, &mut expected);
        largest = largest.max((found - expected).abs());
        next = size.saturating_add(1);
    }
    largest
}
