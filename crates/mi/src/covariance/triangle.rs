//! Symmetric matrices side by side.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use pulp::Simd;
use synaptome_lognormal::SymmetricMatrix;

use super::lanes::{NOTHING, abreast};
use crate::error::Error;

/// Symmetric matrices of one size, one in each lane: the entries on and below the diagonal, row after row.
#[derive(Clone, Debug)]
pub(super) struct Triangle {
    pub(super) dim: usize,
    pub(super) entries: Vec<f64>,
}

impl Triangle {
    /// Matrices of zeros.
    pub(super) fn zeros(dim: usize) -> Self {
        Self { dim, entries: vec![0.0; first_of(dim) * abreast()] }
    }

    /// The entries of the matrix in a lane.
    fn lane(&self, lane: usize) -> impl Iterator<Item = f64> + '_ {
        self.entries.iter().skip(lane).step_by(abreast()).copied()
    }

    /// The entries of the matrix in a lane, to be written to.
    pub(super) fn lane_mut(&mut self, lane: usize) -> impl Iterator<Item = &mut f64> {
        self.entries.iter_mut().skip(lane).step_by(abreast())
    }

    /// The matrix in a lane with the same number added to every entry.
    pub(super) fn plus(&self, lane: usize, common: f64) -> Result<SymmetricMatrix, Error> {
        let mut entries = self.lane(lane);
        let entry = |_, _| entries.next().map_or(common, |entry| entry + common);
        Ok(SymmetricMatrix::from_fn(self.dim, entry)?)
    }
}

/// Av with the last rows and columns of A, as many as v has components, in the order of operations of a matrix with
/// both triangles.
#[inline(always)]
pub(super) fn multiply<S: Simd>(
    simd: S,
    matrix: &[S::f64s],
    v: &[S::f64s],
    product: &mut [S::f64s],
    dim: usize,
) {
    let first = dim - v.len();
    for i in 0..v.len() {
        let start = first_of(first + i) + first;
        let row = &matrix[start..=start + i];
        let (before, rest) = product.split_at_mut(i);
        let mut own = simd.splat_f64s(NOTHING);
        for ((other, &entry), &v_j) in before.iter_mut().zip(row).zip(v) {
            own = simd.add_f64s(own, simd.mul_f64s(entry, v_j));
            *other = simd.add_f64s(*other, simd.mul_f64s(entry, v[i]));
        }
        rest[0] = simd.add_f64s(own, simd.mul_f64s(row[i], v[i]));
    }
}

/// A ← A − uvᵀ − vuᵀ with the last rows and columns of A, as many as there are components.
#[inline(always)]
pub(super) fn subtract<S: Simd>(
    simd: S,
    matrix: &mut [S::f64s],
    u: &[S::f64s],
    v: &[S::f64s],
    dim: usize,
) {
    let first = dim - u.len();
    for i in 0..u.len() {
        let start = first_of(first + i) + first;
        let row = &mut matrix[start..=start + i];
        for ((entry, &u_j), &v_j) in row.iter_mut().zip(u).zip(v) {
            let products = simd.add_f64s(simd.mul_f64s(u[i], v_j), simd.mul_f64s(v[i], u_j));
            *entry = simd.sub_f64s(*entry, products);
        }
    }
}

/// Where row i begins.
#[inline(always)]
pub(super) fn first_of(i: usize) -> usize {
    i * (i + 1) / 2
}
