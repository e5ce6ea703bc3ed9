//! Line searches for convex functions of linear fields.

use super::objective::Objective;
use crate::elementwise::{dot, write_sum};

/// The objective along a ray: φ(t) = Φ(h + t A d) + λ (½ |w|² + t w·d + ½ t² |d|²), convex.
pub(super) struct Line<'a, O> {
    /// The slope at which the search ends, relative to that at its beginning.
    pub(super) flatness: f64,
    pub(super) objective: &'a O,
    pub(super) fields: &'a [f64],
    pub(super) along: &'a [f64],
    /// φ(0) and φ'(0).
    pub(super) start: f64,
    pub(super) slope: f64,
    /// λ |d|², λ w·d and ½ λ |w|².
    pub(super) curvature: f64,
    pub(super) penalty_slope: f64,
    pub(super) penalty: f64,
}

/// Number of fields that are taken along together.
const PIECE: usize = 512;
/// Relative change of the objective that cannot be told from rounding.
const ROUNDING: f64 = 1e-13;

impl<O: Objective> Line<'_, O> {
    /// A length t with its φ(t), near the minimum; the slopes of Φ there are left in `trial`.
    ///
    /// The derivative rises along the ray, so its root is bracketed and approached by secants.
    pub(super) fn search(&self, trial: &mut [f64]) -> Option<(f64, f64)> {
        if self.slope >= 0.0 || !self.slope.is_finite() {
            return None;
        }
        let (mut low, mut high) = ((0.0, self.slope), None);
        let mut length = 1.0;
        for _ in 0..60 {
            let (value, slope) = self.at(length, trial);
            let below = value <= self.start + ROUNDING * self.start.abs();
            if below && slope.abs() <= -self.flatness * self.slope {
                return Some((length, value));
            }
            if slope < 0.0 && below {
                low = (length, slope);
            } else {
                high = Some((length, slope));
            }
            length = next(low, high);
        }
        None
    }

    /// φ(t) and φ'(t), in pieces that stay in the first-level cache.
    fn at(&self, length: f64, trial: &mut [f64]) -> (f64, f64) {
        let (mut loss, mut slope) = (0.0, 0.0);
        let pieces = self.fields.chunks(PIECE).zip(self.along.chunks(PIECE));
        for (k, (trial, (fields, along))) in trial.chunks_mut(PIECE).zip(pieces).enumerate() {
            write_sum(trial, fields, length, along);
            loss += self.objective.loss(trial, k * PIECE);
            slope += dot(trial, along);
        }
        let penalty = self.penalty + length * (self.penalty_slope + 0.5 * length * self.curvature);
        (loss + penalty, slope + self.penalty_slope + length * self.curvature)
    }
}

/// The secant's root, kept away from the ends of the bracket; twice the length without one.
fn next(low: (f64, f64), high: Option<(f64, f64)>) -> f64 {
    let Some(high) = high else {
        return (2.0 * low.0).max(2.0);
    };
    let width = high.0 - low.0;
    let root = low.0 - low.1 * width / (high.1 - low.1);
    if root.is_finite() {
        root.clamp(low.0 + 0.1 * width, high.0 - 0.1 * width)
    } else {
        low.0 + 0.5 * width
    }
}
