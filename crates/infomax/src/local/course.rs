//! How the learning rate of a local rule falls.

use crate::Error;
use crate::error::require_in;

/// A learning rate that is constant at first and then falls linearly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    pub(super) steps: usize,
    pub(super) learning_rate: f64,
    pub(super) decay_from: f64,
    pub(super) final_fraction: f64,
}

impl Course {
    pub(super) fn validate(&self) -> Result<(), Error> {
        let rates = [
            ("the learning rate", self.learning_rate),
            ("the start of the decay", self.decay_from),
            ("the final fraction", self.final_fraction),
        ];
        rates.into_iter().try_for_each(|(quantity, rate)| require_in(quantity, rate, 0.0, 1.0))
    }

    /// The learning rate at a step.
    #[inline(always)]
    pub(super) fn rate(&self, t: usize) -> f64 {
        let progress = t as f64 / self.steps as f64;
        let fallen = ((progress - self.decay_from) / (1.0 - self.decay_from)).clamp(0.0, 1.0);
        self.learning_rate
            * (1.0 - if fallen.is_nan() { 0.0 } else { fallen } * (1.0 - self.final_fraction))
    }
}

#[cfg(test)]
mod tests {
    use super::Course;

    #[test]
    fn a_rate_is_whole_at_first_and_falls_on_a_line() {
        let course =
            Course { steps: 100, learning_rate: 0.2, decay_from: 0.5, final_fraction: 0.1 };
        let rates = [(0, 0.2), (50, 0.2), (75, 0.11), (90, 0.056), (100, 0.02), (400, 0.02)];
        for (step, rate) in rates {
            assert!((course.rate(step) - rate).abs() < 1e-15, "{step}: {}", course.rate(step));
        }
        let constant = Course { decay_from: 1.0, ..course };
        assert!((constant.rate(100) - 0.2).abs() < 1e-15);
    }
}
