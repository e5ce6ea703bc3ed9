//! Convex losses of fields, element by element.

use crate::elementwise::{exp_flow, multiply, softplus_all};

/// A sum over fields, stored in any order.
pub(super) trait Loss {
    /// The part of the fields from the index `first` on; replaces each by the derivative.
    fn sum(&self, fields: &mut [f64], first: usize) -> f64;
}

/// Σ exp(-ξ h), as the flow of probability out of messages.
pub(super) struct Exponential {
    /// -ξ, the factors that turn fields into exponents.
    pub(super) factors: Vec<i8>,
}

impl Loss for Exponential {
    fn sum(&self, fields: &mut [f64], first: usize) -> f64 {
        exp_flow(fields, &self.factors[first..][..fields.len()])
    }
}

/// The mean over the cues of ln(1 + exp(-2 ξ h)), summed over units.
pub(super) struct Logistic {
    /// -2 ξ, by which fields become arguments.
    pub(super) factors: Vec<f64>,
    pub(super) units: usize,
}

impl Loss for Logistic {
    fn sum(&self, fields: &mut [f64], first: usize) -> f64 {
        let factors = &self.factors[first..][..fields.len()];
        let fraction = self.units as f64 / self.factors.len() as f64;
        multiply(fields, 1.0, factors);
        let sum = softplus_all(fields);
        multiply(fields, fraction, factors);
        sum * fraction
    }
}
