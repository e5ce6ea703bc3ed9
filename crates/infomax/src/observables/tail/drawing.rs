//! Random sizes from a fitted distribution.

use rand::{Rng, RngExt};

use super::model::Model;
use crate::observables::process::binomial;
use crate::observables::sizes::SizeCounts;

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
        self.within((first, last.min(self.after_octave(first))), sum, uniform)
    }

    /// The sizes of so many observations, with the probabilities that they have if drawn one by one. The work grows with the
    /// number of different sizes instead of that of observations: a multinomial number is a chain of binomial ones.
    pub(super) fn counts<R: Rng + ?Sized>(&self, count: u64, rng: &mut R) -> SizeCounts {
        let (low, mut counts) = (self.model.range.low, SizeCounts::new());
        let (mut left, mut before) = (count, 0.0);
        let ends_here = self.octaves.is_empty();
        for (place, &sum) in self.table.iter().enumerate() {
            let is_last = ends_here && place + 1 == self.table.len();
            let found = if is_last { left } else { part(left, sum - before, 1.0 - before, rng) };
            counts.add_many(low + place as u64, found);
            (left, before) = (left - found, sum);
        }
        for (place, &(first, sum)) in self.octaves.iter().enumerate() {
            let found = match self.octaves.get(place + 1) {
                Some(&(_, next)) => part(left, next - sum, 1.0 - sum, rng),
                None => left,
            };
            // The octave ends before the first size of the next.
            let last = self.model.range.high.unwrap_or(u64::MAX);
            let sizes = (first, last.min(self.after_octave(first) - 1));
            self.divide(found, sizes, self.probability(sizes), &mut counts, rng);
            left -= found;
        }
        counts
    }

    /// Divides observations among sizes of which all together have a probability, by halves.
    fn divide<R: Rng + ?Sized>(
        &self,
        count: u64,
        (first, last): (u64, u64),
        probability: f64,
        counts: &mut SizeCounts,
        rng: &mut R,
    ) {
        if count == 0 || first >= last {
            counts.add_many(first, count);
            return;
        }
        let middle = first + (last - first) / 2;
        let half = self.probability((first, middle));
        let found = part(count, half, probability, rng);
        self.divide(found, (first, middle), half, counts, rng);
        self.divide(count - found, (middle + 1, last), probability - half, counts, rng);
    }

    fn probability(&self, (first, last): (u64, u64)) -> f64 {
        let mut sum = 0.0;
        self.model.add_between(first, last, &mut sum);
        sum
    }

    /// The first size after the octave that begins with `first`.
    fn after_octave(&self, first: u64) -> u64 {
        first.saturating_add(first - self.model.range.low)
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

/// How many of `count` observations fall into a part of what has a probability.
fn part<R: Rng + ?Sized>(count: u64, part: f64, whole: f64, rng: &mut R) -> u64 {
    if count == 0 || part <= 0.0 {
        return 0;
    }
    binomial(count, (part / whole).clamp(0.0, 1.0), rng)
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};

    use super::super::{range::SizeRange, shape::TailShape};
    use super::*;
    use crate::observables::Tail;

    const DRAWN: u64 = 10_000_000;

    /// Whether the numbers in bins that double are those expected, from probabilities summed one by one. Five standard
    /// deviations are allowed in each of about 200 comparisons: false alarm 1e-4.
    #[test]
    fn counts_are_distributed_as_sizes_drawn_one_by_one() {
        let counts: SizeCounts = (1..3_000_u64).map(|k| 1 + 4_000_000 / (k * k)).collect();
        let rng = &mut ChaCha12Rng::seed_from_u64(1);
        for range in [SizeRange::from(1..), (1..=300).into(), (3..=1_000_000_000).into()] {
            for shape in TailShape::ALL {
                let Ok(tail) = Tail::fit(shape, &counts, range) else { continue };
                let drawn = Drawing::new(tail.model()).counts(DRAWN, rng);
                assert_eq!(drawn.total(), DRAWN);
                assert!(drawn.iter().all(|(size, _)| range.contains(size)));
                let end = range.high.map_or(200_000, |high| high.min(200_000)) + 1;
                let mut low = range.low;
                while low < end {
                    let bin = low..end.min(2 * low);
                    let p: f64 = bin.clone().map(|size| tail.ln_probability(size).exp()).sum();
                    let found: u64 = bin.clone().map(|size| drawn.count(size)).sum();
                    let (expected, found) = (DRAWN as f64 * p, found as f64);
                    let deviation = (expected * (1.0 - p).max(0.0)).sqrt() + 1.0;
                    assert!((found - expected).abs() < 5.0 * deviation, "{tail:?} {bin:?} {found}");
                    low = bin.end;
                }
            }
        }
    }
}
