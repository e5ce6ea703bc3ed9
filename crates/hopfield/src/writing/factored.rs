//! Objectives of weights of low rank, as functions of their factors.

use faer::linalg::matmul::matmul;
use faer::linalg::solvers::ColPivQr;
use faer::{Accum, Mat, MatMut, MatRef, Par};

use super::hebbian::set_diagonal;
use super::loss::Loss;
use super::symmetric::twice_symmetric_product;
use crate::Constraint;
use crate::elementwise::{Real, dot};
use crate::lbfgs::{Objective, largest};

/// Fewest units, less one, and fewest units per cue for which factors are used.
const MANY_UNITS: usize = 1_024;
const UNITS_PER_CUE: usize = 16;
/// A direction counts as spanned by the cues if its fraction of the longest is above this.
const SPANNED: f64 = 1e-12;

/// Whether weights written from so many cues are best kept as factors.
pub(super) fn is_low_rank(units: usize, cues: usize) -> bool {
    units > MANY_UNITS && cues <= units / UNITS_PER_CUE
}

/// What the weights are like.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    symmetric: bool,
    zero_diagonal: bool,
    biases: bool,
    /// What a gradient and an inner product are multiplied by.
    gradient: f64,
    inner: f64,
}

impl Shape {
    /// Symmetric weights of zero diagonal, of which those below it are the variables.
    pub(super) fn triangle(biases: bool) -> Self {
        Self { symmetric: true, zero_diagonal: true, biases, gradient: 1.0, inner: 0.5 }
    }

    /// All weights are variables, within a constraint.
    pub(super) fn of(constraint: Constraint) -> Self {
        let (symmetric, zero_diagonal) = (constraint.is_symmetric(), constraint.is_zero_diagonal());
        let gradient = if symmetric { 0.5 } else { 1.0 };
        Self { symmetric, zero_diagonal, biases: false, gradient, inner: 1.0 }
    }
}

/// An objective Φ(W P) + λ/2 |W|² of weights in the span of the B cues P.
///
/// With P = Q R, Q of r orthonormal columns, gradients and so all iterates have the form W = E Qᵀ or, for
/// symmetric weights, E Qᵀ + Q Eᵀ - Q K Qᵀ with K = QᵀE, in both cases less the diagonal d. The point is
/// E, K, d and the biases, one after the other; K and d are linear in E, and are kept so that the
/// inner product is |W|² = |E|² - |d|² or 2 |E|² - |K|² - |d|². All operations take N r (r + B) steps.
pub(super) struct Factored<L> {
    shape: Shape,
    /// P, Q and R.
    cues: Mat<f64>,
    basis: Mat<f64>,
    triangle: Mat<f64>,
    loss: L,
    ridge: f64,
}

/// A point, or a gradient, in its parts.
struct Parts<T> {
    factors: T,
    core: T,
    diagonal: T,
    bias: T,
}

impl<L> Factored<L> {
    /// The cues are the columns of an N × B matrix; the loss is of fields in that order.
    pub(super) fn new(cues: &Mat<f64>, shape: Shape, loss: L, ridge: f64) -> Self {
        let basis = orthonormal(cues.as_ref());
        let triangle = basis.transpose() * cues;
        Self { shape, cues: cues.clone(), basis, triangle, loss, ridge }
    }

    fn units(&self) -> usize {
        self.basis.nrows()
    }

    fn rank(&self) -> usize {
        self.basis.ncols()
    }

    /// The lengths of E, K, d and the biases.
    fn lengths(&self) -> [usize; 4] {
        let (n, r, shape) = (self.units(), self.rank(), self.shape);
        let [core, diagonal, bias] =
            [(shape.symmetric, r * r), (shape.zero_diagonal, n), (shape.biases, n)]
                .map(|(is_there, length)| if is_there { length } else { 0 });
        [n * r, core, diagonal, bias]
    }

