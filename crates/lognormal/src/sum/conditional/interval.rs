//! The interval of a normal variable on which a sum of exponentials stays below a bound.

use crate::normal;

/// Which of the two probabilities is wanted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Side {
    Below,
    Above,
}

/// S(r) = Σ_i e^(a_i + b_i r), whose logarithm is convex in r.
pub(super) struct Line<'a> {
    pub(super) offsets: Vec<f64>,
    pub(super) slopes: &'a [f64],
}

/// Most of Newton's steps, and the farthest that they may lead.
const STEPS: usize = 200;
const FARTHEST: f64 = 1e6;

impl Line<'_> {
    /// Pr(S(r) ≤ x) or Pr(S(r) > x) for a standard normal r.
    pub(super) fn probability(&self, x: f64, side: Side) -> f64 {
        let interval = if x > 0.0 { self.interval(x.ln()) } else { None };
        match (interval, side) {
            (Some((low, high)), Side::Below) => between(low, high),
            (Some((low, high)), Side::Above) => normal::cdf(low) + normal::cdf(-high),
            (None, Side::Below) => 0.0,
            (None, Side::Above) => 1.0,
        }
    }

    fn interval(&self, ln_x: f64) -> Option<(f64, f64)> {
        let high = self.end(ln_x, 1.0)?;
        let low = self.end(ln_x, -1.0)?;
        Some((-low, high))
    }

    /// The largest r with ln S(sr) ≤ ln x, s = ±1; +∞ if S never grows in this direction. Newton's
    /// method from where one term alone reaches x: a convex function is never passed.
    fn end(&self, ln_x: f64, sign: f64) -> Option<f64> {
        let alone = self.offsets.iter().zip(self.slopes).filter(|(_, b)| sign * **b > 0.0);
        let mut r = alone.map(|(a, b)| (ln_x - a) / (sign * b)).fold(f64::INFINITY, f64::min);
        for _ in 0..STEPS {
            if r == f64::INFINITY {
                break;
            }
            let (ln_s, slope) = self.value(sign * r);
            let miss = ln_s - ln_x;
            if miss > 0.0 && (sign * slope <= 0.0 || r < -FARTHEST) {
                return None;
            }
            let step = miss / (sign * slope);
            r -= step;
            if step <= 2.0 * f64::EPSILON * r.abs().max(1.0) {
                break;
            }
        }
        let constant = r == f64::INFINITY && self.value(0.0).0 > ln_x && self.is_constant();
        if constant { None } else { Some(r) }
    }

    /// ln S and its derivative by r.
    fn value(&self, r: f64) -> (f64, f64) {
        let exponents = || self.offsets.iter().zip(self.slopes).map(|(a, b)| a + b * r);
        let largest = exponents().fold(f64::NEG_INFINITY, f64::max);
        let (mut total, mut rise) = (0.0, 0.0);
        for (e, b) in exponents().zip(self.slopes) {
            let share = (e - largest).exp();
            total += share;
            rise += share * b;
        }
        (largest + total.ln(), rise / total)
    }

    fn is_constant(&self) -> bool {
        self.slopes.iter().all(|&b| b == 0.0)
    }
}

/// Φ(high) − Φ(low), from the smaller tails.
fn between(low: f64, high: f64) -> f64 {
    let value = if low > 0.0 {
        normal::cdf(-low) - normal::cdf(-high)
    } else {
        normal::cdf(high) - normal::cdf(low)
    };
    value.max(0.0)
}
