//! The density of ln(S + Y) from those of ln S and ln Y.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use pulp::NullaryFnOnce;

use crate::elementary;
use crate::instructions::instructions;
use crate::log_domain::{ln_add_exp, ln_exp_m1};
use crate::{LogNormal, normal};

/// The distribution of ln S, as far as one more term needs it.
pub(super) trait LogDensity {
    /// The interval outside which the density is taken to vanish.
    fn range(&self) -> (f64, f64);

    /// Adds the exponent of the density at every x and multiplies what stands before it.
    fn multiply(&self, x: &[f64], exponents: &mut [f64], factors: &mut [f64]);
}

/// Adds an independent log-normal Y to S by
///
/// f_ln(S+Y)(z) = ∫ f_lnS(z + ln t) f_lnY(z + ln(1 − t)) du, t = 1/(1 + e^−u):
///
/// the midpoint rule on the interval of u where both arguments are in range, at whose ends
/// the integrand vanishes, so that it converges exponentially.
pub(super) struct LastStep<'a, S> {
    sum: &'a S,
    term: LogNormal,
    term_range: (f64, f64),
    /// ln t, then z + ln t; ln(1 − t), then z + ln(1 − t); the integrand.
    x: Vec<f64>,
    y: Vec<f64>,
    exponents: Vec<f64>,
    factors: Vec<f64>,
}

/// What is e^−60 = 10⁻²⁶ of a sum or less changes no digit of it.
const FARTHEST: f64 = 60.0;

/// The one of two variables that changes no digit of their sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Negligible {
    Sum,
    Term,
}

/// Which of S and Y is below 10⁻²⁶ of the other, wherever both have weight.
pub(super) fn negligible(sum: (f64, f64), term: (f64, f64)) -> Option<Negligible> {
    if term.1 + FARTHEST < sum.0 {
        return Some(Negligible::Term);
    }
    (sum.1 + FARTHEST < term.0).then_some(Negligible::Sum)
}

impl<'a, S: LogDensity> LastStep<'a, S> {
    pub(super) fn new(sum: &'a S, term: LogNormal, term_range: (f64, f64), nodes: usize) -> Self {
        let empty = vec![0.0; nodes];
        let (x, y, exponents) = (empty.clone(), empty.clone(), empty.clone());
        Self { sum, term, term_range, x, y, exponents, factors: empty }
    }

    /// The interval that holds ln(S + Y).
    pub(super) fn range(&self) -> (f64, f64) {
        let (low, high) = self.sum.range();
        (ln_add_exp(low, self.term_range.0), ln_add_exp(high, self.term_range.1))
    }

    /// The density of ln(S + Y) at `z`.
    pub(super) fn density(&mut self, z: f64) -> f64 {
        let (low, high) = self.interval(z);
        if low >= high {
            return 0.0;
        }
        let width = (high - low) / self.x.len() as f64;
        instructions().dispatch(Place { step: self, z, low, width });
        self.factors.fill(1.0);
        self.sum.multiply(&self.x, &mut self.exponents, &mut self.factors);
        elementary::exp(&mut self.exponents);
        let total: f64 = self.exponents.iter().zip(&self.factors).map(|(e, f)| e * f).sum();
        total * width / self.term.sigma() * normal::INVERSE_SQRT_TWO_PI
    }

    /// x = z + ln t and y = z + ln(1 − t) at the midpoints, and the exponents of the density of ln Y.
    #[inline(always)]
    fn place_nodes(&mut self, z: f64, low: f64, width: f64) {
        for (i, e) in self.exponents.iter_mut().enumerate() {
            *e = -(low + (i as f64 + 0.5) * width).abs();
        }
        elementary::softplus(&mut self.exponents);
        let nodes = self.x.iter_mut().zip(&mut self.y).zip(&self.exponents).enumerate();
        for (i, ((x, y), softplus)) in nodes {
            let u = low + (i as f64 + 0.5) * width;
            *x = z + u.min(0.0) - softplus;
            *y = z - u.max(0.0) - softplus;
        }
        for (e, y) in self.exponents.iter_mut().zip(&self.y) {
            let deviation = (y - self.term.mu()) / self.term.sigma();
            *e = -0.5 * deviation * deviation;
        }
    }

    /// Where z + ln t and z + ln(1 − t) are both in range, cut off where the smaller one no longer counts.
    fn interval(&self, z: f64) -> (f64, f64) {
        let ((x_low, x_high), (y_low, y_high)) = (self.sum.range(), self.term_range);
        if z <= x_low || z <= y_low {
            return (0.0, 0.0);
        }
        let mut low = -ln_exp_m1(z - x_low);
        let mut high = ln_exp_m1(z - y_low);
        if z > y_high {
            low = low.max(ln_exp_m1(z - y_high));
        }
        if z > x_high {
            high = high.min(-ln_exp_m1(z - x_high));
        }
        (low.max((high - FARTHEST).min(-FARTHEST)), high.min((low + FARTHEST).max(FARTHEST)))
    }
}

/// The nodes of an integral, dispatched to the machine's vector instructions.
struct Place<'a, 'b, S> {
    step: &'a mut LastStep<'b, S>,
    z: f64,
    low: f64,
    width: f64,
}

impl<S: LogDensity> NullaryFnOnce for Place<'_, '_, S> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.step.place_nodes(self.z, self.low, self.width);
    }
}

/// h(e^Z) = −∫ f (ln f − z) dz from values of the density of Z on any grid, given with
/// their weights dz; f need not be normalised.
pub(super) fn entropy_nats(values: impl Iterator<Item = (f64, f64, f64)>) -> f64 {
    let (mut total, mut sum) = (0.0, 0.0);
    for (z, f, weight) in values.filter(|(_, f, _)| *f > 0.0) {
        total += f * weight;
        sum += f * (f.ln() - z) * weight;
    }
    total.ln() - sum / total
}
