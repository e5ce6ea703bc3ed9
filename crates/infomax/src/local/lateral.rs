//! The lateral weights of neurons that all have them with each other: learning and one pass together.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use super::lanes::{LANES, Lanes, lanes};

/// C ← C + ε (ξξᵀ − C), and then u_k = ξ_k/C_kk − Σ_{j≠k} C_kj ξ_j/(C_kk C_jj), with one pass over C.
///
/// C is symmetric, and remains so to the last bit. The sum of a neuron is therefore taken down its column, for some neurons
/// side by side, but in the order of a sum along its row.
#[inline(always)]
pub(super) fn learn_and_pass(epsilon: f64, lateral: &mut [f64], xi: &[f64], u: &mut [f64]) {
    let (stride, mut scaled) = (xi.len(), xi.to_vec());
    for (k, row) in lateral.chunks_exact(stride).enumerate() {
        scaled[k] /= learned(row[k], epsilon, xi[k], xi[k]);
    }
    for first in (0..stride).step_by(LANES) {
        let all = learn_columns(epsilon, first, lateral, xi, &scaled);
        let own = lateral.chunks_exact(stride).enumerate().skip(first);
        for ((k, row), all) in own.zip(all) {
            u[k] = scaled[k] - (all - row[k] * scaled[k]) / row[k];
        }
    }
}

/// A lateral weight after a step.
#[inline(always)]
fn learned(c: f64, epsilon: f64, xi: f64, other: f64) -> f64 {
    c + epsilon * (xi * other - c)
}

/// Learns neighbouring columns, and returns Σ_j C_jk ξ_j/C_jj for each.
#[inline(always)]
fn learn_columns(
    epsilon: f64,
    first: usize,
    lateral: &mut [f64],
    xi: &[f64],
    scaled: &[f64],
) -> Lanes {
    let own: Lanes = lanes(|lane| xi[first + lane]);
    let (mut sums, stride) = ([[0.0; LANES]; LANES], xi.len());
    for ((rows, xi), scaled) in
        lateral.chunks_mut(LANES * stride).zip(xi.chunks(LANES)).zip(scaled.chunks(LANES))
    {
        let columns =
            rows.chunks_exact_mut(stride).filter_map(|row| row[first..].first_chunk_mut());
        for (((columns, xi), scaled), sum) in columns.zip(xi).zip(scaled).zip(&mut sums) {
            learn_row(epsilon, &own, *xi, *scaled, columns, sum);
        }
    }
    total(&sums)
}

#[inline(always)]
fn learn_row(
    epsilon: f64,
    own: &Lanes,
    xi: f64,
    scaled: f64,
    columns: &mut Lanes,
    sum: &mut Lanes,
) {
    let c = lanes(|lane| learned(columns[lane], epsilon, own[lane], xi));
    *columns = c;
    *sum = lanes(|lane| sum[lane] + c[lane] * scaled);
}

/// The sum of each lane.
#[inline(always)]
fn total(sums: &[Lanes; LANES]) -> Lanes {
    lanes(|lane| sums.iter().map(|sum| sum[lane]).sum())
}
