//! Numbers of some matrices side by side, one matrix in each lane of a vector. Every lane is worked on by itself, so that
//! it has the bits that its matrix would have alone.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use pulp::{Simd, WithSimd};

use crate::instructions::instructions;

/// Rows of the largest matrices that are worked on side by side; eight larger ones would leave the second-level cache.
pub(super) const LARGEST: usize = 100;

/// What a sum starts from: a number added to it keeps its bits.
pub(super) const NOTHING: f64 = -0.0;

/// Matrices that are worked on side by side: as many as a vector has numbers.
pub(super) fn abreast() -> usize {
    instructions().dispatch(Lanes)
}

struct Lanes;

impl WithSimd for Lanes {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> usize {
        S::F64_LANES
    }
}

/// Σ a_i b_i, from the first product to the last.
#[inline(always)]
pub(super) fn dot<S: Simd>(simd: S, a: &[S::f64s], b: &[S::f64s]) -> S::f64s {
    let products = a.iter().zip(b);
    products.fold(simd.splat_f64s(NOTHING), |sum, (&a, &b)| simd.add_f64s(sum, simd.mul_f64s(a, b)))
}

/// A length with the sign of x.
#[inline(always)]
pub(super) fn signed<S: Simd>(simd: S, length: S::f64s, x: S::f64s) -> S::f64s {
    simd.or_f64s(length, simd.and_f64s(x, simd.splat_f64s(-0.0)))
}
