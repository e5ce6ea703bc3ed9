//! Laguerre's iteration towards the smallest and the largest eigenvalue of tridiagonal matrices.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use pulp::Simd;

use super::lanes::signed;

/// Enough for most covariances of up to a hundred rows; the search closes what is left.
const STEPS: usize = 6;

/// Numbers near both eigenvalues, from numbers `outside` of all: one below and one above. The iteration converges from there,
/// because all roots of the characteristic polynomial are real.
#[inline(always)]
pub(super) fn approach<S: Simd>(
    simd: S,
    diagonal: &[S::f64s],
    squares: &[S::f64s],
    outside: [S::f64s; 2],
) -> [S::f64s; 2] {
    let (size, mut x) = (diagonal.len() as f64, outside);
    for _ in 0..STEPS {
        let sums = sums(simd, diagonal, squares, x);
        for end in 0..2 {
            let next = simd.add_f64s(x[end], step(simd, sums[end], size));
            // On an eigenvalue the sums are infinite.
            x[end] = simd.select_f64s(simd.equal_f64s(next, next), next, x[end]);
        }
    }
    x
}

/// n/(S₁ ± √((n − 1)(n S₂ − S₁²))), with the sign of S₁.
#[inline(always)]
fn step<S: Simd>(simd: S, [first, second]: [S::f64s; 2], size: f64) -> S::f64s {
    let [zero, n, others] = [0.0, size, size - 1.0].map(|number| simd.splat_f64s(number));
    let spread = simd.sub_f64s(simd.mul_f64s(n, second), simd.mul_f64s(first, first));
    let root = simd.sqrt_f64s(simd.mul_f64s(others, simd.max_f64s(spread, zero)));
    simd.div_f64s(n, simd.add_f64s(first, signed(simd, root, first)))
}

/// S₁ = Σ 1/(λ_i − x) and S₂ = Σ 1/(λ_i − x)² for each x: the derivatives of the logarithms of all pivots.
#[inline(always)]
fn sums<S: Simd>(
    simd: S,
    diagonal: &[S::f64s],
    squares: &[S::f64s],
    x: [S::f64s; 2],
) -> [[S::f64s; 2]; 2] {
    let zero = simd.splat_f64s(0.0);
    let mut pivots = [Pivot { inverse: zero, slope: zero, bend: zero }; 2];
    let mut sums = [[zero; 2]; 2];
    for (&entry, &square) in diagonal.iter().zip(squares) {
        for end in 0..2 {
            let pivot = pivots[end].next(simd, simd.sub_f64s(entry, x[end]), square);
            let second = simd.sub_f64s(simd.mul_f64s(pivot.slope, pivot.slope), pivot.bend);
            sums[end][0] = simd.sub_f64s(sums[end][0], pivot.slope);
            sums[end][1] = simd.add_f64s(sums[end][1], second);
            pivots[end] = pivot;
        }
    }
    sums
}

/// 1/q, q′/q and q″/q of a pivot q of the matrix less x.
#[derive(Clone, Copy)]
struct Pivot<V> {
    inverse: V,
    slope: V,
    bend: V,
}

impl<V: Copy> Pivot<V> {
    /// Of the next row: q = (d − x) − b²/q₋.
    #[inline(always)]
    fn next<S: Simd<f64s = V>>(self, simd: S, shifted: V, square: V) -> Self {
        let [one, two] = [1.0, 2.0].map(|number| simd.splat_f64s(number));
        let ratio = simd.mul_f64s(square, self.inverse);
        let inverse = simd.div_f64s(one, simd.sub_f64s(shifted, ratio));
        let slope = simd.sub_f64s(simd.mul_f64s(ratio, self.slope), one);
        let squared = simd.mul_f64s(two, simd.mul_f64s(self.slope, self.slope));
        let bend = simd.mul_f64s(ratio, simd.sub_f64s(self.bend, squared));
        Self { inverse, slope: simd.mul_f64s(slope, inverse), bend: simd.mul_f64s(bend, inverse) }
    }
}
