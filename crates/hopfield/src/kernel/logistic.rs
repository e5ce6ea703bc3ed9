//! Kernel logistic regression of all units at once.

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatMut, MatRef, Par};

use crate::Messages;
use crate::elementwise::{Real, dot, multiply, softplus_all};
use crate::lbfgs::{Objective, largest};

/// `Σ_i` \[`Σ_m` ln(1 + exp(-`ξ_mi` `f_mi`)) + λ/2 `α_i`ᵀ K `α_i`\] with f = K α.
///
/// The coordinates of a point are α and K α, one after the other, both M × N. The inner product of two points is αᵀ K β, the
/// product of the first half of one with the second half of the other. By this product the gradient is σ - t + λ α
/// instead of K (σ - t + λ α), and a kernel matrix that is nearly singular does no harm.
pub(super) struct Regression {
    kernel: Mat<f64>,
    /// -ξ as M × N, by which fields become arguments.
    factors: Vec<f64>,
    units: usize,
    ridge: f64,
}

impl Regression {
    pub(super) fn new(kernel: Mat<f64>, messages: &Messages, ridge: f64) -> Self {
        let units = messages.units();
        let column = |i: usize| messages.iter().map(move |x| -f64::from(x[i]));
        Self { kernel, factors: (0..units).flat_map(column).collect(), units, ridge }
    }

    /// The amplitudes at a point.
    pub(super) fn amplitudes(&self, point: &[f64]) -> Mat<f64> {
        self.matrix(&point[..self.factors.len()]).to_owned()
    }

    fn matrix<'a>(&self, entries: &'a [f64]) -> MatRef<'a, f64> {
        MatRef::from_column_major_slice(entries, self.kernel.nrows(), self.units)
    }

    /// Makes the second half of a point from the first.
    fn complete(&self, point: &mut [f64]) {
        let (amplitudes, fields) = point.split_at_mut(self.factors.len());
        let fields = MatMut::from_column_major_slice_mut(fields, self.kernel.nrows(), self.units);
        matmul(fields, Accum::Replace, &self.kernel, self.matrix(amplitudes), 1.0, Par::Seq);
    }
}

impl Objective for Regression {
    fn dimensions(&self) -> (usize, usize) {
        (2 * self.factors.len(), self.factors.len())
    }

    fn inner(&self, x: &[impl Real], y: &[impl Real]) -> f64 {
        let half = self.factors.len();
        dot(&x[..half], &y[half..])
    }

    fn restore(&self, direction: &mut [f64]) {
        self.complete(direction);
    }

    /// The derivatives by the amplitudes are the second half of the gradient.
    fn largest(&self, gradient: &[f64]) -> f64 {
        largest(&gradient[self.factors.len()..])
    }

    fn fields(&mut self, weights: &[f64], fields: &mut [f64]) {
        fields.copy_from_slice(&weights[self.factors.len()..]);
    }

    fn loss(&self, fields: &mut [f64], first: usize) -> f64 {
        let factors = &self.factors[first..][..fields.len()];
        multiply(fields, 1.0, factors);
        let sum = softplus_all(fields);
        multiply(fields, 1.0, factors);
        sum
    }

    fn gradient(&mut self, slopes: &[f64], gradient: &mut [f64]) {
        gradient[..slopes.len()].copy_from_slice(slopes);
        self.complete(gradient);
    }

    fn ridge(&self) -> f64 {
        self.ridge
    }
}
