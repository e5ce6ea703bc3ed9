//! Left-looking Cholesky factorisation, one panel of columns after the other.

use std::cmp::Ordering;
use std::ops::Range;

use faer::linalg::matmul::matmul;
use faer::linalg::triangular_solve::solve_lower_triangular_in_place;
use faer::{Accum, Mat, MatMut, MatRef, Par};

/// Factors the columns of a panel of the strictly lower triangle, with the diagonal kept
/// apart: A_J ← (A_J − L_{<J} L_{J,<J}ᵀ) L_JJ^−ᵀ. Pivots are squares. Returns the first column
/// without a positive pivot, or the end of the panel.
pub(super) fn factor_panel(
    lower: MatMut<'_, f64>,
    diagonal: &mut [f64],
    scale: &[f64],
    panel: Range<usize>,
) -> usize {
    let (n, from, width) = (lower.nrows(), panel.start, panel.len());
    let (done, rest) = lower.split_at_col_mut(from);
    let done = done.as_ref();
    let mut below = rest.get_mut(from.., ..width);
    let (own, others) = (done.get(panel.clone(), ..), done.get(panel.end..n, ..));
    let mut block = block_of(below.as_ref(), &diagonal[panel.clone()]);
    matmul(block.as_mut(), Accum::Add, own, own.transpose(), -1.0, Par::Seq);
    let end = factor_block(&mut block, &scale[panel.clone()], from);
    for i in 0..width {
        diagonal[from + i] = block[(i, i)].powi(2) * block[(i, i)].signum();
        (0..i).for_each(|j| below[(i, j)] = block[(i, j)]);
    }
    if end == width {
        let mut below = below.get_mut(width.., ..);
        matmul(below.as_mut(), Accum::Add, others, own.transpose(), -1.0, Par::Seq);
        solve_lower_triangular_in_place(block.as_ref(), below.transpose_mut(), Par::Seq);
    }
    from + end
}

/// The block on the diagonal, with nothing of the other matrix in it.
fn block_of(below: MatRef<'_, f64>, diagonal: &[f64]) -> Mat<f64> {
    Mat::from_fn(diagonal.len(), diagonal.len(), |i, j| match i.cmp(&j) {
        Ordering::Greater => below[(i, j)],
        Ordering::Equal => diagonal[i],
        Ordering::Less => 0.0,
    })
}

/// Cholesky of a small block in place; returns the first column without a positive pivot.
/// A failing pivot p is left as −√|p|.
fn factor_block(block: &mut Mat<f64>, scale: &[f64], from: usize) -> usize {
    let n = block.nrows();
    for j in 0..n {
        let pivot = block[(j, j)];
        let rounding = 8.0 * (from + j + 1) as f64 * f64::EPSILON * scale[j];
        if pivot <= rounding || !pivot.is_finite() {
            block[(j, j)] = -pivot.abs().sqrt();
            return j;
        }
        eliminate(block, j, pivot.sqrt());
    }
    n
}

/// Column j of L, and what is left of the columns behind it.
fn eliminate(block: &mut Mat<f64>, j: usize, root: f64) {
    let n = block.nrows();
    block[(j, j)] = root;
    (j + 1..n).for_each(|i| block[(i, j)] /= root);
    for k in j + 1..n {
        let factor = block[(k, j)];
        (k..n).for_each(|i| block[(i, k)] -= factor * block[(i, j)]);
    }
}
