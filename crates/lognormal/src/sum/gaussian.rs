//! Expectations over a standard normal variable.

use crate::elementary;
use crate::log_domain::softplus;

/// The trapezoidal rule with step 0.3 on ±9: for integrands analytic in a strip of half
/// width π/s around the real axis its error is about e^(−2π²/(0.3 s)), so functions of
/// ln(1 + e^(sx)) are exact to 10⁻¹² up to s = 2.4 and to 10⁻⁵ at s = 6.
#[derive(Clone, Debug)]
pub(crate) struct Gaussian {
    nodes: [f64; NODES],
    /// Sum to one.
    weights: [f64; NODES],
}

const STEP: f64 = 0.3;
const NODES: usize = 61;

impl Gaussian {
    pub(crate) fn new() -> Self {
        let nodes = std::array::from_fn(|i| (i as f64 - 30.0) * STEP);
        let weights = nodes.map(|x: f64| (-0.5 * x * x).exp());
        let total: f64 = weights.iter().sum();
        Self { nodes, weights: weights.map(|weight| weight / total) }
    }

    /// E f(x).
    pub(crate) fn average(&self, f: impl Fn(f64) -> f64) -> f64 {
        self.nodes.iter().zip(self.weights).map(|(&x, weight)| weight * f(x)).sum()
    }

    /// E g, Var g and E g' of g(y) = ln(1 + e^y), y normal with this mean and spread.
    pub(crate) fn softplus(&self, mean: f64, spread: f64) -> (f64, f64, f64) {
        let mut powers = self.nodes.map(|x| -(mean + spread * x).abs());
        elementary::exp(&mut powers);
        let mut values = powers;
        elementary::ln_1p(&mut values);
        let (mut slope, mut rise) = (0.0, 0.0);
        for (i, (x, weight)) in self.nodes.iter().zip(self.weights).enumerate() {
            let y = mean + spread * x;
            values[i] += y.max(0.0);
            rise += weight * values[i];
            slope += weight * if y > 0.0 { 1.0 } else { powers[i] } / (1.0 + powers[i]);
        }
        let scatter = values.iter().zip(self.weights).map(|(v, w)| w * (v - rise).powi(2)).sum();
        (rise, scatter, slope)
    }
}

/// Highest order of the Hermite expansion.
const ORDER: usize = 8;

/// ln(1 + e^y) as a function of a standard normal x, y = mean + spread·x.
pub(crate) struct Hermite {
    /// E\[g(x) He_n(x)\]/√n!.
    pub(crate) coefficients: [f64; ORDER + 1],
    /// Var g.
    pub(crate) variance: f64,
    /// E g' with respect to y.
    pub(crate) slope: f64,
    /// The standard deviation of y.
    pub(crate) spread: f64,
}

impl Gaussian {
    pub(crate) fn hermite(&self, mean: f64, spread: f64) -> Hermite {
        let (rise, variance, slope) = self.softplus(mean, spread);
        let mut coefficients = [0.0; ORDER + 1];
        for (x, weight) in self.nodes.iter().zip(self.weights) {
            let y = mean + spread * x;
            let g = weight * (softplus(y) - rise);
            let (mut before, mut now) = (0.0, 1.0);
            for (n, c) in coefficients.iter_mut().enumerate() {
                *c += g * now;
                let n = n as f64;
                (before, now) = (now, (x * now - n.sqrt() * before) / (n + 1.0).sqrt());
            }
        }
        coefficients[0] = rise;
        Hermite { coefficients, variance, slope, spread }
    }
}

impl Hermite {
    /// Cov(g(x), g'(x')) for correlation ρ of x and x': Σ_{n≥1} c_n c'_n ρ^n.
    pub(crate) fn joint(&self, other: &Self, correlation: f64) -> f64 {
        let pairs = self.coefficients.iter().zip(&other.coefficients).skip(1).rev();
        pairs.fold(0.0, |sum, (a, b)| (sum + a * b) * correlation)
    }
}
