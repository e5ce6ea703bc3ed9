//! Random sizes from a fitted distribution.

use rand::{Rng, RngExt};

use super::model::Model;

/// Draws sizes by inversion of the distribution function: from a table of the first sizes, and beyond it by
/// halving an octave again and again.
pub(super) struct Drawing<'a> {
    model: &'a Model,
    /// P(size ≤ low + k).
    table: Vec<f64>,
    /// The first size of each octave beyond the table, and P(size < that).
    octaves: Vec<(u64, f64)>,
}

/// Sizes in the table.
const TABLE: u64 = 4096;

impl<'a> Drawing<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        let range = model.range;
        let last = range.high.unwrap_or(u64::MAX);
        let (mut sum, mut table) = (0.0, Vec::new());
        for size in range.low..=last.min(range.low.saturating_add(TABLE - 1)) {
            model.add_between(size, size, &mut sum);
            table.push(sum);
        }
        let (mut octaves, mut first) = (Vec::new(), range.low.saturating_add(TABLE));
        while first <= last && sum < 1.0 - 1e-15 {
            octaves.push((first, sum));
            let next = first.saturating_add(first - range.low);
            model.add_between(first, last.min(next - 1), &mut sum);
            first = next;
            if first == u64::MAX {
                break;
            }
        }
        Self { model, table, octaves }
    }

    pub(super) fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> u64 {
        let uniform: f64 = rng.random_range(0.0..1.0);
        let place = self.table.partition_point(|&sum| sum <= uniform);
        let low = self.model.range.low;
        if place < self.table.len() || self.octaves.is_empty() {
            return low + place.min(self.table.len() - 1) as u64;
        }
        let octave = self.octaves.partition_point(|octave| octave.1 <= uniform).saturating_sub(1);
        let (first, sum) = self.octaves[octave];
        let last = self.model.range.high.unwrap_or(u64::MAX);
        self.within((first, last.min(first.saturating_add(first - low))), sum, uniform)
    }

    /// The first size of an octave up to which the probabilities, after `sum` before it, exceed a number.
    fn within(&self, (mut first, mut last): (u64, u64), mut sum: f64, uniform: f64) -> u64 {
        while first < last {
            let (middle, mut half) = (first + (last - first) / 2, sum);
            self.model.add_between(first, middle, &mut half);
            if half > uniform {
                last = middle;
            } else {
                (first, sum) = (middle + 1, half);
            }
        }
        first
    }
}
