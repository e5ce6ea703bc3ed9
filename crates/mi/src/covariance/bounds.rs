//! Intervals that enclose an eigenvalue of each of some matrices, one matrix in each lane.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use pulp::Simd;

/// Where the smallest, or the largest, eigenvalue of each matrix is.
#[derive(Clone, Copy)]
pub(super) struct Bounds<V> {
    pub(super) low: V,
    pub(super) high: V,
}

impl<V: Copy> Bounds<V> {
    /// Intervals with all eigenvalues (Gershgorin).
    #[inline(always)]
    pub(super) fn of_all<S: Simd<f64s = V>>(simd: S, diagonal: &[V], squares: &[V]) -> Self {
        let zero = simd.splat_f64s(0.0);
        let mut widest = zero;
        for (i, &entry) in diagonal.iter().enumerate() {
            let after = squares.get(i + 1).map_or(zero, |&square| simd.sqrt_f64s(square));
            let radius = simd.add_f64s(after, simd.sqrt_f64s(squares[i]));
            widest = simd.max_f64s(widest, simd.add_f64s(simd.abs_f64s(entry), radius));
        }
        let high = simd.mul_f64s(widest, simd.splat_f64s(1.5));
        Self { low: simd.neg_f64s(high), high }
    }

    #[inline(always)]
    pub(super) fn middle<S: Simd<f64s = V>>(&self, simd: S) -> V {
        simd.mul_f64s(simd.add_f64s(self.low, self.high), simd.splat_f64s(0.5))
    }

    /// The number between the bounds that is nearest to another; a bound for what is not a number.
    #[inline(always)]
    pub(super) fn nearest<S: Simd<f64s = V>>(&self, simd: S, x: V) -> V {
        simd.min_f64s(simd.max_f64s(x, self.low), self.high)
    }

    /// Whether nothing is between the bounds of any matrix.
    #[inline(always)]
    pub(super) fn are_neighbours<S: Simd<f64s = V>>(&self, simd: S) -> bool {
        let middle = self.middle(simd);
        let below = simd.less_than_or_equal_f64s(middle, self.low);
        let above = simd.greater_than_or_equal_f64s(middle, self.high);
        simd.first_true_m64s(simd.not_m64s(simd.or_m64s(below, above))) == S::F64_LANES
    }

    /// Keeps the half with the eigenvalue below or at which there are `rank`.
    #[inline(always)]
    pub(super) fn split<S: Simd<f64s = V>>(&mut self, simd: S, middle: V, count: V, rank: V) {
        let above = simd.greater_than_or_equal_f64s(count, rank);
        self.low = simd.select_f64s(above, self.low, middle);
        self.high = simd.select_f64s(above, middle, self.high);
    }
}
