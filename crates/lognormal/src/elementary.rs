//! e^x, e^x − 1 and ln(1 + x) over whole slices.
//!
//! One information of a synaptic ensemble takes thousands of these. Each is written
//! without a branch, so that the compiler turns the loop into vector instructions;
//! `pulp` picks the widest set the machine has at run time. `mul_add` rounds once by
//! definition, so every set gives the same bits. Error below two units in the last place; the tests
//! compare with `f64::{exp, exp_m1, ln_1p}`.
//!
//! The exponentials of the network crates of this workspace are others on purpose: they add and
//! multiply without fusing and have no e^x − 1, while an information is a small difference of
//! large entropies and needs their last digits.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use crate::instructions::instructions;

/// Above this argument `exp_m1` is left to log space: e^709.78 overflows.
pub(crate) const LARGEST_EXPONENT: f64 = 700.0;
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// 1.5 · 2⁵²: adding it rounds to an integer, which then sits in the low bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// x ← e^x; arguments are clamped to ±[`LARGEST_EXPONENT`].
pub(crate) fn exp(values: &mut [f64]) {
    instructions().dispatch(|| values.iter_mut().for_each(|x| *x = exp_one(*x)));
}

/// x ← e^x − 1; arguments are clamped to ±[`LARGEST_EXPONENT`].
pub(crate) fn exp_m1(values: &mut [f64]) {
    instructions().dispatch(|| values.iter_mut().for_each(|x| *x = exp_m1_one(*x)));
}

/// x ← ln(1 + e^x) for x ≤ 0; the softplus of any number is that of −|x|, and x more if x > 0.
pub(crate) fn softplus(values: &mut [f64]) {
    exp(values);
    ln_1p(values);
}

/// x ← ln(1 + x) for −1 < x < 10³⁰⁷.
pub(crate) fn ln_1p(values: &mut [f64]) {
    instructions().dispatch(|| values.iter_mut().for_each(|x| *x = ln_1p_one(*x)));
}

#[inline(always)]
fn exp_one(x: f64) -> f64 {
    let (power_of_two, fraction) = reduced_exp_m1(x);
    power_of_two.mul_add(fraction, power_of_two)
}

#[inline(always)]
fn exp_m1_one(x: f64) -> f64 {
    let (power_of_two, fraction) = reduced_exp_m1(x);
    power_of_two.mul_add(fraction, power_of_two - 1.0)
}

/// 2^k and e^r − 1 with x = k ln 2 + r, |r| ≤ ½ ln 2.
#[inline(always)]
fn reduced_exp_m1(x: f64) -> (f64, f64) {
    let x = x.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT);
    let rounded = x.mul_add(std::f64::consts::LOG2_E, ROUNDER);
    let k = rounded - ROUNDER;
    let r = k.mul_add(-LN2_LOW, k.mul_add(-LN2_HIGH, x));
    let power_of_two = f64::from_bits((rounded.to_bits() << 52).wrapping_add(1.0_f64.to_bits()));
    (power_of_two, (r * r).mul_add(exp_tail(r), r))
}

/// (e^r − 1 − r)/r² by its Taylor series: the first term left out is below 2e-17.
#[inline(always)]
fn exp_tail(r: f64) -> f64 {
    const TAYLOR: [f64; 12] = inverse_factorials();
    let mut sum = TAYLOR[11];
    let mut term = 11;
    while term > 0 {
        term -= 1;
        sum = sum.mul_add(r, TAYLOR[term]);
    }
    sum
}

/// 1/2!, 1/3!, …, 1/13!.
const fn inverse_factorials() -> [f64; 12] {
    let mut values = [0.5; 12];
    let mut factorial = 2.0;
    let mut at = 1;
    while at < 12 {
        factorial *= at as f64 + 2.0;
        values[at] = 1.0 / factorial;
        at += 1;
    }
    values
}

/// ln(1 + x) = k ln 2 + ln m + (what rounding 1 + x lost)/(1 + x), m in [√½, √2).
#[inline(always)]
fn ln_1p_one(x: f64) -> f64 {
    let u = 1.0 + x;
    let lost = if x < 1.0 { x - (u - 1.0) } else { 1.0 - (u - x) };
    let (k, m) = exponent_and_mantissa(u);
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let half_square = 0.5 * f * f;
    let small = s * (half_square + ln_tail(s * s)) + (k * LN2_LOW + lost / u);
    k * LN2_HIGH - ((half_square - small) - f)
}

/// u = m · 2^k with √½ ≤ m < √2, for positive normal u.
#[inline(always)]
fn exponent_and_mantissa(u: f64) -> (f64, f64) {
    const ONE: u64 = 1.0_f64.to_bits();
    const OFFSET: u64 = ONE - std::f64::consts::FRAC_1_SQRT_2.to_bits();
    const TWO_POW_52: f64 = 4_503_599_627_370_496.0;
    let biased = (u.to_bits().wrapping_add(OFFSET)) >> 52;
    let k = f64::from_bits(biased | TWO_POW_52.to_bits()) - (TWO_POW_52 + 1023.0);
    let m = u.to_bits().wrapping_sub((biased << 52).wrapping_sub(ONE));
    (k, f64::from_bits(m))
}

/// z·R(z) with ln((1 + s)/(1 − s)) = 2s + s·z·R(z), z = s²: the atanh series 2/3, 2/5, …,
/// its coefficients adjusted to seven terms (the classical ones of Sun's libm).
#[inline(always)]
fn ln_tail(z: f64) -> f64 {
    const REMEZ: [f64; 7] = [
        6.666_666_666_666_735e-1,
        3.999_999_999_940_942e-1,
        2.857_142_874_366_239e-1,
        2.222_219_843_214_978_4e-1,
        1.818_357_216_161_805e-1,
        1.531_383_769_920_937_3e-1,
        1.479_819_860_511_658_6e-1,
    ];
    REMEZ.iter().rev().fold(0.0, |sum: f64, &c| sum.mul_add(z, c)) * z
}

#[cfg(test)]
mod tests {
    use super::{exp, exp_m1, ln_1p};

    /// Arguments of both signs from 1e-18 to `largest`.
    fn grid(largest: f64) -> Vec<f64> {
        let decades = (0..40_000).map(|i| 10_f64.powf(-18.0 + f64::from(i) * 21.0 / 40_000.0));
        decades.filter(|&x| x <= largest).flat_map(|x| [x, -x]).collect()
    }

    fn worst(sweep: fn(&mut [f64]), exact: fn(f64) -> f64, arguments: &[f64]) -> f64 {
        let mut values = arguments.to_vec();
        sweep(&mut values);
        let error = |(x, v): (&f64, &f64)| ((v - exact(*x)) / exact(*x)).abs() / f64::EPSILON;
        arguments.iter().zip(&values).map(error).fold(0.0, f64::max)
    }

    #[test]
    fn sweeps_agree_with_the_standard_library_to_two_epsilon() {
        assert!(worst(exp, f64::exp, &grid(700.0)) < 2.0);
        assert!(worst(exp_m1, f64::exp_m1, &grid(700.0)) < 2.0);
        let above_minus_one: Vec<f64> = grid(1e3).into_iter().filter(|&x| x > -0.999).collect();
        assert!(worst(ln_1p, f64::ln_1p, &above_minus_one) < 2.0);
        assert!(worst(ln_1p, f64::ln_1p, &[1e16, 1e100, 1e300, 3e-310]) < 2.0);
    }
}
