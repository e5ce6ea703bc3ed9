//! The reduction of symmetric matrices to tridiagonal ones, some matrices side by side.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use pulp::{Simd, WithSimd};
use synaptome_lognormal::SymmetricMatrix;

use super::lanes::{dot, signed};
use super::search::Tridiagonals;
use super::triangle::{Triangle, first_of, multiply, subtract};
use super::tridiagonal::Tridiagonal;
use crate::instructions::instructions;

/// Householder's reduction of some matrices of one size, at most as many as a vector has lanes, each divided by its
/// largest entry as [`Tridiagonal::of`] divides it. A matrix that it refuses becomes zero.
pub(super) fn reduce(matrices: &[SymmetricMatrix]) -> Tridiagonals {
    let mut all = Triangle::zeros(matrices.first().map_or(0, SymmetricMatrix::dim));
    for (lane, matrix) in matrices.iter().enumerate() {
        if let Some(largest) = Tridiagonal::largest_of(matrix) {
            let entries = all.lane_mut(lane).zip(matrix.as_slice());
            entries.for_each(|(entry, value)| *entry = value / largest);
        }
    }
    instructions().dispatch(Reduce(all))
}

struct Reduce(Triangle);

impl WithSimd for Reduce {
    type Output = Tridiagonals;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Tridiagonals {
        let Triangle { dim, mut entries } = self.0;
        let entries = S::as_mut_simd_f64s(&mut entries).0;
        let mut reduced = Tridiagonals::zeros(dim);
        let squares = S::as_mut_simd_f64s(&mut reduced.squares).0;
        let mut vectors = [vec![simd.splat_f64s(0.0); dim], vec![simd.splat_f64s(0.0); dim]];
        let [mirror, image] = &mut vectors;
        for k in 1..dim {
            squares[k] = reflect(simd, entries, &mut mirror[k..], &mut image[k..], dim);
        }
        let diagonal = S::as_mut_simd_f64s(&mut reduced.diagonal).0;
        for i in 0..dim {
            diagonal[i] = entries[first_of(i) + i];
        }
        reduced
    }
}

/// Turns what stands below the first entry beside the diagonal of a column into zeros, with a reflection of the last
/// components from both sides, and returns the square of that entry.
#[inline(always)]
fn reflect<S: Simd>(
    simd: S,
    matrix: &mut [S::f64s],
    mirror: &mut [S::f64s],
    image: &mut [S::f64s],
    dim: usize,
) -> S::f64s {
    let first = dim - mirror.len();
    for (i, entry) in mirror.iter_mut().enumerate() {
        *entry = matrix[first_of(first + i) + first - 1];
    }
    let square = dot(simd, mirror, mirror);
    mirror[0] = simd.add_f64s(mirror[0], signed(simd, simd.sqrt_f64s(square), mirror[0]));
    let [zero, one, two] = [0.0, 1.0, 2.0].map(|number| simd.splat_f64s(number));
    let scale = simd.div_f64s(dot(simd, mirror, mirror), two);
    // A matrix without anything to reflect is left as it is.
    let done = simd.equal_f64s(scale, zero);
    let scale = simd.select_f64s(done, one, scale);
    mirror.iter_mut().for_each(|entry| *entry = simd.select_f64s(done, zero, *entry));
    multiply(simd, matrix, mirror, image, dim);
    image.iter_mut().for_each(|entry| *entry = simd.div_f64s(*entry, scale));
    let part = simd.div_f64s(dot(simd, image, mirror), simd.mul_f64s(two, scale));
    for (entry, &m) in image.iter_mut().zip(&*mirror) {
        *entry = simd.sub_f64s(*entry, simd.mul_f64s(part, m));
    }
    subtract(simd, matrix, mirror, image, dim);
    square
}
