//! Sums and products of vectors.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use pulp::NullaryFnOnce;

use crate::instructions::instructions;

/// What vectors may be stored as; sums are in `f64`.
pub(crate) trait Real: Copy + Into<f64> {}
impl Real for f64 {}
impl Real for f32 {}

/// Partial sums of a dot product: one would wait for each addition.
const LANES: usize = 32;

/// Dot product in a fixed order of partial sums.
pub(crate) fn dot(x: &[impl Real], y: &[impl Real]) -> f64 {
    instructions().dispatch(Dot(x, y))
}

/// z ← x + a y.
pub(crate) fn write_sum(z: &mut [f64], x: &[f64], a: f64, y: &[f64]) {
    instructions().dispatch(WriteSum(z, x, a, y));
}

/// y ← y + a x.
pub(crate) fn add_scaled(y: &mut [f64], a: f64, x: &[impl Real]) {
    instructions().dispatch(AddScaled(y, a, x));
}

/// z ← a x + b y, in single precision.
pub(crate) fn write_single(z: &mut [f32], (a, x): (f64, &[f64]), (b, y): (f64, &[f64])) {
    instructions().dispatch(WriteSingle(z, (a, x), (b, y)));
}

/// y ← y + a x; returns the dot product of the new y and z, 0 if z is empty.
pub(crate) fn add_scaled_dot(y: &mut [f64], a: f64, x: &[f32], z: &[f32]) -> f64 {
    /// Numbers that stay in the first-level cache.
    const PIECE: usize = 1024;
    let mut sum = 0.0;
    for (k, (y, x)) in y.chunks_mut(PIECE).zip(x.chunks(PIECE)).enumerate() {
        add_scaled(y, a, x);
        let z = z.get(k * PIECE..).unwrap_or_default();
        sum += dot(&z[..z.len().min(y.len())], y);
    }
    sum
}

/// x ← a x y.
pub(crate) fn multiply(x: &mut [f64], a: f64, y: &[f64]) {
    instructions().dispatch(Multiply(x, a, y));
}

/// δ ← δ + b (1 - s²), the way of a derivative back through s = tanh.
pub(crate) fn add_through_tanh(delta: &mut [f64], back: &[f64], states: &[f64]) {
    instructions().dispatch(AddThroughTanh(delta, back, states));
}

// Work is handed to `dispatch` as types, since a large closure is not inlined into the function
// that carries the instruction set, and would be compiled for the oldest machine.

struct Dot<'a, X, Y>(&'a [X], &'a [Y]);

impl<X: Real, Y: Real> NullaryFnOnce for Dot<'_, X, Y> {
    type Output = f64;

    #[inline(always)]
    fn call(self) -> f64 {
        let (x_blocks, x_rest) = self.0.as_chunks::<LANES>();
        let (y_blocks, y_rest) = self.1.as_chunks::<LANES>();
        let mut sums = [0.0; LANES];
        for (a, b) in x_blocks.iter().zip(y_blocks) {
            for lane in 0..LANES {
                sums[lane] += a[lane].into() * b[lane].into();
            }
        }
        let rest: f64 = x_rest.iter().zip(y_rest).map(|(&a, &b)| a.into() * b.into()).sum();
        sums.iter().sum::<f64>() + rest
    }
}

struct WriteSum<'a>(&'a mut [f64], &'a [f64], f64, &'a [f64]);

impl NullaryFnOnce for WriteSum<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (z, (x, y)) in self.0.iter_mut().zip(self.1.iter().zip(self.3)) {
            *z = x + self.2 * y;
        }
    }
}

struct WriteSingle<'a>(&'a mut [f32], (f64, &'a [f64]), (f64, &'a [f64]));

impl NullaryFnOnce for WriteSingle<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self(z, (a, x), (b, y)) = self;
        for (z, (x, y)) in z.iter_mut().zip(x.iter().zip(y)) {
            *z = (a * x + b * y) as f32;
        }
    }
}

struct AddScaled<'a, X>(&'a mut [f64], f64, &'a [X]);

impl<X: Real> NullaryFnOnce for AddScaled<'_, X> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (y, &x) in self.0.iter_mut().zip(self.2) {
            *y += self.1 * x.into();
        }
    }
}

struct Multiply<'a>(&'a mut [f64], f64, &'a [f64]);

impl NullaryFnOnce for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (x, y) in self.0.iter_mut().zip(self.2) {
            *x *= self.1 * y;
        }
    }
}

struct AddThroughTanh<'a>(&'a mut [f64], &'a [f64], &'a [f64]);

impl NullaryFnOnce for AddThroughTanh<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for ((delta, back), s) in self.0.iter_mut().zip(self.1).zip(self.2) {
            *delta += back * (1.0 - s * s);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_taken_piece_by_piece_are_those_of_whole_numbers() {
        for length in [0, 1, 31, 33, 1024, 2500] {
            // Whole numbers, whose sums are exact in every order.
            let x: Vec<f32> = (0..length).map(|k| (k % 7) as f32 - 3.0).collect();
            let z: Vec<f32> = (0..length).map(|k| (k % 5) as f32 - 2.0).collect();
            let start: Vec<f64> = (0..length).map(|k| (k % 11) as f64 - 5.0).collect();
            let mut y = start.clone();
            let product = add_scaled_dot(&mut y, 3.0, &x, &z);
            let new = |k: usize| start[k] + 3.0 * f64::from(x[k]);
            assert!(y.iter().enumerate().all(|(k, y)| *y == new(k)));
            assert_eq!(product, (0..length).map(|k| new(k) * f64::from(z[k])).sum::<f64>());
            assert_eq!(add_scaled_dot(&mut y, -3.0, &x, &[]), 0.0);
            assert_eq!(y, start);
            let mut single = vec![0.0; length];
            write_single(&mut single, (2.0, &y), (-1.0, &start));
            assert!(single.iter().zip(&start).all(|(single, y)| f64::from(*single) == *y));
        }
    }
}
