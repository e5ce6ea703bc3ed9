//! What the processor can do at most, on one core.

use std::hint::black_box;

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, Par};
use pulp::Arch;

use crate::work::Work;

/// Numbers of a vector of exponentials: they stay in the first-level cache.
const VALUES: usize = 1_024;
/// Rows and columns of the matrices.
const ORDER: usize = 1_024;

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work::counted("sequential read, 256 MB", || {
            let words = vec![1_u64; 1 << 25];
            move || {
                black_box(words.iter().fold(0_u64, |sum, word| sum.wrapping_add(*word)));
                8 << 25
            }
        }),
        Work::counted("matrix product, N = 1024", product),
        Work::counted("exponentials, 1,024 in a vector", || {
            let values = (0..VALUES).map(|i| (i as f64).sin()).collect::<Vec<_>>();
            let mut out = values.clone();
            move || {
                out.copy_from_slice(black_box(&values));
                exp_all(&mut out);
                VALUES as u64
            }
        }),
    ]
}

/// Additions and multiplications of a product of square matrices.
fn product() -> impl FnMut() -> u64 {
    let matrix = Mat::from_fn(ORDER, ORDER, |i, j| ((i * 31 + j * 17) % 97) as f64 / 97.0);
    let mut result = Mat::zeros(ORDER, ORDER);
    move || {
        matmul(result.as_mut(), Accum::Replace, matrix.as_ref(), matrix.as_ref(), 1.0, Par::Seq);
        black_box(&result);
        2 * (ORDER as u64).pow(3)
    }
}

/// x ← e^x for |x| ≤ 700 by the shortest way to full precision: x = k ln 2 + r, and Taylor's polynomial of e^r.
fn exp_all(values: &mut [f64]) {
    Arch::new().dispatch(|| values.iter_mut().for_each(|x| *x = exp(*x)));
}

#[inline(always)]
fn exp(x: f64) -> f64 {
    /// Adding it rounds to an integer, which then sits in the low bits.
    const ROUNDER: f64 = 6_755_399_441_055_744.0;
    let shifted = x.mul_add(std::f64::consts::LOG2_E, ROUNDER);
    let rest = (shifted - ROUNDER).mul_add(-std::f64::consts::LN_2, x);
    let step = |sum: f64, k: u32| sum.mul_add(rest * (1.0 / f64::from(k)), 1.0);
    let polynomial = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1].into_iter().fold(1.0, step);
    polynomial * f64::from_bits((shifted.to_bits() << 52).wrapping_add(1.0_f64.to_bits()))
}
