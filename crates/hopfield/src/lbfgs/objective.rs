//! What L-BFGS can minimise.

use crate::elementwise::{Real, add_scaled, dot};

/// A function f(w) = Φ(A w) + λ/2 |w|², Φ convex and cheap, A linear and expensive.
///
/// As the fields h = A w are linear in w, a line search needs no product with A but A d for the
/// direction d: an iteration costs one product with A and one with Aᵀ, however long the search.
///
/// The weights may be coordinates of which the inner product is not the sum of products.
pub(crate) trait Objective {
    /// Number of weights w, biases among them, and of fields h.
    fn dimensions(&self) -> (usize, usize);
    /// Number of leading weights that the ridge acts on; the others are biases.
    fn penalised(&self) -> usize {
        self.dimensions().0
    }
    /// The inner product of two points, by their penalised weights.
    fn inner(&self, x: &[impl Real], y: &[impl Real]) -> f64 {
        dot(x, y)
    }
    /// Adds `scale` times a vector to a point, and returns the inner product of the new point and another
    /// vector, 0 without one, biases among them. Where it is the sum of products, one pass does both.
    fn add_and_multiply(
        &self,
        point: &mut [f64],
        scale: f64,
        vector: &[f32],
        other: Option<&[f32]>,
    ) -> f64 {
        add_scaled(point, scale, vector);
        other.map_or(0.0, |other| product(self, other, point))
    }
    /// Makes dependent coordinates of a direction, which is known in single precision only, fit the others.
    fn restore(&self, _direction: &mut [f64]) {}
    /// The largest absolute derivative, or an upper bound.
    fn largest(&self, gradient: &[f64]) -> f64 {
        largest(gradient)
    }
    /// Writes h = A w.
    fn fields(&mut self, weights: &[f64], fields: &mut [f64]);
    /// The part of Φ(h) of the fields from the index `first` on; replaces each by the derivative of Φ.
    fn loss(&self, fields: &mut [f64], first: usize) -> f64;
    /// Writes Aᵀ times the derivatives.
    fn gradient(&mut self, slopes: &[f64], gradient: &mut [f64]);
    /// The penalty λ.
    fn ridge(&self) -> f64;
}

/// The inner product of two points, of their biases too.
pub(super) fn product(
    objective: &(impl Objective + ?Sized),
    x: &[impl Real],
    y: &[impl Real],
) -> f64 {
    let (x, x_bias) = x.split_at(objective.penalised());
    let (y, y_bias) = y.split_at(objective.penalised());
    objective.inner(x, y) + dot(x_bias, y_bias)
}

/// The largest absolute value.
pub(crate) fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |most, value| value.abs().max(most))
}