    fn parts<'a, T>(&self, point: &'a [T]) -> Parts<&'a [T]> {
        let [factors, core, diagonal, _] = self.lengths();
        let (factors, rest) = point.split_at(factors);
        let (core, rest) = rest.split_at(core);
        let (diagonal, bias) = rest.split_at(diagonal);
        Parts { factors, core, diagonal, bias }
    }

    fn parts_mut<'a>(&self, point: &'a mut [f64]) -> Parts<&'a mut [f64]> {
        let [factors, core, diagonal, _] = self.lengths();
        let (factors, rest) = point.split_at_mut(factors);
        let (core, rest) = rest.split_at_mut(core);
        let (diagonal, bias) = rest.split_at_mut(diagonal);
        Parts { factors, core, diagonal, bias }
    }

    fn factors<'a>(&self, entries: &'a [f64]) -> MatRef<'a, f64> {
        MatRef::from_column_major_slice(entries, self.units(), self.rank())
    }

    /// The N × N weights of a point, and its biases.
    pub(super) fn weights<'a>(&self, point: &'a [f64]) -> (Mat<f64>, &'a [f64]) {
        let Parts { factors, bias, .. } = self.parts(point);
        let mut weights = if self.shape.symmetric {
            twice_symmetric_product(self.halved(point).as_ref(), self.basis.as_ref())
        } else {
            self.factors(factors) * self.basis.transpose()
        };
        if self.shape.zero_diagonal {
            set_diagonal(&mut weights, 0.0);
        }
        (weights, bias)
    }

    /// F = E - ½ Q K, with which symmetric weights are F Qᵀ + Q Fᵀ.
    fn halved(&self, point: &[f64]) -> Mat<f64> {
        let Parts { factors, core, .. } = self.parts(point);
        let core = MatRef::from_column_major_slice(core, self.rank(), self.rank());
        let mut halved = self.factors(factors).to_owned();
        matmul(&mut halved, Accum::Add, &self.basis, core, -0.5, Par::Seq);
        halved
    }

    /// What the factors make on the diagonal.
    fn write_diagonal(&self, factors: MatRef<'_, f64>, scale: f64, diagonal: &mut [f64]) {
        diagonal.fill(0.0);
        for k in 0..self.rank() {
            let (column, basis) = (factors.col(k), self.basis.col(k));
            for (d, (e, q)) in diagonal.iter_mut().zip(column.iter().zip(basis.iter())) {
                *d += scale * e * q;
            }
        }
    }

    /// Makes the factors of the gradient from D, with which it is D Qᵀ, by its symmetric part.
    fn symmetrise(&self, mut factors: MatMut<'_, f64>, core: &mut [f64]) {
        let half = self.basis.transpose() * factors.as_ref();
        let mut core = MatMut::from_column_major_slice_mut(core, self.rank(), self.rank());
        core.copy_from(&half + half.transpose());
        matmul(factors.as_mut(), Accum::Add, &self.basis, half.transpose(), 1.0, Par::Seq);
    }
}

impl<L: Loss> Objective for Factored<L> {
    fn dimensions(&self) -> (usize, usize) {
        (self.lengths().iter().sum(), self.units() * self.cues.ncols())
    }

    fn penalised(&self) -> usize {
        self.lengths()[..3].iter().sum()
    }

    fn inner(&self, x: &[impl Real], y: &[impl Real]) -> f64 {
        let (x, y) = (self.parts(x), self.parts(y));
        let twice = if self.shape.symmetric { 2.0 } else { 1.0 };
        let whole = twice * dot(x.factors, y.factors) - dot(x.core, y.core);
        self.shape.inner * (whole - dot(x.diagonal, y.diagonal))
    }

