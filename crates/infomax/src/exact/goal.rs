//! The firing rate that thresholds are solved for.

use faer::Mat;
use faer::linalg::solvers::Solve;

/// A rate for every neuron. Logits ln(r/(p_max − r)) of rates are nearly linear in thresholds.
pub(super) struct Goal {
    pub(super) rate: f64,
    /// p_max.
    pub(super) largest: f64,
}

impl Goal {
    /// The largest relative deviation of rates; infinite if one is not a number.
    pub(super) fn distance(&self, rates: &[f64]) -> f64 {
        let of = |rate: &f64| (rate / self.rate - 1.0).abs();
        let larger = |a: f64, b: f64| if b.is_nan() { f64::INFINITY } else { a.max(b) };
        rates.iter().map(of).fold(0.0, larger)
    }

    /// How far the logits of rates are above that of the goal.
    pub(super) fn misses(&self, rates: &[f64]) -> Vec<f64> {
        let logit = |rate: f64| (rate / (self.largest - rate)).ln();
        let goal = logit(self.rate);
        rates.iter().map(|rate| logit(self.bounded(*rate)) - goal).collect()
    }

    /// Newton's step of the thresholds from ∂(rate k)/∂(threshold i), at most one for each.
    pub(super) fn steps(&self, rates: &[f64], slopes: &Mat<f64>) -> Vec<f64> {
        let logit_slope = |rate: f64| 1.0 / rate + 1.0 / (self.largest - rate);
        let slopes = Mat::from_fn(rates.len(), rates.len(), |k, i| {
            slopes[(k, i)] * logit_slope(self.bounded(rates[k]))
        });
        let misses = self.misses(rates);
        let steps = slopes.partial_piv_lu().solve(Mat::from_fn(rates.len(), 1, |k, _| misses[k]));
        let bounded = |step: &f64| if step.is_nan() { 0.0 } else { -step.clamp(-1.0, 1.0) };
        steps.col(0).iter().map(bounded).collect()
    }

    /// Away from rates without a logit.
    fn bounded(&self, rate: f64) -> f64 {
        rate.clamp(1e-12 * self.largest, (1.0 - 1e-12) * self.largest)
    }
}
