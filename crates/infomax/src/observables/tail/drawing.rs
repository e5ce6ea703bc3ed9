//! Random sizes from a fitted distribution.

use rand::{Rng, RngExt};

use super::exponential_family::Exponents;
use super::model::{Kind, Model};

/// Draws sizes by inversion: from a table of the first sizes, and beyond it from octaves within which
/// candidates are accepted in proportion to their probability.
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
        let first = self.octaves[octave].0;
        let last = self.model.range.high.unwrap_or(u64::MAX);
        self.within(first, last.min(first.saturating_add(first - low) - 1), rng)
    }

    /// A size from `first` to `last`.
    fn within<R: Rng + ?Sized>(&self, first: u64, last: u64, rng: &mut R) -> u64 {
        let ends = [first, last].map(|size| self.model.ln_probability(size));
        let mode = self.mode().clamp(first as f64, last as f64) as u64;
        let modes = [mode, mode.saturating_add(1).min(last)];
        let modes = modes.map(|size| self.model.ln_probability(size));
        let highest = ends.into_iter().chain(modes).fold(f64::NEG_INFINITY, f64::max);
        loop {
            let size = rng.random_range(first..=last);
            let accepted: f64 = rng.random_range(0.0..1.0);
            if accepted <= (self.model.ln_probability(size) - highest).exp() {
                return size;
            }
        }
    }

    /// The most probable size, as a real number.
    fn mode(&self) -> f64 {
        match self.model.kind {
            Kind::Discrete(theta) => mode(theta),
            Kind::Rounded(rounded) => rounded.ln_mode().exp(),
        }
    }
}

fn mode([power, rate]: Exponents) -> f64 {
    if power > 0.0 && rate < 0.0 { power / -rate } else { 0.0 }
}
