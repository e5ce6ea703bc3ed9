//! The normal-inverse-Gaussian distribution with four given cumulants.

#![allow(clippy::inline_always, reason = "a call would end the vector loop")]

use std::f64::consts::PI;

use super::super::cumulants::LogCumulants;
use super::super::last_step::{LogDensity, entropy_nats};
use super::bessel::{far_k1, scaled_k1};
use crate::instructions::instructions;

/// The distribution with density (αδ/π) e^(u + β(x−μ₀) − αq) K̃(αq)/(√(αq) q), q² = δ² + (x−μ₀)²,
/// K̃(x) = √x e^x K₁(x), u = δγ, γ² = α² − β².
#[derive(Clone, Debug)]
pub(super) struct Density {
    cumulants: LogCumulants,
    alpha: f64,
    beta: f64,
    delta: f64,
    origin: f64,
    u: f64,
    /// δ/γ, the mean of the inverse-Gaussian variance.
    mean_variance: f64,
}

impl Density {
    /// Four cumulants in closed form. The kurtosis is kept above 1.7 times the squared
    /// skewness (the distribution needs 5/3), by a smooth maximum.
    pub(super) fn of(cumulants: &LogCumulants) -> Self {
        let LogCumulants { mean, variance, skewness, kurtosis } = *cumulants;
        let square = skewness * skewness;
        let least = 1.7 * square;
        let gap = kurtosis - least;
        let kurtosis = least + 0.5 * (gap + (gap * gap + 1e-6).sqrt());
        let u = 3.0 / (kurtosis - 4.0 * square / 3.0);
        let r = square * u / 9.0;
        let sigma = variance.sqrt();
        let gamma = (u / (1.0 - r)).sqrt() / sigma;
        let delta = gamma * sigma * (1.0 - r) * sigma;
        let alpha = gamma / (1.0 - r).sqrt();
        let beta = alpha * skewness * u.sqrt() / 3.0;
        let origin = mean - delta * beta / gamma;
        let mean_variance = delta / gamma;
        Self { cumulants: *cumulants, alpha, beta, delta, origin, u, mean_variance }
    }

    pub(super) fn mean(&self) -> f64 {
        self.cumulants.mean
    }

    pub(super) fn variance(&self) -> f64 {
        self.cumulants.variance
    }

    /// The mixing variance V = (δ/γ)e^y at y = 2 asinh(s/(2√u)), and e^y.
    pub(super) fn mixing_variance(&self, s: f64) -> (f64, f64) {
        let half = s / (2.0 * self.u.sqrt());
        let root = half.hypot(1.0) + half.abs();
        let ratio = if half < 0.0 { (root * root).recip() } else { root * root };
        (ratio, self.mean_variance * ratio)
    }

    /// The mean of the normal distribution with variance `variance`, of which this one is a mixture.
    pub(super) fn mean_given(&self, variance: f64) -> f64 {
        self.origin + self.beta * variance
    }

    pub(super) fn entropy_nats(&self, points: usize) -> f64 {
        let (low, high) = self.range();
        let step = (high - low) / (points as f64 - 1.0);
        let x: Vec<f64> = (0..points).map(|i| low + step * i as f64).collect();
        let (mut exponents, mut factors) = (vec![0.0; points], vec![1.0; points]);
        self.multiply(&x, &mut exponents, &mut factors);
        let density = exponents.iter().zip(&factors).map(|(e, f)| e.exp() * f);
        entropy_nats(x.iter().zip(density).map(|(&x, f)| (x, f, step)))
    }
}

impl LogDensity for Density {
    fn range(&self) -> (f64, f64) {
        let (mean, sigma) = (self.mean(), self.variance().sqrt());
        let low = mean - 5.0 * sigma - 6.0 / (self.alpha + self.beta);
        (low, mean + 6.0 * sigma + 8.0 / (self.alpha - self.beta))
    }

    fn multiply(&self, x: &[f64], exponents: &mut [f64], factors: &mut [f64]) {
        if self.alpha * self.delta >= 2.0 {
            instructions().dispatch(|| self.sweep(far_k1, x, exponents, factors));
        } else {
            self.sweep(scaled_k1, x, exponents, factors);
        }
    }
}

impl Density {
    #[inline(always)]
    fn sweep(
        &self,
        bessel: impl Fn(f64) -> f64,
        x: &[f64],
        exponents: &mut [f64],
        factors: &mut [f64],
    ) {
        let (scale, squared) = (self.alpha * self.delta / PI, self.delta * self.delta);
        for ((x, exponent), factor) in x.iter().zip(exponents).zip(factors) {
            let from_origin = x - self.origin;
            let q = (squared + from_origin * from_origin).sqrt();
            let argument = self.alpha * q;
            *exponent += self.u + self.beta * from_origin - argument;
            *factor *= scale * bessel(argument) / (argument.sqrt() * q);
        }
    }
}
