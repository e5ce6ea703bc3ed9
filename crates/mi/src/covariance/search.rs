//! The smallest and the largest eigenvalue of tridiagonal matrices, some matrices side by side.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use pulp::{Simd, WithSimd};

use super::approach::approach;
use super::lanes::abreast;
use crate::instructions::instructions;

/// Tridiagonal matrices of one size, one in each lane.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tridiagonals {
    pub(super) diagonal: Vec<f64>,
    /// Zeros, and squares of the entries beside the diagonal.
    pub(super) squares: Vec<f64>,
}

impl Tridiagonals {
    /// Matrices of zeros.
    pub(super) fn zeros(dim: usize) -> Self {
        let zeros = vec![0.0; dim * abreast()];
        Self { diagonal: zeros.clone(), squares: zeros }
    }

    /// One matrix in the first lane; zeros are in the others.
    pub(super) fn one(diagonal: &[f64], squares: &[f64]) -> Self {
        let mut matrices = Self::zeros(diagonal.len());
        let step = abreast();
        matrices.diagonal.iter_mut().step_by(step).zip(diagonal).for_each(|(d, x)| *d = *x);
        matrices.squares.iter_mut().step_by(step).skip(1).zip(squares).for_each(|(s, x)| *s = *x);
        matrices
    }

    /// The smallest and the largest eigenvalue of each.
    pub(super) fn extremes(&self) -> Vec<[f64; 2]> {
        instructions().dispatch(Search(self))
    }
}

/// Bisection by Sturm's count until two neighbours among the numbers of type `f64` enclose an eigenvalue. Counts never
/// fall where x rises (J. W. Demmel, I. Dhillon, H. Ren, Electron. Trans. Numer. Anal. 3, 116, 1995), so that every
/// order in which numbers are tried ends with these two.
struct Search<'a>(&'a Tridiagonals);

/// What Laguerre's iteration may err by, as a part of the widest bound.
const MARGIN: f64 = 8.0 * f64::EPSILON;

/// Where the smallest, or the largest, eigenvalue of each matrix is.
#[derive(Clone, Copy)]
struct Bounds<V> {
    low: V,
    high: V,
}

impl WithSimd for Search<'_> {
    type Output = Vec<[f64; 2]>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<[f64; 2]> {
        let diagonal = S::as_simd_f64s(&self.0.diagonal).0;
        let squares = S::as_simd_f64s(&self.0.squares).0;
        let ranks = [simd.splat_f64s(1.0), simd.splat_f64s(diagonal.len() as f64)];
        let mut bounds = [bounds(simd, diagonal, squares); 2];
        let try_both = |bounds: &mut [Bounds<_>; 2], x: [S::f64s; 2]| {
            let counts = count_below(simd, diagonal, squares, x);
            for end in 0..2 {
                bounds[end].split(simd, x[end], counts[end], ranks[end]);
            }
        };
        for near in around(simd, diagonal, squares, bounds[0]) {
            try_both(&mut bounds, near);
        }
        loop {
            let middles = bounds.map(|bounds| bounds.middle(simd));
            try_both(&mut bounds, middles);
            if bounds.iter().all(|bounds| bounds.are_neighbours(simd)) {
                let [low, high] = bounds.map(|bounds| numbers(simd, bounds.high));
                return low.into_iter().zip(high).map(<[f64; 2]>::from).collect();
            }
        }
    }
}

/// The lanes of a vector.
#[inline(always)]
fn numbers<S: Simd>(simd: S, vector: S::f64s) -> Vec<f64> {
    let mut numbers = vec![0.0; S::F64_LANES];
    simd.partial_store_f64s(&mut numbers, vector);
    numbers
}

/// Intervals with all eigenvalues (Gershgorin).
#[inline(always)]
fn bounds<S: Simd>(simd: S, diagonal: &[S::f64s], squares: &[S::f64s]) -> Bounds<S::f64s> {
    let zero = simd.splat_f64s(0.0);
    let mut widest = zero;
    for (i, &entry) in diagonal.iter().enumerate() {
        let after = squares.get(i + 1).map_or(zero, |&square| simd.sqrt_f64s(square));
        let radius = simd.add_f64s(after, simd.sqrt_f64s(squares[i]));
        widest = simd.max_f64s(widest, simd.add_f64s(simd.abs_f64s(entry), radius));
    }
    let high = simd.mul_f64s(widest, simd.splat_f64s(1.5));
    Bounds { low: simd.neg_f64s(high), high }
}

/// Numbers just below and just above both eigenvalues, most likely.
#[inline(always)]
fn around<S: Simd>(
    simd: S,
    diagonal: &[S::f64s],
    squares: &[S::f64s],
    all: Bounds<S::f64s>,
) -> [[S::f64s; 2]; 2] {
    let near = approach(simd, diagonal, squares, [all.low, all.high]);
    let margin = simd.mul_f64s(all.high, simd.splat_f64s(MARGIN));
    let within = |x| simd.min_f64s(simd.max_f64s(x, all.low), all.high);
    [near.map(|x| within(simd.sub_f64s(x, margin))), near.map(|x| within(simd.add_f64s(x, margin)))]
}

/// How many eigenvalues are smaller than each x: the negative pivots of the matrix less x (Sturm).
#[inline(always)]
fn count_below<S: Simd>(
    simd: S,
    diagonal: &[S::f64s],
    squares: &[S::f64s],
    x: [S::f64s; 2],
) -> [S::f64s; 2] {
    let [zero, one, tiny] = [0.0, 1.0, f64::MIN_POSITIVE].map(|number| simd.splat_f64s(number));
    let (mut pivot, mut count) = ([one; 2], [zero; 2]);
    for (&entry, &square) in diagonal.iter().zip(squares) {
        for end in 0..2 {
            let shifted = simd.sub_f64s(entry, x[end]);
            let next = simd.sub_f64s(shifted, simd.div_f64s(square, pivot[end]));
            pivot[end] = simd.select_f64s(simd.equal_f64s(next, zero), tiny, next);
            let negative = simd.less_than_f64s(next, zero);
            count[end] = simd.add_f64s(count[end], simd.select_f64s(negative, one, zero));
        }
    }
    count
}

impl<V: Copy> Bounds<V> {
    #[inline(always)]
    fn middle<S: Simd<f64s = V>>(&self, simd: S) -> V {
        simd.mul_f64s(simd.add_f64s(self.low, self.high), simd.splat_f64s(0.5))
    }

    /// Whether nothing is between the bounds of any matrix.
    #[inline(always)]
    fn are_neighbours<S: Simd<f64s = V>>(&self, simd: S) -> bool {
        let middle = self.middle(simd);
        let below = simd.less_than_or_equal_f64s(middle, self.low);
        let above = simd.greater_than_or_equal_f64s(middle, self.high);
        simd.first_true_m64s(simd.not_m64s(simd.or_m64s(below, above))) == S::F64_LANES
    }

    /// Keeps the half with the eigenvalue below or at which there are `rank`.
    #[inline(always)]
    fn split<S: Simd<f64s = V>>(&mut self, simd: S, middle: V, count: V, rank: V) {
        let above = simd.greater_than_or_equal_f64s(count, rank);
        self.low = simd.select_f64s(above, self.low, middle);
        self.high = simd.select_f64s(above, middle, self.high);
    }
}
