//! The modified Bessel function K₁.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

/// √x e^x K₁(x) to 2e-7 (Abramowitz & Stegun 9.8.7 and 9.8.8).
pub(super) fn scaled_k1(x: f64) -> f64 {
    if x >= 2.0 { far_k1(x) } else { x.sqrt() * x.exp() * near(x) }
}

/// √x e^x K₁(x) for x ≥ 2, without a branch.
#[inline(always)]
pub(super) fn far_k1(x: f64) -> f64 {
    const C: [f64; 7] = [
        1.253_314_14,
        0.234_986_19,
        -0.036_556_20,
        0.015_042_68,
        -0.007_803_53,
        0.003_256_14,
        -0.000_682_45,
    ];
    let y = 2.0 / x;
    C.iter().rev().fold(0.0, |sum: f64, &c| sum.mul_add(y, c))
}

/// K₁(x) for 0 < x ≤ 2.
fn near(x: f64) -> f64 {
    const C: [f64; 7] = [
        1.0,
        0.154_431_44,
        -0.672_785_79,
        -0.181_568_97,
        -0.019_194_02,
        -0.001_104_04,
        -0.000_046_86,
    ];
    let square = (x / 2.0).powi(2);
    let sum = C.iter().rev().fold(0.0, |sum: f64, &c| sum.mul_add(square, c));
    (x / 2.0).ln() * i1(x) + sum / x
}

/// I₁(x) for |x| ≤ 3.75 (Abramowitz & Stegun 9.8.3).
fn i1(x: f64) -> f64 {
    const C: [f64; 7] =
        [0.5, 0.878_905_94, 0.514_988_69, 0.150_849_34, 0.026_587_33, 0.003_015_32, 0.000_324_11];
    let square = (x / 3.75).powi(2);
    x * C.iter().rev().fold(0.0, |sum: f64, &c| sum.mul_add(square, c))
}
