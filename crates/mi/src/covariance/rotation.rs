//! Random rotations of a symmetric matrix.

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use synaptome_lognormal::SymmetricMatrix;

/// A ← QAQᵀ with Q uniform on the orthogonal group.
pub(super) fn rotate<R: Rng + ?Sized>(matrix: &mut SymmetricMatrix, rng: &mut R) {
    for free in 2..=matrix.dim() {
        reflect(matrix, &draw_direction(free, rng));
    }
}

/// v with I − 2vvᵀ taking the first axis to a uniform direction (up to sign); it acts
/// on the last `free` components.
fn draw_direction<R: Rng + ?Sized>(free: usize, rng: &mut R) -> Vec<f64> {
    let mut v: Vec<f64> = (0..free).map(|_| StandardNormal.sample(rng)).collect();
    v[0] += norm(&v).copysign(v[0]);
    let length = norm(&v);
    for x in &mut v {
        *x /= length;
    }
    v
}

/// A ← HAH with H = I − 2vvᵀ on the last components, which nothing couples to the first:
/// A − vqᵀ − qvᵀ, q = 2(Av − (vᵀAv)v).
fn reflect(matrix: &mut SymmetricMatrix, v: &[f64]) {
    let fixed = matrix.dim() - v.len();
    let mut q = times(matrix, fixed, v);
    let bend: f64 = q.iter().zip(v).map(|(q, v)| q * v).sum();
    q.iter_mut().zip(v).for_each(|(q, v)| *q = 2.0 * (*q - bend * v));
    for (i, (v_i, q_i)) in v.iter().zip(&q).enumerate() {
        let row = matrix.row_mut(fixed + i)[fixed..].iter_mut();
        row.zip(v.iter().zip(&q)).for_each(|(a, (v, q))| *a -= v_i * q + q_i * v);
    }
}

/// The block of A from `fixed` on times v, each entry below the diagonal used twice.
fn times(matrix: &SymmetricMatrix, fixed: usize, v: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; v.len()];
    for (i, v_i) in v.iter().enumerate() {
        let row = &matrix.row(fixed + i)[fixed..];
        product[i] += row.iter().zip(v).map(|(a, v)| a * v).sum::<f64>();
        product[..i].iter_mut().zip(row).for_each(|(p, a)| *p += a * v_i);
    }
    product
}

fn norm(v: &[f64]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}
