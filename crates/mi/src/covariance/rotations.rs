//! Random rotations of some diagonal matrices of one size, side by side.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use pulp::{Simd, WithSimd};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use super::lanes::{abreast, dot, signed};
use super::triangle::{Triangle, first_of, multiply, subtract};
use crate::error::Error;
use crate::instructions::instructions;

/// Diagonal matrices, and the normal numbers that choose the rotation of each.
pub(super) struct Rotations {
    matrices: Triangle,
    /// Directions with 2, 3, … components, one after the other.
    directions: Vec<f64>,
    product: Vec<f64>,
}

impl Rotations {
    /// Matrices of zeros.
    pub(super) fn new(dim: usize) -> Self {
        let numbers = |count: usize| vec![0.0; count * abreast()];
        let (directions, product) = (numbers(first_of(dim) - 1), numbers(dim));
        Self { matrices: Triangle::zeros(dim), directions, product }
    }

    /// Draws the eigenvalues of the matrix in a lane, and then its rotation.
    pub(super) fn draw<R: Rng + ?Sized>(
        &mut self,
        lane: usize,
        mut eigenvalue: impl FnMut(&mut R) -> Result<f64, Error>,
        rng: &mut R,
    ) -> Result<(), Error> {
        self.matrices.lane_mut(lane).for_each(|entry| *entry = 0.0);
        for i in 0..self.matrices.dim {
            self.matrices.entries[(first_of(i) + i) * abreast() + lane] = eigenvalue(rng)?;
        }
        let directions = self.directions.iter_mut().skip(lane).step_by(abreast());
        directions.for_each(|component| *component = StandardNormal.sample(rng));
        Ok(())
    }

    /// A ← QAQᵀ for every matrix; the matrices until the next are drawn.
    pub(super) fn rotate(&mut self) -> &Triangle {
        instructions().dispatch(Rotate(self));
        &self.matrices
    }
}

struct Rotate<'a>(&'a mut Rotations);

impl WithSimd for Rotate<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Rotations { matrices: Triangle { dim, entries }, directions, product } = self.0;
        let entries = S::as_mut_simd_f64s(entries).0;
        let product = S::as_mut_simd_f64s(product).0;
        let mut rest = S::as_mut_simd_f64s(directions).0;
        for free in 2..=*dim {
            let (v, others) = rest.split_at_mut(free);
            normalise(simd, v);
            reflect(simd, entries, v, &mut product[..free], *dim);
            rest = others;
        }
    }
}

/// From normal numbers to v with I − 2vvᵀ taking the first axis to a uniform direction (up to sign).
#[inline(always)]
fn normalise<S: Simd>(simd: S, v: &mut [S::f64s]) {
    let norm = simd.sqrt_f64s(dot(simd, v, v));
    v[0] = simd.add_f64s(v[0], signed(simd, norm, v[0]));
    let length = simd.sqrt_f64s(dot(simd, v, v));
    v.iter_mut().for_each(|x| *x = simd.div_f64s(*x, length));
}

/// A ← HAH with H = I − 2vvᵀ on the last components, which nothing couples to the first:
/// A − vqᵀ − qvᵀ, q = 2(Av − (vᵀAv)v).
#[inline(always)]
fn reflect<S: Simd>(simd: S, matrix: &mut [S::f64s], v: &[S::f64s], q: &mut [S::f64s], dim: usize) {
    multiply(simd, matrix, v, q, dim);
    let bend = dot(simd, q, v);
    for (q, &v) in q.iter_mut().zip(v) {
        *q = simd.mul_f64s(simd.splat_f64s(2.0), simd.sub_f64s(*q, simd.mul_f64s(bend, v)));
    }
    subtract(simd, matrix, v, q, dim);
}
