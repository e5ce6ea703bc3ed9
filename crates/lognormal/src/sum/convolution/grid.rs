//! A density on a uniform grid.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use std::array::from_fn;

use pulp::NullaryFnOnce;

use super::super::last_step::LogDensity;
use crate::instructions::instructions;
use crate::{LogNormal, normal};

/// ln f at points `start`, `start` + `step`, …
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    start: f64,
    step: f64,
    ln_f: Vec<f64>,
}

/// So many interpolations are side by side.
const LANES: usize = 32;
/// What is left out weighs less than e^−40 = 4e-18, in E w² as well as in Pr.
const NEGLIGIBLE: f64 = 40.0;
/// ln f where f underflows.
const LOWEST: f64 = -740.0;

/// Where ln Y of one term has its weight and that of E Y².
pub(super) fn range(term: LogNormal) -> (f64, f64) {
    let (mu, sigma) = (term.mu(), term.sigma());
    (mu - 9.0 * sigma, mu + 9.0 * sigma + 2.0 * sigma * sigma)
}

impl Grid {
    pub(super) fn of_term(term: LogNormal, points: usize) -> Self {
        let (low, high) = range(term);
        let step = (high - low) / (points as f64 - 1.0);
        let ln_density = |z: f64| {
            let deviation = (z - term.mu()) / term.sigma();
            -0.5 * deviation * deviation - term.sigma().ln() - normal::HALF_LN_TWO_PI
        };
        let ln_f = (0..points).map(|i| ln_density(low + step * i as f64)).collect();
        Self { start: low, step, ln_f }
    }

    /// The function on `points` points of the interval, cut down to where it counts.
    pub(super) fn from_density(
        (low, high): (f64, f64),
        points: usize,
        mut density: impl FnMut(f64) -> f64,
    ) -> Self {
        let step = (high - low) / (points as f64 + 1.0);
        let at = |i: usize| low + step * (i + 1) as f64;
        let ln_f: Vec<f64> = (0..points).map(|i| density(at(i)).ln().max(LOWEST)).collect();
        let tilted = |i: usize| ln_f[i] + 2.0 * at(i);
        let peak = ln_f.iter().fold(LOWEST, |a, &b| a.max(b));
        let tilted_peak = (0..points).map(tilted).fold(f64::NEG_INFINITY, f64::max);
        let counts =
            |i: &usize| ln_f[*i] > peak - NEGLIGIBLE || tilted(*i) > tilted_peak - NEGLIGIBLE;
        let first = (0..points).find(counts).unwrap_or(0).min(points - 8);
        let last = (0..points).rfind(counts).unwrap_or(points - 1).max(first + 7);
        Self { start: at(first), step, ln_f: ln_f[first..=last].to_vec() }
    }

    /// (z, f, dz) at every point.
    pub(super) fn values(&self) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        let at = |i: usize| self.start + self.step * i as f64;
        self.ln_f.iter().enumerate().map(move |(i, ln_f)| (at(i), ln_f.exp(), self.step))
    }

    /// ∫ g f dz.
    pub(super) fn integral(&self, g: impl Fn(f64) -> f64) -> f64 {
        self.values().map(|(z, f, dz)| g(z) * f * dz).sum()
    }

    /// ln f at `z`, −∞ outside the grid.
    pub(super) fn ln_density(&self, z: f64) -> f64 {
        let (low, high) = self.range();
        if (low..=high).contains(&z) { self.interpolate(z) } else { f64::NEG_INFINITY }
    }

    /// ln f between the points, by the quintic through the six nearest ones.
    #[inline(always)]
    fn interpolate(&self, z: f64) -> f64 {
        let [value] = self.interpolate_each(&[z]);
        value
    }

    /// The same for some numbers side by side.
    #[inline(always)]
    fn interpolate_each<const L: usize>(&self, z: &[f64; L]) -> [f64; L] {
        let (mut t, mut y, mut values) = ([0.0; L], [[0.0; L]; 6], [0.0; L]);
        for (lane, (t, z)) in t.iter_mut().zip(z).enumerate() {
            let position = (z - self.start) / self.step;
            let first = (position as usize).clamp(2, self.ln_f.len() - 4) - 2;
            let nearest = &self.ln_f[first..first + 6];
            y.iter_mut().zip(nearest).for_each(|(y, nearest)| y[lane] = *nearest);
            *t = position - first as f64;
        }
        for lane in 0..L {
            values[lane] = quintic(y.each_ref().map(|y| y[lane]), t[lane]);
        }
        values
    }

    #[inline(always)]
    fn add_to(&self, sums: &mut [f64], z: &[f64]) {
        let ((sums, few_sums), (z, few)) = (sums.as_chunks_mut::<LANES>(), z.as_chunks::<LANES>());
        for (sums, z) in sums.iter_mut().zip(z) {
            let values = self.interpolate_each(z);
            *sums = from_fn(|lane| sums[lane] + values[lane]);
        }
        few_sums.iter_mut().zip(few).for_each(|(sum, &z)| *sum += self.interpolate(z));
    }
}

impl LogDensity for Grid {
    fn range(&self) -> (f64, f64) {
        (self.start, self.start + self.step * (self.ln_f.len() as f64 - 1.0))
    }

    fn multiply(&self, x: &[f64], exponents: &mut [f64], _: &mut [f64]) {
        instructions().dispatch(Interpolate { grid: self, x, sums: exponents });
    }
}

/// Interpolation at many numbers, dispatched to the machine's vector instructions.
struct Interpolate<'a> {
    grid: &'a Grid,
    x: &'a [f64],
    sums: &'a mut [f64],
}

impl NullaryFnOnce for Interpolate<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.grid.add_to(self.sums, self.x);
    }
}

/// Lagrange's polynomial through (0, y_0) … (5, y_5) at t.
#[inline(always)]
fn quintic(y: [f64; 6], t: f64) -> f64 {
    let d = [t, t - 1.0, t - 2.0, t - 3.0, t - 4.0, t - 5.0];
    let (left, right) = (d[0] * d[1], d[4] * d[5]);
    let middle = d[2] * d[3];
    let outer = middle
        * (right * (5.0 * d[0] * y[1] - d[1] * y[0]) / 120.0
            + left * (d[4] * y[5] - 5.0 * d[5] * y[4]) / 120.0);
    outer + left * right * (d[2] * y[3] * -10.0 + d[3] * y[2] * 10.0) / -120.0
}
