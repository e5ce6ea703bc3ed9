//! Random rotations of a diagonal matrix.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use pulp::NullaryFnOnce;
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use super::directions::{ABREAST, Directions};
use crate::error::{Error, reserve};
use crate::instructions::instructions;

/// A symmetric matrix with both triangles, so that its columns are its rows, and room for a vector.
pub(super) struct Square {
    dim: usize,
    entries: Vec<f64>,
    product: Vec<f64>,
}

impl Square {
    /// A diagonal matrix, whose entries are asked for one after the other.
    pub(super) fn diagonal(
        dim: usize,
        mut entry: impl FnMut() -> Result<f64, Error>,
    ) -> Result<Self, Error> {
        let mut entries = reserve(dim as u128 * dim as u128)?;
        entries.resize(dim * dim, 0.0);
        for i in 0..dim {
            entries[i * dim + i] = entry()?;
        }
        Ok(Self { dim, entries, product: vec![0.0; dim] })
    }

    /// A ← QAQᵀ with Q uniform on the orthogonal group.
    pub(super) fn rotate<R: Rng + ?Sized>(&mut self, rng: &mut R) {
        let mut directions = Directions::new(self.dim);
        while directions.draw(|| StandardNormal.sample(rng)) {
            instructions().dispatch(Reflections { square: self, directions: &mut directions });
        }
    }

    /// The entry in row i and column j.
    pub(super) fn entry(&self, i: usize, j: usize) -> f64 {
        self.entries[i * self.dim + j]
    }

    /// A ← HAH with H = I − 2vvᵀ on the last components, which nothing couples to the first:
    /// A − vqᵀ − qvᵀ, q = 2(Av − (vᵀAv)v).
    #[inline(always)]
    fn reflect(&mut self, v: &[f64]) {
        let (dim, fixed) = (self.dim, self.dim - v.len());
        let q = &mut self.product[fixed..];
        q.fill(0.0);
        for (row, v) in self.entries.chunks_exact(dim).skip(fixed).zip(v) {
            q.iter_mut().zip(&row[fixed..]).for_each(|(q, a)| *q += a * v);
        }
        let bend: f64 = q.iter().zip(v).map(|(q, v)| q * v).sum();
        q.iter_mut().zip(v).for_each(|(q, v)| *q = 2.0 * (*q - bend * v));
        for (i, row) in self.entries.chunks_exact_mut(dim).skip(fixed).enumerate() {
            let (v_i, q_i) = (v[i], q[i]);
            let entries = row[fixed..].iter_mut().zip(v.iter().zip(&*q));
            entries.for_each(|(a, (v, q))| *a -= v_i * q + q_i * v);
        }
    }
}

/// A ← HAH by every direction that was drawn.
struct Reflections<'a> {
    square: &'a mut Square,
    directions: &'a mut Directions,
}

impl NullaryFnOnce for Reflections<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.directions.normalise();
        for lane in 0..ABREAST {
            let v = self.directions.of(lane);
            if !v.is_empty() {
                self.square.reflect(v);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};

    use super::*;

    /// H A H by two products of dense matrices, for every reflection in turn.
    fn by_products(diagonal: &[f64], rng: &mut ChaCha12Rng) -> Vec<f64> {
        let dim = diagonal.len();
        let at = |i, j| if i == j { diagonal[i] } else { 0.0 };
        let mut a: Vec<f64> = (0..dim * dim).map(|k| at(k / dim, k % dim)).collect();
        for free in 2..=dim {
            let mut v: Vec<f64> = (0..free).map(|_| StandardNormal.sample(rng)).collect();
            let norm = |v: &[f64]| v.iter().map(|x| x * x).sum::<f64>().sqrt();
            v[0] += norm(&v).copysign(v[0]);
            let (length, fixed) = (norm(&v), dim - free);
            let part = |i: usize| if i < fixed { 0.0 } else { v[i - fixed] / length };
            let h = |i: usize, j: usize| f64::from(u8::from(i == j)) - 2.0 * part(i) * part(j);
            let product = |x: &dyn Fn(usize, usize) -> f64, y: &dyn Fn(usize, usize) -> f64| {
                let entry = |i, j| (0..dim).map(|k| x(i, k) * y(k, j)).sum::<f64>();
                (0..dim * dim).map(|k| entry(k / dim, k % dim)).collect::<Vec<f64>>()
            };
            let left = product(&h, &|i, j| a[i * dim + j]);
            a = product(&|i, j| left[i * dim + j], &h);
        }
        a
    }

    #[test]
    fn a_rotation_is_a_product_of_reflections() {
        for dim in [1, 2, 3, 8, 9, 10, 19] {
            let diagonal: Vec<f64> = (0..dim).map(|i| 1.0 + i as f64).collect();
            let mut entries = diagonal.iter().copied();
            let mut square = Square::diagonal(dim, || Ok(entries.next().unwrap())).unwrap();
            square.rotate(&mut ChaCha12Rng::seed_from_u64(dim as u64));
            let expected = by_products(&diagonal, &mut ChaCha12Rng::seed_from_u64(dim as u64));
            for (k, expected) in expected.iter().enumerate() {
                let found = square.entry(k / dim, k % dim);
                assert!(
                    (found - expected).abs() < 1e-12,
                    "entry {k} of {dim}: {found}, {expected}"
                );
            }
        }
    }
}