    /// K is the symmetric part of QᵀE, without whose other part E is kept, and d is the diagonal of both.
    fn restore(&self, direction: &mut [f64]) {
        let (units, rank) = (self.units(), self.rank());
        let Parts { factors, core, diagonal, .. } = self.parts_mut(direction);
        let mut factors = MatMut::from_column_major_slice_mut(factors, units, rank);
        if self.shape.symmetric {
            // D = E - ½ Q QᵀE, of which E is what `symmetrise` makes.
            let inner = self.basis.transpose() * factors.as_ref();
            matmul(factors.as_mut(), Accum::Add, &self.basis, &inner, -0.5, Par::Seq);
            self.write_diagonal(factors.as_ref(), 2.0, diagonal);
            self.symmetrise(factors, core);
        } else if self.shape.zero_diagonal {
            self.write_diagonal(factors.as_ref(), 1.0, diagonal);
        }
    }

    /// No entry is larger than the product of the longest rows of its factors.
    fn largest(&self, gradient: &[f64]) -> f64 {
        let Parts { factors, bias, .. } = self.parts(gradient);
        let bound = if self.shape.symmetric {
            2.0 * longest_row(self.halved(gradient).as_ref())
        } else {
            longest_row(self.factors(factors))
        };
        (bound * longest_row(self.basis.as_ref())).max(largest(bias))
    }

    /// W P = E R - d P, of symmetric weights too, and the biases.
    fn fields(&mut self, weights: &[f64], fields: &mut [f64]) {
        let Parts { factors, diagonal, bias, .. } = self.parts(weights);
        let (units, cues) = (self.units(), self.cues.ncols());
        let target = MatMut::from_column_major_slice_mut(fields, units, cues);
        let factors = self.factors(factors);
        matmul(target, Accum::Replace, factors, &self.triangle, 1.0, Par::Seq);
        for (cue, fields) in fields.chunks_exact_mut(units).enumerate() {
            let own = diagonal.iter().zip(self.cues.col_as_slice(cue));
            fields.iter_mut().zip(own).for_each(|(h, (d, x))| *h -= d * x);
            fields.iter_mut().zip(bias).for_each(|(h, b)| *h += b);
        }
    }

    fn loss(&self, fields: &mut [f64], first: usize) -> f64 {
        self.loss.sum(fields, first)
    }

    /// The gradient by all weights is S Pᵀ = (S Rᵀ) Qᵀ, of which the shape keeps a part.
    fn gradient(&mut self, slopes: &[f64], gradient: &mut [f64]) {
        let (units, rank, shape) = (self.units(), self.rank(), self.shape);
        let Parts { factors, core, diagonal, bias } = self.parts_mut(gradient);
        let slopes = MatRef::from_column_major_slice(slopes, units, self.cues.ncols());
        let mut target = MatMut::from_column_major_slice_mut(factors, units, rank);
        let scale = shape.gradient;
        matmul(target.as_mut(), Accum::Replace, slopes, self.triangle.transpose(), scale, Par::Seq);
        // The diagonal of D Qᵀ + Q Dᵀ is twice that of D Qᵀ.
        let twice = if shape.symmetric { 2.0 } else { 1.0 };
        if shape.zero_diagonal {
            self.write_diagonal(target.as_ref(), twice, diagonal);
        }
        if shape.symmetric {
            self.symmetrise(target, core);
        }
        for (i, b) in bias.iter_mut().enumerate() {
            *b = slopes.row(i).iter().sum();
        }
    }

    fn ridge(&self) -> f64 {
        self.ridge
    }
}

/// An orthonormal basis of the span of some columns.
fn orthonormal(columns: MatRef<'_, f64>) -> Mat<f64> {
    let qr = ColPivQr::new(columns);
    let triangle = qr.thin_R();
    let lengths = (0..triangle.nrows()).map(|k| triangle[(k, k)].abs());
    let rank = lengths.take_while(|r| *r > SPANNED * triangle[(0, 0)].abs()).count();
    qr.compute_thin_Q().subcols(0, rank).to_owned()
}

fn longest_row(matrix: MatRef<'_, f64>) -> f64 {
    let mut squares = vec![0.0; matrix.nrows()];
    for column in matrix.col_iter() {
        squares.iter_mut().zip(column.iter()).for_each(|(sum, x)| *sum += x * x);
    }
    largest(&squares).sqrt()
}
