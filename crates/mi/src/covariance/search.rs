//! The smallest and the largest eigenvalue of tridiagonal matrices, some matrices side by side.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use pulp::{Simd, WithSimd};

use super::approach::approach;
use super::bounds::Bounds;
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

impl WithSimd for Search<'_> {
    type Output = Vec<[f64; 2]>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<[f64; 2]> {
        let diagonal = S::as_simd_f64s(&self.0.diagonal).0;
        let squares = S::as_simd_f64s(&self.0.squares).0;
        let mut bounds = [Bounds::of_all(simd, diagonal, squares); 2];
        for near in around(simd, diagonal, squares, bounds[0]) {
            split(simd, &mut bounds, diagonal, squares, near);
        }
        loop {
            let middles = [bounds[0].middle(simd), bounds[1].middle(simd)];
            split(simd, &mut bounds, diagonal, squares, middles);
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
    let [mut below, mut above] = [near; 2];
    for end in 0..2 {
        below[end] = all.nearest(simd, simd.sub_f64s(near[end], margin));
        above[end] = all.nearest(simd, simd.add_f64s(near[end], margin));
    }
    [below, above]
}

/// Tries a number for the smallest eigenvalue and one for the largest.
#[inline(always)]
fn split<S: Simd>(
    simd: S,
    bounds: &mut [Bounds<S::f64s>; 2],
    diagonal: &[S::f64s],
    squares: &[S::f64s],
    x: [S::f64s; 2],
) {
    let ranks = [simd.splat_f64s(1.0), simd.splat_f64s(diagonal.len() as f64)];
    let counts = count_below(simd, diagonal, squares, x);
    for end in 0..2 {
        bounds[end].split(simd, x[end], counts[end], ranks[end]);
    }
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
