//! exp, tanh and softplus over slices.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set chosen at run time"
)]

use pulp::NullaryFnOnce;

use crate::instructions::instructions;

const LOG2_E: f64 = std::f64::consts::LOG2_E;
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and subtracting 1.5 · 2^52 rounds to the nearest integer.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// Beyond ±708 the result is clamped, which keeps it finite and normal.
const LIMIT: f64 = 708.0;

/// 1/k! for k = 13 … 2: the Taylor polynomial is exact to 1e-17 for |r| ≤ ln(2)/2.
const TAYLOR: [f64; 12] = [
    1.605_904_383_682_161_3e-10,
    2.087_675_698_786_81e-9,
    2.505_210_838_544_172e-8,
    2.755_731_922_398_589e-7,
    2.755_731_922_398_589_3e-6,
    2.480_158_730_158_73e-5,
    1.984_126_984_126_984e-4,
    1.388_888_888_888_889e-3,
    8.333_333_333_333_333e-3,
    4.166_666_666_666_666_4e-2,
    1.666_666_666_666_666_6e-1,
    0.5,
];

/// exp(x) with a relative error of a few 1e-16, for x clamped to ±708.
///
/// The workspace has other vector exponentials on purpose: that of infomax uses fused operations and
/// stops at 1e-11, which its noise hides. Here gradients are compared with reference values to 1e-13,
/// and products are never fused.
#[inline(always)]
fn exp(x: f64) -> f64 {
    let x = x.clamp(-LIMIT, LIMIT);
    let shifted = x * LOG2_E + ROUND;
    let k = shifted - ROUND;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let tail = TAYLOR.iter().fold(0.0, |sum, c| sum * r + c);
    let power = f64::from_bits((shifted.to_bits() << 52).wrapping_add(1.0_f64.to_bits()));
    (1.0 + (r + r * r * tail)) * power
}

/// Replaces every x by exp(x).
pub(crate) fn exp_all(values: &mut [f64]) {
    instructions().dispatch(Exp(values));
}

/// Replaces every x by a exp(a x), with its own spin a, and returns the sum of the exponentials.
pub(crate) fn exp_flow(values: &mut [f64], spins: &[i8]) -> f64 {
    instructions().dispatch(ExpFlow(values, spins))
}

/// Replaces every x by tanh(x), with an absolute error of a few 1e-16.
pub(crate) fn tanh_all(values: &mut [f64]) {
    instructions().dispatch(Tanh(values));
}

/// Sum of ln(1 + exp(x)) over the values, and every x replaced by its derivative 1 / (1 + exp(-x)).
pub(crate) fn softplus_all(values: &mut [f64]) -> f64 {
    instructions().dispatch(Softplus(values))
}

struct Exp<'a>(&'a mut [f64]);

impl NullaryFnOnce for Exp<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.0.iter_mut().for_each(|x| *x = exp(*x));
    }
}

struct ExpFlow<'a>(&'a mut [f64], &'a [i8]);

impl NullaryFnOnce for ExpFlow<'_> {
    type Output = f64;

    #[inline(always)]
    fn call(self) -> f64 {
        for (x, &a) in self.0.iter_mut().zip(self.1) {
            *x = exp(f64::from(a) * *x);
        }
        let sum = reduce(self.0, 0.0, |sum, x| sum + x, |sums| sums.iter().sum());
        for (x, &a) in self.0.iter_mut().zip(self.1) {
            *x *= f64::from(a);
        }
        sum
    }
}

struct Tanh<'a>(&'a mut [f64]);

impl NullaryFnOnce for Tanh<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for x in self.0 {
            let e = exp(-2.0 * x.abs());
            *x = ((1.0 - e) / (1.0 + e)).copysign(*x);
        }
    }
}

struct Softplus<'a>(&'a mut [f64]);

impl NullaryFnOnce for Softplus<'_> {
    type Output = f64;

    #[inline(always)]
    fn call(self) -> f64 {
        let mut sum = 0.0;
        for chunk in self.0.chunks_mut(CHUNK) {
            sum += softplus_chunk(chunk);
        }
        sum
    }
}

/// Folds eight interleaved lanes, whose results are then combined: fast, and in a fixed order.
#[inline(always)]
fn reduce(
    values: &[f64],
    start: f64,
    fold: impl Fn(f64, f64) -> f64,
    combine: impl Fn(&[f64]) -> f64,
) -> f64 {
    let (blocks, rest) = values.as_chunks::<8>();
    let mut lanes = [start; 8];
    for block in blocks {
        for lane in 0..8 {
            lanes[lane] = fold(lanes[lane], block[lane]);
        }
    }
    for (lane, value) in rest.iter().enumerate() {
        lanes[lane] = fold(lanes[lane], *value);
    }
    combine(&lanes)
}

/// A product of so many factors in [1, 2] stays finite.
const CHUNK: usize = 512;

/// ln(1 + exp(x)) = max(x, 0) + ln(1 + exp(-|x|)), with one logarithm for the whole chunk.
#[inline(always)]
fn softplus_chunk(values: &mut [f64]) -> f64 {
    let mut exponentials = [0.0; CHUNK];
    for (e, x) in exponentials.iter_mut().zip(&*values) {
        *e = exp(-x.abs());
    }
    let linear = reduce(values, 0.0, |sum, x| sum + x.max(0.0), |sums| sums.iter().sum());
    let product = reduce(
        &exponentials,
        1.0,
        |product, e| product * (1.0 + e),
        |products| products.iter().product(),
    );
    for (x, e) in values.iter_mut().zip(&exponentials) {
        *x = if *x < 0.0 { *e } else { 1.0 } / (1.0 + e);
    }
    linear + product.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> impl Iterator<Item = f64> {
        (-7000..=7000).map(|k| f64::from(k) * 0.1 + 1e-3)
    }

    #[test]
    fn exp_agrees_with_the_standard_library() {
        for x in grid() {
            let error = (exp(x) / x.exp() - 1.0).abs();
            assert!(error < 5e-16, "exp({x}) is off by {error}");
        }
    }

    #[test]
    fn exp_stays_finite_and_positive_at_the_ends() {
        assert!(exp(f64::INFINITY).is_finite());
        assert!(exp(f64::NEG_INFINITY) > 0.0);
        assert!(exp(f64::NAN).is_nan());
    }

    #[test]
    fn tanh_agrees_with_the_standard_library() {
        let mut values: Vec<f64> = grid().map(|x| x / 50.0).collect();
        let expected: Vec<f64> = values.iter().map(|x| x.tanh()).collect();
        tanh_all(&mut values);
        for (tanh, expected) in values.iter().zip(expected) {
            assert!((tanh - expected).abs() < 4e-16);
        }
    }

    #[test]
    fn softplus_agrees_with_the_standard_library() {
        let mut values: Vec<f64> = grid().map(|x| x / 20.0).collect();
        let expected: f64 = values.iter().map(|x| x.max(0.0) + (-x.abs()).exp().ln_1p()).sum();
        let slopes: Vec<f64> = values.iter().map(|x| 1.0 / (1.0 + (-x).exp())).collect();
        assert!((softplus_all(&mut values) / expected - 1.0).abs() < 1e-14);
        for (slope, expected) in values.iter().zip(slopes) {
            assert!((slope - expected).abs() < 4e-16);
        }
    }
}
